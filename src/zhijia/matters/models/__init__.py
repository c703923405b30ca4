"""All tables of this room; every kind of matter lives in these."""

from .limits import OwnLimit, OwnLimitQuerySet
from .matters import Call, CallQuerySet, Matter, MatterQuerySet
from .mediators import Mediator
from .methods import Edition, Method, MethodQuerySet
from .promises import Grade, Promise, PromiseQuerySet
from .suggesting import Benefit, Mark, Reward, Scale, Share
from .working import (
    DONE,
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
    "DONE",
    "ROLES",
    "TIES",
    "Backer",
    "Benefit",
    "Call",
    "CallQuerySet",
    "Edition",
    "Enclosure",
    "Grade",
    "Mark",
    "Matter",
    "MatterQuerySet",
    "Mediator",
    "Method",
    "MethodQuerySet",
    "Move",
    "OwnLimit",
    "OwnLimitQuerySet",
    "Part",
    "PartQuerySet",
    "Pause",
    "Promise",
    "PromiseQuerySet",
    "Rating",
    "Remark",
    "Reward",
    "Scale",
    "Share",
    "Tie",
]
