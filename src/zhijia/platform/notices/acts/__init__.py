"""What opening a message, posting letters and robots write: the record has none of it."""

from . import groups, letters
from .reading import mark_all_read, mark_read, mark_read_before, mark_seen, mix

__all__ = [
    "groups",
    "letters",
    "mark_all_read",
    "mark_read",
    "mark_read_before",
    "mark_seen",
    "mix",
]
