"""All tables of this room: units, members, posts, terms."""

from .members import Member, MemberQuerySet, Membership, MembershipQuerySet
from .posts import Post, PostQuerySet, Term
from .units import Unit, UnitChange, UnitPath, UnitQuerySet

__all__ = [
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
