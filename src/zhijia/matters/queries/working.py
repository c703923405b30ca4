"""Whom a matter waits for, which deadlines are near, what somebody had a hand in."""

from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, Value

from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING
from zhijia.platform.together import Reading

from ..kinds import KINDS
from ..models import Matter, MatterQuerySet, Move
from ..rules import AGAIN, AHEAD
from .seeing import visible, waits

MOST_WEEKS = 26  # after half a year nobody is reminded any more


def movers(matter: Matter) -> tuple[str, ...]:
    """Return the parties for whom a matter waits in the state in which it is."""
    kind, state = matter.declared, matter.state
    found = [p for step in kind.steps if state in step.of and not step.is_optional for p in step.by]
    if kind.ratings and state in kind.ratings.of:
        found += kind.ratings.by
    return tuple(dict.fromkeys(found))


def waits_for_filer() -> Q:
    """Select the matters whose state waits for who filed them: nobody else is late there."""
    return reduce(or_, (Q(kind=k.id, state__in=sorted(k.theirs)) for k in KINDS.values()), NOTHING)


def to_chase(today: date) -> MatterQuerySet:
    """Return the open matters of whose deadline something is told on a day."""
    late = [today - timedelta(days=AGAIN * n) for n in range(1, MOST_WEEKS + 1)]
    days = [today + timedelta(days=AHEAD), today, today - timedelta(days=1), *late]
    rows = Matter.objects.open().filed().filter(due_on__in=days, is_paused=False)
    return rows.select_related("unit__parent", "filer", "overseer")


def due_between(actor: Actor, first: date, last: date) -> MatterQuerySet:
    """Return what waits for an actor and is due from one day to another."""
    rows = Matter.objects.filter(waits(actor), due_on__range=(first, last), is_paused=False)
    return rows.select_related("unit").order_by("due_on", "pk")


def handled(actor: Actor) -> Q:
    """Select what an actor had a hand in: a step of theirs is on record."""
    if actor.member_id is None:
        return NOTHING
    mine = Move.objects.filter(by=actor.member_id).order_by().values("matter")
    return Q(pk__in=mine)


def works_counting(actor: Actor) -> Reading[dict[str, int]]:
    """Count what an actor had a hand in that is closed, and what they filed: each by its index."""
    mine = Q(filer=actor.member_id) if actor.member_id else NOTHING
    done = handled(actor) & Q(closed_on__isnull=False) & visible(actor)
    first, second = (
        Matter.objects.filter(which).order_by().values(name_=Value(name)).annotate(n=Count("pk"))
        for name, which in (("handled", done), ("mine", mine))
    )
    rows = first.values_list("name_", "n").union(second.values_list("name_", "n"), all=True)
    return Reading((rows,), lambda found: {"handled": 0, "mine": 0, **dict(found)})
