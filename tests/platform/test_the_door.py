"""The door: what a browser keeps, where a stranger is led, which machine is home."""

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from zhijia.platform.accounts import actions
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

OLD = "rong-qi-2026"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def user(db: None) -> User:
    """Somebody who has chosen a password already."""
    user = actions.open_account(actor=Actor(), username="YY-2001", staff_no="2001", password=OLD)
    return actions.change_password(actor=Actor(), user=user, password=OLD)


@pytest.fixture
def demo(db: None) -> User:
    return actions.open_account(
        actor=Actor(), username="JT-1001", staff_no="1001", password=OLD, is_demo=True
    )


@pytest.mark.parametrize("name", ["home", "plans:tasks-excel", "accounts:change-password"])
def test_a_browser_keeps_nothing_that_the_next_person_could_leaf_back_to(
    group_desk: Actor, sign_in: Callable[[Actor], Client], name: str
) -> None:
    kept = sign_in(group_desk).get(reverse(name))["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(user: User) -> None:
    page = Client().post("/plans/tasks/1/drop/", headers={"Referer": "http://testserver/org/"})
    assert page["Location"] == f"{SIGN_IN}?next=http%3A//testserver/org/"


def test_a_part_of_a_page_never_becomes_the_sign_in_page(user: User) -> None:
    asked = {"HX-Request": "true", "Referer": "http://testserver/plans/desk/?list=late"}
    answer = Client().get("/plans/speeches/pieces/1/", headers=asked)
    assert answer.status_code == 200
    assert not answer.content
    assert answer["HX-Redirect"].startswith(SIGN_IN)
    assert "desk/%3Flist%3Dlate" in answer["HX-Redirect"]


def test_a_stranger_is_never_led_on_to_another_house(user: User) -> None:
    page = Client().post("/org/units/1/edit/", headers={"Referer": "https://example.com/x"})
    assert page["Location"] == f"{SIGN_IN}?next=/"


@pytest.mark.parametrize(
    "carried",
    [
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_VIA": "1.1 gate"},
        {"SERVER_NAME": "union.example.com"},
    ],
)
def test_a_demo_account_does_not_open_through_a_proxy(demo: User, carried: dict[str, str]) -> None:
    home = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "localhost"}
    with override_settings(ALLOWED_HOSTS=["localhost", "union.example.com"]):
        asked = RequestFactory(**home).post("/")
        assert authenticate(asked, username="1001", password=OLD) == demo
        asked = RequestFactory(**{**home, **carried}).post("/")
        assert authenticate(asked, username="1001", password=OLD) is None


@pytest.mark.parametrize(
    ("new", "words"), [("hai-yang-" * 30, "200"), (OLD, "不能与现在的密码相同")]
)
def test_a_password_that_could_not_be_typed_or_is_known_already_is_not_taken(
    user: User, new: str, words: str
) -> None:
    browser = Client()
    browser.force_login(user)
    said = {"old": OLD, "new": new, "again": new}
    page = browser.post(reverse("accounts:change-password"), said)
    assert page.status_code == 422
    assert words in page.text
    user.refresh_from_db()
    assert user.check_password(OLD)
