"""All writes of this room: drafting, editing, redrawing and signing reports, keeping outlines."""

from .drafting import draft
from .editing import (
    Insert,
    add_passage,
    drop_passage,
    edit_passage,
    move_passage,
    retitle,
    settle,
    undo,
)
from .outlines import keep_outline
from .renewing import redraw, see_marks
from .signing import drop, hand_back, recall, sign, submit

__all__ = [
    "Insert",
    "add_passage",
    "draft",
    "drop",
    "drop_passage",
    "edit_passage",
    "hand_back",
    "keep_outline",
    "move_passage",
    "recall",
    "redraw",
    "retitle",
    "see_marks",
    "settle",
    "sign",
    "submit",
    "undo",
]
