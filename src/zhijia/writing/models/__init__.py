"""All tables of this room: reports, their passages, numbers and changes, units' own outlines."""

from .outlines import Outline
from .passages import VERBS, Change, Passage
from .reports import Citation, Report, ReportQuerySet

__all__ = [
    "VERBS",
    "Change",
    "Citation",
    "Outline",
    "Passage",
    "Report",
    "ReportQuerySet",
]
