"""Reading scores: what the work of a year adds up to by unit, and the items it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Substr

from zhijia.org import queries as org
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import STEP, reached

from .. import rules
from ..models import Assignment, Progress, Score
from ..rules import Tally

FIRST_YEARS = 5  # how many years back a page offers


def done_by_child(place: Place, first: date, until: date) -> dict[str, Tally]:
    """Add up the scores of a period by the unit one level below a place; a query a path."""
    found: dict[str, Tally] = {}
    for path in place.paths:
        rows = Score.objects.filter(lying("unit_path", [path], below=place.below)).order_by()
        rows = rows.filter(closed_on__range=(first, until))
        child = Substr("unit_path", 1, len(path) + STEP)
        added = (
            rows.annotate(child_=child)
            .values("child_")
            .annotate(
                done=Count("pk"),
                on_time=Count("pk", filter=Q(late=0)),
                days=Sum("late"),
                longer=Sum("extensions"),
                back=Sum("returns"),
                sum_=Sum("points"),
            )
        )
        for row in added:
            tally = Tally(
                row["done"], row["on_time"], row["days"], row["longer"], row["back"], row["sum_"]
            )
            found[row["child_"]] = found.get(row["child_"], Tally()) + tally
    return found


def _overdue_by_child(place: Place, end: date) -> dict[str, int]:
    """Count what was late and not done on a day by the unit one level below; a query a path."""
    found: dict[str, int] = {}
    for path in place.paths:
        rows = Assignment.objects.leads().filter(lying("given_path", [path], below=place.below))
        late = rows.filter(_late_on(end)).order_by()
        child = Substr("given_path", 1, len(path) + STEP)
        for row in late.annotate(child_=child).values("child_").annotate(n=Count("pk")):
            found[row["child_"]] = found.get(row["child_"], 0) + row["n"]
    return found


def _late_on(end: date) -> Q:
    """Select what was late and not done on a day; what waits for the giver counts against nobody.

    Work that was reported finished by its day is late only if it came back since (HOUSE-66).
    """
    late = Q(overdue_from__lte=end) & (Q(closed_on=None) | Q(closed_on__gt=end))
    return late & ~Q(reported_in_time(end))


def reported_in_time(end: date) -> Exists:
    """Say of work whether it was reported finished by its day and had not come back by `end`."""
    back = Progress.objects.filter(assignment=OuterRef("assignment"), step="sent_back")
    since = back.filter(pk__gt=OuterRef("pk"), done_on__lte=end).order_by()
    told = Progress.objects.filter(assignment=OuterRef("pk"), step="finished", done_on__lte=end)
    return Exists(told.filter(~Exists(since), done_on__lte=OuterRef("due_on")).order_by())


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in the assessment of a year: its place, what its work adds up to."""

    place: str
    name: str
    code: str
    tally: Tally

    @property
    def mean(self) -> str:
        """Return the mean of its points as it is written."""
        return rules.tenths(self.tally.mean)

    @property
    def rate(self) -> str:
        """Return the share done on time, in per cent, as it is written."""
        rate = self.tally.rate
        return "—" if rate is None else f"{rules.tenths(100 * rate)}%"


def year_of(year: int, today: date) -> tuple[date, date]:
    """Return the first and the last day of a year, or today in the year that runs."""
    return date(year, 1, 1), min(date(year, 12, 31), today)


def standings(place: Place, year: int, today: date) -> list[Standing]:
    """Return the units one level below a place, and its own, in the published order.

    Three queries, and two more for every path that the unit held before.
    """
    first, until = year_of(year, today)
    done, late = done_by_child(place, first, until), _overdue_by_child(place, until)
    paths = sorted({*done, *late})
    units = org.units_at(paths)
    whole: dict[int, rules.UnitLine] = {}  # by unit: two siblings may have one name
    for path in paths:
        unit, own = units.get(path), path in place.paths
        name = f"{place.name}本级" if own else str(unit or "已撤销的单位")
        tally = done.get(path, Tally()) + Tally(overdue=late.get(path, 0))
        key, code = (unit.pk, unit.code) if unit else (0, "")
        line = whole.setdefault(key, rules.UnitLine(name, code=code))
        whole[key] = replace(line, tally=line.tally + tally)
    ranked = rules.placed(list(whole.values()), rules.by_mean)
    return [Standing(rank, line.name, line.code, line.tally) for rank, line in ranked]


def scores(actor: Actor, place: Place, year: int, today: date) -> QuerySet[Score]:
    """Return the scores of a year in a place that this actor reaches or whose member they are."""
    mine = reached("unit_path", actor) | Q(unit_path=actor.unit_path)
    found = Score.objects.filter(mine, place.holds("unit_path"))
    found = found.filter(closed_on__range=year_of(year, today))
    return found.select_related("assignment__task", "assignment__issuer", "unit")


def late_now(actor: Actor, place: Place, year: int, today: date) -> QuerySet[Assignment]:
    """Return what was late and not done at the end of a year: it counts as nothing."""
    mine = reached("given_path", actor) | Q(given_path=actor.unit_path)
    _, until = year_of(year, today)
    found = Assignment.objects.leads().filter(mine, place.holds("given_path"), _late_on(until))
    return found.select_related("task", "unit", "issuer").order_by("due_on", "pk")


def own_place(actor: Actor) -> Place:
    """Return the very unit that somebody is a member of, for who reaches none; two queries."""
    unit = org.units_at([actor.unit_path]).get(actor.unit_path) if actor.unit_path else None
    if unit is None:
        return Place()
    return Place(unit.pk, unit.name, unit.code, unit.path, tuple(org.paths_of(unit)), below=False)


def years_offered(this: int) -> list[int]:
    """Return the years that a page offers, this one first."""
    return list(range(this, this - FIRST_YEARS, -1))


def standing_row(one: Standing) -> tuple[object, ...]:
    """Return a unit as the cells of its Excel row."""
    t = one.tally
    numbers = (t.done, t.on_time, t.days, t.extensions, t.returns, t.overdue)
    return (one.place, one.name, *numbers, one.rate, one.mean)


def score_rows(actor: Actor, place: Place, year: int, today: date) -> Iterator[tuple[object, ...]]:
    """Yield the items of a year as cells: what was done, then what is late and counts as 0."""
    for one in scores(actor, place, year, today).iterator():
        given = one.assignment
        yield (
            given.task.number,
            given.wording,
            str(one.unit),
            str(given.issuer),
            one.due_on,
            one.finished_on,
            one.closed_on,
            one.late,
            one.extensions,
            one.returns,
            one.points,
            one.self_points,
            one.self_words,
            one.comment,
        )
    for late in late_now(actor, place, year, today).iterator():
        task, until = late.task, year_of(year, today)[1]
        days = (until - late.due_on).days
        who = (task.number, late.wording, str(late.unit), str(late.issuer))
        yield (*who, late.due_on, None, None, days, None, None, 0, None, "", "逾期未办结")
