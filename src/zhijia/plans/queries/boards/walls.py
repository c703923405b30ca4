"""The wall: what a screen in a meeting room shows, pane by pane. Units and tasks, no persons."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from zhijia.platform.actor import Actor

from ...models import Task
from ...rules import SOON_DAYS
from ...rules import boards as rules
from .asking import Asked, these_tasks, work
from .grounds import Tally, lit_table, tallied
from .speeches import Sum, by_speech
from .units import UnitLine, by_unit

AHEAD = timedelta(days=14)
MOST_SPEECHES = 5
MOST_SCREENS = 10  # of units or of tasks: beyond it nobody waits for the first to come again
FEWEST = 6
AT_ONCE = 4  # panes that take turns until the wall is read anew


@dataclass(frozen=True, slots=True)
class Pane:
    """One screen: its kind, its heading, its rows; `part` of `parts` of that kind."""

    kind: str
    title: str
    rows: list[Any]
    part: int = 1
    parts: int = 1
    number: int = 0

    @property
    def lines(self) -> int:
        """Return for how many rows there is room: few rows stand larger than many."""
        return rules.WALL_ROWS if self.parts > 1 else max(FEWEST, len(self.rows))


@dataclass(frozen=True, slots=True)
class Pressing:
    """A task that is late or soon due: at how many units, the earliest day, days from today."""

    task: Task
    units: int
    due_on: date
    days: int

    @property
    def colour(self) -> str:
        """Return the light of its day."""
        if self.days < 0:
            return "red"
        return "yellow" if self.days <= SOON_DAYS else "green"

    @property
    def words(self) -> str:
        """Say how pressing it is."""
        if self.days < 0:
            return f"逾期 {-self.days} 天"
        return f"剩 {self.days} 天" if self.days else "今天到期"


@dataclass(frozen=True, slots=True)
class Wall:
    """All panes of a place, and its sum."""

    panes: list[Pane]
    whole: UnitLine
    sum: Sum


def wall(actor: Actor, asked: Asked, today: date) -> Wall:
    """Return the wall of a place; eight queries."""
    lines, whole = by_unit(actor, asked, today)
    speeches, sum_ = by_speech(actor, asked, today)
    late, soon = pressing(actor, asked, today)
    units = sorted((one for one in lines if one.tally.all), key=_worst_first)
    panes = [Pane("sum", "总览", speeches[:MOST_SPEECHES])]
    if len(units) > 1:
        lit = lit_table(((one, one.tally) for one in units), whole.tally, "")
        panes += _screens("units", "各单位", lit.rows)
    panes += _screens("late", "逾期任务", late) if late else []
    panes += _screens("soon", f"{AHEAD.days} 天内到期", soon) if soon else []
    numbered = [replace(pane, number=n) for n, pane in enumerate(panes, 1)]
    return Wall(numbered, whole, sum_)


def _worst_first(line: UnitLine) -> tuple[int, int, int, str]:
    return (-line.tally.red, -line.tally.yellow, line.tally.percent, line.unit.path)


def _screens(kind: str, title: str, rows: list[Any]) -> list[Pane]:
    """Cut rows into screens."""
    size = rules.WALL_ROWS
    parts = min(rules.screens(len(rows)), MOST_SCREENS)
    return [Pane(kind, title, rows[n * size : (n + 1) * size], n + 1, parts) for n in range(parts)]


def pressing(actor: Actor, asked: Asked, today: date) -> tuple[list[Pressing], list[Pressing]]:
    """Return the tasks that are late and those soon due, the most pressing first; two queries."""
    near = replace(asked, state="open", last=min(asked.last or date.max, today + AHEAD))
    counted = tallied(work(actor, near, today), today, "task_id", "due_on")
    late, soon = _days(counted, today, is_late=True), _days(counted, today, is_late=False)
    most = rules.WALL_ROWS * MOST_SCREENS
    first = [sorted(one.items(), key=lambda row: (row[1][0], -row[1][1])) for one in (late, soon)]
    tasks = these_tasks(pk for rows in first for pk, _ in rows[:most])

    def told(rows: list[tuple[int, tuple[date, int]]]) -> list[Pressing]:
        return [Pressing(tasks[pk], n, on, (on - today).days) for pk, (on, n) in rows[:most]]

    return told(first[0]), told(first[1])


def _days(
    counted: dict[tuple[Any, ...], Tally], today: date, *, is_late: bool
) -> dict[int, tuple[date, int]]:
    """Return for each task the earliest day and at how many units; late days, or days to come."""
    found: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for (task, on), tally in counted.items():
        if (on < today) == is_late:
            found[task].append((on, tally.open))
    return {task: (min(rows)[0], sum(n for _, n in rows)) for task, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Reel:
    """The panes that take turns until the wall is read anew, and which reel comes next."""

    panes: list[Pane]
    after: int


def reel(panes: list[Pane], number: int) -> Reel:
    """Return the reel of this number, counted from 0; beyond the last it begins again."""
    reels = [panes[n : n + AT_ONCE] for n in range(0, len(panes), AT_ONCE)]
    at = number % len(reels)
    return Reel(reels[at], (at + 1) % len(reels))
