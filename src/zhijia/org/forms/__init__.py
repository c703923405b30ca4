"""All forms of this room."""

from .fields import BY_CODE, MOST_SEATS, MOST_STAFF, PastDay, has_come
from .law import ChooseLaw
from .members import EditMember, Enrol, FindMember, Leave
from .posts import Appoint, OpenTerm, Relieve
from .units import EditUnit, FindUnit, FoundUnit, Move, MoveTo

__all__ = [
    "BY_CODE",
    "MOST_SEATS",
    "MOST_STAFF",
    "Appoint",
    "ChooseLaw",
    "EditMember",
    "EditUnit",
    "Enrol",
    "FindMember",
    "FindUnit",
    "FoundUnit",
    "Leave",
    "Move",
    "MoveTo",
    "OpenTerm",
    "PastDay",
    "Relieve",
    "has_come",
]
