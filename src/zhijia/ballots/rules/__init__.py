"""Words and rules of the room: what can be voted on, by which way, in what order. Pure."""

from .words import (
    BODIES,
    GRADE_SETS,
    KINDS,
    LIVE,
    OF_MEETING,
    RULE_SUBJECTS,
    STATES,
    UNION_BODIES,
    VOTER_WAYS,
    WATCHERS,
    WAYS,
)

__all__ = [
    "BODIES",
    "GRADE_SETS",
    "KINDS",
    "LIVE",
    "OF_MEETING",
    "RULE_SUBJECTS",
    "STATES",
    "UNION_BODIES",
    "VOTER_WAYS",
    "WATCHERS",
    "WAYS",
]
"""What is judged around a count: how ballot papers are printed. Pure."""
