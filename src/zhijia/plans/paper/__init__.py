"""What this room puts on paper. Pure."""

from .table import COLUMNS, HEADS, OPEN_END, Line, Part, Share, cells, to_paper, to_sheet

__all__ = [
    "COLUMNS",
    "HEADS",
    "OPEN_END",
    "Line",
    "Part",
    "Share",
    "cells",
    "to_paper",
    "to_sheet",
]
