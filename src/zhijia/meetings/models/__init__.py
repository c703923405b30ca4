"""All tables of this room: meetings and what precedes them, rolls, agenda."""

from .after import Draft, Filed, FollowUp
from .agenda import Document, Item, Opinion, Override
from .delegates import (
    Congress,
    CongressQuerySet,
    Credentials,
    Delegate,
    DelegateQuerySet,
    Delegation,
    Polling,
    Precinct,
    Target,
)
from .meetings import Guesting, GuestingQuerySet, Meeting, MeetingQuerySet, Petition, Preparation
from .rolls import Seat

__all__ = [
    "Congress",
    "CongressQuerySet",
    "Credentials",
    "Delegate",
    "DelegateQuerySet",
    "Delegation",
    "Document",
    "Draft",
    "Filed",
    "FollowUp",
    "Guesting",
    "GuestingQuerySet",
    "Item",
    "Meeting",
    "MeetingQuerySet",
    "Opinion",
    "Override",
    "Petition",
    "Polling",
    "Precinct",
    "Preparation",
    "Seat",
    "Target",
]
