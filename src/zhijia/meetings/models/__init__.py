"""All tables of this room: meetings and what precedes them, rolls, agenda."""

from .agenda import Document, Item, Opinion, Override
from .meetings import Guesting, GuestingQuerySet, Meeting, MeetingQuerySet, Petition, Preparation
from .rolls import Seat

__all__ = [
    "Document",
    "Guesting",
    "GuestingQuerySet",
    "Item",
    "Meeting",
    "MeetingQuerySet",
    "Opinion",
    "Override",
    "Petition",
    "Preparation",
    "Seat",
]
