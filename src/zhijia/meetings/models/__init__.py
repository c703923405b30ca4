"""All tables of this room: meetings and what precedes them, rolls, agenda."""

from .after import Draft, Filed, FollowUp
from .agenda import Document, Item, Opinion, Override
from .between import Confirmation, Inspection
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
from .elections import Duty, Elected, Election, Nomination, Nominee, Watch
from .evaluations import AdoptedMethod, Evaluated, Evaluation, Recall
from .meetings import (
    Corrected,
    Guesting,
    GuestingQuerySet,
    Meeting,
    MeetingQuerySet,
    Petition,
    Preparation,
)
from .panels import Panel, PanelSeat, Presider
from .readings import Reading
from .rolls import Seat, Struck

__all__ = [
    "AdoptedMethod",
    "Confirmation",
    "Congress",
    "CongressQuerySet",
    "Corrected",
    "Credentials",
    "Delegate",
    "DelegateQuerySet",
    "Delegation",
    "Document",
    "Draft",
    "Duty",
    "Elected",
    "Election",
    "Evaluated",
    "Evaluation",
    "Filed",
    "FollowUp",
    "Guesting",
    "GuestingQuerySet",
    "Inspection",
    "Item",
    "Meeting",
    "MeetingQuerySet",
    "Nomination",
    "Nominee",
    "Opinion",
    "Override",
    "Panel",
    "PanelSeat",
    "Petition",
    "Polling",
    "Precinct",
    "Preparation",
    "Presider",
    "Reading",
    "Recall",
    "Seat",
    "Struck",
    "Target",
    "Watch",
]
