"""节假日安排: the days that yearly notices move, as the product brings them. Pure."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .days import DAY, LEAST_OFF, Calendar


class Moved(NamedTuple):
    """A day that a notice speaks of: whether people work, why, by which year's which notice."""

    day: date
    is_workday: bool
    name: str
    year: int
    source: str


@cache
def announced() -> tuple[Moved, ...]:
    """Return the days of holidays.toml, in order."""
    table = tomllib.loads((files(__package__) / "holidays.toml").read_text("utf-8"))
    return tuple(sorted(m for year, notice in table.items() for m in _of_year(int(year), **notice)))


def _of_year(
    year: int, *, source: str, off: list[dict[str, object]], worked: list[date]
) -> Iterator[Moved]:
    """Yield the days of one notice."""
    for span in off:
        first, last = span["first"], span["last"]
        assert isinstance(first, date)
        assert isinstance(last, date)
        for k in range((last - first).days + 1):
            yield Moved(first + k * DAY, False, str(span["name"]), year, source)
    for day in worked:
        yield Moved(day, True, "调休上班", year, source)


def calendar_of(moved: Iterable[Moved]) -> Calendar:
    """Return the calendar that these days make; of one day named twice, the last word counts."""
    last_word = {one.day: one for one in moved}
    free = Counter(one.year for one in last_word.values() if not one.is_workday)
    return Calendar(
        off=frozenset(day for day, one in last_word.items() if not one.is_workday),
        worked=frozenset(day for day, one in last_word.items() if one.is_workday),
        years=frozenset(year for year, days in free.items() if days >= LEAST_OFF),
    )
