"""诉求统计: how many appeals, by cause, without small groups that would name somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..kinds import KINDS
from ..kinds.declaring import Kind
from ..models import Matter, Rating
from ..rules.appeals import FEWEST, shown_counts

COUNTED = ("appeal", "urgent", "grievance", "opinion", "service")
WHOLE = ("harassment",)


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause and how many there were; None where too few to show."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a kind in a year, as the desk of a unit may count it."""

    kind: Kind
    filed: int | None
    closed: int | None
    late: int | None
    satisfied: str
    causes: tuple[Cause, ...]


def tallies(actor: Actor, year: int) -> list[Tally]:
    """Return what came with the very units whose desk an actor keeps; three queries."""
    here = Q(unit_path__in=actor.stands(DESKS), filed_on__year=year)
    rows = Matter.objects.filter(here, kind__in=(*COUNTED, *WHOLE)).order_by()
    whole = {one["kind"]: one for one in _whole(rows)}
    by_cause: dict[str, dict[str, int]] = {kind: {} for kind in COUNTED}
    for kind, cause, n in (
        rows.filter(kind__in=COUNTED).values_list("kind", "category").annotate(n=Count("pk"))
    ):
        by_cause[kind][cause] = n
    rated = _rated(actor, year)
    found = [KINDS[one] for one in (*COUNTED, *WHOLE)]
    return [
        _tally(kind, whole.get(kind.id, {}), by_cause.get(kind.id, {}), rated) for kind in found
    ]


def _whole(rows: "QuerySet[Matter]") -> list[Any]:
    found = rows.values("kind").annotate(
        filed=Count("pk"),
        closed=Count("pk", filter=Q(closed_on__isnull=False)),
        late=Count("pk", filter=Q(was_late=True)),
    )
    return list(found)


def _rated(actor: Actor, year: int) -> dict[str, tuple[int, int]]:
    """Return by kind how many ratings there were, and how many of them satisfied."""
    rows = Rating.objects.filter(unit_path__in=actor.stands(DESKS), rated_on__year=year).order_by()
    good = Count("pk", filter=Q(is_satisfied=True))
    found = rows.values_list("kind").annotate(n=Count("pk"), good=good)
    return {kind: (n, satisfied) for kind, n, satisfied in found}


def _enough(kind: Kind, n: int, whole: int) -> int | None:
    """Return a number of a group that is large enough, None otherwise.

    That there was none is no secret, but for kinds that the desk may not read: there it would tell
    on the day when there is one.
    """
    is_open = "desk_here" in kind.readers
    return n if whole >= FEWEST or (is_open and whole == 0) else None


def _tally(
    kind: Kind,
    whole: Mapping[str, Any],
    causes: dict[str, int],
    rated: Mapping[str, tuple[int, int]],
) -> Tally:
    filed = int(whole.get("filed", 0))
    ratings, good = rated.get(kind.id, (0, 0))
    share = f"{100 * good / ratings:.1f}%" if ratings >= FEWEST else "不足 5 件"
    labels = kind.field(kind.category).choices if kind.category else {}
    counts = shown_counts({key: causes.get(key, 0) for key in labels}) if filed >= FEWEST else {}
    return Tally(
        kind,
        _enough(kind, filed, filed),
        _enough(kind, int(whole.get("closed", 0)), filed),
        _enough(kind, int(whole.get("late", 0)), filed),
        share,
        tuple(Cause(labels[key], n) for key, n in counts.items() if n is None or n > 0),
    )
