"""What the owner of an account is told about its doors, whoever opened them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijia.org import actions as org
from zhijia.org.models import Member
from zhijia.platform.accounts import actions, totp
from zhijia.platform.accounts.models import Mailbox, User, digest_of_mailed, secret_of
from zhijia.platform.accounts.passwords import first_password
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice

SALT = "a1" * 16


@pytest.fixture
def owner(member: Actor, group_desk: Actor) -> User:
    """陶然, with an account from the desk."""
    who = Member.objects.get(pk=member.member_id)
    who = org.give_account(actor=group_desk, member=who, password=first_password())
    assert who.user
    return who.user


def told(user: User) -> list[str]:
    """Return the titles of what was said about this account, the newest first."""
    return [one.title for one in Notice.objects.filter(user=user, kind="accounts.changed")]


def as_owner(user: User) -> Actor:
    return Actor(user_id=user.pk, name="陶然")


def turn_on(user: User) -> None:
    typed = totp.code(secret_of(SALT), int(now().timestamp()) // totp.PERIOD)
    actions.turn_on(
        actor=as_owner(user), user=user, salt=SALT, typed=typed, codes=["aaaa-bbbb-cccc"], now=now()
    )


def test_the_owner_is_told_though_it_was_the_owner(owner: User) -> None:
    before = told(owner)
    turn_on(owner)
    actions.turn_off(actor=as_owner(owner), user=owner)
    new = told(owner)[: len(told(owner)) - len(before)]
    assert new == ["账号安全：关闭了两步验证", "账号安全：开启了两步验证"]


def test_a_bound_house_is_told_of(owner: User) -> None:
    actions.bind(actor=as_owner(owner), user=owner, house="wecom", label="企业微信", subject="x")
    assert told(owner)[0] == "账号安全：绑定了企业微信，从此可以由企业微信登录"


def test_an_address_is_told_of_once_it_is_confirmed(owner: User) -> None:
    before = len(told(owner))
    box = actions.want_mailbox(actor=as_owner(owner), user=owner, address="a@example.org")
    assert len(told(owner)) == before
    Mailbox.objects.filter(pk=box.pk).update(
        digest=digest_of_mailed("confirmation", "123456"), until=now().replace(year=2100)
    )
    actions.confirm_mailbox(actor=as_owner(owner), mailbox=box, code="123456", now=now())
    assert told(owner)[0] == "账号安全：登记了邮箱，可以凭它找回密码"


def test_a_desk_that_takes_the_second_step_off_cannot_keep_it_quiet(
    owner: User, group_desk: Actor, sign_in: Callable[[Actor], Client], member: Actor
) -> None:
    turn_on(owner)
    who = Member.objects.get(user=owner)
    org.lift_second_step(actor=group_desk, member=who)
    assert told(owner)[0] == "账号安全：两步验证、通行密钥和绑定被解除"
    org.give_account(actor=group_desk, member=who, password=first_password())
    assert told(owner)[0] == "账号安全：密码被重设为一次性密码"
    words = Notice.objects.filter(user=owner).latest("pk").words
    assert "不是您本人办理" in words
