"""What becomes of a membership: kept, taken up again, ended one way or another, begun anew."""

from collections.abc import Mapping
from datetime import date

from zhijia.law import refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from .. import policies, queries, rules
from ..models import Member, Membership, StateChange
from ..rules import Ending, Expulsion, Lapse
from .posts import vacate


def _note(
    member: Member,
    state: str,
    on: date,
    *,
    until: date | None = None,
    reason: str = "",
    document: str = "",
    grounds: Mapping[str, str] | None = None,
) -> StateChange:
    """Write what happened to a membership, with what it rests on."""
    return StateChange.objects.create(
        member=member,
        unit=member.unit,
        unit_path=member.unit_path,
        state=state,
        from_on=on,
        until_on=until,
        reason=reason,
        document=document,
        grounds=dict(grounds or {}),
    )


def _close_kept(member: Member, on: date, why: str) -> None:
    """End the time for which the membership was kept, if it was."""
    running = member.state_changes.filter(until_on=None).first()
    if running:
        require(rules.may_end(on=on, since=running.from_on, begun="保留会籍的日期"))
        running.until_on, running.ended_why = on, why
        running.save()


def _vacate_all(actor: Actor, member: Member, kind: str, on: date) -> None:
    """End the posts of a member whose membership becomes `kind`, as far as this desk may."""
    posts = list(member.posts.open().select_related("unit"))
    require(policies.may_unseat(actor, [post.unit_path for post in posts]))
    require(rules.may_leave_with([post.kind for post in posts], kind))
    for post in posts:
        vacate(actor, post, on, Ending("died" if kind == "dead" else "left"))


def _end_stay(actor: Actor, member: Member, kind: str, on: date, reason: str) -> Member:
    """End a member's stay, posts and account; the record stays."""
    _vacate_all(actor, member, kind, on)
    stay = member.memberships.get(until_on=None)
    require(rules.may_end(on=on, since=stay.from_on, begun=stay.begun))
    _close_kept(member, on, rules.STATES[kind])
    member.transfers.waiting().update(state="withdrawn", answered_on=on)
    stay.until_on, stay.reason, stay.ended_as = on, reason, kind
    stay.save()
    if member.user and member.user.is_active:
        accounts.close_account(actor=actor, user=member.user)
    return change(member, left_on=on, state=kind)


@action("办理离会")
def leave(
    *,
    actor: Actor,
    member: Member,
    left_on: date,
    reason: str,
    kind: str = "left",
    document: str = "",
) -> Member:
    """End a membership in a plain way: moved away, at one's own wish, by death."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(rules.leaves_as(kind))
    left = _end_stay(actor, member, kind, left_on, reason)
    _note(left, kind, left_on, until=left_on, reason=reason, document=document)
    return left


@action("认定自动退会")
def lapse(*, actor: Actor, member: Member, found: Lapse) -> Member:
    """Take somebody to have left by themselves: the committee found all conditions at once."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(rules.may_lapse(found))
    left = _end_stay(actor, member, "lapsed", found.decided_on, rules.STATES["lapsed"])
    _note(left, "lapsed", found.decided_on, until=found.decided_on, grounds=found.told())
    return left


@action("开除会籍")
def expel(*, actor: Actor, member: Member, steps: Expulsion) -> Member:
    """End a membership by decision of the committee, after a sentence and the group's opinion."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(rules.may_expel(steps))
    left = _end_stay(actor, member, "expelled", steps.decided_on, rules.STATES["expelled"])
    _note(left, "expelled", steps.decided_on, until=steps.decided_on, grounds=steps.told())
    return left


@action("保留会籍")
def keep_membership(
    *, actor: Actor, member: Member, from_on: date, reason: str, document: str = ""
) -> Member:
    """Keep a membership without dues and votes; posts that need a vote end the same day."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(rules.may_keep(state=member.state, reason=reason))
    stay = member.memberships.get(until_on=None)
    require(rules.may_end(on=from_on, since=stay.from_on, begun=stay.begun))
    _vacate_all(actor, member, "kept", from_on)
    _note(member, "kept", from_on, reason=reason, document=document)
    return change(member, state="kept")


@action("恢复会籍")
def resume_membership(*, actor: Actor, member: Member, on: date) -> Member:
    """Take up a kept membership again, with dues and votes."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(rules.may_resume(member.state))
    _close_kept(member, on, "恢复会籍")
    return change(member, state="regular")


@action("重新入会")
def rejoin(*, actor: Actor, member: Member, joined_on: date) -> Member:
    """Let somebody who left become a member of their unit again: a new stay of the same person."""
    member = lock(member)
    require(policies.may_take_back(actor, member))
    may = rules.may_return(state=member.state, on=joined_on, left_on=member.left_on)
    require(may)
    require(queries.is_nobody_elses(member.id_number, unit=member.unit, but=member))
    if member.unit.dissolved_on:
        raise Refused(refused(f"{member.unit}已撤销"))
    Membership.objects.create(
        member=member, unit=member.unit, unit_path=member.unit.path, from_on=joined_on
    )
    return change(member, state="regular", left_on=None, unit_path=member.unit.path)
