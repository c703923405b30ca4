"""A month as people hang it on the wall: weeks from Monday, each day with what happens on it."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, events_between
from zhijia.platform.place import Place

DAY = timedelta(days=1)
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SOON = timedelta(days=14)
# A cell holds so many lines; the day's own page of the list tells the rest.
A_CELL = 4
OFF, WORKED = "放假", "调休上班"


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the month: `mark` is 休 or 班 where a notice moves the day."""

    on: date
    is_in: bool
    is_today: bool
    mark: str
    events: list[Event]

    @property
    def shown(self) -> list[Event]:
        """Return the events that fit into the cell."""
        return self.events if len(self.events) <= A_CELL else self.events[: A_CELL - 1]

    @property
    def more(self) -> list[Event]:
        """Return the events that do not fit."""
        return self.events[len(self.shown) :]


class Month(NamedTuple):
    """A month with its weeks, what is settled for the month only, and the months beside it."""

    first: date
    weeks: list[list[Day]]
    vague: list[Event]
    before: str
    after: str

    @property
    def name(self) -> str:
        """Return its name as addresses write it, 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing happens on any day of it."""
        return not any(day.events for week in self.weeks for day in week if day.is_in)


def asked_month(words: str, today: date) -> date:
    """Return the first day of the month that an address asks for, or of this month."""
    found = MONTH.fullmatch(words)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def month(actor: Actor, place: Place, first: date, today: date) -> Month:
    """Return a month with all that happens in it; a query or so for each room."""
    return month_of(first, today, events_between(actor, place, first, last_of(first)))


def month_of(first: date, today: date, events: Iterable[Event]) -> Month:
    """Set out events as a month; those of other months are left out."""
    last = last_of(first)
    here = [one for one in events if one.on <= last and one.last >= first]
    start = first - first.weekday() * DAY
    days = [start + n * DAY for n in range((last - start).days + 1)]
    days += [days[-1] + n * DAY for n in range(1, 7 - days[-1].weekday())]
    cells = [_day(day, first, today, here) for day in days]
    weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    beside = (f"{one:%Y-%m}" for one in (first - DAY, last + DAY))
    return Month(first, weeks, [one for one in here if one.is_vague], *beside)


def _day(day: date, first: date, today: date, events: list[Event]) -> Day:
    """Return one cell; a day of another month stays empty."""
    is_in = (day.year, day.month) == (first.year, first.month)
    here = [one for one in events if is_in and not one.is_vague and one.on <= day <= one.last]
    kinds = {one.kind for one in here}
    mark = "休" if OFF in kinds else "班" if WORKED in kinds else ""
    return Day(day, is_in, day == today, mark, list(_begun(here, day, first)))


def _begun(events: list[Event], day: date, first: date) -> Iterator[Event]:
    """Yield what begins on this day, or lasts into the month: days off are told once."""
    for one in events:
        if one.on == day or (one.on < first and day == first):
            yield one


def soon(events: Iterable[Event], today: date) -> list[Event]:
    """Return what comes in the next two weeks, days off aside."""
    end = today + SOON
    return [
        one
        for one in events
        if today <= one.on <= end and not one.is_vague and one.kind not in {OFF, WORKED}
    ]
