"""Takes a leader's speech apart: points, pieces, and proposals of tasks. Pure Python, no Django."""

from .apart import take_apart
from .areas import AREAS
from .dates import due_date
from .nouns import LABELS, Kind, Piece, Point, Source, Speech, Unreadable
from .reading import read, read_text

__all__ = [
    "AREAS",
    "LABELS",
    "Kind",
    "Piece",
    "Point",
    "Source",
    "Speech",
    "Unreadable",
    "due_date",
    "read",
    "read_text",
    "take_apart",
]
