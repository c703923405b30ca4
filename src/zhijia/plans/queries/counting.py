"""Counting many measures at once: one query for each figure and span of days, however many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from zhijia.org.models import UnitPath
from zhijia.platform.offers import FIGURES, RATIOS, Number
from zhijia.platform.scope import prefixes

from ..models import Measure
from ..rules import OPEN
from ..rules import measures as rules
from .measures import Span, kind_of, parts_of_figure


class Fact(NamedTuple):
    """What counting needs of a measure, and nothing else: a group has a hundred thousand."""

    pk: int
    figure: str
    target: Decimal
    from_on: date
    until_on: date | None
    below: bool
    number: Decimal | None
    assignment_id: int | None
    percent: int | None
    unit_id: int
    due_on: date | None

    def span(self, today: date) -> Span:
        """Return the days counted so far; a period still to come has its first day only."""
        end = self.until_on or self.due_on or self.from_on
        return self.from_on, max(self.from_on, min(end, today))


OWN = ("pk", "figure", "target", "from_on", "until_on", "below", "number", "assignment_id")


def live() -> list[Fact]:
    """Return what counting needs of the measures of all that is still to be done; one query."""
    at_work = Q(assignment=None, task__closed_on=None) | Q(assignment__state__in=OPEN)
    rows = Measure.objects.filter(at_work).order_by("pk")
    whose = Coalesce("assignment__unit_id", "task__unit_id")
    due_on = Coalesce("assignment__due_on", "task__due_on")
    told = rows.values_list(*OWN, "assignment__percent", whose, due_on)
    return [Fact(*row) for row in told.iterator()]


def facts(found: Iterable[Measure]) -> list[Fact]:
    """Return what counting needs of these measures."""
    return [_fact(one) for one in found]


def _fact(one: Measure) -> Fact:
    work, task = one.assignment, one.task
    own = (one.pk, one.figure, one.target, one.from_on, one.until_on, one.below, one.number)
    if work is None:
        return Fact(*own, None, None, task.unit_id, task.due_on)
    return Fact(*own, work.pk, work.percent, work.unit_id, work.due_on)


class Told(NamedTuple):
    """What a measure counts now: the number, and how many per cent of the target that is."""

    number: Decimal | None
    percent: int


def counted(found: Collection[Fact], today: date) -> dict[int, Told]:
    """Return what these measures count, by their keys.

    One query for the places of all units, and one for each figure and span of days among them
    (two for a rate): not one a measure.
    """
    paths = _paths({one.unit_id for one in found})
    totals: dict[tuple[str, Span], Mapping[str, Number]] = {}
    told: dict[int, Told] = {}
    for one in found:
        if kind_of(one.figure) is None:
            continue
        span = one.span(today)
        parts = parts_of_figure(one.figure)
        for part in parts:
            if (part, span) not in totals:
                totals[(part, span)] = Folded(FIGURES[part].by_path(*span))
        at = paths[one.unit_id]
        numbers = {part: _folded(totals[(part, span)], at, one.below) for part in parts}
        told[one.pk] = _told(one, numbers)
    return told


def _told(measure: Fact, numbers: Mapping[str, Number]) -> Told:
    ratio = RATIOS.get(measure.figure)
    number = ratio.rate(numbers) if ratio else Decimal(numbers[measure.figure])
    return Told(number, rules.percent_of(number, measure.target))


def _paths(units: Collection[int]) -> dict[int, list[str]]:
    """Return every path that each of these units has held; one query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = UnitPath.objects.filter(unit__in=units) if len(units) <= FEW else UnitPath.objects.all()
    for unit_id, path in rows.values_list("unit_id", "path"):
        found[unit_id].append(path)
    return found


FEW = 500  # units: beyond, all places are read rather than so many named


class Folded(dict[str, Number]):
    """What each unit has of its own, by path; `below` has it with all units below."""

    @cached_property
    def below(self) -> dict[str, Number]:
        """Add every unit's own to all above it."""
        totals: defaultdict[str, Number] = defaultdict(int)
        for path, number in self.items():
            for above in prefixes(path):
                totals[above] += number
        return totals


def _folded(found: Mapping[str, Number], paths: Iterable[str], below: bool) -> Number:
    assert isinstance(found, Folded)
    numbers = found.below if below else found
    return sum(numbers.get(path, 0) for path in paths)
