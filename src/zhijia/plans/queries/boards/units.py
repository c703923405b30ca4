"""The board by unit: what each unit below a place was given and gave, and how it stands."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Substr

from zhijia.org.models import Unit
from zhijia.org.queries import lineage, units_at
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import STEP

from ...models import Assignment
from ..assignments import visible
from .asking import Asked, is_reached, work
from .grounds import NOTHING, Tally, counted, folded, summed


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with what it and those below it have, and how much its desks gave.

    `is_own` is the place's own share without those below, `is_gone` a unit that left the place.
    """

    unit: Unit
    tally: Tally
    given: int
    is_own: bool = False
    is_gone: bool = False

    @property
    def scope(self) -> str:
        """Return the scope its numbers were counted in, as addresses say it."""
        return "own" if self.is_own else "below"


GIVEN = "given"  # beside the colours: what the units of a place gave


def by_unit(actor: Actor, asked: Asked, today: date) -> tuple[list[UnitLine], UnitLine]:
    """Return the unit itself, those just below it, and the sum of all; two queries.

    One more where a unit has gone, and one for each further path the place has held.
    """
    place = asked.place
    taken: dict[str, Tally] = {}
    given: Counter[str] = Counter()
    for path in place.paths:
        there = Place(place.unit_id, path=path, paths=(path,), below=place.below)
        one = replace(asked, place=there)
        child = Substr("unit_path", 1, len(path) + STEP)
        groups = counted(work(actor, one, today), today, child=child)
        rows = list(groups.union(_given(actor, there), all=True))
        given.update({row["child"]: row["n"] for row in rows if row["colour"] == GIVEN})
        kept = folded((row for row in rows if row["colour"] != GIVEN), "child")
        for (key,), tally in kept.items():
            taken[key] = taken.get(key, NOTHING) + tally
    lines = _lines(place, taken, given)
    whole = UnitLine(lines[0].unit, summed(line.tally for line in lines), given.total())
    return lines, whole


def _given(actor: Actor, place: Place) -> QuerySet[Any, Any]:
    """Count what the units of a place gave and is still to be done, as groups by the unit."""
    rows = (
        Assignment.objects.of_units()
        .open()
        .filter(lying("issuer_path", place.paths, below=place.below))
    )
    if not is_reached(actor, place):
        rows = rows.filter(visible(actor))
    child = Substr("issuer_path", 1, len(place.path) + STEP)
    named = rows.order_by().annotate(child=child, colour=Value(GIVEN, CharField()))
    return named.values("child", "colour").annotate(n=Count("pk"), far=Value(0))


def _lines(place: Place, taken: dict[str, Tally], given: Counter[str]) -> list[UnitLine]:
    """Return a line for the unit itself, for each unit below it, and for those that are gone."""
    standing = Unit.objects.standing().filter(parent=place.unit_id).order_by("rank", "path")
    units = {unit.path: unit for unit in standing} if place.below else {}
    missing = (set(taken) | set(given)) - set(units) - set(place.paths)
    elsewhere = units_at(missing) if missing else {}
    own = Unit(pk=place.unit_id, name=place.name, code=place.code, path=place.path)
    # A unit that moved along with the place has facts under its former path as well.
    held: dict[int, list[str]] = {unit.pk: [path] for path, unit in units.items()}
    for path, unit in elsewhere.items():
        held.setdefault(unit.pk, []).append(path)
    there = {unit.pk for unit in units.values()}
    gone = {unit.pk: unit for unit in elsewhere.values() if unit.pk not in there}

    def line(unit: Unit, at: Iterable[str]) -> UnitLine:
        keys = list(at)
        tally = summed(taken.get(key, NOTHING) for key in keys)
        return UnitLine(unit, tally, sum(given[key] for key in keys))

    present = [line(unit, held[unit.pk]) for unit in units.values()]
    left = [replace(line(unit, held[pk]), is_gone=True) for pk, unit in gone.items()]
    return [replace(line(own, place.paths), is_own=True), *present, *left]


SORTS: dict[str, Callable[[UnitLine], int]] = {
    "open": lambda line: line.tally.open,
    "done": lambda line: line.tally.done,
    "given": lambda line: line.given,
    "red": lambda line: line.tally.red,
    "yellow": lambda line: line.tally.yellow,
    "blue": lambda line: line.tally.blue,
    "far": lambda line: line.tally.percent,
}


def arranged(lines: list[UnitLine], asked: str) -> list[UnitLine]:
    """Return the lines in the order asked for, `-red` downwards; else in that of the tree."""
    key = SORTS.get(asked.removeprefix("-"))
    return sorted(lines, key=key, reverse=asked.startswith("-")) if key else lines


def way_down(actor: Actor, place: Place) -> list[Unit]:
    """Return the units from the highest that the actor reaches down to this one; one query."""
    return [unit for unit in lineage(Unit(path=place.path)) if actor.reaches(unit.path)]
