"""All tables of this room; every kind of matter lives in these."""

from .matters import Call, CallQuerySet, Matter, MatterQuerySet
from .working import (
    ROLES,
    TIES,
    Backer,
    Enclosure,
    Move,
    Part,
    PartQuerySet,
    Pause,
    Rating,
    Remark,
    Tie,
)

__all__ = [
    "ROLES",
    "TIES",
    "Backer",
    "Call",
    "CallQuerySet",
    "Enclosure",
    "Matter",
    "MatterQuerySet",
    "Move",
    "Part",
    "PartQuerySet",
    "Pause",
    "Rating",
    "Remark",
    "Tie",
]
