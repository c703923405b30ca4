"""Reading what figures tell of tasks: the number now, its months, and how it is shared out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, RATIOS, Figure, Number, Ratio
from zhijia.platform.ui.charts import Chart, Series

from .. import policies
from ..models import Assignment, Measure, Task
from ..rules import measures as rules

Span = tuple[date, date]


class Kind(NamedTuple):
    """A figure or a rate that may be bound: its name, what it is called and counted in."""

    name: str
    label: str
    unit: str
    means: str
    counts: rules.Counts
    lessens: bool = False


def kind_of(name: str) -> Kind | None:
    """Return the figure or rate of this name; None where no room offers it any longer."""
    if figure := FIGURES.get(name):
        counts = rules.Counts(is_money=bool(figure.sums))
        return Kind(name, figure.label, figure.unit, figure.means, counts, figure.lessens)
    if ratio := RATIOS.get(name):
        return Kind(name, ratio.label, "%", ratio.means, rules.Counts(is_rate=True))
    return None


def kinds() -> list[Kind]:
    """Return every figure and rate that may be a target, room by room."""
    names = sorted([*FIGURES, *RATIOS], key=lambda name: name.split(".")[0])
    return [kind for name in names if (kind := kind_of(name)) and not kind.lessens]


def may_be_aim(kind: Kind | None) -> Verdict:
    """Judge whether a figure may be a target: there is one, and more of it is better."""
    if kind is None:
        return refused("没有这项数据，请另选")
    return refused(f"“{kind.label}”越少越好，不能作为目标") if kind.lessens else ALLOWED


def end_of(measure: Measure) -> date:
    """Return the last day that is counted."""
    due_on = measure.assignment.due_on if measure.assignment else measure.task.due_on
    end = measure.until_on or due_on
    return end or measure.from_on


def span_of(measure: Measure, today: date) -> Span:
    """Return the days counted so far; a period still to come has its first day only."""
    return measure.from_on, max(measure.from_on, min(end_of(measure), today))


def number_of(
    name: str, paths: Sequence[str], span: Span, *, below: bool
) -> Number | Decimal | None:
    """Return a figure's or a rate's number; None for a rate of nothing; one query."""
    one: Figure | Ratio = FIGURES.get(name) or RATIOS[name]
    return one.total(paths, *span, below=below)


def measures(task: Task) -> QuerySet[Measure]:
    """Return the task's own measure and those of the units at work on it."""
    return task.measures.select_related("assignment__unit")


def of_task(task: Task) -> Measure | None:
    """Return what measures the task as a whole, if anything does."""
    return task.measures.filter(assignment=None).first()


def parts_of_figure(name: str) -> tuple[str, ...]:
    """Return the figures that are counted for one: itself, or the two of a rate."""
    ratio = RATIOS.get(name)
    return (ratio.part, ratio.whole) if ratio else (name,)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A measure as its page shows it: the number of this moment, and what it means."""

    measure: Measure
    kind: Kind
    unit: Unit
    number: Decimal | None
    percent: int
    expected: Decimal
    start: date
    end: date
    url: str

    @property
    def words(self) -> str:
        """Say the number against its target, as 132 / 200 人."""
        now = "—" if self.number is None else rules.plain(self.number)
        return f"{now} / {rules.plain(self.measure.target)} {self.kind.unit}"

    @property
    def is_reached(self) -> bool:
        """Say whether the target is met."""
        return rules.is_reached(self.percent)

    @property
    def scope(self) -> str:
        """Say which units count."""
        return f"{self.unit}{'本级及下级' if self.measure.below else '本级'}"


def gauge(actor: Actor, measure: Measure, today: date) -> Gauge | None:
    """Return a measure with its number of this moment; two queries, three for a rate.

    None where no room offers its figure any longer.
    """
    kind = kind_of(measure.figure)
    if kind is None:
        return None
    unit = measure.assignment.unit if measure.assignment else measure.task.unit
    start, now = span_of(measure, today)
    number = number_of(measure.figure, org.paths_of(unit), (start, now), below=measure.below)
    end = end_of(measure)
    return Gauge(
        measure=measure,
        kind=kind,
        unit=unit,
        number=None if number is None else Decimal(number),
        percent=rules.percent_of(number, measure.target),
        expected=_expected(measure, kind, end, today),
        start=start,
        end=end,
        url=_rows_url(actor, measure, unit, (start, now)),
    )


def _expected(measure: Measure, kind: Kind, end: date, today: date) -> Decimal:
    """Return what should be reached by today: of events the share of time gone, else all of it."""
    figure = FIGURES.get(measure.figure)
    if figure is None or not figure.on:
        return measure.target
    even = rules.expected(measure.target, start=measure.from_on, end=end, on=today)
    return even.quantize(kind.counts.step)


def _rows_url(actor: Actor, measure: Measure, unit: Unit, span: Span) -> str:
    """Return the page of the rows behind the number, where this actor reaches the unit."""
    if not actor.reaches(unit.path):
        return ""
    scope = "below" if measure.below else "own"
    asked = {"unit": unit.pk, "scope": scope, "start": span[0], "until": span[1]}
    return f"{reverse('figure', args=[measure.figure])}?{urlencode(asked)}"


def months(measure: Measure, unit: Unit, today: date) -> Chart:
    """Return the months of a measure: each alone, all so far, and the target; one query or two."""
    start, now = span_of(measure, today)
    spans = rules.months_of(start, now)
    labels = [f"{first.year}年{first.month}月" for first, _ in spans]
    kind, paths = kind_of(measure.figure), org.paths_of(unit)
    assert kind is not None
    below, figure = measure.below, FIGURES.get(measure.figure)
    target: Series = {
        "name": "目标",
        "type": "line",
        "data": [float(measure.target)] * len(spans),
        "unit": kind.unit,
    }
    if figure and figure.on:
        each = figure.by_spans(paths, spans, below=below)
        series = [_bars(each, kind.unit), _line("累计", _sums(each), kind.unit)]
    elif figure:
        stock = figure.by_spans(paths, spans, below=below)
        series = [_line(kind.label, stock, kind.unit)]
    else:
        series = [_line(kind.label, _rates(measure.figure, paths, spans, below=below), kind.unit)]
    return {"labels": labels, "series": [*series, target], "unit": kind.unit}


def _sums(each: Sequence[Number]) -> list[Number]:
    """Return the running total of a series."""
    return [sum(each[: n + 1]) for n in range(len(each))]


def _rates(
    name: str, paths: Sequence[str], spans: Sequence[Span], *, below: bool
) -> list[Decimal | None]:
    """Return the rate from the first day to the end of each month."""
    ratio = RATIOS[name]
    both = [
        _sums(FIGURES[one].by_spans(paths, spans, below=below)) for one in parts_of_figure(name)
    ]
    pairs = zip(*both, strict=True)
    return [ratio.rate({ratio.part: part, ratio.whole: whole}) for part, whole in pairs]


def _bars(numbers: Sequence[Number], unit: str) -> Series:
    return {"name": "当月", "type": "bar", "data": [float(n) for n in numbers], "unit": unit}


def _line(name: str, numbers: Sequence[Number | None], unit: str) -> Series:
    data = [None if n is None else float(n) for n in numbers]
    return {"name": name, "type": "line", "data": data, "unit": unit}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the page of an assignment tells of its measure."""

    gauge: Gauge | None
    chart: Chart | None
    may: Verdict


def measured(actor: Actor, assignment: Assignment, today: date) -> Measured:
    """Return the measure of an assignment; no query without one, else four or five."""
    may = policies.may_give(actor, assignment)
    measure = getattr(assignment, "measure", None)
    if measure is None:
        return Measured(None, None, may)
    found = gauge(actor, measure, today)
    chart = months(measure, assignment.unit, today) if found else None
    return Measured(found, chart, may)


@dataclass(frozen=True, slots=True)
class Shares:
    """How a task's number is shared out: the units with their measures, and if they add up."""

    gauge: Gauge | None
    chart: Chart | None
    shared: int
    without: int
    sums: Verdict | None


def shares(actor: Actor, task: Task, today: date) -> Shares | None:
    """Return what the page of a task tells of its measure; None without one.

    One query without, else five or six.
    """
    found = list(task.measures.filter(assignment=None) | open_shares(task))
    own = next((one for one in found if one.assignment_id is None), None)
    kind = kind_of(own.figure) if own else None
    if own is None or kind is None:
        return None
    own.task = task
    parts = [one.target for one in found if one.assignment_id]
    given = task.assignments.leads().count()
    sums = rules.add_up(own.target, parts, kind.counts) if parts else None
    shown = gauge(actor, own, today)
    return Shares(shown, months(own, task.unit, today), len(parts), given - len(parts), sums)


def open_shares(task: Task) -> QuerySet[Measure]:
    """Return the measures of the units that have the task, each with its assignment."""
    units = Assignment.objects.leads().filter(task=task)
    return task.measures.filter(assignment__in=units).select_related("assignment")


def share_rows(task: Task) -> QuerySet[Assignment]:
    """Return the units that have the task, each with its measure if it has one."""
    rows = task.assignments.leads().select_related("unit", "measure")
    return rows.order_by("unit_path", "pk")


WEIGHTS = {"members": "按会员人数", "staff": "按职工人数", "equal": "平均"}


def weights(task: Task, units: Sequence[Unit], by: str) -> list[int]:
    """Return what each unit weighs: members with all below, staff, or all the same; one query."""
    return weigh(task.unit, units, by)


def weigh(top: Unit, units: Sequence[Unit], by: str) -> list[int]:
    """Return what each of these units at or below `top` weighs, by a key of WEIGHTS; one query."""
    if by == "staff":
        return [unit.staff_count or 0 for unit in units]
    if by == "members":
        heads = org.heads([top.path])
        return [heads[unit.path].total if unit.path in heads else 0 for unit in units]
    return [1] * len(units)
