"""All tables of this room: units, members, posts, terms, choices of law."""

from .law import LawChoice, LawChoiceQuerySet
from .members import Member, MemberQuerySet, Membership, MembershipQuerySet
from .posts import Post, PostQuerySet, Term
from .units import Unit, UnitChange, UnitPath, UnitQuerySet

__all__ = [
    "LawChoice",
    "LawChoiceQuerySet",
    "Member",
    "MemberQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Post",
    "PostQuerySet",
    "Term",
    "Unit",
    "UnitChange",
    "UnitPath",
    "UnitQuerySet",
]
