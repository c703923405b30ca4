"""The sheets of this room: the list of matters, row by row."""

from . import matters

__all__ = ["matters"]
