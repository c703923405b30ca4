"""岗位责任: what a post owes, from a day on and until one."""

from datetime import date

from zhijia.org.models import Unit
from zhijia.org.policies import may_edit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require

from ..models import Duty, Regulation
from ..policies import regulations as policies
from ..rules import regulations as rules


@action("登记岗位职责")
def lay_down_duty(
    *,
    actor: Actor,
    unit: Unit,
    words: str,
    from_on: date,
    post_kind: str = "",
    job: str = "",
    regulation: Regulation | None = None,
    clause: str = "",
) -> Duty:
    """Say what a kind of post, or a named job, owes."""
    require(policies.may_keep(actor, unit))
    require(rules.may_owe(who=post_kind or job, words=words))
    return Duty.objects.create(
        unit=unit,
        unit_path=unit.path,
        post_kind=post_kind,
        job=job.strip(),
        words=words.strip(),
        regulation=regulation,
        clause=clause,
        from_on=from_on,
    )


@action("终止岗位职责")
def end_duty(*, actor: Actor, duty: Duty, on: date) -> Duty:
    """Let a duty hold no longer; its words stay."""
    duty = lock(duty)
    require(may_edit(actor, duty.unit))
    require(rules.may_end_duty(until_on=duty.until_on, on=on, from_on=duty.from_on))
    return change(duty, until_on=on)
