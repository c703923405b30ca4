"""Keeping the facts that bar a member from a post."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from .. import policies, rules
from ..models import Bar, Member


@action("登记任职限制情形")
def note_bar(*, actor: Actor, member: Member, kind: str, source: str, from_on: date) -> Bar:
    """Put a fact on record, with where it was learnt from; posts held already are not ended."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    if member.bars.filter(kind=kind, until_on=None).exists():
        raise Refused(refused(f"已登记“{rules.BARS[kind]}”"))
    about(member)
    return Bar.objects.create(member=member, kind=kind, source=source, from_on=from_on)


@action("终止任职限制情形")
def lift_bar(*, actor: Actor, bar: Bar, until_on: date) -> Bar:
    """Say that a fact holds no longer; the row stays."""
    bar, member = lock(bar, bar.member)
    require(policies.may_manage(actor, member))
    if bar.until_on:
        raise Refused(refused("这一情形已经终止"))
    require(rules.may_end(on=until_on, since=bar.from_on, begun="登记的起始日期"))
    about(member)
    return change(bar, until_on=until_on)
