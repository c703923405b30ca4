from collections.abc import Iterable
from datetime import date

from zhijia.law import LAW, Clause
from zhijia.platform.together import Reading

from .announced import Moved, announced, calendar_of
from .days import Calendar
from .models import ClauseCheck, ClauseCheckQuerySet, Holiday
from .rules import wording


def calendar() -> Calendar:
    """Return the working calendar: what notices say, and what this union entered. One query.

    Ask once and hand it on.
    """
    return working_days().alone()


def working_days() -> Reading[Calendar]:
    """Return the working calendar, to be read with what else a page asks."""

    def tell(rows: Iterable[Holiday]) -> Calendar:
        return calendar_of([*announced(), *(row.moved() for row in rows)])

    return Reading((Holiday.objects.all(),), tell)


def year(number: int) -> list[tuple[Moved, Holiday | None]]:
    """Return the days that the notice of a year moves, each with the row entered here, if any."""
    rows = {row.day: row for row in Holiday.objects.filter(year=number)}
    brought = {one.day: one for one in announced() if one.year == number}
    merged = brought | {day: row.moved() for day, row in rows.items()}
    return [(merged[day], rows.get(day)) for day in sorted(merged)]


def checks() -> dict[str, ClauseCheck]:
    """Return the checks that stand, by clause; one query. One of other words does not count."""
    found = ClauseCheck.objects.standing()
    return {c.clause: c for c in found if c.clause in LAW and c.wording == wording(LAW[c.clause])}


def checks_of(clause: Clause) -> ClauseCheckQuerySet:
    """Return the checks that an article as it now reads has had, the newest first."""
    return ClauseCheck.objects.filter(clause=clause.id, wording=wording(clause)).order_by("-pk")


def moving(first: date, last: date) -> Reading[list[Moved]]:
    """Return the days from `first` to `last` that notices move, in order."""
    brought = {one.day: one for one in announced() if first <= one.day <= last}

    def tell(rows: Iterable[Holiday]) -> list[Moved]:
        merged = brought | {row.day: row.moved() for row in rows}
        return [merged[day] for day in sorted(merged)]

    return Reading((Holiday.objects.filter(day__range=(first, last)),), tell)


def moved_between(first: date, last: date) -> list[Moved]:
    """Return the days from `first` to `last` that notices move, in order; one query."""
    return moving(first, last).alone()
