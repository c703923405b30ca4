"""Which months of use wait for finance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading

from ..models import Matter, Part, PartQuerySet
from ..rules import suggestions as rules
from .seeing import parts_of
from .suggesting import FINANCE, adopted_on


@dataclass(frozen=True, slots=True)
class Due:
    """The first month that is over and not confirmed, how many there are, and who confirms."""

    matter: Matter
    month: int
    number: int
    user: int | None


def _standing(parts: PartQuerySet) -> PartQuerySet:
    whole = parts.filter(department=FINANCE, ended_on=None, matter__state="in_use")
    whole = whole.select_related("matter", "member", "post__member")
    return whole.prefetch_related("matter__benefits").order_by("pk")


def _due(part: Part, today: date) -> Due | None:
    """Return what waits of one suggestion; None where nothing does."""
    start = adopted_on(part.matter)
    if start is None:
        return None
    done = {row.month for row in part.matter.benefits.all()}
    months = range(1, rules.MONTHS + 1)
    over = [n for n in months if n not in done and rules.month_of(start, n)[1] < today]
    who = part.post.member if part.post else part.member
    return Due(part.matter, over[0], len(over), who.user_id if who else None) if over else None


def due(today: date) -> list[Due]:
    """Return what waits for finance everywhere; two queries."""
    return [one for part in _standing(Part.objects.all()) if (one := _due(part, today))]


def due_for(actor: Actor, today: date) -> Reading[list[Due]]:
    """Return what waits for this actor as finance; a query more where anything may."""

    def tell(parts: Iterable[Part]) -> list[Due]:
        return [one for part in parts if (one := _due(part, today))]

    return Reading((_standing(parts_of(actor)),), tell)
