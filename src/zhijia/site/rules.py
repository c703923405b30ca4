"""年历规则: what may stand in a union's year, and in its template. Pure."""

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

MOST_LINES = HOUSE["HOUSE-50"].sets(200)
ONCE_A_MONTH = HOUSE["HOUSE-51"].sets(1)
TEMPLATE = 0  # the year that stands for every year
LEAP = 2024
FIRST, LAST = 2000, 2099


class Line(NamedTuple):
    """What a month holds: on a day, or some time in it; a theme names the month itself."""

    month: int
    day: int | None
    title: str
    is_theme: bool


@cache
def _brought() -> tuple[tuple[Line, frozenset[str]], ...]:
    """Return the lines of year_template.toml, each with the kinds of unit it is for."""
    table = tomllib.loads((files(__package__) / "year_template.toml").read_text("utf-8"))
    return tuple(
        (
            Line(row["month"], row.get("day"), row.get("title") or row["theme"], "theme" in row),
            frozenset(row.get("kinds", ())),
        )
        for row in table["lines"]
    )


def brought_for(kind: str) -> list[Line]:
    """Return the template that the product brings for this kind of unit."""
    return [line for line, kinds in _brought() if not kinds or kind in kinds]


def is_a_day(year: int, month: int, day: int | None) -> Verdict:
    """A line stands on a day that its month has; in a template, that some year has."""
    if day is None or 1 <= day <= monthrange(year or LEAP, month)[1]:
        return ALLOWED
    when = f"{year} 年 {month} 月" if year else f"{month} 月"
    return refused(f"{when}没有 {day} 日")


def may_add(lines: Iterable[tuple[int, str]], month: int, title: str) -> Verdict:
    """A year has an end, and a month holds each line once; `lines` are months and titles."""
    there = list(lines)
    if len(there) >= MOST_LINES:
        return refused(f"一年最多 {MOST_LINES} 条，请先删去不用的", HOUSE["HOUSE-50"])
    if there.count((month, title)) >= ONCE_A_MONTH:
        return refused(f"{month} 月已经有“{title}”", HOUSE["HOUSE-51"])
    return ALLOWED


def arranged(template: Iterable[Line], there: Iterable[tuple[int, str]], year: int) -> list[Line]:
    """Return the lines of a template that a year has not yet; 29 February waits for its year.

    Never more than the year has room for.
    """
    held = set(there)
    new = [line for line in template if (line.month, line.title) not in held]
    fits = [
        line if is_a_day(year, line.month, line.day) else line._replace(day=None) for line in new
    ]
    return fits[: max(0, MOST_LINES - len(held))]
