"""法规: every clause the product enforces, and the one shape of every answer."""

from .clause import HOUSE, LAW, SOURCES, Clause, Source
from .in_force import PACKS, SETTINGS, LawInForce
from .verdict import ALLOWED, Verdict, granted, refused

__all__ = [
    "ALLOWED",
    "HOUSE",
    "LAW",
    "PACKS",
    "SETTINGS",
    "SOURCES",
    "Clause",
    "LawInForce",
    "Source",
    "Verdict",
    "granted",
    "refused",
]
