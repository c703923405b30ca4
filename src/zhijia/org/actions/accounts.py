"""Keeping the accounts of members."""

from collections.abc import Mapping
from datetime import timedelta

from zhijia.law import refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.models import User
from zhijia.platform.accounts.rules import CODE_LASTS, FIRST_LASTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require

from .. import policies, queries, rules
from ..models import Member


@action("为会员开通账号")
def give_account(
    *,
    actor: Actor,
    member: Member,
    password: str,
    is_demo: bool = False,
    lasts: timedelta = CODE_LASTS,
) -> Member:
    """Open the account of a member, or give its owner a password again that `lasts` so long."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    require(policies.may_unseat(actor, queries.paths_of_posts(member)))
    if member.user:
        require(policies.may_reset(actor, queries.held_by(member)))
        if member.user.is_active:
            accounts.reset_password(actor=actor, user=member.user, password=password, lasts=lasts)
        else:
            accounts.reopen_account(actor=actor, user=member.user, password=password)
        return member
    user = accounts.open_account(
        actor=actor,
        username=f"{member.unit.code}-{member.staff_no}",
        staff_no=member.staff_no,
        password=password,
        is_demo=is_demo,
    )
    return change(member, user=user)


@action("批量开通账号")
def give_accounts(*, actor: Actor, passwords: Mapping[Member, str]) -> list[Member]:
    """Open the accounts of many members, or give them first passwords again; all or none."""
    require(rules.may_open(number=len(passwords)))
    record({}, {"人数": len(passwords)})
    return [
        give_account(actor=actor, member=member, password=password, lasts=FIRST_LASTS)
        for member, password in passwords.items()
    ]


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
    require(policies.may_reset(actor, queries.held_by(member)))
    accounts.lift(actor=actor, user=_own_account(actor, member))
    return member
