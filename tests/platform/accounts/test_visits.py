"""Where one is signed in: seen, ended by its owner, ended with the password; codes run out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from zhijia.platform.accounts import actions
from zhijia.platform.accounts.devices import device
from zhijia.platform.accounts.models import User, Visit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD, Open

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
WECHAT = f"{PHONE} MicroMessenger/8.0"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120 Safari/537.36 Edg/120"
SECURITY = "/accounts/security/"


def come(agent: str = OFFICE, name: str = "YY-2001") -> Client:
    """Sign in with this browser."""
    browser = Client(headers={"User-Agent": agent})
    said = {"username": name, "password": PASSWORD}
    assert browser.post(reverse("accounts:sign-in"), said).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(SECURITY).status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (OFFICE, "Windows 电脑 · Edge 浏览器"),
        (PHONE, "安卓设备 · Chrome 浏览器"),
        (WECHAT, "安卓设备 · 微信"),
        ("", "其他设备 · 其他浏览器"),
        ("<script>alert(1)</script>", "其他设备 · 其他浏览器"),
    ],
)
def test_a_device_is_told_in_words(agent: str, words: str) -> None:
    assert device(agent) == words


def test_one_sees_where_one_is_signed_in_and_nobody_elses(user: User, open_account: Open) -> None:
    open_account("YY-2002")
    come(WECHAT, "YY-2002")
    come(PHONE)
    page = come(OFFICE).get(SECURITY).text
    assert "Windows 电脑 · Edge 浏览器 <" in page
    assert "安卓设备 · Chrome 浏览器" in page
    assert "微信" not in page
    assert page.count("本机") == 1


def test_a_device_is_signed_out_from_another(user: User) -> None:
    phone, office = come(PHONE), come(OFFICE)
    visit = Visit.objects.get(device__startswith="安卓")
    page = office.post(reverse("accounts:end-visit", args=[visit.pk]), follow=True)
    assert "登录已退出" in page.text
    assert not is_in(phone)
    assert is_in(office)
    entry = AuditEntry.objects.get(action="accounts.end_visit")
    assert visit.key not in str(entry.before) + str(entry.after)


def test_all_other_devices_are_signed_out_at_once(user: User) -> None:
    phone, chat, office = come(PHONE), come(WECHAT), come(OFFICE)
    office.post(reverse("accounts:end-others"))
    assert [is_in(one) for one in (phone, chat, office)] == [False, False, True]


def test_nobody_signs_another_person_out(user: User, open_account: Open) -> None:
    open_account("YY-2002")
    other = come(PHONE, "YY-2002")
    visit = Visit.objects.get()
    assert come().post(reverse("accounts:end-visit", args=[visit.pk])).status_code == 404
    assert is_in(other)


def test_who_leaves_is_no_longer_listed(user: User) -> None:
    come(PHONE).post(reverse("accounts:sign-out"))
    assert not Visit.objects.exists()


def test_a_new_password_ends_every_other_session_and_keeps_this_one(user: User) -> None:
    phone, office = come(PHONE), come(OFFICE)
    said = {"old": PASSWORD, "new": "hai-yang-2026", "again": "hai-yang-2026"}
    assert office.post(reverse("accounts:change-password"), said).status_code == 302
    assert not is_in(phone)
    page = office.get(SECURITY).text
    assert "本机" in page
    assert "安卓" not in page


@pytest.mark.parametrize("how", ["reset", "close"])
def test_what_a_desk_does_to_an_account_ends_its_sessions(user: User, how: str) -> None:
    phone = come(PHONE)
    if how == "reset":
        actions.reset_password(actor=Actor(), user=user, password="xin-mi-ma-1")
    else:
        actions.close_account(actor=Actor(), user=user)
    assert not is_in(phone)
    assert not Visit.objects.exists()


def test_a_visit_is_seen_again_after_some_minutes_and_costs_nothing_before(
    user: User, django_assert_max_num_queries: Any
) -> None:
    browser = come()
    long_ago = now() - timedelta(hours=1)
    Visit.objects.update(seen_at=long_ago)
    browser.get(SECURITY)
    assert Visit.objects.get().seen_at == long_ago
    session = browser.session
    session["seen"] -= 301
    session.save()
    with django_assert_max_num_queries(16):
        browser.get(SECURITY)
    assert Visit.objects.get().seen_at > long_ago


def test_visits_whose_session_ran_out_are_forgotten(user: User) -> None:
    phone = come(PHONE)
    session = phone.session
    session.set_expiry(-1)
    session.save()
    assert "安卓" not in come(OFFICE).get(SECURITY).text
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(("hours", "opens"), [(23, True), (25, False)])
def test_a_code_from_the_desk_opens_for_a_day(user: User, hours: int, opens: bool) -> None:
    user = actions.reset_password(actor=Actor(), user=user, password="abcd-efgh-jkmn")
    assert user.code_until
    User.objects.update(code_until=user.code_until - timedelta(hours=hours))
    said = {"username": "2001", "password": "abcd-efgh-jkmn"}
    page = Client().post(reverse("accounts:sign-in"), said)
    assert (page.status_code == 302) is opens
    assert ("已过期" in page.text) is not opens


def test_a_code_is_good_for_one_password(user: User) -> None:
    actions.reset_password(actor=Actor(), user=user, password="abcd-efgh-jkmn")
    browser, code = Client(), "abcd-efgh-jkmn"
    browser.post(reverse("accounts:sign-in"), {"username": "2001", "password": code})
    said = {"old": code, "new": "hai-yang-2026", "again": "hai-yang-2026"}
    assert browser.post(reverse("accounts:change-password"), said)["Location"] == "/"
    page = Client().post(reverse("accounts:sign-in"), {"username": "2001", "password": code})
    assert "账号或密码不对" in page.text
    user.refresh_from_db()
    assert user.code_until is None


def test_a_password_of_ones_own_never_runs_out(user: User) -> None:
    assert user.code_until is None
    first = actions.open_account(actor=Actor(), username="A-9", staff_no="9", password="x-1-y-2-z")
    assert first.code_until
    assert timedelta(days=6) < first.code_until - now() <= timedelta(days=7)
