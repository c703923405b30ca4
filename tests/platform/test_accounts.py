"""Signing in, first passwords, and the door."""

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse

from zhijia.platform.accounts import actions, queries
from zhijia.platform.accounts.models import User
from zhijia.platform.accounts.passwords import SIGNS, first_password
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

OLD, NEW = "rong-qi-2026", "hai-yang-2026"
Open = Callable[..., User]


@pytest.fixture
def open_account(db: None) -> Open:
    def open_one(username: str, *, is_demo: bool = False) -> User:
        number = username.split("-", 1)[1]
        return actions.open_account(
            actor=Actor(), username=username, staff_no=number, password=OLD, is_demo=is_demo
        )

    return open_one


@pytest.fixture
def user(open_account: Open) -> User:
    return open_account("YY-2001")


@pytest.fixture
def settled(user: User) -> User:
    """Somebody who has chosen a password already."""
    return actions.change_password(actor=Actor(), user=user, password=OLD)


@pytest.mark.parametrize("name", ["YY-2001", "2001", " 2001 "])
def test_an_account_opens_by_its_name_or_its_staff_number(user: User, name: str) -> None:
    assert authenticate(username=name, password=OLD) == user


@pytest.mark.parametrize(
    ("name", "password"), [("2001", "x"), ("2002", OLD), ("", OLD), ("YY", OLD)]
)
def test_nothing_else_opens_it(user: User, name: str, password: str) -> None:
    assert authenticate(username=name, password=password) is None


def test_a_staff_number_of_two_people_opens_neither(user: User, open_account: Open) -> None:
    other = open_account("XX-2001")
    assert authenticate(username="2001", password=OLD) is None
    assert authenticate(username="XX-2001", password=OLD) == other
    actions.close_account(actor=Actor(), user=other)
    assert authenticate(username="2001", password=OLD) == user


def test_a_closed_account_stays_closed(settled: User) -> None:
    browser = Client()
    browser.force_login(settled)
    assert browser.get(reverse("accounts:change-password")).status_code == 200
    actions.close_account(actor=Actor(), user=settled)
    assert authenticate(username="YY-2001", password=OLD) is None
    assert browser.get(reverse("accounts:change-password")).status_code == 302


@pytest.mark.parametrize(
    ("address", "opens"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), ("", False), ("x", False)],
)
def test_a_demo_account_opens_only_on_its_own_machine(
    open_account: Open, user: User, address: str, opens: bool
) -> None:
    demo = open_account("JT-1001", is_demo=True)
    request = RequestFactory(REMOTE_ADDR=address, SERVER_NAME="localhost").post("/")
    found = authenticate(request, username="1001", password=OLD)
    assert found == (demo if opens else None)
    assert authenticate(request, username="2001", password=OLD) == user


def test_a_demo_account_keeps_its_password_and_is_reported(open_account: Open) -> None:
    assert queries.nobody_yet()
    assert not queries.demo_exists()
    demo = open_account("JT-1001", is_demo=True)
    assert not demo.must_change_password
    assert queries.demo_exists()
    assert not queries.nobody_yet()


def test_a_first_password_is_long_and_easy_to_read() -> None:
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) >= 10 and set(one) <= {*SIGNS, "-"} for one in made)
    assert not set("0o1li") & set(SIGNS)


def test_who_has_a_first_password_must_change_it_before_anything_else(user: User) -> None:
    browser, change = Client(), reverse("accounts:change-password")
    page = browser.post(reverse("accounts:sign-in"), {"username": "2001", "password": OLD})
    assert page["Location"] == "/"
    assert browser.get("/")["Location"] == change
    assert browser.get(reverse("org:units"))["Location"] == change
    assert "先改成自己的密码" in browser.get(change).text

    said = {"old": OLD, "new": NEW, "again": NEW}
    assert browser.post(change, said)["Location"] == "/"
    assert browser.get(reverse("org:units")).status_code == 200, "still signed in"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password


def test_who_has_a_first_password_may_still_leave(user: User) -> None:
    browser = Client()
    browser.force_login(user)
    page = browser.post(reverse("accounts:sign-out"), follow=True)
    assert "您已退出" in page.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"old": "x"}, "现在的密码不对"),
        ({"again": "x"}, "两次输入的新密码不一样"),
        ({"new": "a1b2", "again": "a1b2"}, "密码太短"),
        ({"new": "2001200120", "again": "2001200120"}, "数字"),
        ({"new": "password1234", "again": "password1234"}, "常见"),
        ({"new": "YY-20011", "again": "YY-20011"}, "相似"),
        ({"new": "", "again": ""}, "请填写新密码"),
    ],
)
def test_a_weak_or_wrong_password_changes_nothing(
    settled: User, wrong: dict[str, str], words: str
) -> None:
    browser = Client()
    browser.force_login(settled)
    page = browser.post(
        reverse("accounts:change-password"), {"old": OLD, "new": NEW, "again": NEW, **wrong}
    )
    assert page.status_code == 422
    assert words in page.text
    assert NEW not in page.text, "a password is never sent back"
    settled.refresh_from_db()
    assert settled.check_password(OLD)


@pytest.mark.parametrize(("name", "password"), [("2001", NEW), ("nobody", OLD)])
def test_the_door_does_not_say_which_of_the_two_was_wrong(
    user: User, name: str, password: str
) -> None:
    said = {"username": name, "password": password, "next": "/org/"}
    page = Client().post(reverse("accounts:sign-in"), said)
    assert page.status_code == 422
    assert "账号或密码不对" in page.text
    assert 'name="next" value="/org/"' in page.text
    assert password not in page.text


def test_an_empty_form_is_told_what_is_missing(user: User) -> None:
    page = Client().post(reverse("accounts:sign-in"), {"username": "", "password": ""})
    assert page.status_code == 422
    assert page.text.count("请填写") == 2


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/org/?x=1", "/org/?x=1"),
        ("https://example.com/", "/"),
        ("//example.com/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_who_signs_in_is_led_where_they_wanted_but_never_to_another_house(
    settled: User, wanted: str, led: str
) -> None:
    said = {"username": "2001", "password": OLD, "next": wanted}
    assert Client().post(reverse("accounts:sign-in"), said)["Location"] == led


def test_a_stranger_is_asked_to_sign_in_and_then_led_on(settled: User) -> None:
    browser = Client()
    page = browser.get("/org/?name=x", follow=True)
    assert page.redirect_chain[0][0].startswith(reverse("accounts:sign-in"))
    assert 'name="next" value="/org/?name=x"' in page.text


def test_before_anybody_is_there_the_door_leads_to_the_set_up(db: None) -> None:
    assert Client().get(reverse("accounts:sign-in"))["Location"] == reverse("set-up")


def test_signing_out_takes_a_form(settled: User) -> None:
    browser = Client()
    browser.force_login(settled)
    assert browser.get(reverse("accounts:sign-out")).status_code == 405
    assert browser.get(reverse("accounts:change-password")).status_code == 200


def test_a_form_from_elsewhere_is_turned_away(settled: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    said = {"username": "2001", "password": OLD}
    assert browser.post(reverse("accounts:sign-in"), said).status_code == 403


def test_no_password_is_on_record(settled: User) -> None:
    actions.reset_password(actor=Actor(), user=settled, password=NEW)
    said = str(list(AuditEntry.objects.values()))
    settled.refresh_from_db()
    assert OLD not in said
    assert NEW not in said
    assert settled.password not in said
