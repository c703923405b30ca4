"""Reading what a report is drafted from, and the reports themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max, Prefetch, Q, QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.queries import paths_of, units_below
from zhijia.org.rules import DESKS
from zhijia.plans.models import Assignment, Progress, Task
from zhijia.plans.speech import AREAS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, RATIOS, Number, totals
from zhijia.platform.papers import chinese
from zhijia.platform.scope import under_any

from .models import Citation, Report
from .rules import Area, Count, Facts, Item, Work

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
RATE = "plans.rate"


@dataclass(slots=True)
class Annex:
    """The citations of a report as it grows; each number gets the next place."""

    lines: list[Citation] = field(default_factory=list)

    def cite(self, figure: str, value: Number, rows: int, group: str = "") -> Count:
        """Enter a figure's number and return it as the sentences use it."""
        source = FIGURES[figure]
        label = f"{source.label}（{AREAS[group]}）" if group else source.label
        self._add(figure, label, source.unit, source.means, value, rows, group)
        return Count(len(self.lines) - 1, value)

    def cite_rate(self, name: str, value: Decimal, rows: int) -> Count:
        """Enter a rate; its rows are those of the whole."""
        rate = RATIOS[name]
        self._add(name, rate.label, "%", rate.means, value, rows, "")
        return Count(len(self.lines) - 1, value)

    def keep(self, places: Iterable[int]) -> None:
        """Keep the lines at these places, in this order, and drop the rest."""
        self.lines = [self.lines[place] for place in places]
        for place, line in enumerate(self.lines):
            line.place = place

    def _add(
        self, figure: str, label: str, unit: str, means: str, value: Number, rows: int, group: str
    ) -> None:
        self.lines.append(
            Citation(
                place=len(self.lines),
                figure=figure,
                label=label,
                unit=unit,
                means=means,
                value=value,
                rows=rows,
                group=group,
            )
        )


def facts(unit: Unit, year: int, until: date, annex: Annex) -> Facts:
    """Return all that a unit's report for `year` says as of `until`; about ten queries.

    Every number is entered in `annex` as it is read.
    """
    paths, start = paths_of(unit), date(year, 1, 1)
    numbers = totals([FIGURES[name] for name in CITED.values()], paths, start, until)
    counts = {
        key: annex.cite(name, numbers[name], int(numbers[name])) for key, name in CITED.items()
    }
    rate = RATIOS[RATE].total(paths, start, until)
    whole = int(numbers[RATIOS[RATE].whole])
    return Facts(
        unit=unit.name,
        year=year,
        until=until,
        has_units_below=units_below(unit.path).exclude(pk=unit.pk).exists(),
        rate=None if rate is None else annex.cite_rate(RATE, rate, whole),
        areas=tuple(_areas(paths, start, until, annex)),
        **counts,
    )


def _areas(paths: list[str], start: date, until: date, annex: Annex) -> Iterable[Area]:
    """Yield the areas in their order that had a task, each with its numbers and its tasks."""
    filed = FIGURES["plans.tasks"].by_group(paths, start, until)
    closed = FIGURES["plans.closed"].by_group(paths, start, until)
    found: dict[str, list[Item]] = {}
    for task in _tasks(paths, start, until):
        found.setdefault(task.area, []).append(_item(task, until))
    for area, label in AREAS.items():
        if area in found or filed.get(area) or closed.get(area):
            yield Area(
                label,
                annex.cite("plans.tasks", filed.get(area, 0), int(filed.get(area, 0)), area),
                annex.cite("plans.closed", closed.get(area, 0), int(closed.get(area, 0)), area),
                tuple(found.get(area, ())),
            )


def _tasks(paths: list[str], start: date, until: date) -> QuerySet[Task]:
    """Return the tasks that the unit set or had a part in, open at some time of the period."""
    here = under_any("unit_path", paths)
    ran = Q(assigned_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))
    works = Assignment.objects.of_units().filter(ran)
    own = here & Q(dropped_for="")
    part = Q(pk__in=works.filter(here).values("task"))
    open_then = Q(filed_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))
    words = Progress.objects.filter(step__in=["reported", "finished"], done_on__lte=until)
    shown = works.filter(here | under_any("issuer_path", paths)).select_related("unit")
    with_words = shown.prefetch_related(Prefetch("steps", words.order_by("pk"), to_attr="said"))
    tasks = Task.objects.filter(open_then, own | part).order_by("year", "serial")
    return tasks.prefetch_related(Prefetch("assignments", with_words, to_attr="works"))


def _item(task: Task, until: date) -> Item:
    """Return a task as the report tells it."""
    works: list[Assignment] = task.works  # type: ignore[attr-defined]  # prefetched just above
    return Item(task.wording, tuple(_work(work, until) for work in works))


def _work(work: Assignment, until: date) -> Work:
    """Return what a unit had done by `until`."""
    done = work.state == "accepted" and work.closed_on is not None and work.closed_on <= until
    said: list[Progress] = work.said  # type: ignore[attr-defined]  # prefetched just above
    words = said[-1].words if said else ""
    return Work(work.unit.name, done, work.due_on, not done and work.due_on < until, words)


def reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the units this actor reaches."""
    return Report.objects.within(actor).select_related("unit", "drafted_by", "file")


def own_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose report this actor may draft."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def next_number(unit: Unit, year: int) -> int:
    """Return the number of the next draft."""
    last = Report.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A citation and what the same count gives now; `moved` where the two differ."""

    citation: Citation
    now: Number | Decimal | None

    @property
    def shown(self) -> str:
        """Return the number as the report writes it."""
        return f"{self.citation.value.normalize():f}"

    @property
    def page(self) -> str:
        """Return the figure whose page shows the records: a rate's whole for a rate."""
        name = self.citation.figure
        return RATIOS[name].whole if name in RATIOS else name

    @property
    def moved(self) -> bool:
        """Say whether the records have changed since."""
        return self.now is not None and self.now != self.citation.value


def annex_now(report: Report) -> list[Line]:
    """Return the report's citations with the numbers of today; four queries.

    A citation of a figure that no room offers any more has no number of today.
    """
    paths, start, until = paths_of(report.unit), report.start, report.until
    lines = list(report.citations.all())
    plain = {line.figure for line in lines if line.figure in FIGURES and not line.group}
    whole = {RATIOS[RATE].part, RATIOS[RATE].whole}
    numbers = totals([FIGURES[name] for name in sorted(plain | whole)], paths, start, until)
    grouped = {
        name: FIGURES[name].by_group(paths, start, until)
        for name in sorted({line.figure for line in lines if line.group})
        if name in FIGURES
    }
    return [Line(line, _now(line, numbers, grouped)) for line in lines]


def _now(
    line: Citation, numbers: dict[str, Number], grouped: dict[str, dict[str, Number]]
) -> Number | Decimal | None:
    """Return the number of today for one citation."""
    if line.group:
        return grouped.get(line.figure, {}).get(line.group, 0)
    if line.figure in RATIOS:
        return RATIOS[line.figure].rate(numbers)
    return numbers.get(line.figure)


def may_draft_any(actor: Actor) -> Verdict:
    """Say whether this actor may draft any unit's report."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("总结由本单位的工会主席、副主席或者干事起草")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the body as its page shows it: texts, and numbers with their lines."""

    level: int
    number: str
    runs: list[str | Line]


def body_of(report: Report, annex: list[Line]) -> list[Shown]:
    """Return the body with each number's line of the annex in its place, headings numbered."""
    shown, counts = [], [0, 0]
    for level, runs in report.body:
        mark = _number(counts, level) if level else ""
        lines = [annex[run] if isinstance(run, int) else run for run in runs]
        shown.append(Shown(level, mark, lines))
    return shown


def _number(counts: list[int], level: int) -> str:
    """Count a heading of level 1 or 2 and return its number as papers write it."""
    counts[level - 1] += 1
    if level == 1:
        counts[1] = 0
        return f"{chinese(counts[0])}、"
    return f"（{chinese(counts[1])}）"
