"""Signing in, whatever the way: what it costs, what it leaves on record, and that twice is once."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhijia.platform.accounts import actions
from zhijia.platform.accounts.models import User, Visit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD, Open

SIGN_IN, SECURITY = "/accounts/sign-in/", "/accounts/security/"


def enter(one: Client, **said: str) -> Any:
    return one.post(SIGN_IN, {"username": "2001", "password": PASSWORD, **said})


def test_the_sign_in_page_asks_the_database_once(
    user: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Client().get(SIGN_IN)


def test_signing_in_takes_as_many_queries_in_a_house_of_many(
    user: User, open_account: Open
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert enter(Client()).status_code == 302
        return len(seen)

    enter(Client())
    alone = count()
    for number in range(30):
        open_account(f"ZZ-3{number:03}")
    enter(Client())
    assert count() == alone <= 45


def test_a_wrong_name_costs_as_many_queries_as_a_wrong_password(user: User) -> None:
    def kinds(name: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            enter(Client(), username=name, password="x")
        return [one["sql"].split()[0] for one in seen]

    kinds("9999"), kinds("2001")
    assert kinds("9999") == kinds("2001")


def test_signing_in_is_on_record_with_the_way_and_the_device(user: User) -> None:
    enter(Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/1"}))
    entry = AuditEntry.objects.get(action="accounts.begin_visit")
    assert entry.after == {"方式": "密码", "设备": "iPhone · Safari 浏览器"}
    assert entry.user_id == user.pk
    assert "YY-2001" in entry.subject


def test_a_double_click_signs_in_and_says_nothing(user: User) -> None:
    one = Client()
    token = re.search(r'name="once" value="(\w{32})"', one.get(SIGN_IN).text)
    assert token
    keys = []
    for _ in range(2):
        assert enter(one, once=token[1])["Location"] == "/"
        keys.append(one.session.session_key)
    assert keys[0] != keys[1]
    assert Visit.objects.count() == 1
    page = one.get(SECURITY)
    assert page.status_code == 200
    assert "已经提交过" not in page.text
    assert "本机" in page.text


@pytest.mark.parametrize("way", ["close", "reset"])
def test_who_is_signed_in_by_no_password_is_signed_out_like_the_others(
    user: User, way: str
) -> None:
    one = Client()
    enter(one)
    session = one.session
    session["how"], session["strong"] = "通行密钥", True
    session.save()
    if way == "close":
        actions.close_account(actor=Actor(), user=user)
    else:
        actions.reset_password(actor=Actor(), user=user, password="abcd-efgh-jkmn")
    assert one.get(SECURITY).status_code == 302
    assert not Visit.objects.exists()
