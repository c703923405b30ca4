"""What this room offers the others, one story a file."""

from . import publications, regulations, showing

__all__ = ["publications", "regulations", "showing"]
