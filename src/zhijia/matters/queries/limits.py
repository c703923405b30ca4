"""How long a state may last at a unit: its own limit where it has one, else the kind's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.refs.queries import calendar

from .. import rules
from ..kinds.declaring import Kind, Limit, State
from ..models import Matter, OwnLimit
from ..rules.limits import is_of_law


def _in_force(on: date) -> Q:
    return Q(since_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))


def within(matter: Matter, state: State, on: date) -> Limit | None:
    """Return how long a matter that enters a state on a day may stay; one query, or none."""
    declared = state.within
    if declared is None:
        return None
    rows = OwnLimit.objects.filter(unit=matter.unit_id, kind=matter.kind, state=state.id)
    own = rows.filter(_in_force(on)).order_by("-since_on", "-pk").first()
    return Limit(own.n, own.counted, declared.clause) if own else declared


def due_in(matter: Matter, state: State, on: date) -> date | None:
    """Return by when a matter that enters a state on a day must leave it; None for no limit."""
    return rules.due_on(on, within(matter, state, on), calendar())


@dataclass(frozen=True, slots=True)
class Line:
    """A state of a kind with its limits: the common one, whether law sets it, units' own ones."""

    state: State
    is_law: bool
    own: list[OwnLimit]


def lines(actor: Actor, kind: Kind) -> list[Line]:
    """Return the states of a kind in which time runs, with the limits that concern the actor.

    These are those of their own unit, of those above it, and of those in their reach.
    """
    seen = OwnLimit.objects.above(actor) | OwnLimit.objects.within(actor)
    by_state: dict[str, list[OwnLimit]] = {}
    for row in seen.standing().filter(kind=kind.id).select_related("unit").order_by("unit_path"):
        by_state.setdefault(row.state, []).append(row)
    return [
        Line(state, is_of_law(state.within), by_state.get(state.id, []))
        for state in kind.states
        if state.within
    ]


def changeable(actor: Actor, rows: Iterable[Line]) -> set[int]:
    """Return the keys of the limits that the actor may take back."""
    desks = actor.stands(DESKS)
    return {own.pk for row in rows for own in row.own if own.unit_path in desks}


def standing_limit(unit: Unit, kind: str, state: str) -> OwnLimit | None:
    """Return the limit that a unit has set for a state, also one that is yet to begin."""
    asked: dict[str, Any] = {"unit": unit, "kind": kind, "state": state}
    return OwnLimit.objects.standing().filter(**asked).first()
