"""Reading a union's year: month by month, with its template and what units above have planned."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from zhijia.platform.offers import Event
from zhijia.platform.place import Place
from zhijia.platform.scope import prefixes
from zhijia.platform.together import Reading

from ..models import YearLine
from ..rules import FIRST, LAST, TEMPLATE
from .month import last_of


class Planned(NamedTuple):
    """A month of a year: its number, what it is named after, what it holds."""

    number: int
    themes: list[YearLine]
    lines: list[YearLine]


def lines(place: Place, year: int) -> QuerySet[YearLine]:
    """Return what the unit of a place has planned for a year."""
    return YearLine.objects.filter(unit=place.unit_id, year=year).select_related("unit")


def months(rows: Iterable[YearLine]) -> list[Planned]:
    """Return twelve months with their lines."""
    found = [Planned(number, [], []) for number in range(1, 13)]
    for row in rows:
        month = found[row.month - 1]
        (month.themes if row.is_theme else month.lines).append(row)
    return found


def asked_year(words: str, today: date) -> int:
    """Return the year that an address asks for: this one where it asks for none of ours."""
    if words == "template":
        return TEMPLATE
    return int(words) if words in {str(year) for year in range(FIRST, LAST + 1)} else today.year


def planned(place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Return what the unit of a place, and those above it, planned for these days."""
    above = prefixes(place.path)
    years = range(first.year, last.year + 1)
    rows = YearLine.objects.filter(unit__path__in=above, year__in=years).select_related("unit")

    def tell(found: Iterable[YearLine]) -> list[Event]:
        events = (_event(row, place) for row in found)
        return [one for one in events if one.on <= last and one.last >= first]

    return Reading((rows,), tell)


def _event(row: YearLine, place: Place) -> Event:
    """Return a line as the calendar shows it, with the unit's name where it is another's."""
    whose = "" if row.unit_id == place.unit_id else f"（{row.unit}）"
    title = f"{row.title}{whose}"
    if row.day and not row.is_theme:
        return Event(title, date(row.year, row.month, row.day), "年历", "blue")
    first = date(row.year, row.month, 1)
    kind = "本月主题" if row.is_theme else "本月安排"
    return Event(title, first, kind, "gold", until=last_of(first), is_vague=True)
