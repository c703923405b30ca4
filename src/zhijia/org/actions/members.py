"""Keeping members and their stays."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies, rules
from ..models import Member, Membership, Unit
from .posts import vacate


def join(unit: Unit, name: str, staff_no: str, gender: str, joined_on: date) -> Member:
    """Write a member and the stay that begins."""
    require(rules.staff_number(staff_no))
    if unit.members.filter(staff_no=staff_no).exists():
        raise Refused(refused(f"{unit}已有工号“{staff_no}”的会员"))
    member = Member(unit=unit, unit_path=unit.path, name=name, staff_no=staff_no, gender=gender)
    member.save()
    Membership.objects.create(member=member, unit=unit, unit_path=unit.path, from_on=joined_on)
    return member


@action("登记会员")
def enrol(
    *, actor: Actor, unit: Unit, name: str, staff_no: str, joined_on: date, gender: str = ""
) -> Member:
    """Enter a member of a unit."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    return join(unit, name, staff_no, gender, joined_on)


@action("修改会员")
def edit_member(
    *, actor: Actor, member: Member, name: str, gender: str, version: int | None = None
) -> Member:
    """Correct what is written about a member."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require_unchanged(member, version, name=name, gender=gender)
    return change(member, name=name, gender=gender)


@action("办理离会")
def leave(*, actor: Actor, member: Member, left_on: date, reason: str) -> Member:
    """End a member's stay, posts and account; the record stays."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    posts = list(member.posts.open().select_related("unit"))
    require(policies.may_unseat(actor, [post.unit_path for post in posts]))
    stay = member.memberships.get(until_on=None)
    require(rules.may_end(on=left_on, since=stay.from_on, begun="入会日期"))
    for post in posts:
        vacate(post, left_on)
    stay.until_on, stay.reason = left_on, reason
    stay.save()
    if member.user:
        accounts.close_account(actor=actor, user=member.user)
    return change(member, left_on=left_on)
