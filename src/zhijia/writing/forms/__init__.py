"""What people fill in to draft, edit, redraw and sign reports."""

from .drafting import Draft, HandBack, Redraw, Retitle, Sign
from .outlines import EditOutline
from .passages import EditPassage, Move, Settle

__all__ = [
    "Draft",
    "EditOutline",
    "EditPassage",
    "HandBack",
    "Move",
    "Redraw",
    "Retitle",
    "Settle",
    "Sign",
]
