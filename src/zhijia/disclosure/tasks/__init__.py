"""What the clock does in this room, one story a file."""

from . import publications, showing

__all__ = ["publications", "showing"]
