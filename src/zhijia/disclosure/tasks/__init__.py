"""What the clock does in this room, one story a file."""

from . import showing

__all__ = ["showing"]
