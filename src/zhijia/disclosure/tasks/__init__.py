"""What the clock does in this room, one story a file."""

from . import publications, regulations, showing

__all__ = ["publications", "regulations", "showing"]
