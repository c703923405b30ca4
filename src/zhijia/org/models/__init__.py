"""All tables of this room: units, members, posts, terms, choices of law."""

from .joining import Application, ApplicationQuerySet, JoinLink, JoinLinkQuerySet
from .law import LawChoice, LawChoiceQuerySet
from .looks import ANSWERS, Correction, CorrectionQuerySet, Look
from .members import Member, MemberQuerySet, Membership, MembershipQuerySet, StateChange
from .posts import Bar, Post, PostQuerySet, Shortfall, ShortfallQuerySet, Term
from .transfers import Transfer, TransferQuerySet
from .units import Unit, UnitChange, UnitPath, UnitQuerySet

__all__ = [
    "ANSWERS",
    "Application",
    "ApplicationQuerySet",
    "Bar",
    "Correction",
    "CorrectionQuerySet",
    "JoinLink",
    "JoinLinkQuerySet",
    "LawChoice",
    "LawChoiceQuerySet",
    "Look",
    "Member",
    "MemberQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Post",
    "PostQuerySet",
    "Shortfall",
    "ShortfallQuerySet",
    "StateChange",
    "Term",
    "Transfer",
    "TransferQuerySet",
    "Unit",
    "UnitChange",
    "UnitPath",
    "UnitQuerySet",
]
