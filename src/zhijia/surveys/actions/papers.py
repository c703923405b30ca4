"""纸质问卷: handed out, keyed in by one or by two people, counted as paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, lock, record, require

from .. import policies, rules
from ..models import Answer, Asked, Group, Paper, Round, Signed
from ..rules.boxing import boxed, unboxed
from .answering import Refusals
from .depositing import put


def _open(actor: Actor, round: Round, today: date) -> Round:
    round = lock(round)
    require(policies.may_run(actor, round))
    require(rules.takes_paper(from_on=round.from_on, closed_on=round.closed_on, today=today))
    return round


@action("发放纸质问卷")
def hand_out(*, actor: Actor, round: Round, members: Sequence[Member], today: date) -> Round:
    """Note who takes a sheet of paper instead: they can no longer answer on screen.

    Who has answered already is left out silently; how many were is not told either.
    """
    round = _open(actor, round, today)
    require(ALLOWED if members else refused("请选择领取纸质问卷的人"))
    keys = [member.pk for member in members]
    free = Asked.objects.select_for_update(no_key=True).filter(
        round=round, member_id__in=keys, state=""
    )
    chosen = list(free.order_by("pk").values_list("pk", flat=True))
    Asked.objects.filter(pk__in=chosen).update(state="paper")
    about(round)
    record({}, {"发放份数": len(keys)})
    return round


@action("录入纸质问卷")
def key_in(
    *,
    actor: Actor,
    round: Round,
    group: Group,
    serial: int,
    content: Mapping[str, Any],
    today: date,
    member: Member | None = None,
    is_sure: bool = False,
) -> Paper:
    """Key a sheet of paper in. Where two people do so, the second must have keyed the same.

    `is_sure` lets the second one's words stand after they were held against the paper once more.
    """
    round = _open(actor, round, today)
    found = rules.faults(round.edition.items, content)
    if found:
        raise Refusals(found)
    kept = rules.kept(round.edition.items, content)
    paper = Paper.objects.select_for_update().filter(round=round, serial=serial).first()
    if paper is None:
        require(_has_room(round, group, member))
        paper = Paper(round=round, group=group, serial=serial, member=member)
        paper.content = boxed(kept)
        paper.keyed_by = actor.user_id
        paper.is_settled = not round.is_keyed_twice
        paper.save()
    else:
        require(_second(paper, actor, kept, round, is_sure=is_sure))
        paper.checked_by, paper.is_settled = actor.user_id, True
    if paper.is_settled:
        _count(paper, kept, today)
    record({}, {"编号": serial, "已入箱": paper.is_settled})
    about(round)
    return paper


def _second(
    paper: Paper, actor: Actor, kept: Mapping[str, Any], round: Round, *, is_sure: bool
) -> Verdict:
    """Judge the second keying of a sheet."""
    if paper.is_settled:
        return refused(f"{paper.serial} 号问卷已经录入")
    if paper.keyed_by == actor.user_id:
        return refused(f"{paper.serial} 号问卷由您录入过，请另一人复录")
    return ALLOWED if is_sure else rules.is_same(unboxed(paper.content), kept, round.edition.items)


def _has_room(round: Round, group: Group, member: Member | None) -> Verdict:
    """A sheet belongs to somebody who took one; there are no more sheets than were handed out."""
    if group.round_id != round.pk:
        return refused("没有这个分组")
    if not round.is_anonymous:
        if member is None:
            return refused("实名调查请选择答卷人")
        asked = Asked.objects.filter(round=round, member=member, state="paper").exists()
        if mine := Paper.objects.filter(round=round, member=member).first():
            return rules.is_keyed(str(member), mine.serial, is_settled=mine.is_settled)
        return ALLOWED if asked else refused("这个人没有领取纸质问卷，或者已经在网上作答")
    handed = Asked.objects.filter(group=group, state="paper").count()
    keyed = Paper.objects.filter(group=group).count()
    if keyed >= handed:
        return refused(f"{group}发放了 {handed} 份纸质问卷，已经录入 {keyed} 份，不能再多")
    return ALLOWED


def count_keyed_once(round: Round, today: date) -> int:
    """Let what nobody keyed a second time count when its round ends; return how many that were."""
    waiting = list(round.papers.filter(is_settled=False).select_related("round", "group"))
    for paper in waiting:
        paper.is_settled = True
        _count(paper, unboxed(paper.content), today)
    return len(waiting)


def _count(paper: Paper, kept: dict[str, Any], today: date) -> None:
    """Let a sheet count, and empty what was kept of it."""
    if paper.round.is_anonymous:
        put(paper.round, paper.group, kept)
    else:
        answer = Answer(round=paper.round, group=paper.group, content=kept, is_paper=True)
        answer.save(force_insert=True)
        Signed(
            answer=answer, round=paper.round, member_id=paper.member_id, answered_on=today
        ).save()
    paper.content = ""
    paper.save()
