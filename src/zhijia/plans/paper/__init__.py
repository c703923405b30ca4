"""What this room puts on paper. Pure."""

from .assessment import assessment_sheet, scores_sheet
from .bulletin import bulletin
from .dossier import Dossier, dossier
from .holes import HoleLine, holes_sheet
from .opinions import Said, opinions_paper
from .order import Asked, Given, Order, order_paper
from .projects import (
    Book,
    BookStage,
    BookStep,
    project_book,
)
from .table import COLUMNS, HEADS, OPEN_END, Line, Part, Share, cells, to_paper, to_sheet
from .urging import Urging, to_urging
from .work import work_paper

__all__ = [
    "COLUMNS",
    "HEADS",
    "OPEN_END",
    "Asked",
    "Book",
    "BookStage",
    "BookStep",
    "Dossier",
    "Given",
    "HoleLine",
    "Line",
    "Order",
    "Part",
    "Said",
    "Share",
    "Urging",
    "assessment_sheet",
    "bulletin",
    "cells",
    "dossier",
    "holes_sheet",
    "opinions_paper",
    "order_paper",
    "project_book",
    "scores_sheet",
    "to_paper",
    "to_sheet",
    "to_urging",
    "work_paper",
]
