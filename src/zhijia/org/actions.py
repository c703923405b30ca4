from datetime import date
from typing import NamedTuple

from zhijia.law import refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from . import policies, queries, rules
from .models import Member, Membership, Post, Term, Unit, UnitPath


class Founder(NamedTuple):
    """The first person of an instance, as the set-up page asks."""

    name: str
    staff_no: str
    password: str


def _plant(parent: Unit | None, name: str, code: str, kind: str, founded_on: date) -> Unit:
    """Write a unit and the first place it has in the tree."""
    require(rules.unit_code(code))
    if Unit.objects.filter(code=code).exists():
        raise Refused(refused(f"单位代码“{code}”已被使用"))
    unit = Unit(name=name, code=code, kind=kind, parent=parent, founded_on=founded_on)
    unit.path = queries.next_path(parent)
    require(rules.has_room(int(unit.path.removeprefix(parent.path if parent else ""))))
    unit.save()
    UnitPath.objects.create(unit=unit, path=unit.path, since=founded_on)
    return unit


def _join(unit: Unit, name: str, staff_no: str, gender: str, joined_on: date) -> Member:
    """Write a member and the stay that begins."""
    require(rules.staff_number(staff_no))
    if unit.members.filter(staff_no=staff_no).exists():
        raise Refused(refused(f"{unit}已有工号“{staff_no}”的会员"))
    member = Member(unit=unit, unit_path=unit.path, name=name, staff_no=staff_no, gender=gender)
    member.save()
    Membership.objects.create(member=member, unit=unit, unit_path=unit.path, from_on=joined_on)
    return member


def _give_post(unit: Unit, member: Member, kind: str, title: str, from_on: date) -> Post:
    """Write a post."""
    return Post.objects.create(
        unit=unit, unit_path=unit.path, member=member, kind=kind, title=title, from_on=from_on
    )


def _vacate(post: Post, until_on: date) -> Post:
    """End a post, if the organisation can still be kept without it."""
    require(rules.may_end(on=until_on, since=post.from_on, begun=f"{post.label}的任职日期"))
    if post.unit.parent_id is None and post.kind in rules.DESKS:
        lock(post.unit)  # or two desks could leave at once, each counting on the other
        require(rules.keeps_a_desk(queries.desks_besides(post)))
    return change(post, until_on=until_on)


@action("初始设置")
def set_up(
    *,
    actor: Actor,
    name: str,
    code: str,
    kind: str,
    founder: Founder,
    today: date,
    is_demo: bool = False,
) -> Unit:
    """Found the first unit, enrol the person who does it as its desk and open their account."""
    if not queries.is_empty():
        raise Refused(refused("本系统已经完成初始设置"))
    unit = _plant(None, name, code, kind, today)
    member = _join(unit, founder.name, founder.staff_no, "", today)
    _give_post(unit, member, "desk", "", today)
    member.user = accounts.open_account(
        actor=actor,
        username=f"{code}-{founder.staff_no}",
        staff_no=founder.staff_no,
        password=founder.password,
        is_demo=is_demo,
        is_own_choice=True,
    )
    member.save()
    return unit


@action("新建单位")
def found_unit(
    *,
    actor: Actor,
    parent: Unit,
    name: str,
    code: str,
    kind: str,
    founded_on: date,
    staff_count: int | None = None,
) -> Unit:
    """Found a unit below `parent`."""
    parent = lock(parent)
    require(policies.may_edit(actor, parent))
    require(rules.may_grow(parent.depth))
    unit = _plant(parent, name, code, kind, founded_on)
    return change(unit, staff_count=staff_count)


@action("修改单位")
def edit_unit(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    kind: str,
    staff_count: int | None,
    version: int | None = None,
) -> Unit:
    """Change what is written about a unit; its code and place stay."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require_unchanged(unit, version, name=name, kind=kind, staff_count=staff_count)
    return change(unit, name=name, kind=kind, staff_count=staff_count)


@action("撤销单位")
def dissolve_unit(*, actor: Actor, unit: Unit, today: date) -> Unit:
    """Dissolve an empty unit; what it did stays."""
    unit = lock(unit)
    require(policies.may_dissolve(actor, unit))
    require(queries.may_dissolve(unit))
    unit.posts.open().update(until_on=today)
    return change(unit, dissolved_on=today)


@action("登记会员")
def enrol(
    *, actor: Actor, unit: Unit, name: str, staff_no: str, joined_on: date, gender: str = ""
) -> Member:
    """Enter a member of a unit."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    return _join(unit, name, staff_no, gender, joined_on)


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
        _vacate(post, left_on)
    stay.until_on, stay.reason = left_on, reason
    stay.save()
    if member.user:
        accounts.close_account(actor=actor, user=member.user)
    return change(member, left_on=left_on)


@action("任职")
def appoint(
    *, actor: Actor, unit: Unit, member: Member, kind: str, from_on: date, title: str = ""
) -> Post:
    """Give a member a post in a unit."""
    unit, member = lock(unit, member)
    require(policies.may_edit(actor, unit))
    require(policies.may_manage(actor, member))
    if member.posts.open().filter(unit=unit, kind=kind).exists():
        raise Refused(refused(f"{member}现已担任{rules.POST_KINDS[kind].label}"))
    return _give_post(unit, member, kind, title, from_on)


@action("免职")
def relieve(*, actor: Actor, post: Post, until_on: date) -> Post:
    """End a post."""
    post = lock(post)
    require(policies.may_edit(actor, post.unit))
    if post.until_on:
        raise Refused(refused("该职务已免去"))
    return _vacate(post, until_on)


@action("登记届次")
def open_term(
    *, actor: Actor, unit: Unit, number: int, elected_on: date, years: int, seats: int, today: date
) -> Term:
    """Enter a term of the unit's committee, from the day of its election."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require(rules.term_length(years))
    require(rules.term_begins(elected_on=elected_on, today=today))
    if unit.terms.filter(number=number).exists():
        raise Refused(refused(f"第 {number} 届已登记"))
    until_on = rules.term_ends(elected_on, years)
    return Term.objects.create(
        unit=unit,
        unit_path=unit.path,
        number=number,
        elected_on=elected_on,
        years=years,
        seats=seats,
        until_on=until_on,
    )


@action("为会员开通账号")
def give_account(*, actor: Actor, member: Member, password: str, is_demo: bool = False) -> Member:
    """Open the account of a member, or give its owner a first password again."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(policies.may_unseat(actor, queries.paths_of_posts(member)))
    if member.user:
        accounts.reset_password(actor=actor, user=member.user, password=password)
        return member
    user = accounts.open_account(
        actor=actor,
        username=f"{member.unit.code}-{member.staff_no}",
        staff_no=member.staff_no,
        password=password,
        is_demo=is_demo,
    )
    return change(member, user=user)


def _own_account(actor: Actor, member: Member) -> User:
    """Return a member's account for the desk that may keep it."""
    require(policies.may_manage(actor, member))
    require(policies.may_unseat(actor, queries.paths_of_posts(member)))
    if member.user is None:
        raise Refused(refused("该会员还没有账号"))
    return member.user


@action("解除会员登录锁定")
def unlock_account(*, actor: Actor, member: Member) -> Member:
    """Let a member who mistyped too often try again at once."""
    member = lock(member)
    accounts.unlock(actor=actor, user=_own_account(actor, member))
    return member


@action("解除会员两步验证")
def lift_second_step(*, actor: Actor, member: Member) -> Member:
    """Take off the second step of a member who lost phone and recovery codes."""
    member = lock(member)
    accounts.turn_off(actor=actor, user=_own_account(actor, member))
    return member
