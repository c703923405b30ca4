"""Composing a report: the facts of a period, and its sentences made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from zhijia.org.models import Unit
from zhijia.org.queries import paths_of, units_below
from zhijia.plans.models import Task
from zhijia.plans.speech import AREAS
from zhijia.platform.offers import FIGURES, RATIOS, Number, by_groups, totals
from zhijia.platform.scope import under_any

from .. import rules
from ..rules import (
    Area,
    Block,
    Count,
    Drawn,
    Facts,
    Item,
    Kept,
    Period,
    Slot,
)
from .works import issuers_outside, works_between, works_of

CITED = {
    "units": "org.units",
    "members": "org.members",
    "joined": "org.joined",
    "speeches": "plans.speeches",
    "tasks": "plans.tasks",
    "closed": "plans.closed",
    "given": "plans.given",
    "done": "plans.done",
    "open": "plans.open",
    "overdue": "plans.overdue",
}
BY_AREA = {
    "filed": "plans.tasks",
    "closed": "plans.closed",
    "given": "plans.given",
    "done": "plans.done",
}
RATE = "plans.rate"


@dataclass(frozen=True, slots=True)
class Cited:
    """A number that a report was composed with, of its own unit and period."""

    figure: str
    group: str
    label: str
    unit: str
    means: str
    value: Number
    rows: int


@dataclass(slots=True)
class Annex:
    """The numbers of a report as it is composed; each gets the next place."""

    lines: list[Cited] = field(default_factory=list)

    def cite(self, figure: str, value: Number, rows: int, group: str = "") -> Count:
        """Enter a figure's number and return it as the sentences use it."""
        label, unit, means = described(figure, group)
        self.lines.append(Cited(figure, group, label, unit, means, value, rows))
        return Count(len(self.lines) - 1, value, unit)


def described(name: str, group: str = "") -> tuple[str, str, str]:
    """Return what a figure or ratio is called, counts in and means; of one group where asked."""
    if name in RATIOS:
        return RATIOS[name].label, "%", RATIOS[name].means
    figure = FIGURES[name]
    if not group:
        return figure.label, figure.unit, figure.means
    area = AREAS.get(group, group)
    return f"{figure.label}（{area}）", figure.unit, f"{area}类；其余同“{figure.label}”。"


@dataclass(frozen=True, slots=True)
class Composed:
    """A report as it was composed: its passages, whose numbers are places in `annex`."""

    title: str
    drawn: tuple[Drawn, ...]
    annex: Annex
    until: date


def last_day(period: Period, today: date) -> date:
    """Return the last day that there can be records of."""
    return min(period.end, today)


def composed(unit: Unit, form: str, period: Period, slots: Sequence[Slot], today: date) -> Composed:
    """Compose a unit's report on a period from the records as they stand; some fifteen queries."""
    annex, until = Annex(), last_day(period, today)
    blocks = rules.compose(facts(unit, period, until, annex), slots or rules.FORMS[form].slots)
    drawn = tuple(Drawn(block.key, block.kind, _kept(block)) for block in blocks)
    return Composed(rules.title(form, unit.name, period), drawn, annex, until)


def _kept(block: Block) -> Kept:
    """Return a block as a passage keeps it: a number by its place."""
    return rules.joined(run.place if isinstance(run, Count) else run for run in block.runs)


def facts(unit: Unit, period: Period, until: date, annex: Annex) -> Facts:
    """Return all that a unit's report on `period` says as of `until`; some fifteen queries.

    Every number is entered in `annex` as it is read.
    """
    paths, start = paths_of(unit), period.start
    rate = RATIOS[RATE]
    figures = [FIGURES[name] for name in dict.fromkeys([*CITED.values(), rate.part, rate.whole])]
    numbers = totals(figures, paths, start, until)
    counts = {
        key: annex.cite(name, numbers[name], int(numbers[name])) for key, name in CITED.items()
    }
    percent, whole = rate.rate(numbers), int(numbers[rate.whole])
    return Facts(
        unit=unit.name,
        period=period,
        until=until,
        has_units_below=units_below(unit.path).exclude(pk=unit.pk).exists(),
        rate=None if percent is None else annex.cite(RATE, percent, whole),
        areas=tuple(_areas(paths, start, until, annex)),
        others=_others(paths, start, until).exists(),
        **counts,
    )


def _areas(paths: list[str], start: date, until: date, annex: Annex) -> Iterator[Area]:
    """Yield the areas in their order that had a task, each with its numbers and its tasks."""
    named = by_groups([FIGURES[name] for name in BY_AREA.values()], paths, start, until)
    numbers = {key: named[name] for key, name in BY_AREA.items()}
    found: dict[str, list[Item]] = {}
    for area, item in _items(paths, start, until):
        found.setdefault(area, []).append(item)
    for area, label in AREAS.items():
        if area in found or any(area in groups for groups in numbers.values()):
            counts = {
                key: annex.cite(BY_AREA[key], groups.get(area, 0), int(groups.get(area, 0)), area)
                for key, groups in numbers.items()
            }
            yield Area(label, items=tuple(found.get(area, ())), code=area, **counts)


def _running(start: date, until: date) -> Q:
    """Select the tasks that were open at some time of the period."""
    return Q(filed_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))


def _others(paths: list[str], start: date, until: date) -> QuerySet[Task]:
    """Return the tasks that units below set themselves: counted, and told by their own reports."""
    below = under_any("filed_path", paths) & ~Q(filed_path__in=paths)
    return Task.objects.filter(below, _running(start, until), dropped_for="")


def _tasks(paths: list[str], start: date, until: date) -> QuerySet[Task]:
    """Return what the unit put on file, and what was given into its branch from outside."""
    works = works_between(paths, start, until).order_by()
    from_outside = works.exclude(under_any("issuer_path", paths))
    kept = Q(dropped_for="") | Q(closed_on__gt=until)  # dropped since: it stood then
    own = Q(filed_path__in=paths) & kept
    mine = Task.objects.filter(own | Q(pk__in=from_outside.values("task")))
    return mine.filter(_running(start, until)).order_by("year", "serial")


def _items(paths: list[str], start: date, until: date) -> Iterator[tuple[str, Item]]:
    """Yield the tasks as the report tells them, each with its area; seven queries."""
    tasks = _tasks(paths, start, until)
    works = works_of(tasks, paths, start, until)
    for pk, area, wording in tasks.values_list("pk", "area", "wording"):
        told = works.get(pk, [])
        issuers = "、".join(issuers_outside(told, paths))
        yield area, Item(wording, tuple(one.work for one in told), issuers, str(pk))
