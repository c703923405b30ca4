"""The line of a task: from the day it was given to the day it must be done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Min

from zhijia.platform.actor import Actor

from ...models import Assignment, Task
from ...rules import boards as rules
from ..assignments import colour_of
from ..lights import ALIGHT
from ..projects import projects_of
from ..tasks import tasks
from .asking import NUMBER, Asked, free_groups, these_tasks, work
from .grounds import Tally, counted, folded


@dataclass(frozen=True, slots=True)
class Span:
    """Something with a beginning and an end, how far it is, and its light."""

    start: date
    end: date | None
    percent: int
    colour: str
    closed_on: date | None = None


Row = tuple[str, str, str, str, Span]  # name, detail, address, key of a task to open, span


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the line: the bar itself, how much of it is done, the days it is late by."""

    name: str
    detail: str
    url: str
    span: Span
    mark: rules.Mark | None
    late: rules.Mark | None
    inner: str = ""

    @property
    def words(self) -> str:
        """Say what the bar shows, for who cannot see it and for the mouse."""
        end = f"{self.span.end:%Y-%m-%d}" if self.span.end else "期限待定"
        return f"{self.span.start:%Y-%m-%d} 至 {end}，完成 {self.span.percent}%"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one line of months, with where today lies on it."""

    line: rules.Line
    months: list[tuple[date, rules.Mark]]
    today: float | None
    bars: list[Bar]

    @property
    def key(self) -> list[tuple[str, str]]:
        """Return the colours it may have, each with its word."""
        return [(one, ALIGHT[one]) for one in rules.columns([bar.span.colour for bar in self.bars])]


@dataclass(frozen=True, slots=True)
class TaskSpan:
    """A task on the way: its key, its span, its work counted."""

    task: int
    start: date
    end: date | None
    tally: Tally
    closed_on: date | None = None

    @property
    def span(self) -> Span:
        """Return it as a bar shows it."""
        colour = self.tally.worst if self.tally.all else "grey"
        return Span(self.start, self.end, self.tally.percent, colour, self.closed_on)


COLUMNS = {"task_": F("task_id"), "closed": F("task__closed_on")}
FREE_COLUMNS = {"task_": F("pk"), "closed": F("closed_on")}


def task_spans(actor: Actor, asked: Asked, today: date) -> list[TaskSpan]:
    """Return the tasks of a place with their first and last days, the earliest due first.

    One query.
    """
    given = counted(work(actor, asked, today), today, **COLUMNS)
    dated = given.annotate(start=Min("assigned_on"), end=Max("due_on"))
    days = {"start": F("filed_on"), "end": F("due_on")}
    free = free_groups(actor, asked, **FREE_COLUMNS).annotate(**days)
    rows = list(dated.union(free, all=True))
    tallies = folded(rows, *COLUMNS)
    starts: dict[int, date] = {}
    ends: dict[int, date | None] = {}
    for row in rows:
        key, start, end = row["task_"], row["start"], row["end"]
        starts[key] = min(starts.get(key, start), start)
        ends[key] = max(filter(None, (ends.get(key), end)), default=None)
    found = (
        TaskSpan(key, starts[key], ends[key], tally, closed)
        for (key, closed), tally in tallies.items()
    )
    return sorted(found, key=lambda one: (one.end or date.max, one.start, one.task))


def chart(spans: Iterable[Row], today: date) -> Chart:
    """Draw spans, each with its name, detail, address and inner address, on one line of months."""
    rows = list(spans)
    days = [day for *_, span in rows for day in (span.start, span.end) if day]
    line = rules.line_of(days, today)
    bars = [_bar(line, *row, today=today) for row in rows]
    return Chart(line, list(line.months()), line.at(today), bars)


def _bar(
    line: rules.Line, name: str, detail: str, url: str, inner: str, span: Span, *, today: date
) -> Bar:
    end = span.end or max(today, span.start)
    is_late = span.colour == "red" and span.end and span.end < today
    late = line.mark(rules.next_day(end), today) if is_late else None
    return Bar(name, detail, url, span, line.mark(span.start, end), late, inner)


def task_chart(shown: list[TaskSpan], today: date) -> Chart:
    """Draw these tasks of a page; one query."""
    tasks = these_tasks(one.task for one in shown)
    return chart((_row(tasks[one.task], one) for one in shown), today)


def _row(task: Task, one: TaskSpan) -> Row:
    units = f"{one.tally.all} 个单位" if one.tally.all else "未交办"
    inner = str(task.pk) if one.tally.all else ""
    return task.wording, f"{task.number} · {units}", task.get_absolute_url(), inner, one.span


def unit_chart(rows: Iterable[Assignment], stages: Iterable[Row], today: date) -> Chart:
    """Draw the units that have a task, and the stages of what is a project; no query."""
    return chart([*(_unit_row(row, today) for row in rows), *stages], today)


def _unit_row(row: Assignment, today: date) -> Row:
    percent = row.percent if row.is_open else rules.WHOLE
    span = Span(row.assigned_on, row.due_on, percent, colour_of(row, today), row.closed_on)
    return row.unit.name, row.get_state_display(), row.get_absolute_url(), "", span


def _stages(actor: Actor, task: Task, today: date) -> Iterator[Row]:
    """Yield the stages of the projects that a task is; a query, four more where it is one."""
    for row in projects_of(actor, task, today):
        url = row.project.get_absolute_url()
        for bar in row.bars:
            span = Span(bar.from_on, bar.until_on, bar.percent, bar.colour)
            yield bar.label, f"{row.project.unit} · 环节", url, "", span


A_PAGE = 40  # bars: one sheet of A3


def task_in(actor: Actor, number: str) -> Task | None:
    """Return a task that this actor sees, by its key; one query."""
    return tasks(actor).filter(pk=int(number)).first() if NUMBER.fullmatch(number) else None


def drawn(
    actor: Actor, asked: Asked, task: Task | None, number: str | None, today: date
) -> tuple[Page[Any], Chart]:
    """Return a page of bars: the tasks of a place, or the units of one task."""
    if task is None:
        page = Paginator(task_spans(actor, asked, today), A_PAGE).get_page(number)
        return page, task_chart(list(page), today)
    rows = work(actor, asked, today).filter(task=task).select_related("unit")
    found = Paginator(rows, A_PAGE).get_page(number)
    stages = [] if found.number > 1 else list(_stages(actor, task, today))
    return found, unit_chart(found, stages, today)
