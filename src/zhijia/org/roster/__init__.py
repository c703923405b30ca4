"""Understands member rosters as unions keep them: .xlsx, .xls, .csv. Pure Python, no Django."""

from zhijia.platform.sheets.opening import Unreadable

from .nouns import LABELS, Fault, Person, Roster, Skipped
from .reading import read
from .returned import report
from .written import to_json

__all__ = [
    "LABELS",
    "Fault",
    "Person",
    "Roster",
    "Skipped",
    "Unreadable",
    "read",
    "report",
    "to_json",
]
