"""The board by month: which work falls due on which day."""

import re
from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from zhijia.platform.actor import Actor

from ...models import Task
from .asking import Asked, free_tasks, these_tasks, work
from .grounds import NOTHING, Tally, summed, tallied

A_CELL = 3  # tasks of a day that its cell names
WEEKS = Calendar()


@dataclass(frozen=True, slots=True)
class Due:
    """A task that falls due on a day: at how many units, with what lights; at none it is free."""

    task: Task
    tally: Tally

    @property
    def colour(self) -> str:
        """Return the light of the whole."""
        return self.tally.worst if self.tally.all else "grey"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month: what falls due on it, the most pressing tasks by name."""

    on: date
    is_in: bool
    is_today: bool
    tally: Tally = NOTHING
    dues: list[Due] = field(default_factory=list)
    tasks: int = 0

    @property
    def more(self) -> int:
        """Return how many tasks are not named."""
        return self.tasks - len(self.dues)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday, the sum of it, and the months beside it."""

    first: date
    weeks: list[list[Day]]
    tally: Tally
    before: str
    after: str

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing falls due in it."""
        return not any(day.tasks for week in self.weeks for day in week)


MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def asked_month(words: str, today: date) -> date:
    """Return the first day of the month that an address asks for, or of this month."""
    found = MONTH.fullmatch(words)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def by_month(actor: Actor, asked: Asked, first: date, today: date) -> Month:
    """Return a month with what falls due in the place; two queries."""
    last = last_of(first)
    rows = work(actor, replace(asked, first=first, last=last), today)
    found: defaultdict[date, list[tuple[int, Tally]]] = defaultdict(list)
    for (on, key), tally in tallied(rows, today, "due_on", "task_id").items():
        found[on].append((key, tally))
    for day in found.values():
        day.sort(key=_pressing)
    named = [key for day in found.values() for key, _ in day[:A_CELL]]
    free = free_tasks(actor, asked).filter(due_on__range=(first, last))
    tasks = these_tasks(named, free)
    for task in tasks.values():
        if task.pk not in named and task.due_on:
            found[task.due_on].append((task.pk, NOTHING))
    return _set_out(first, last, found, tasks, today)


def _set_out(
    first: date,
    last: date,
    found: dict[date, list[tuple[int, Tally]]],
    tasks: dict[int, Task],
    today: date,
) -> Month:
    """Set out days as weeks."""

    def day(on: date) -> Day:
        rows = found.get(on, []) if on.month == first.month else []
        dues = [Due(tasks[task], tally) for task, tally in rows[:A_CELL]]
        whole = summed(tally for _, tally in rows)
        return Day(on, on.month == first.month, on == today, whole, dues, len(rows))

    weeks = [[day(on) for on in week] for week in _weeks(first)]
    beside = (f"{one:%Y-%m}" for one in (first - timedelta(days=1), last + timedelta(days=1)))
    return Month(first, weeks, summed(d.tally for week in weeks for d in week), *beside)


def _pressing(row: tuple[int, Tally]) -> tuple[int, int, int, int]:
    """Order tasks of a day: late ones first, then those at most units."""
    task, tally = row
    return (-tally.red, -tally.yellow, -tally.open, task)


def _weeks(first: date) -> Iterator[list[date]]:
    yield from WEEKS.monthdatescalendar(first.year, first.month)
