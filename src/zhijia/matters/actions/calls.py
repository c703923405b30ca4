"""征集: a unit calls for matters of a kind for a time, as before a congress."""

from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies, rules
from ..kinds import KINDS
from ..models import Call


@action("开展征集")
def open_call(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    title: str,
    from_on: date,
    until_on: date,
    words: str = "",
) -> Call:
    """Call for matters of a kind."""
    require(policies.may_call(actor, unit))
    if kind not in KINDS or not KINDS[kind].called:
        raise Refused(refused("这一类办件不需要征集"))
    require(rules.may_call(from_on=from_on, until_on=until_on))
    days = {"from_on": from_on, "until_on": until_on}
    place = {"unit": unit, "unit_path": unit.path}
    return Call.objects.create(kind=kind, title=title.strip(), words=words, **days, **place)


@action("调整征集")
def change_call(
    *,
    actor: Actor,
    call: Call,
    title: str,
    from_on: date,
    until_on: date,
    words: str = "",
    version: int | None = None,
) -> Call:
    """Change what a call says and how long it lasts."""
    call = lock(call)
    require(policies.may_keep_call(actor, call))
    said = {"title": title.strip(), "from_on": from_on, "until_on": until_on, "words": words}
    require_unchanged(call, version, **said)
    require(rules.may_call(from_on=from_on, until_on=until_on))
    return change(call, **said)


@action("结束征集")
def close_call(*, actor: Actor, call: Call, today: date) -> Call:
    """End a call: what it brought was reported to the congress."""
    call = lock(call)
    require(policies.may_keep_call(actor, call))
    if call.closed_on:
        raise Refused(refused("征集已经结束"))
    return change(call, closed_on=today)
