"""What this room offers the others, one story a file."""

from . import showing

__all__ = ["showing"]
