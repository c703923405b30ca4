"""闭会期间: inspections and questions of delegates, and decisions put before the next congress."""

from collections.abc import Collection
from datetime import date

from zhijia.law import refused
from zhijia.matters import actions as matters
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require
from zhijia.platform.refs.queries import calendar

from .. import policies
from ..models import Confirmation, Congress, Delegate, Inspection, Item, Meeting
from ..rules import between
from .delegates import keep
from .hall import add_item
from .telling import tell_answered, tell_asked


@action("登记代表巡视、质询")
def enter_inspection(
    *,
    actor: Actor,
    congress: Congress,
    kind: str,
    title: str,
    held_on: date,
    whom: str,
    delegates: Collection[Delegate],
    found: str,
    today: date,
    unit: Unit | None = None,
) -> Inspection:
    """Enter what delegates looked at or asked between sessions; an answer is due from then on."""
    congress = keep(actor, congress)
    require(between.may_inspect(delegates=len(delegates), held_on=held_on, today=today))
    if any(one.congress_id != congress.pk for one in delegates):
        raise Refused(refused("只能由本届代表巡视、质询"))
    made = Inspection(congress=congress, kind=kind, title=title.strip(), held_on=held_on)
    made.whom, made.unit, made.found = whom.strip(), unit, found.strip()
    made.due_on = between.answer_by(held_on, calendar=calendar())
    made.by_id = actor.member_id
    made.save()
    made.delegates.set(delegates)
    about(congress)
    tell_asked(actor, made, today)
    return made


@action("答复代表巡视、质询")
def answer_inspection(
    *, actor: Actor, inspection: Inspection, answer: str, answered_on: date, today: date
) -> Inspection:
    """Enter what was answered: by whoever was visited, or for them; anew while the term runs."""
    congress, inspection = lock(inspection.congress, inspection)
    require(policies.may_answer_inspection(actor, inspection))
    if congress.is_over and inspection.answered_on:
        raise Refused(refused("这一届已经结束，答复不能再改"))
    if not answer.strip():
        raise Refused(refused("请写明答复"))
    if not inspection.held_on <= answered_on <= today:
        raise Refused(refused("答复日期应在巡视、质询之后，不晚于今天"))
    about(congress)
    inspection = change(inspection, answer=answer.strip(), answered_on=answered_on)
    tell_answered(actor, inspection, today)
    return inspection


@action("巡视发现问题开整改单")
def order_mending(*, actor: Actor, inspection: Inspection, today: date) -> Inspection:
    """Open a rectification at the unit that was visited; it is mended and looked at again there."""
    about(keep(actor, inspection.congress))
    inspection = lock(inspection)
    if inspection.unit is None:
        raise Refused(refused("没有写明是哪个下级单位，不能开整改单"))
    if inspection.matter_id:
        raise Refused(refused("已经开过整改单"))
    matter = matters.open_from(
        actor=actor,
        kind="rectification",
        unit=inspection.unit,
        title=inspection.title[:80],
        values={"what": inspection.found[:1000], "place": inspection.whom[:60], "item": "代表巡视"},
        today=today,
        source=("meetings.Inspection", inspection.pk),
        source_title=f"代表巡视：{inspection.congress.unit}",
        source_url=inspection.get_absolute_url(),
    )
    return change(inspection, matter=matter)


@action("提请大会确认联席会议决定")
def put_for_confirmation(*, actor: Actor, meeting: Meeting, decision: Item) -> Confirmation:
    """Put what a joint meeting decided on the agenda of the next congress."""
    joint = decision.meeting
    require(
        between.may_confirm(
            is_joint=joint.kind == "heads",
            is_decided=decision.result == "adopted",
            is_ours=joint.unit_id == meeting.unit_id,
            is_there=Confirmation.objects.filter(decision=decision).exists(),
        )
    )
    item = add_item(
        actor=actor,
        meeting=meeting,
        title=f"确认联席会议决定：{decision.title}"[:120],
        business=between.CONFIRM,
    )
    made = Confirmation(decision=decision, at=item)
    made.save()
    about(meeting)
    return made
