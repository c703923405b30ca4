"""Wrong tries: how many there are, what they lock, and that a lock names nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils.timezone import now

from zhijia.platform.accounts import actions, rules
from zhijia.platform.accounts.entry import address_of
from zhijia.platform.accounts.models import Tries, User
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AWAY = "192.0.2.7"


def try_in(name: str = "2001", password: str = "x", address: str = AWAY) -> Any:
    said = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("accounts:sign-in"), said)


def rest(minutes: int) -> None:
    """Let time pass for every try."""
    for row in Tries.objects.all():
        row.last_at -= timedelta(minutes=minutes)
        row.save()


@pytest.mark.parametrize(
    ("wrong", "ago", "may"),
    [
        (4, timedelta(0), True),
        (5, timedelta(0), False),
        (5, timedelta(minutes=14, seconds=59), False),
        (5, timedelta(minutes=15), True),
    ],
)
def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(
    wrong: int, ago: timedelta, may: bool
) -> None:
    judged = rules.may_try(wrong=wrong, last_at=NOON - ago, now=NOON, most=rules.TRIES)
    assert bool(judged) is may


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "15 分钟"),
        (timedelta(minutes=14), "1 分钟"),
        (timedelta(seconds=30), "15 分钟"),
    ],
)
def test_a_lock_says_how_long_it_lasts(ago: timedelta, words: str) -> None:
    judged = rules.may_try(wrong=5, last_at=NOON - ago, now=NOON, most=5)
    assert f"请 {words}后再试" in str(judged)


@pytest.mark.parametrize("name", ["2001", "nobody"])
def test_a_locked_name_opens_to_nobody_and_looks_the_same_whether_or_not_it_exists(
    user: User, name: str
) -> None:
    answers = [try_in(name).text for _ in range(5)]
    assert all("账号或密码不对" in page for page in answers)
    assert "锁定" not in answers[3].replace("急用", "")
    assert "锁定 15 分钟" in answers[4]

    page = try_in(name, PASSWORD)
    assert page.status_code == 422
    assert "已锁定，请 15 分钟后再试" in page.text
    assert "账号或密码不对" not in page.text
    assert "_auth_user_id" not in page.client.session
    rest(15)
    assert try_in(name, PASSWORD).status_code == (302 if name == "2001" else 422)


def test_tries_during_a_lock_do_not_lengthen_it(user: User) -> None:
    for _ in range(5):
        try_in()
    rest(14)
    assert "请 1 分钟后再试" in try_in().text
    rest(1)
    assert try_in(password=PASSWORD).status_code == 302


def test_who_gets_in_starts_afresh(user: User) -> None:
    for _ in range(2):
        for _ in range(4):
            assert "锁定" not in try_in().text
        assert try_in(password=PASSWORD).status_code == 302


def test_one_address_trying_many_names_is_locked_and_another_is_not(user: User) -> None:
    for number in range(rules.ADDRESS_TRIES):
        try_in(f"n{number}")
    assert "已锁定" in try_in(password=PASSWORD).text
    assert try_in(password=PASSWORD, address="192.0.2.8").status_code == 302


def test_who_gets_in_gives_back_one_try_of_the_address_and_no_more(user: User) -> None:
    for number in range(4):
        try_in(f"n{number}")
    assert try_in(password=PASSWORD).status_code == 302
    assert Tries.objects.get(key=Tries.key_of("address", AWAY)).wrong == 4


@pytest.mark.parametrize(
    ("peer", "carried", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.9", "192.0.2.7"),
        ("127.0.0.1", "203.0.113.1, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "", ""),
        ("127.0.0.1", "x", ""),
        ("192.0.2.1", "198.51.100.9", "198.51.100.9"),
        ("2001:db8::1:2", "", "2001:db8::/64"),
    ],
)
def test_an_address_is_believed_of_a_known_proxy_only(
    peer: str, carried: str, address: str
) -> None:
    request = RequestFactory(REMOTE_ADDR=peer).get("/", headers={"X-Forwarded-For": carried})
    with override_settings(PROXIES={"127.0.0.1", "192.0.2.1"}):
        assert address_of(request) == address


def test_a_proxy_that_does_not_say_for_whom_locks_nobody_else_out(user: User) -> None:
    for number in range(rules.ADDRESS_TRIES + 1):
        try_in(f"n{number}", address="127.0.0.1")
    assert try_in(password=PASSWORD, address="127.0.0.1").status_code == 302


def test_a_lock_is_on_record_once_without_name_or_address(user: User) -> None:
    for _ in range(7):
        try_in()
    entry = AuditEntry.objects.get(action="accounts.lock_out")
    assert entry.subject == f"accounts.User#{user.pk} YY-2001"
    for _ in range(5):
        try_in("my-password-typed-in-the-wrong-field")
    said = str(list(AuditEntry.objects.values())) + str(list(Tries.objects.values()))
    assert "wrong-field" not in said
    assert AWAY not in said


def test_a_desk_unlocks_an_account(user: User) -> None:
    for _ in range(5):
        try_in()
        try_in("YY-2001")
    actions.unlock(actor=Actor(), user=user)
    assert try_in(password=PASSWORD).status_code == 302
    assert try_in("YY-2001", PASSWORD).status_code == 302


def test_an_open_session_does_not_let_the_password_be_guessed(user: User) -> None:
    browser = Client()
    browser.force_login(user)
    change = reverse("accounts:change-password")
    said = {"old": "x", "new": "hai-yang-2026", "again": "hai-yang-2026"}
    for _ in range(5):
        assert "现在的密码不对" in browser.post(change, said).text
    page = browser.post(change, {**said, "old": PASSWORD})
    assert "已锁定" in page.text
    page = browser.post(change, {**said, "new": PASSWORD, "again": PASSWORD})
    assert "相同" not in page.text, "or the new password would tell the old one"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_names_that_nobody_tries_any_more_are_forgotten(user: User) -> None:
    try_in("old")
    rest(24 * 60 + 1)
    try_in("new")
    assert Tries.objects.count() == 2, "the new name and, once more, the address"


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_only_five_are_looked_at() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads of one in-memory database do not wait for each other")

    def one(_: int) -> bool:
        try:
            return bool(actions.take_try(key="k" * 64, most=5, now=now()).may)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(one, range(20)))
    assert sum(looked_at) == 5


def test_signing_in_ends_what_a_stranger_prepared(user: User) -> None:
    browser = Client()
    planted = browser.session
    planted["x"] = 1
    planted.save()
    browser.cookies["sessionid"] = planted.session_key
    said = {"username": "2001", "password": PASSWORD}
    assert browser.post(reverse("accounts:sign-in"), said).status_code == 302
    assert browser.session.session_key != planted.session_key
