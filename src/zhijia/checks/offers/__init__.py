"""What this room offers."""

from . import notices

__all__ = ["notices"]
