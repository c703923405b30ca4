"""What the page of a figure or a rate reads beyond its rows: the year before, targets, months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans.models import Goal
from zhijia.plans.queries.goals import targets
from zhijia.plans.rules.measures import months_of
from zhijia.platform.offers import FIGURES, Figure, Number, Ratio, by_units
from zhijia.platform.ui.charts import Chart, Series

from .homes.leader import moved, same_day_last_year
from .queries import At, Picture, Span, picture, units_of

UNITS = 100  # on a leaf of the table of units


class Line(NamedTuple):
    """A unit with its number, its target of the year, and how much of that is reached."""

    unit: Unit
    number: Number
    goal: Goal | None

    @property
    def rate(self) -> Decimal | None:
        """Return 完成率 with one decimal; None without a target."""
        return rate(self.number, self.goal)


def rate(number: Number, goal: Goal | None) -> Decimal | None:
    """Return how many per cent of a target a number is, with one decimal."""
    return (100 * Decimal(number) / goal.target).quantize(Decimal("0.1")) if goal else None


@dataclass(frozen=True, slots=True)
class Page:
    """A figure as its page shows it."""

    picture: Picture
    before: Number
    moved: str
    lines: list[Line]
    goal: Goal | None
    source: str

    @property
    def reached(self) -> str:
        """Say how much of the year's target is reached."""
        done = rate(self.picture.total, self.goal)
        return f"完成 {done}%" if done is not None else ""

    @property
    def goal_url(self) -> str:
        """Return the page of the target, with those of the units below."""
        goal = self.goal
        if goal is None:
            return ""
        asked = f"unit={goal.unit_id}&year={goal.year}"
        return f"{reverse('plans:goal', args=[goal.figure])}?{asked}"


def page_of(figure: Figure, at: At, when: Span, near: list[Unit]) -> Page:
    """Return a figure whole, against the year before and the targets of the year.

    The queries of `picture`, and three more.
    """
    shown = picture(figure, at, when, near)
    start, end = same_day_last_year(when.start), same_day_last_year(when.end)
    before = figure.total(at.paths, start, end, below=at.below)
    goals = targets([unit for unit, _ in shown.shares], figure.name, when.year)
    # A target is for the year and for all below: against another period it would mislead.
    fits = goals if when.is_year and at.below else {}
    return Page(
        picture=shown._replace(chart=_with_last_year(shown.chart, figure, at, when)),
        before=before,
        moved=moved(shown.total, before),
        lines=[Line(unit, number, _below(fits, unit, at)) for unit, number in shown.shares],
        goal=fits.get(at.unit.pk),
        source=source_of(figure),
    )


def _below(goals: dict[int, Goal], unit: Unit, at: At) -> Goal | None:
    """Return a unit's target; the line of the unit itself is without those below and has none."""
    return None if unit.pk == at.unit.pk else goals.get(unit.pk)


def _with_last_year(chart: Chart, figure: Figure, at: At, when: Span) -> Chart:
    """Lay the months of the year before over those of a year; other periods stay as they are."""
    if not when.is_year:
        return chart
    months = figure.months(at.paths, when.year - 1, below=at.below)
    series: Series = {
        "name": f"{when.year - 1} 年",
        "type": "line",
        "data": [float(n) for n in months],
        "unit": figure.unit,
    }
    return {**chart, "series": [*chart["series"], series]}


def source_of(figure: Figure) -> str:
    """Say from which room's rows a figure is counted, and by which day."""
    room = apps.get_app_config(figure.name.split(".")[0]).verbose_name
    rows: type[Model] = figure.rows().model
    days = [figure.on] if figure.on else [figure.since, figure.until]
    named = "、".join(_day_name(rows, day) for day in days)
    what = "各条记录" if not figure.sums else "各条记录的数额合计"
    counted = f"按“{named}”计入期内" if figure.on else f"按“{named}”看期末是否存续"
    return f"“{room}”中的{what}，{counted}"


def _day_name(rows: type[Model], day: str) -> str:
    """Return what a day is called, also one of the row that these rows belong to."""
    *way, last = day.split("__")
    for step in way:
        rows = cast("type[Model]", rows._meta.get_field(step).related_model)
    return str(getattr(rows._meta.get_field(last), "verbose_name", last))


class RateLine(NamedTuple):
    """A unit with the two numbers of a rate."""

    unit: Unit
    part: Number
    whole: Number
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class RatePage:
    """A rate as its page shows it."""

    part: Figure
    whole: Figure
    total: RateLine
    lines: list[RateLine]
    chart: Chart

    @property
    def heads(self) -> str:
        """Return the heads of the table of units."""
        return f"单位|{self.part.label}|{self.whole.label}|比率"


def rate_page(ratio: Ratio, at: At, when: Span, near: list[Unit]) -> RatePage:
    """Return a rate with its two figures, by unit and by month; three queries."""
    part, whole = FIGURES[ratio.part], FIGURES[ratio.whole]
    found = by_units([part, whole], at.paths, when.start, when.end, below=at.below)
    units = units_of(at, near, {path for by in found.values() for path in by})
    paths: dict[Unit, list[str]] = {}
    for path, unit in sorted(units.items()):
        paths.setdefault(unit, []).append(path)

    def line(unit: Unit, at_: Sequence[str]) -> RateLine:
        numbers = {name: sum(by.get(path, 0) for path in at_) for name, by in found.items()}
        return RateLine(unit, numbers[part.name], numbers[whole.name], ratio.rate(numbers))

    total = {name: sum(by.values()) for name, by in found.items()}
    whole_line = RateLine(at.unit, total[part.name], total[whole.name], ratio.rate(total))
    lines = [line(unit, held) for unit, held in paths.items()]
    return RatePage(part, whole, whole_line, lines, _rate_chart(ratio, at, when))


def _rate_chart(ratio: Ratio, at: At, when: Span) -> Chart:
    """Return the rate from the first day to the end of each month."""
    spans = months_of(when.start, when.end)
    names = (ratio.part, ratio.whole)
    part, whole = (FIGURES[name].by_spans(at.paths, spans, below=at.below) for name in names)
    rates = [
        ratio.rate({names[0]: sum(part[: n + 1]), names[1]: sum(whole[: n + 1])})
        for n in range(len(spans))
    ]
    data = [None if one is None else float(one) for one in rates]
    labels = [month_label(first, when) for first, _ in spans]
    series: Series = {"name": ratio.label, "type": "line", "data": data, "unit": "%"}
    return {"labels": labels, "series": [series], "unit": "%"}


def month_label(first: date, when: Span) -> str:
    """Return what a month is called on a chart: with its year where there are several."""
    one = when.start.year == when.end.year
    return f"{first.month}月" if one else f"{first.year}年{first.month}月"
