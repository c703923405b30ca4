"""What this room puts on paper. Pure."""

from .holes import HoleLine, holes_sheet
from .table import COLUMNS, HEADS, OPEN_END, Line, Part, Share, cells, to_paper, to_sheet
from .work import work_paper

__all__ = [
    "COLUMNS",
    "HEADS",
    "OPEN_END",
    "HoleLine",
    "Line",
    "Part",
    "Share",
    "cells",
    "holes_sheet",
    "to_paper",
    "to_sheet",
    "work_paper",
]
