"""调解 and 监督: who sits on the committee, and what follows on steps beside the declaration."""

from datetime import date, timedelta

from zhijia.law import refused
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from .. import policies
from ..models import Matter, Mediator, Move
from ..rules import disputes as rules
from .steps import Given, after

ANSWERED = ("reply", "replied_on")


@action("聘任调解员")
def engage_mediator(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    side: str,
    from_on: date,
    member: Member | None = None,
    is_head: bool = False,
    is_union: bool = False,
    until_on: date | None = None,
) -> Mediator:
    """Give somebody a seat on the unit's mediation committee, for a year at least."""
    unit = lock(unit)
    require(policies.may_engage(actor, unit))
    require(rules.may_engage(from_on=from_on, until_on=until_on))
    sitting = Mediator.objects.filter(unit=unit, ended_on=None)
    is_there = sitting.filter(name=name, side=side).exists()
    has_head = sitting.filter(is_head=True).exists()
    require(rules.may_seat(name, side, is_there=is_there, is_head=is_head, has_head=has_head))
    return Mediator.objects.create(
        unit=unit,
        unit_path=unit.path,
        name=name,
        side=side,
        member=member,
        is_head=is_head,
        is_union=is_union or member is not None,
        from_on=from_on,
        until_on=until_on,
    )


@action("解聘调解员")
def relieve_mediator(*, actor: Actor, mediator: Mediator, today: date) -> Mediator:
    """Take somebody off the committee; who sat there stays on record."""
    unit, held = lock(mediator.unit, mediator)
    require(policies.may_engage(actor, unit))
    if held.ended_on:
        raise Refused(refused(f"{held.name}已经解聘"))
    return change(held, ended_on=today)


@after("mediation", "again")
@after("mediation", "prolong")
def on_prolong(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """The day both agreed to is the deadline."""
    change(matter, due_on=date.fromisoformat(str(matter.values["until"])))


@after("mediation", "interrupt")
def on_interrupt(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Each interruption is kept, not the last alone."""
    values = dict(matter.values)
    one = [values.pop("broken_on"), values.pop("broken_by")]
    change(matter, values={**values, "broken": [*values.get("broken", []), one]})


@after("mediation", "sign")
def on_sign(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Whether it was kept is asked when the time to keep it is over."""
    keep_by = date.fromisoformat(str(matter.values["keep_by"]))
    if matter.due_on and keep_by > matter.due_on:
        change(matter, due_on=keep_by + timedelta(days=1))


@after("supervision", "urge")
@after("supervision", "advise")
def on_letter(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """A new letter waits for an answer of its own."""
    values = {key: value for key, value in matter.values.items() if key not in ANSWERED}
    change(matter, values=values)
