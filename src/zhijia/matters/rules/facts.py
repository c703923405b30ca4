"""What steps are judged by, and how long things may take. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.law import ALLOWED, Clause, Verdict
from zhijia.platform.refs import days


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit and the clause that sets it: `limit(HOUSE["HOUSE-100"], 10, WORKDAYS)`."""

    n: int
    per: days.Kind
    clause: Clause

    def __str__(self) -> str:
        return f"{self.n} 个工作日" if self.per is days.Kind.WORKDAYS else f"{self.n} {self.per}"


def limit(clause: Clause, n: int, per: days.Kind = days.Kind.WORKDAYS) -> Limit:
    """Return the limit that a clause sets."""
    return Limit(clause.sets(n), per, clause)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step is judged by, besides who takes it and from which state."""

    values: Mapping[str, Any]
    given: Mapping[str, Any]
    today: date
    times: Mapping[str, int]
    backers: int = 0
    leads: int = 0
    unanswered: int = 0
    rating: str = ""
    files: int = 0
    due_on: date | None = None
    since_on: date | None = None


Judge = Callable[[Facts], Verdict]


def always(_: Facts) -> Verdict:
    """Nothing more is asked."""
    return ALLOWED
