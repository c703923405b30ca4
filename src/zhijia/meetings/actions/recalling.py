"""罢免: whose post an item would end, and what follows once it is agreed to and approved."""

from datetime import date

from zhijia.law import refused
from zhijia.org import actions as org
from zhijia.org.models import Post
from zhijia.org.rules import Ending
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from .. import policies
from ..models import Item, Recall
from ..rules import recalling as rules
from .planning import run


@action("提出罢免")
def plan_recall(
    *,
    actor: Actor,
    item: Item,
    post: Post,
    reason: str,
    examined: str,
    by_committee: bool = True,
    asking: int = 0,
    of: int = 0,
) -> Recall:
    """Say whose post the item would end; said anew until the papers are made."""
    meeting = run(actor, item.meeting, "agenda")
    item = lock(item)
    if item.business != "recall":
        raise Refused(refused("这项议题不是罢免"))
    if item.ballot_id or item.result:
        raise Refused(refused("表决票已经生成，不能再改"))
    if post.unit_id != meeting.unit_id or post.until_on:
        raise Refused(refused("请选择本单位现任的委员、主席、副主席"))
    require(rules.may_propose(by_committee=by_committee, asking=asking, of=of))
    require(rules.is_grounded(reason=reason, examined=examined))
    row = Recall.objects.filter(item=item).first() or Recall(item=item)
    row.post, row.reason, row.examined = post, reason.strip(), examined.strip()
    row.by_committee, row.asking, row.of = by_committee, asking, of
    row.save()
    about(meeting)
    return row


@action("罢免获批免职")
def approve_recall(
    *, actor: Actor, recall: Recall, approved_on: date, document: str, today: date
) -> Recall:
    """End the post once the union above approved: before that the recall has no effect."""
    recall = lock(recall)
    item = recall.item
    require(policies.may_run(actor, item.meeting))
    if recall.ended_on:
        raise Refused(refused("已经免职"))
    require(rules.may_take_effect(item.result, document=document))
    voted_on = item.meeting.opened_on or item.meeting.meets_on
    if not voted_on <= approved_on <= today:
        raise Refused(refused("批准日期应在表决之后，不晚于今天"))
    ending = Ending(
        "recalled", item.meeting.title, item.yes or 0, item.meeting.due, document.strip()
    )
    org.relieve(actor=actor, post=recall.post, until_on=approved_on, ending=ending)
    about(item.meeting)
    return change(recall, approved_on=approved_on, document=document.strip(), ended_on=approved_on)
