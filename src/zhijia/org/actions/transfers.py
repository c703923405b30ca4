"""Transfers: one side proposes, the other answers; a stay ends and the next begins the same day."""

from dataclasses import replace
from datetime import date

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import policies, queries, rules
from ..models import Member, Membership, StateChange, Transfer, Unit
from ..rules import Ending
from .posts import vacate

WHY = "转会"
ME = "/org/me/"


@action("提出转会")
def propose_transfer(
    *, actor: Actor, member: Member, to_unit: Unit, reason: str, today: date
) -> Transfer:
    """Ask the desk of another unit to take a member over."""
    member, to_unit = lock(member, to_unit)
    require(policies.may_manage(actor, member))
    require(_may_let_go(actor, member, to_unit))
    return _ask(actor, "sending", member, to_unit, reason, today)


@action("请求转入")
def request_transfer(
    *, actor: Actor, unit: Unit, code: str, staff_no: str, name: str, reason: str, today: date
) -> Transfer:
    """Ask the desk of somebody's unit to let them go; unit, number and name must all be right."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    found = queries.member_elsewhere(code=code, staff_no=staff_no, name=name)
    if found is None:
        raise Refused(refused("没有找到这名会员，请核对原单位代码、工号和姓名"))
    return _ask(actor, "receiving", lock(found), unit, reason, today)


def _ask(
    actor: Actor, side: str, member: Member, to_unit: Unit, reason: str, today: date
) -> Transfer:
    """Write a transfer that waits, and tell the other side."""
    require(
        rules.may_transfer(
            from_path=member.unit_path,
            to_path=to_unit.path,
            stands=to_unit.dissolved_on is None,
            is_asked=queries.is_on_its_way(member),
        )
    )
    asked = Transfer.objects.create(
        member=member,
        unit=member.unit,
        unit_path=member.unit_path,
        to_unit=to_unit,
        to_path=to_unit.path,
        side=side,
        reason=reason,
        asked_on=today,
    )
    notices.send(
        actor=actor,
        kind="org.transfer_asked",
        title=f"{member}转会，请答复",
        url=asked.get_absolute_url(),
        about=f"org.Transfer#{asked.pk}",
        text=f"{asked.unit} → {asked.to_unit}",
        desks=queries.desk_for(asked.answering_path),
        today=today,
    )
    return asked


@action("同意转会")
def accept_transfer(*, actor: Actor, transfer: Transfer, staff_no: str, today: date) -> Transfer:
    """Let a member go over: the stay ends here and goes on there, without a gap."""
    transfer, member = lock(transfer, transfer.member)
    require(policies.may_answer_transfer(actor, transfer))
    require(_still_there(transfer, member))
    if transfer.side == "receiving":
        require(_may_let_go(actor, member, transfer.to_unit))
    _move(actor, member, transfer, staff_no, today)
    change(transfer, state="accepted", answered_on=today)
    _tell(actor, transfer, today)
    return transfer


def _may_let_go(actor: Actor, member: Member, to_unit: Unit) -> Verdict:
    """Judge whether the sending desk may end the posts that end with the transfer."""
    ending = queries.posts_ending(member, to_unit.path)
    return policies.may_unseat(actor, [post.unit_path for post in ending])


def _still_there(transfer: Transfer, member: Member) -> Verdict:
    """Judge whether the member is still where the transfer found them."""
    if member.left_on or member.unit_id != transfer.unit_id:
        return refused("这名会员已不在原单位")
    if transfer.to_unit.dissolved_on:
        return refused("转入的单位已撤销")
    return ALLOWED


def _move(actor: Actor, member: Member, transfer: Transfer, staff_no: str, today: date) -> None:
    """End the stay, the posts and the state here, and begin them there."""
    to_unit = transfer.to_unit
    require(rules.staff_number(staff_no))
    if not queries.is_number_free(to_unit, staff_no):
        raise Refused(refused(f"{to_unit}已有工号“{staff_no}”的会员，请另编工号"))
    ending = list(queries.posts_ending(member, to_unit.path))
    require(rules.may_leave_with([post.kind for post in ending], "moved"))
    for post in ending:
        vacate(actor, post, today, Ending("transferred"))
    stay = member.memberships.get(until_on=None)
    require(rules.may_end(on=today, since=stay.from_on, begun="入会日期"))
    stay.until_on, stay.reason = today, f"转会至{to_unit}"
    stay.save()
    Membership.objects.create(
        member=member, unit=to_unit, unit_path=to_unit.path, from_on=today, is_carried=True
    )
    _carry_state(member, to_unit, today)
    member.corrections.waiting().update(unit_path=to_unit.path)
    if member.user and member.user.staff_no != staff_no:
        accounts.renumber_account(actor=actor, user=member.user, staff_no=staff_no)
    change(member, unit=to_unit, unit_path=to_unit.path, staff_no=staff_no)


def _carry_state(member: Member, to_unit: Unit, today: date) -> None:
    """Let the time for which a membership is kept go on in the new unit."""
    running = StateChange.objects.filter(member=member, until_on=None).first()
    if running:
        running.until_on, running.ended_why = today, WHY
        running.save()
        StateChange.objects.create(
            member=member,
            unit=to_unit,
            unit_path=to_unit.path,
            state=running.state,
            from_on=today,
            is_carried=True,
            reason=running.reason,
            document=running.document,
        )


@action("不同意转会")
def decline_transfer(*, actor: Actor, transfer: Transfer, words: str, today: date) -> Transfer:
    """Do not let a member go over, and say why."""
    transfer = lock(transfer)
    require(policies.may_answer_transfer(actor, transfer))
    require(rules.declines(words))
    change(transfer, state="declined", answer=words, answered_on=today)
    _tell(actor, transfer, today)
    return transfer


@action("撤回转会")
def withdraw_transfer(*, actor: Actor, transfer: Transfer, today: date) -> Transfer:
    """Take back what nobody has answered yet."""
    transfer = lock(transfer)
    require(policies.may_withdraw_transfer(actor, transfer))
    return change(transfer, state="withdrawn", answered_on=today)


def _tell(actor: Actor, transfer: Transfer, today: date) -> None:
    """Tell the side that asked, and the member, how it ended."""
    message = Message(
        title=f"{transfer.member}转会：{transfer.get_state_display()}",
        url=transfer.get_absolute_url(),
        about=f"org.Transfer#{transfer.pk}",
        event=transfer.state,
        desks=transfer.asking_path,
    )
    mine = replace(message, url=ME, desks="", to=(transfer.member.user_id,))
    notices.send_all(
        actor=actor, kind="org.transfer_answered", messages=[message, mine], today=today
    )
