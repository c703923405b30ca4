"""Who sees what: members what their unit and those above made public, offices what they reach."""

from functools import reduce
from operator import or_

from django.db.models import Q

from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING, prefixes, reached, under

from ..policies.publications import REPS


def seen(where: str, actor: Actor) -> Q:
    """Select the rows of the actor's own unit, of those above it and of those a post reaches."""
    return Q(**{f"{where}__in": prefixes(actor.unit_path)}) | reached(where, actor)


def of_offices(where: str, actor: Actor) -> Q:
    """Select the rows that an office reaches; being a member is none."""
    offices = [(path, below) for role, path, below in actor.posts if role != "member"]
    ranges = (under(where, path) if below else Q(**{where: path}) for path, below in offices)
    return reduce(or_, ranges, NOTHING)


def for_reps(where: str, actor: Actor) -> Q:
    """Select the rows that only representatives and offices of the unit and above may read."""
    above = {one for path in actor.stands(REPS) for one in prefixes(path)}
    return Q(**{f"{where}__in": above}) | of_offices(where, actor)


def owned(where: str, owner: str, actor: Actor) -> Q:
    """Select the rows of items that a post of the actor's answers for, at its very unit."""
    held = ((role, path) for role, path, _ in actor.posts if role != "member")
    return reduce(or_, (Q(**{where: path, owner: role}) for role, path in held), NOTHING)


def of_desks(where: str, actor: Actor) -> Q:
    """Select the rows of the very units whose desk the actor holds."""
    return Q(**{f"{where}__in": actor.stands(DESKS)})


def led(where: str, actor: Actor) -> Q:
    """Select the rows of units that the actor leads, from there or from above."""
    heads = (path for role, path, _ in actor.posts if role in HEADS)
    return reduce(or_, (under(where, path) for path in heads), NOTHING)
