"""The cast: one group's union and the people in it, for the demo, the tests and the journeys.

Everybody enters through the actions a desk uses, so nothing here can be against the rules.
Days are counted back from today, so the story is always in season.
"""

from .cast import (
    FOUNDER,
    KEPT,
    LEAVERS,
    MANDATES,
    PEOPLE,
    PLACES,
    ROLES,
    Cast,
    Mandate,
    Person,
    Place,
    person,
)
from .telling import basis, begin, cast, elect, found, seat

__all__ = [
    "FOUNDER",
    "KEPT",
    "LEAVERS",
    "MANDATES",
    "PEOPLE",
    "PLACES",
    "ROLES",
    "Cast",
    "Mandate",
    "Person",
    "Place",
    "basis",
    "begin",
    "cast",
    "elect",
    "found",
    "person",
    "seat",
]
