"""The nouns of opening a file: a cell, a merged range, and the file that cannot be read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta


class Unreadable(ValueError):
    """The file cannot be read as a table; the text is one Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int
