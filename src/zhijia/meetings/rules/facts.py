"""The words in which a kind of meeting is declared: who sits in it, how it is called, its powers.

A kind is data. No two kinds share a rule by accident: what a kind goes by stands in its own
declaration with its own clause (基层工会会员代表大会条例 §42: one congress does not stand in for
another). Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhijia.ballots.rules.asking import ADOPTIONS, Adoption
from zhijia.law import Clause
from zhijia.platform.refs.days import Kind

DAYS, WORKDAYS = Kind.DAYS, Kind.WORKDAYS

Competence = Literal[
    "hear", "discuss", "adopt", "approve", "decide", "oversee", "elect", "evaluate"
]
COMPETENCES: Mapping[Competence, str] = {
    "hear": "听取",
    "discuss": "审议建议",
    "adopt": "审议通过",
    "approve": "审查同意或者否决",
    "decide": "审议决定",
    "oversee": "审查监督",
    "elect": "选举",
    "evaluate": "民主评议",
}
# What a vote decides; the rest is heard, opinions are written down, and nothing is voted on.
VOTED: frozenset[Competence] = frozenset({"adopt", "approve", "decide", "elect", "evaluate"})


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before the meeting its day, agenda and papers are sent out."""

    least: int
    counted_in: Kind
    clause: Clause


@dataclass(frozen=True, slots=True)
class Majority:
    """What share of those due must agree: a way of the one table that hands and ballots share.

    KeyError where `adoption` names none of `ballots.rules.asking.ADOPTIONS`.
    """

    adoption: str

    @property
    def by(self) -> Adoption:
        """Return the share with its clause, and the clause of the quorum."""
        return ADOPTIONS[self.adoption]


@dataclass(frozen=True, slots=True)
class Business:
    """One thing a meeting of this kind deals with, and what it may do with it.

    `only` names registrations (`org.rules.REGISTRATIONS`) that it is limited to, all where empty.
    `is_yearly` is due at the yearly meeting, `is_opening` at the first session of a term.
    `majority` is another one than that of the kind.
    """

    id: str
    title: str
    competence: Competence
    clause: Clause
    is_secret: bool = False
    is_yearly: bool = False
    is_opening: bool = False
    only: frozenset[str] = frozenset()
    majority: Majority | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """How often a meeting is held: once in so many months, counted from the last one."""

    months: int
    words: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Proposing:
    """Who may ask for a meeting out of turn: a share of people, or an organ by itself."""

    who: str
    clause: Clause
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """A kind of meeting.

    `people` is the word for who sits in it; `side` whose congress it is, so that roll, quorum and
    ballots of one are never used for another. `units` are the unit kinds that hold it,
    `registrations` the registrations, all where empty. `terms` are the years a term may have, ()
    where it has none. `keeps` says how sessions are numbered.
    """

    id: str
    name: str
    people: str
    side: Literal["union", "staff", "organ", "guest"]
    about: str
    clauses: tuple[Clause, ...]
    quorum: Clause | None
    majority: Majority | None
    notice: Notice | None = None
    every: Every | None = None
    terms: tuple[int, ...] = ()
    terms_clause: Clause | None = None
    proposing: tuple[Proposing, ...] = ()
    business: tuple[Business, ...] = ()
    units: frozenset[str] = frozenset()
    registrations: frozenset[str] = frozenset()
    keeps: Literal["sessions", "numbers", "days"] = "sessions"
    has_delegates: bool = False
    may_have_presidium: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    def deals_with(self, id_: str) -> Business:
        """Return one piece of business by its id; KeyError where the kind has none."""
        for one in self.business:
            if one.id == id_:
                return one
        raise KeyError(id_)
