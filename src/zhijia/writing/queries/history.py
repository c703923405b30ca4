"""The history of a report as its page tells it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from .. import rules
from ..models import Change, Report
from ..rules import Token
from .numbers import citations_of, known


@dataclass(frozen=True, slots=True)
class Part:
    """What an act did to one passage, as both are read; empty where there was, or is, none."""

    pk: int
    before: str
    after: str
    is_there: bool


@dataclass(slots=True)
class Act:
    """One act: who did what when, to which passages."""

    number: int
    what: str
    verb: str
    who: str
    at: datetime
    parts: list[Part] = field(default_factory=list)

    @property
    def can_be_undone(self) -> bool:
        """Say whether undoing it would change anything; what was moved is moved back by hand."""
        return any(part.before != part.after for part in self.parts)


def acts(report: Report, changes: Iterable[Change]) -> list[Act]:
    """Gather changes into acts, in the order given; one query."""
    names = known(citations_of(report))
    found: dict[int, Act] = {}
    for one in changes:
        act = found.setdefault(
            one.number,
            Act(one.number, str(one), one.verb, str(one.by or "系统"), one.done_at),
        )
        act.parts.append(
            Part(
                one.passage_id,
                _read(one.before, names),
                _read(one.after, names),
                not one.passage.is_dropped,
            )
        )
    return list(found.values())


def _read(state: dict[str, rules.Kept] | None, names: dict[int, Token]) -> str:
    """Return a passage of the history as it is read."""
    return rules.plain(state["runs"], names) if state else ""
