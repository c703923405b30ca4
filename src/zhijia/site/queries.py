"""What the front pages read: which unit and year somebody asks about, and the numbers there."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse

from zhijia.law import Clause, Source, Verdict
from zhijia.org.models import Unit, UnitPath
from zhijia.org.queries import units_at
from zhijia.plans.rules.measures import months_of
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import FIGURES, RATIOS, Figure, Number, Ratio, by_units, totals
from zhijia.platform.place import Place
from zhijia.platform.refs.models import ClauseCheck
from zhijia.platform.refs.queries import checks
from zhijia.platform.room import Link, Room
from zhijia.platform.scope import prefixes, reached
from zhijia.platform.ui.charts import Chart, Series

from . import law_map

SCOPES = ("own", "below")
YEARS_BACK = 10
MONTHS = [f"{month}月" for month in range(1, 13)]
NUMBER = re.compile(r"[0-9]{1,18}")  # more digits than a database key has
CARDS = {
    "org.members": "users",
    "org.units": "sitemap",
    "plans.given": "checklist",
    "plans.done": "circle-check",
}


@dataclass(frozen=True, slots=True)
class At:
    """A unit, every path it has held, for its facts lie under all, and if those below count."""

    unit: Unit
    paths: list[str]
    below: bool = True


class Span(NamedTuple):
    """A year as far as it has come, or else some days that end in that year."""

    year: int
    start: date
    end: date
    is_year: bool = True


class Card(NamedTuple):
    """A figure as the front page shows it."""

    figure: Figure
    value: Number
    icon: str


class Share(NamedTuple):
    """What one unit adds to a number, month by month."""

    unit: Unit
    months: list[Number]


class Listed(NamedTuple):
    """A clause of the library: the rooms that enforce it, and who checked it, if somebody did."""

    clause: Clause
    rooms: list[tuple[str, str]]
    check: ClauseCheck | None


class Picture(NamedTuple):
    """A number, drawn by months and told by units."""

    total: Number
    chart: Chart
    shares: list[tuple[Unit, Number]]


def years(today: date) -> list[int]:
    """Return the years that can be asked for, the newest first."""
    return list(range(today.year, today.year - YEARS_BACK, -1))


def span(year: int, today: date) -> Span:
    """Return the year's first day and its last, or today where the year still runs."""
    return Span(year, date(year, 1, 1), min(date(year, 12, 31), today))


def at(actor: Actor, place: Place, unit_id: str = "", scope: str = "") -> At | None:
    """Return the unit of this number if the actor's posts reach it; one query.

    Without a number it is the unit that somebody looks at; without a scope, `own` or `below`,
    it is theirs.
    """
    if not actor.posts or not (NUMBER.fullmatch(unit_id) or unit_id == ""):
        return None
    asked = Q(unit_id=int(unit_id) if unit_id else place.unit_id)
    rows = list(UnitPath.objects.filter(asked, reached("unit__path", actor)).select_related("unit"))
    below = scope == "below" if scope in SCOPES else place.below
    return At(rows[0].unit, [row.path for row in rows], below) if rows else None


def around(actor: Actor, unit: Unit) -> list[Unit]:
    """Return the unit, those above and just below it, and the actor's own, as far as reached."""
    own = {path for _, path, _ in actor.posts}
    near = Q(path__in={*prefixes(unit.path), *own}) | Q(parent=unit)
    standing = Q(dissolved_on=None) | Q(pk=unit.pk)
    return list(Unit.objects.within(actor).filter(near, standing))


def cards(at: Place | At, when: Span) -> list[Card]:
    """Return the numbers of the front page; one query. A figure no room offers has no card."""
    shown = [FIGURES[name] for name in CARDS if name in FIGURES]
    numbers = totals(shown, at.paths, when.start, when.end, below=at.below)
    return [Card(figure, numbers[figure.name], CARDS[figure.name]) for figure in shown]


def chart(
    figures: Sequence[Figure],
    months: Sequence[Sequence[Number]],
    labels: Sequence[str] = MONTHS,
) -> Chart:
    """Return the months of these figures, a year's if not others, as a chart.

    Months to come are left open.
    """
    series: list[Series] = []
    for figure, numbers in zip(figures, months, strict=True):
        past: list[float | None] = [float(n) for n in numbers]
        data = [*past, *[None] * (len(labels) - len(past))]
        kind = "bar" if figure.on else "line"
        series.append({"name": figure.label, "type": kind, "data": data, "unit": figure.unit})
    return {"labels": labels, "series": series, "unit": figures[0].unit}


def all_figures(at: At, when: Span) -> list[tuple[Figure, Number]]:
    """Return every figure with its number; one query."""
    figures = in_order()
    numbers = totals(figures, at.paths, when.start, when.end, below=at.below)
    return [(figure, numbers[figure.name]) for figure in figures]


def in_order() -> list[Figure]:
    """Return the figures room by room, as each room declares them."""
    return sorted(FIGURES.values(), key=lambda figure: figure.name.split(".")[0])


def all_ratios(numbers: Iterable[tuple[Figure, Number]]) -> list[tuple[Ratio, object]]:
    """Return every rate, from the numbers of the figures."""
    known = {figure.name: number for figure, number in numbers}
    return [(ratio, ratio.rate(known)) for ratio in RATIOS.values()]


def units_of(at: At, near: Iterable[Unit], found: Set[str]) -> dict[str, Unit]:
    """Return the unit itself, those just below it and those that were, by path; one query at most.

    `found` are the paths that rows were found at.
    """
    units = {unit.path: unit for unit in near if at.below and unit.parent_id == at.unit.pk}
    units |= dict.fromkeys(at.paths, at.unit)
    if gone := found - units.keys():
        units |= units_at(gone)
    return units


def shares(figure: Figure, at: At, when: Span, near: list[Unit]) -> list[Share]:
    """Return what the unit itself and each unit just below it add to the number.

    One query for each path the unit has held, and one more where a unit below stands no longer.
    """
    found: dict[str, list[Number]] = {}
    for path in at.paths:
        found |= figure.spread(path, when.year, when.end, below=at.below)
    units = units_of(at, near, found.keys())
    nothing: list[Number] = [0] * when.end.month
    parts = [Share(units[path], found.get(path, nothing)) for path in sorted(units)]
    return [_whole(unit, parts) for unit in dict.fromkeys(part.unit for part in parts)]


def _whole(unit: Unit, parts: Sequence[Share]) -> Share:
    """Return what a unit adds at all the places it has had."""
    months = zip(*(part.months for part in parts if part.unit == unit), strict=True)
    return Share(unit, [sum(one) for one in months])


def _of_days(figure: Figure, at: At, when: Span, near: list[Unit]) -> Picture:
    """Return a number of some days by its months and its units; two queries."""
    spans = months_of(when.start, when.end)
    months = figure.by_spans(at.paths, spans, below=at.below)
    days = (when.start, when.end)
    found = by_units([figure], at.paths, *days, below=at.below)[figure.name]
    units = units_of(at, near, found.keys())
    numbers: dict[Unit, Number] = {}
    for path in sorted(units):
        numbers[units[path]] = numbers.get(units[path], 0) + found.get(path, 0)
    labels = [f"{first.year}年{first.month}月" for first, _ in spans]
    drawn = chart([figure], [months], labels)
    return Picture(sum(numbers.values()), drawn, list(numbers.items()))


def picture(figure: Figure, at: At, when: Span, near: list[Unit]) -> Picture:
    """Return a number by its months and by its units, from the same count."""
    if not when.is_year:
        return _of_days(figure, at, when, near)
    parts = shares(figure, at, when, near)
    months: list[Number] = [sum(one) for one in zip(*(p.months for p in parts), strict=True)]
    by_unit = [(part.unit, figure.of_year(part.months)) for part in parts]
    return Picture(figure.of_year(months), chart([figure], [months]), by_unit)


def may_see_rows(actor: Actor, figure: Figure, unit: Unit) -> Verdict:
    """Judge whether the actor may see the rows behind a figure of this unit."""
    return CAPABILITIES[figure.may](actor, unit)


def rows_behind(actor: Actor, figure: Figure, at: At, when: Span) -> QuerySet[Any, Any]:
    """Return the columns of the rows behind the number that the actor's posts reach."""
    all_rows = figure.behind(at.paths, when.start, when.end, below=at.below)
    rows = all_rows.filter(reached(figure.where, actor))
    newest = rows.order_by(f"-{figure.on or figure.since}", "pk")
    return newest.values_list(*figure.show.values())


def reaches_all(actor: Actor, at: At) -> bool:
    """Say whether the actor's posts reach all that is looked at, now and before."""
    if not at.below:
        return all(actor.reaches(path) for path in at.paths)
    below = [base for _, base, reaches_below in actor.posts if reaches_below]
    return all(any(path.startswith(base) for base in below) for path in at.paths)


def shortcuts(actor: Actor) -> list[Link]:
    """Return what the rooms let this actor begin in a unit where they hold a post; no query."""
    rooms = [app for app in apps.get_app_configs() if isinstance(app, Room)]
    own = [Unit(path=path) for path in {path for _, path, _ in actor.posts}]
    return [
        link
        for room in rooms
        for link in room.shortcuts
        if any(CAPABILITIES[link.may](actor, unit) for unit in own)
    ]


def founder_of(unit: Unit) -> User:
    """Return the account that was opened when the first unit was founded."""
    return User.objects.get(member__unit=unit)


def law(word: str) -> list[tuple[Source, list[Listed]]]:
    """Return the sources and their clauses that speak of `word`; one query."""
    cleared = checks()
    return [
        (source, [Listed(c, _plates(c), cleared.get(c.id)) for c in clauses])
        for source, clauses in law_map.by_source(word)
    ]


def _plates(clause: Clause) -> list[tuple[str, str]]:
    """Return what a clause governs in the product, each with its page: an address or nothing."""
    found: dict[str, str] = {}
    for label, module in law_map.places_of(clause):
        room = apps.get_app_config(label)
        link = room.governs.get(module) if isinstance(room, Room) else None
        name, url = (link.label, reverse(link.url_name)) if link else (str(room.verbose_name), "")
        found[name] = url
    return list(found.items())
