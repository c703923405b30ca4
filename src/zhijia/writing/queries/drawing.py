"""Composing a report: the facts of a period, and its sentences made of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from django.db.models import Prefetch, Q, QuerySet

from zhijia.org.models import Unit
from zhijia.org.queries import paths_of, units_below
from zhijia.plans.models import Assignment, Extension, Progress, Task
from zhijia.plans.speech import AREAS
from zhijia.platform.offers import FIGURES, RATIOS, Number, by_groups, totals
from zhijia.platform.scope import under_any

from .. import rules
from ..rules import (
    OWN,
    Area,
    Block,
    Count,
    Drawn,
    Facts,
    Item,
    Kept,
    Period,
    Slot,
    Work,
)

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
TOLD = ("reported", "finished", "answered", "sent_back")
# How work ends, each with its word; who assists is done with an answer.
ENDED = {"accepted": "已办结", "answered": "已会签", "excused": "免予会签"}
# What is fetched along with a row is known to no type, so it is read by name.
works_of, steps_of = attrgetter("works"), attrgetter("told")
parts_of, extensions_of = attrgetter("pieces"), attrgetter("longer")


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
    for task in _tasks(paths, start, until):
        found.setdefault(task.area, []).append(_item(task, paths, until))
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
    """Return what the unit put on file, and what was given into its branch from outside.

    Each has `works`: those the report tells of, with steps, parts and extensions; seven queries.
    """
    works = _works(paths, start, until)
    from_outside = works.exclude(under_any("issuer_path", paths))
    own = Q(filed_path__in=paths, dropped_for="")
    mine = Task.objects.filter(own | Q(pk__in=from_outside.values("task")))
    found = mine.filter(_running(start, until)).order_by("year", "serial")
    return found.prefetch_related(Prefetch("assignments", _told(works, until), to_attr="works"))


def _works(paths: list[str], start: date, until: date) -> QuerySet[Assignment]:
    """Return what units at or below `paths` had in the period, or their posts from outside."""
    ran = Q(assigned_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))
    whole = Q(parent=None) | ~under_any("issuer_path", paths)
    here = under_any("given_path", paths)
    return Assignment.objects.filter(ran, whole, here).exclude(state="withdrawn")


def _told(works: QuerySet[Assignment], until: date) -> QuerySet[Assignment]:
    """Fetch along what is told of works: who has them, reports, parts and granted extensions."""
    said = Progress.objects.filter(step__in=TOLD, done_on__lte=until).order_by("pk")
    steps = Prefetch("steps", said, to_attr="told")
    granted = Extension.objects.filter(is_granted=True, decided_on__lte=until).order_by("pk")
    parts = Assignment.objects.filter(assigned_on__lte=until).exclude(state="withdrawn")
    named = parts.select_related("unit", "post__member").prefetch_related(steps).order_by("pk")
    return (
        works.select_related("unit", "issuer", "post__member")
        .prefetch_related(
            steps,
            Prefetch("extensions", granted, to_attr="longer"),
            Prefetch("parts", named, to_attr="pieces"),
        )
        .order_by("given_path", "pk")
    )


def _item(task: Task, paths: list[str], until: date) -> Item:
    """Return a task as the report tells it, and who gave it into the branch."""
    works: list[Assignment] = works_of(task)
    issuers = {w.issuer.name: None for w in works if not _is_under(w.issuer_path, paths)}
    told = tuple(_work(work, paths, until) for work in works)
    return Item(task.wording, told, "、".join(issuers), str(task.pk))


def _is_under(path: str, paths: Iterable[str]) -> bool:
    """Say whether `path` is one of `paths` or below one."""
    return any(path.startswith(base) for base in paths)


def _work(work: Assignment, paths: list[str], until: date) -> Work:
    """Return what a unit or a post of the branch had done by `until`, with the parts of its own."""
    longer: list[Extension] = extensions_of(work)
    parts: list[Assignment] = parts_of(work) if work.given_path in paths else []
    return replace(
        _stand(work, paths, until),
        later_on=longer[-1].to_on if longer else None,
        parts=tuple(_stand(part, paths, until) for part in parts),
    )


def _holder(work: Assignment, paths: list[str]) -> str:
    """Return who has it, as the unit's own report calls them."""
    helps = "（配合）" if work.is_assisting else ""
    if work.given_path in paths:
        return str(work.post) if work.post else f"{OWN}{helps}"
    return f"{work.holder}{helps}"


def _stand(work: Assignment, paths: list[str], until: date) -> Work:
    """Return how a work stood on `until`, and the last that was reported of it."""
    steps: list[Progress] = steps_of(work)
    closed = work.state in ENDED and (
        work.is_assisting if work.closed_on is None else work.closed_on <= until
    )
    last = next((one for one in reversed(steps) if one.step != "sent_back"), None)
    return Work(
        holder=_holder(work, paths),
        due_on=work.due_on,
        is_done=closed,
        is_late=not closed and work.due_on < until,
        is_sent=bool(steps) and steps[-1].step == "finished",
        is_signed=work.signed_on is not None and work.signed_on <= until,
        words=last.words if last else "",
        problems=last.problems if last else "",
        measures=last.next_step if last else "",
        key=str(work.pk),
        ended=ENDED.get(work.state, ENDED["accepted"]),
    )
