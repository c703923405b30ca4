"""What a desk does for a member who cannot get in: lift a lock, take off the second step."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from zhijia.org import actions
from zhijia.org.models import Member
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts import totp
from zhijia.platform.accounts.models import Tries, User, secret_of
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

PASSWORD = "shan-shui-2026"
WAYS = ["unlock", "second-step"]


@pytest.fixture
def who(member: Actor, group_desk: Actor) -> Member:
    """陶然, locked out and with a second step on a lost phone."""
    one = Member.objects.get(pk=member.member_id)
    one = actions.give_account(actor=group_desk, member=one, password=PASSWORD)
    assert one.user
    step, salt = int(now().timestamp()) // totp.PERIOD, "a" * 32
    typed = totp.code(secret_of(salt), step)
    accounts.turn_on(
        actor=Actor(), user=one.user, salt=salt, typed=typed, codes=["aaaa-bbbb-cccc"], now=now()
    )
    for key in Tries.keys_of(one.user):
        for _ in range(5):
            accounts.take_try(key=key, most=5, now=now())
    return one


def address(way: str, who: Member) -> str:
    return reverse(f"org:member-{way}", args=[who.pk])


@pytest.mark.parametrize("way", WAYS)
def test_a_desk_lets_a_member_in_again_and_it_is_on_record(
    way: str,
    who: Member,
    power_desk: Actor,
    sign_in: Callable[[Actor], Client],
    audit_trail: Callable[[], list[str]],
) -> None:
    browser = sign_in(power_desk)
    account = browser.get(reverse("org:member-account", args=[who.pk])).text
    assert address(way, who) in account
    assert browser.get(address(way, who)).status_code == 200
    assert browser.post(address(way, who)).status_code == 302
    user = User.objects.get(pk=who.user_id)
    assert user.has_second_step is (way == "unlock")
    assert Tries.of(user).exists() is (way != "unlock")
    done = {"unlock": "org.unlock_account", "second-step": "org.lift_second_step"}
    assert audit_trail()[-1] == done[way]


@pytest.mark.parametrize("act", [actions.unlock_account, actions.lift_second_step])
def test_another_desk_and_the_member_themselves_cannot(
    act: Callable[..., Member], who: Member, hospital_desk: Actor, member: Actor
) -> None:
    for actor in (hospital_desk, member):
        with pytest.raises(Refused, match="由会员所在单位或上级单位"):
            act(actor=actor, member=who)
    user = User.objects.get(pk=who.user_id)
    assert user.has_second_step
    assert Tries.of(user).count() == 3


def test_a_member_without_an_account_has_nothing_to_lift(
    member: Actor, group_desk: Actor, audit_trail: Callable[[], list[str]]
) -> None:
    one, before = Member.objects.get(pk=member.member_id), audit_trail()
    with pytest.raises(Refused, match="还没有账号"):
        actions.lift_second_step(actor=group_desk, member=one)
    assert audit_trail() == before
