"""The register of figures: each room declares its numbers once, and every page reads them here.

A figure is a number with rows behind it: events on a day, or a stock that stands from day to
day. Units are told by their paths; a unit may have held several, and all are given.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractMonth, Substr

from zhijia.platform.place import lying
from zhijia.platform.scope import STEP
from zhijia.platform.together import Reading, side_by_side

Number = int | Decimal
Rows = Callable[[], QuerySet[Any]]
EVERY = Q()


def month_ends(year: int) -> list[date]:
    """Return the last day of each month of `year`."""
    firsts = [*(date(year, month, 1) for month in range(2, 13)), date(year + 1, 1, 1)]
    return [first - timedelta(days=1) for first in firsts]


def months_begun(year: int, today: date) -> list[tuple[date, date]]:
    """Return the first and last day of each month begun by `today`, the last day of the newest."""
    firsts = [date(year, month, 1) for month in range(1, 13)]
    spans = zip(firsts, month_ends(year), strict=True)
    return [(first, min(last, today)) for first, last in spans if first <= today]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number declared once. `means` says in one sentence what is counted."""

    name: str
    label: str
    unit: str
    means: str
    rows: Rows
    may: str
    where: str = "unit_path"
    on: str = ""
    since: str = ""
    until: str = ""
    sums: str = ""
    show: dict[str, str] = field(default_factory=dict)
    groups: str = ""
    by: str = ""
    cues: tuple[str, ...] = ()
    lessens: bool = False
    only: Q = EVERY

    def _measure(self, filter: Q | None = None) -> Count | Sum:
        return Sum(self.sums, filter=filter) if self.sums else Count("pk", filter=filter)

    def kept(self) -> QuerySet[Any]:
        """Return all the rows that it may count."""
        return self.rows().filter(self.only)

    def _when(self, start: date, end: date) -> Q:
        """Select events from `start` to `end`, or the stock that stands on `end`."""
        if self.on:
            return Q(**{f"{self.on}__range": (start, end)})
        gone = Q(**{f"{self.until}__lte": end})
        return Q(**{f"{self.since}__lte": end}) & ~gone

    def _known(self, end: date) -> Q:
        """Select what had come true by `end`, for events that are told of later."""
        return Q(**{f"{self.by}__lte": end}) if self.by else Q()

    def behind(
        self, paths: Iterable[str], start: date, end: date, *, below: bool = True
    ) -> QuerySet[Any]:
        """Return the rows behind the number for the units at `paths`, and all below if `below`."""
        when = self._when(start, end) & self._known(end)
        return self.kept().filter(lying(self.where, paths, below=below), when)

    def total(self, paths: Iterable[str], start: date, end: date, *, below: bool = True) -> Number:
        """Return the number itself; one query."""
        found = self.behind(paths, start, end, below=below).aggregate(n=self._measure())["n"]
        return found or 0

    def months(self, paths: Iterable[str], year: int, *, below: bool = True) -> list[Number]:
        """Return twelve numbers, one a month; one query."""
        rows = self.kept().filter(lying(self.where, paths, below=below))
        if self.on:
            known = self._known(date(year, 12, 31))
            in_year = rows.filter(known, **{f"{self.on}__year": year}).order_by()
            found = dict(
                in_year.annotate(month_=ExtractMonth(self.on))
                .values("month_")
                .annotate(n=self._measure())
                .values_list("month_", "n")
            )
            return [found.get(month) or 0 for month in range(1, 13)]
        ends = month_ends(year)
        stocks = {f"m{n}": self._measure(self._when(end, end)) for n, end in enumerate(ends)}
        numbers = rows.aggregate(**stocks)
        return [numbers[f"m{n}"] or 0 for n in range(12)]

    def by_spans(
        self, paths: Iterable[str], spans: Sequence[tuple[date, date]], *, below: bool = True
    ) -> list[Number]:
        """Return the number of each span of days, the last one ending last; one query."""
        if not spans:
            return []
        rows = self.kept().filter(lying(self.where, paths, below=below))
        if self.on:
            whole = (spans[0][0], spans[-1][1])
            rows = rows.filter(self._known(whole[1]), **{f"{self.on}__range": whole})
        wanted = {f"s{n}": self._measure(self._when(*span)) for n, span in enumerate(spans)}
        numbers = rows.order_by().aggregate(**wanted)
        return [numbers[f"s{n}"] or 0 for n in range(len(spans))]

    def by_path(self, start: date, end: date) -> dict[str, Number]:
        """Return what every unit of the house has of its own, by path; one query."""
        rows = self.kept().filter(self._when(start, end) & self._known(end)).order_by()
        counted = rows.values(path_=F(self.where)).annotate(n=self._measure())
        return {row["path_"]: row["n"] or 0 for row in counted}

    def by_child(self, path: str, start: date, end: date) -> dict[str, Number]:
        """Return the number of each unit one level below `path`, by its path; one query.

        The unit's own rows stand under `path` itself.
        """
        rows = self.behind([path], start, end).order_by()
        child = Substr(self.where, 1, len(path) + STEP)
        counted = rows.annotate(child_=child).values("child_").annotate(n=self._measure())
        return {row["child_"]: row["n"] or 0 for row in counted}

    def spread(
        self, path: str, year: int, today: date, *, below: bool = True
    ) -> dict[str, list[Number]]:
        """Return the months begun by `today` for each unit as in `by_child`; one query."""
        spans = months_begun(year, today)
        rows = self.kept().filter(lying(self.where, [path], below=below)).order_by()
        if self.on:
            rows = rows.filter(self._known(today), **{f"{self.on}__year": year})
        months = {f"m{n}": self._measure(self._when(*span)) for n, span in enumerate(spans)}
        child = Substr(self.where, 1, len(path) + STEP)
        counted = rows.annotate(child_=child).values("child_").annotate(**months)
        return {row["child_"]: [row[month] or 0 for month in months] for row in counted}

    def of_year(self, months: Sequence[Number]) -> Number:
        """Return the number of a year from its months: events add up, a stock is the newest."""
        if self.on:
            return sum(months)
        return months[-1] if months else 0


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure in a hundred of another; None where there is nothing to divide by."""

    name: str
    label: str
    means: str
    part: str
    whole: str
    cues: tuple[str, ...] = ()

    def total(
        self, paths: Sequence[str], start: date, end: date, *, below: bool = True
    ) -> Decimal | None:
        """Return the rate in per cent with one decimal; one query."""
        both = totals([FIGURES[self.part], FIGURES[self.whole]], paths, start, end, below=below)
        return self.rate(both)

    def rate(self, numbers: Mapping[str, Number]) -> Decimal | None:
        """Return the rate from numbers that are known already, by their names."""
        whole = numbers[self.whole]
        if not whole:
            return None
        return (Decimal(100) * numbers[self.part] / whole).quantize(Decimal("0.1"))


def totals(
    figures: Sequence[Figure], paths: Sequence[str], start: date, end: date, *, below: bool = True
) -> dict[str, Number]:
    """Return the totals of many figures by their names; one query for all of them."""
    return totalling(figures, paths, start, end, below=below).alone()


def totalling(
    figures: Sequence[Figure], paths: Sequence[str], start: date, end: date, *, below: bool = True
) -> Reading[dict[str, Number]]:
    """Return `totals`, to be read with what else a page asks."""
    counted = [
        figure.behind(paths, start, end, below=below)
        .order_by()
        .values(figure_=Value(figure.name))
        .annotate(n=figure._measure())
        for figure in figures
    ]

    def tell(*found: Iterable[dict[str, Any]]) -> dict[str, Number]:
        numbers = {row["figure_"]: row["n"] or 0 for rows in found for row in rows}
        return {figure.name: numbers.get(figure.name, 0) for figure in figures}

    return Reading(_joined(counted), tell)


def _joined(counted: Sequence[QuerySet[Any, Any]]) -> tuple[QuerySet[Any, Any], ...]:
    """Return counts of one shape as one queryset, if there are any."""
    return (counted[0].union(*counted[1:], all=True),) if counted else ()


def by_units(
    figures: Sequence[Figure], paths: Sequence[str], start: date, end: date, *, below: bool = True
) -> dict[str, dict[str, Number]]:
    """Return each figure's numbers by unit as in `by_child`, by the figures' names; one query.

    What counts the same rows by other conditions counts them in one walk.
    """
    found: dict[str, dict[str, Number]]
    (found,) = side_by_side(unit_by_unit(figures, paths, start, end, below=below))
    return found


def unit_by_unit(
    figures: Sequence[Figure], paths: Sequence[str], start: date, end: date, *, below: bool = True
) -> Reading[dict[str, dict[str, Number]]]:
    """Return `by_units`, to be read with what else a page asks."""
    alike = [(one, path) for one in _alike(figures) for path in paths]

    def tell(*counted: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Number]]:
        numbers: dict[str, dict[str, Number]] = {figure.name: {} for figure in figures}
        for (one, _), rows in zip(alike, counted, strict=True):
            for child, *found in rows:
                for figure, number in zip(one, found, strict=True):
                    if number or len(one) == 1:
                        numbers[figure.name][child] = number or 0
        return numbers

    counted = (_by_child(one, path, start, end, below=below) for one, path in alike)
    return Reading(tuple(counted), tell)


def _alike(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Return figures in groups that count the same rows, at the same column, in the same days."""
    groups: dict[tuple[Any, ...], list[Figure]] = {}
    for one in figures:
        groups.setdefault((one.rows, one.where, one.on, one.since, one.until), []).append(one)
    return [*groups.values()]


def _by_child(
    figures: Sequence[Figure], path: str, start: date, end: date, *, below: bool
) -> QuerySet[Any, tuple[Any, ...]]:
    """Count the rows that these figures share by the unit one level below a path."""
    first = figures[0]
    rows = first.rows().filter(lying(first.where, [path], below=below), first._when(start, end))
    wanted = {
        f"n{n}": one._measure(one.only & one._known(end) or None) for n, one in enumerate(figures)
    }
    child = Substr(first.where, 1, len(path) + STEP)
    counted: QuerySet[Any, Any] = rows.order_by().values(child_=child).annotate(**wanted)
    return counted.values_list("child_", *wanted)


def by_months(
    figures: Sequence[Figure], paths: Sequence[str], year: int, today: date, *, below: bool = True
) -> dict[str, list[Number]]:
    """Return the months begun by `today` of figures that count events; one query for all."""
    return month_by_month(figures, paths, year, today, below=below).alone()


def month_by_month(
    figures: Sequence[Figure], paths: Sequence[str], year: int, today: date, *, below: bool = True
) -> Reading[dict[str, list[Number]]]:
    """Return `by_months`, to be read with what else a page asks."""
    if not all(figure.on for figure in figures):
        raise ValueError("only events are counted month by month")
    start, end = date(year, 1, 1), min(date(year, 12, 31), today)
    counted = [
        figure.behind(paths, start, end, below=below)
        .order_by()
        .values(figure_=Value(figure.name), month_=ExtractMonth(figure.on))
        .annotate(n=figure._measure())
        for figure in figures
    ]

    def tell(*found: Iterable[dict[str, Any]]) -> dict[str, list[Number]]:
        numbers: dict[str, list[Number]] = {figure.name: [0] * end.month for figure in figures}
        for row in (row for rows in found for row in rows):
            numbers[row["figure_"]][row["month_"] - 1] = row["n"] or 0
        return numbers

    return Reading(_joined(counted), tell)


def by_groups(
    figures: Sequence[Figure], paths: Sequence[str], start: date, end: date
) -> dict[str, dict[str, Number]]:
    """Return each figure's numbers by group, by the figures' names; one query for all of them."""
    counted = [
        figure.behind(paths, start, end)
        .order_by()
        .values(figure_=Value(figure.name), group_=F(figure.groups))
        .annotate(n=figure._measure())
        for figure in figures
    ]
    found = counted[0].union(*counted[1:], all=True) if counted else []
    numbers: dict[str, dict[str, Number]] = {figure.name: {} for figure in figures}
    for row in found:
        numbers[row["figure_"]][row["group_"]] = row["n"] or 0
    return numbers


FIGURES: dict[str, Figure] = {}
RATIOS: dict[str, Ratio] = {}


def figure(
    name: str,
    label: str,
    *,
    unit: str,
    means: str,
    may: str,
    where: str = "unit_path",
    on: str = "",
    since: str = "",
    until: str = "",
    sums: str = "",
    show: dict[str, str] | None = None,
    groups: str = "",
    by: str = "",
    cues: tuple[str, ...] = (),
    lessens: bool = False,
    only: Q = EVERY,
) -> Callable[[Rows], Rows]:
    """Enter a figure: `on=` names the day of an event, `since=` and `until=` those of a stock.

    `may` is the capability that opens the rows; `show` gives their columns, head → field;
    `groups` is the field the number may be broken down by; `by` names a day that must have come
    by the end of the period, so that the number of a past year stays what it was. `cues` are words
    of a task that the figure could measure: it is suggested where a speech says one of them. What
    `lessens` is the better the less there is of it: nobody is given a target of it. `only` keeps
    some of the rows: several figures of one function are counted together.
    """
    if bool(on) == bool(since and until):
        raise ValueError(f"{name}: give on=, or since= and until=")

    def enter(rows: Rows) -> Rows:
        last = (sums, show or {}, groups, by, cues, lessens, only)
        FIGURES[name] = Figure(name, label, unit, means, rows, may, where, on, since, until, *last)
        return rows

    return enter


def ratio(
    name: str, label: str, *, part: str, whole: str, means: str, cues: tuple[str, ...] = ()
) -> None:
    """Enter a rate of two figures that are declared already; `cues` as for a figure."""
    if part not in FIGURES or whole not in FIGURES:
        raise ValueError(f"{name}: declare {part} and {whole} first")
    RATIOS[name] = Ratio(name, label, means, part, whole, cues)
