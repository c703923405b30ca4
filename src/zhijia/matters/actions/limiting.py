"""自定时限: a unit sets how long its matters may stay in a state, and takes it back."""

from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from .. import policies, queries
from ..kinds import KINDS
from ..models import OwnLimit
from ..models.limits import COUNTED
from ..rules import limits as rules


@action("自定办理时限")
def set_limit(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    state: str,
    n: int,
    per: str,
    source: str,
    since_on: date,
    today: date,
) -> OwnLimit:
    """Let a state last longer or shorter at a unit; where law sets a limit, only shorter."""
    unit = lock(unit)
    require(policies.may_set_limits(actor, unit))
    if kind not in KINDS or state not in {one.id for one in KINDS[kind].states}:
        raise Refused(refused("没有这个环节"))
    declared = KINDS[kind].state(state).within
    counted = COUNTED[per]
    require(
        rules.may_set(declared, n=n, per=counted, source=source, since_on=since_on, today=today)
    )
    if before := queries.standing_limit(unit, kind, state):
        change(lock(before), ended_on=max(since_on, before.since_on))
    return OwnLimit.objects.create(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        state=state,
        n=n,
        per=per,
        source=source.strip(),
        since_on=since_on,
        made_by_id=actor.member_id,
    )


@action("停用自定时限")
def end_limit(*, actor: Actor, limit: OwnLimit, today: date) -> OwnLimit:
    """Let the common limit hold again for what enters the state from today on."""
    unit, held = lock(limit.unit, limit)
    require(policies.may_set_limits(actor, unit))
    if held.ended_on:
        raise Refused(refused("这个自定时限已经停用"))
    return change(held, ended_on=today)
