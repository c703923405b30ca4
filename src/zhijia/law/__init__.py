"""法规: every clause the product enforces, and the one shape of every answer."""

from .clause import HOUSE, LAW, SOURCES, Clause, Source
from .verdict import ALLOWED, Verdict, granted, refused

__all__ = [
    "ALLOWED",
    "HOUSE",
    "LAW",
    "SOURCES",
    "Clause",
    "Source",
    "Verdict",
    "granted",
    "refused",
]
