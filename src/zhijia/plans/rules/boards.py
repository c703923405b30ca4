"""看板: how far a speech has come, where a bar lies on its line, what a wall shows."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .lights import BEHIND_POINTS, SOON_DAYS

WHOLE = HOUSE["HOUSE-74"].sets(100)  # per cent
WALL_SECONDS, WALL_ROWS, MOST_VIEWS = HOUSE["HOUSE-75"].sets((60, 10, 20))

DONE = "done"
# A full light where all is well, and none by the three-coloured scheme, mean the same.
WELL = ("green", "unlit")


def soon_by(today: date) -> date:
    """Return the last day that is soon, counted from today."""
    return today + timedelta(days=SOON_DAYS)


def lag(gone: Any, whole: Any, percent: Any) -> Any:
    """Return by how many points times days work lies behind; from 0 on it is behind.

    `gone` and `whole` are days: numbers, or columns of a database that does the same sum.
    """
    return 100 * gone - percent * whole - BEHIND_POINTS * whole


def columns(shown: Container[str]) -> list[str]:
    """Return the colours that a table of lights has a column for, the worst first.

    `shown` are those that are alight in it. Blue and unlit belong to the three-coloured scheme.
    """
    blue = ["blue"] if "blue" in shown or "unlit" in shown else []
    well = [colour for colour in WELL if colour in shown]
    return ["red", "yellow", *blue, *(well or ["green"])]


def mean(degrees: Iterable[int]) -> int:
    """Return the mean of degrees in per cent, rounded down: 100 is only said of what is done."""
    found = list(degrees)
    return sum(found) // len(found) if found else 0


def task_degree(far: int, units: int) -> int:
    """Return how far a task has come: `far` is the sum of its units' per cents; 0 without units."""
    return min(WHOLE, far // units) if units else 0


def may_keep_view(*, kept: int, is_known: bool) -> Verdict:
    """A person keeps so many questions; saving one anew under its name takes no room."""
    if kept >= MOST_VIEWS and not is_known:
        return refused(
            f"最多存 {MOST_VIEWS} 个常用查询，请先删掉不用的，或者沿用原来的名称覆盖",
            HOUSE["HOUSE-75"],
        )
    return ALLOWED


def screens(rows: int) -> int:
    """Return how many screens of a wall so many rows take; one at least."""
    return max(1, ceil(rows / WALL_ROWS))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch on a line in per cent of its length, cut where the line ends."""

    left: float
    width: float
    is_cut_left: bool = False
    is_cut_right: bool = False


LONGEST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """The days from `first` to `last`, whole months, drawn from left to right."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def mark(self, start: date, end: date) -> Mark | None:
        """Return where the days from `start` to `end` lie; None where they lie off the line."""
        if end < self.first or start > self.last or end < start:
            return None
        one, other = max(start, self.first), min(end, self.last)
        left = 100 * (one - self.first).days / self.days
        width = 100 * ((other - one).days + 1) / self.days
        return Mark(round(left, 2), round(width, 2), start < self.first, end > self.last)

    def at(self, day: date) -> float | None:
        """Return where the middle of a day lies; None off the line."""
        found = self.mark(day, day)
        return round(found.left + found.width / 2, 2) if found else None

    def months(self) -> Iterator[tuple[date, Mark]]:
        """Yield the first day of each month with its stretch."""
        first = self.first
        while first <= self.last:
            after = month_after(first)
            found = self.mark(first, after - timedelta(days=1))
            if found:
                yield first, found
            first = after


def next_day(day: date) -> date:
    """Return the day after."""
    return day + timedelta(days=1)


def month_after(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def line_of(days: Iterable[date], today: date) -> Line:
    """Return the whole months that hold these days and today.

    The oldest go where it grows too long; without a day it is this month and the two after it.
    """
    known = [*days, today]
    first, last = min(known).replace(day=1), max(known)
    if len(known) == 1:
        last = month_after(month_after(today))
    end = month_after(last) - timedelta(days=1)
    first = max(first, _months_before(end, LONGEST_MONTHS - 1))
    return Line(min(first, today.replace(day=1)), end)


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of `day`."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)
