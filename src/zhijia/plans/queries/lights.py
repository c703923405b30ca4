"""Reading how the lights stand: over a place by unit, and the work behind each light."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Substr

from zhijia.platform.actor import Actor
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import STEP
from zhijia.platform.together import Reading

from .. import rules
from ..models import Assignment, AssignmentQuerySet
from ..rules import OPEN
from .assignments import assignments
from .light_in_sql import colour

# What a board counts and a list is narrowed to. Both schemes say with red and yellow what is
# urgent; who follows the three-coloured one has blue, and nothing alight where all is well.
ALIGHT = {
    "red": "逾期",
    "yellow": "临期或落后",
    "blue": "临近期限",
    "green": "正常",
    "unlit": "正常（不亮灯）",
}


def shown(colours: Iterable[str], scheme: str) -> dict[str, str]:
    """Return the lights of a scheme, and what else is alight, in the order of ALIGHT."""
    wanted = {*rules.colours_of([scheme]), *colours}
    return {colour: label for colour, label in ALIGHT.items() if colour in wanted}


def _at_work(where: Q) -> AssignmentQuerySet:
    """Return what units still have to do there; the parts they handed down are theirs."""
    return Assignment.objects.of_units().filter(where, state__in=OPEN).order_by()


def lights(place: Place, today: date) -> Reading[dict[str, Counter[str]]]:
    """Count the lights of each unit one level below a place, and of its own, by path."""

    def tell(*lit: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for row in (row for rows in lit for row in rows):
            found.setdefault(row["child"], Counter())[row["colour"]] += row["n"]
        return found

    return Reading(tuple(_lit(place, path, today) for path in place.paths), tell)


def _lit(place: Place, path: str, today: date) -> QuerySet[Assignment, Any]:
    """Count the lights below one path that a place has held."""
    rows = _at_work(lying("unit_path", [path], below=place.below))
    child = Substr("unit_path", 1, len(path) + STEP)
    lit = rows.annotate(child=child, colour=colour(today)).values("child", "colour")
    return lit.annotate(n=Count("pk"))


@dataclass(frozen=True, slots=True)
class Late:
    """A unit with work past its day: how much, and how many days the oldest."""

    unit: str
    code: str
    number: int
    days: int

    @property
    def words(self) -> str:
        """Say how much is late."""
        return f"{self.number} 项"


def latest(place: Place, today: date, most: int) -> Reading[list[Late]]:
    """Return the units of a place with the most work past its day."""

    def tell(rows: Iterable[dict[str, Any]]) -> list[Late]:
        return [
            Late(row["unit__name"], row["unit__code"], row["n"], (today - row["oldest"]).days)
            for row in rows
        ]

    late = _at_work(place.holds("unit_path")).filter(due_on__lt=today)
    units = late.values("unit_id", "unit__name", "unit__code")
    counted = units.annotate(n=Count("pk"), oldest=Min("due_on"))
    return Reading((counted.order_by("-n", "oldest")[:most],), tell)


def alight(place: Place, shown: str, today: date) -> QuerySet[Assignment, int]:
    """Return the keys of the work in a place with this light, or all; the earliest due first."""
    rows = _at_work(place.holds("unit_path")).order_by("due_on", "pk")
    if shown:
        rows = rows.annotate(colour=colour(today)).filter(Q(colour=shown))
    return rows.values_list("pk", flat=True)


def these(actor: Actor, keys: list[int]) -> list[Assignment]:
    """Return the work of these keys that the actor may see, in the order of the keys; one query."""
    found = assignments(actor).in_bulk(keys)
    return [found[key] for key in keys if key in found]
