"""What this room offers the others, one story a file."""

from . import publications, showing

__all__ = ["publications", "showing"]
