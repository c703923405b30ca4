"""What this room puts on paper: ballot papers, the tellers' sheets, reports. Pure."""

from .as_pdf import NoChineseFont, pages_of, pdf
from .as_word import word
from .asked import PLACES, Ballot, Election, Evaluation, Resolution, Subject
from .ballot import ballot_leaf, has_room
from .leaf import Leaf, Sheet

__all__ = [
    "PLACES",
    "Ballot",
    "Election",
    "Evaluation",
    "Leaf",
    "NoChineseFont",
    "Resolution",
    "Sheet",
    "Subject",
    "ballot_leaf",
    "has_room",
    "pages_of",
    "pdf",
    "word",
]
