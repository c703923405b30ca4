"""The sheets of this room: what units were given, row by row."""

from . import work

__all__ = ["work"]
