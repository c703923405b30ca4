"""Reading the targets of a year: by figure for one unit, by unit for one figure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.law import Verdict
from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, RATIOS, Number, by_units, totalling
from zhijia.platform.place import Place
from zhijia.platform.together import side_by_side

from .. import policies
from ..models import Goal
from ..rules import goals as rules
from ..rules import measures as measuring
from .measures import Kind, kind_of, parts_of_figure

Numbers = Mapping[str, Number]


def year_span(year: int, today: date) -> tuple[date, date]:
    """Return the days of a year so far; a year to come has its first day only."""
    first = date(year, 1, 1)
    return first, max(first, min(date(year, 12, 31), today))


def last_year(day: date) -> date:
    """Return the same date a year before; 29 February has the day before it."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A target of a year with what was reached of it, now and by the same day last year."""

    goal: Goal | None
    unit: Unit
    kind: Kind
    number: Decimal | None
    before: Decimal | None
    year: int
    today: date

    @property
    def percent(self) -> int:
        """Return how many per cent of the target are reached; 0 without one."""
        return measuring.percent_of(self.number, self.goal.target) if self.goal else 0

    @property
    def rate(self) -> Decimal | None:
        """Return 完成率 with one decimal, also beyond 100; None without a target or a number."""
        if self.goal is None or self.number is None:
            return None
        return (100 * self.number / self.goal.target).quantize(Decimal("0.1"))

    @property
    def colour(self) -> str:
        """Return the light of the target."""
        return rules.colour(
            percent=self.percent, is_event=self.is_event, year=self.year, today=self.today
        )

    @property
    def is_event(self) -> bool:
        """Say whether it adds up over the year, and is no stock and no rate."""
        return self.kind.name in FIGURES and bool(FIGURES[self.kind.name].on)

    @property
    def told(self) -> dict[str, str]:
        """Return the numbers as people write them, with their unit: target, number, before."""
        target = self.goal.target if self.goal else None
        numbers = {"target": target, "number": self.number, "before": self.before}
        return {name: self._written(number) for name, number in numbers.items()}

    def _written(self, number: Decimal | None) -> str:
        if number is None:
            return "—"
        gap = "" if self.kind.counts.is_rate else " "
        return f"{measuring.plain(number)}{gap}{self.kind.unit}"

    @property
    def words(self) -> str:
        """Say what the light tells."""
        return rules.colour_words(
            self.colour, is_event=self.is_event, year=self.year, today=self.today
        )

    @property
    def url(self) -> str:
        """Return the page of the number with the rows behind it."""
        name = self.kind.name
        return f"{reverse('figure', args=[name])}?unit={self.unit.pk}&scope=below&year={self.year}"

    @property
    def moved(self) -> str:
        """Say how far the number has moved against the same day last year (同比)."""
        if self.number is None or self.before is None:
            return "—"
        if self.kind.counts.is_rate:
            gap = self.number - self.before
            return f"{gap:+} 个百分点" if gap else "持平"
        if not self.before:
            return "去年同期为 0" if self.number else "—"
        percent = (100 * (self.number - self.before) / self.before).quantize(Decimal("0.1"))
        return f"{percent:+}%" if percent else "持平"


def goals(actor: Actor) -> QuerySet[Goal]:
    """Return the targets of the units this actor reaches."""
    return Goal.objects.within(actor).select_related("unit", "set_by")


def goals_of(unit_id: int, year: int) -> list[Goal]:
    """Return a unit's targets of a year, in the order of the rooms; one query."""
    found = Goal.objects.filter(unit=unit_id, year=year).select_related("unit", "set_by")
    return [goal for goal in found if kind_of(goal.figure)]


def lines(place: Place, year: int, today: date) -> list[GoalLine]:
    """Return a unit's targets with their numbers; one query without any, else two."""
    found = goals_of(place.unit_id, year)
    if not found:
        return []
    start, end = year_span(year, today)
    wanted = [FIGURES[name] for goal in found for name in parts_of_figure(goal.figure)]
    figures = list({figure.name: figure for figure in wanted}.values())
    spans = ((start, end), (last_year(start), last_year(end)))
    now, then = side_by_side(*(totalling(figures, place.paths, *span) for span in spans))
    return [_line(goal, goal.unit, goal.figure, (now, then), year, today) for goal in found]


def _line(
    goal: Goal | None,
    unit: Unit,
    figure: str,
    numbers: tuple[Numbers, Numbers],
    year: int,
    today: date,
) -> GoalLine:
    kind = kind_of(figure)
    assert kind is not None, "only figures that are offered have lines"
    number, before = (_number(figure, one) for one in numbers)
    return GoalLine(goal, unit, kind, number, before, year, today)


def _number(figure: str, numbers: Numbers) -> Decimal | None:
    """Return a figure's or a rate's number out of those that were counted."""
    ratio = RATIOS.get(figure)
    return ratio.rate(numbers) if ratio else Decimal(numbers.get(figure, 0))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One figure's targets of a year: the unit's own, those below it, and if they add up."""

    own: GoalLine
    below: list[GoalLine]
    sums: Verdict | None


def sheet(place: Place, unit: Unit, figure: str, year: int, today: date) -> Sheet:
    """Return the targets of a unit and of those just below it, with their numbers.

    Four queries and two for each path that the unit has held.
    """
    children = list(org.children(unit))
    found = targets([unit, *children], figure, year)
    start, end = year_span(year, today)
    figures = [FIGURES[name] for name in parts_of_figure(figure)]
    now = by_units(figures, place.paths, start, end)
    then = by_units(figures, place.paths, last_year(start), last_year(end))

    def line(one: Unit, paths: Iterable[str]) -> GoalLine:
        at = list(paths)
        both = (_at(now, at), _at(then, at))
        return _line(found.get(one.pk), one, figure, both, year, today)

    whole = (_all(now), _all(then))
    own = _line(found.get(unit.pk), unit, figure, whole, year, today)
    below = [line(child, [child.path]) for child in children]
    return Sheet(own, below, _sums(own, below))


def _at(numbers: Mapping[str, Numbers], paths: Sequence[str]) -> dict[str, Number]:
    return {name: sum(by.get(path, 0) for path in paths) for name, by in numbers.items()}


def _all(numbers: Mapping[str, Numbers]) -> dict[str, Number]:
    return {name: sum(by.values()) for name, by in numbers.items()}


def _sums(own: GoalLine, below: Sequence[GoalLine]) -> Verdict | None:
    """Say whether the targets below add up to the unit's own; None where there is nothing to."""
    told = [line.goal.target for line in below if line.goal]
    if own.goal is None or not told:
        return None
    return measuring.add_up(own.goal.target, told, own.kind.counts)


def targets(units: Collection[Unit], figure: str, year: int) -> dict[int, Goal]:
    """Return the targets of these units of one figure and year, by unit; one query."""
    rows = Goal.objects.filter(unit__in=[unit.pk for unit in units], figure=figure, year=year)
    return {goal.unit_id: goal for goal in rows.select_related("set_by")}


def may_set(actor: Actor, unit: Unit) -> Verdict:
    """Judge whether this actor may set targets of a unit."""
    return policies.may_set_goal(actor, unit)
