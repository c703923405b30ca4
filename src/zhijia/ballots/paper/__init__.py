"""What this room puts on paper: ballot papers, the tellers' sheets, reports. Pure."""

from .as_pdf import NoChineseFont, pages_of, pdf
from .as_word import word
from .asked import PLACES, Ballot, Election, Evaluation, Resolution, Subject
from .ballot import ballot_leaf, has_room
from .graded import Result, evaluation_report
from .leaf import Leaf, Sheet
from .reports import (
    Hands,
    Occasion,
    Told,
    announcement,
    clearing_report,
    papers_of,
    result_report,
)
from .tellers import LYING, Box, Kind, counting_leaf, issue_leaf

__all__ = [
    "LYING",
    "PLACES",
    "Ballot",
    "Box",
    "Election",
    "Evaluation",
    "Hands",
    "Kind",
    "Leaf",
    "NoChineseFont",
    "Occasion",
    "Resolution",
    "Result",
    "Sheet",
    "Subject",
    "Told",
    "announcement",
    "ballot_leaf",
    "clearing_report",
    "counting_leaf",
    "evaluation_report",
    "has_room",
    "issue_leaf",
    "pages_of",
    "papers_of",
    "pdf",
    "result_report",
    "word",
]
