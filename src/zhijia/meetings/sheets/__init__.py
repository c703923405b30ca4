"""The sheets of this room: the delegates of a term."""

from . import delegates

__all__ = ["delegates"]
