"""Signing in by phone: only where the house knows phones, and a lock tells no phone apart."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.platform.accounts import actions, queries
from zhijia.platform.accounts.models import Tries, User
from zhijia.platform.actor import Actor

from .conftest import PASSWORD, Open

PHONE, NOBODYS = "13800138000", "13900139000"
asked: list[str] = []


def owner(phone: str) -> User | None:
    """Stand in for the room that knows whose phone this is."""
    asked.append(phone)
    return User.objects.filter(username="YY-2001").first() if phone == PHONE else None


@pytest.fixture(autouse=True)
def phones_are_known() -> Iterator[None]:
    asked.clear()
    with override_settings(BY_PHONE=f"{__name__}.owner"):
        yield


def try_in(name: str, password: str = "x") -> Any:
    said = {"username": name, "password": password}
    return Client().post(reverse("accounts:sign-in"), said)


@pytest.mark.parametrize("typed", [PHONE, "138 0013 8000", "138-0013-8000", "+86 13800138000"])
def test_a_phone_opens_its_owners_account_however_it_is_grouped(user: User, typed: str) -> None:
    assert try_in(typed, PASSWORD).status_code == 302
    assert set(asked) == {PHONE}


@pytest.mark.parametrize("typed", ["2001", "1380013800", "138001380001", "23800138000", "abc"])
def test_what_is_no_phone_asks_nobody_for_one(user: User, typed: str) -> None:
    queries.by_name(typed)
    assert asked == []


def test_a_house_that_knows_no_phones_opens_to_none_and_does_not_ask_for_one(user: User) -> None:
    page = reverse("accounts:sign-in")
    assert "工号或手机号" in Client().get(page).text
    with override_settings(BY_PHONE=""):
        assert try_in(PHONE, PASSWORD).status_code == 422
        assert "手机号" not in Client().get(page).text


def test_a_staff_number_that_looks_like_a_phone_goes_first(user: User, open_account: Open) -> None:
    other = open_account(f"XX-{PHONE}")
    assert queries.by_name(PHONE) == other
    open_account(f"ZZ-{PHONE}")
    assert queries.by_name(PHONE) is None, "two have it, so it names neither, nor a third"


def test_a_closed_account_is_not_opened_by_its_phone(user: User) -> None:
    actions.close_account(actor=Actor(), user=user)
    assert queries.by_name(PHONE) is None
    assert try_in(PHONE, PASSWORD).status_code == 422


def test_a_phone_locks_alike_whether_or_not_anybody_has_it(user: User) -> None:
    def told(phone: str) -> list[str]:
        pages = [try_in(phone) for _ in range(6)]
        return [page.context["form"].non_field_errors()[0] for page in pages]

    assert told(PHONE) == told(NOBODYS)
    assert try_in(PHONE, PASSWORD).status_code == 422
    assert try_in("138 0013 8000", PASSWORD).status_code == 422, "the same phone, typed otherwise"
    assert try_in("2001", PASSWORD).status_code == 302, "what was tried is locked, not its owner"


def test_a_desk_lifts_the_lock_of_a_phone_it_does_not_know(user: User) -> None:
    for _ in range(5):
        try_in(PHONE)
        try_in(NOBODYS)
    actions.unlock(actor=Actor(), user=user)
    assert try_in(PHONE, PASSWORD).status_code == 302
    assert Tries.objects.filter(wrong=5).count() == 1, "nobody else's lock is lifted"


def test_no_phone_is_kept_where_tries_are_counted(user: User) -> None:
    try_in(PHONE)
    assert PHONE not in str(list(Tries.objects.values()))


def test_a_wrong_password_writes_and_reads_the_same_for_a_phone_of_somebody_and_of_nobody(
    user: User,
) -> None:
    def count(phone: str) -> int:
        try_in(phone)
        with CaptureQueriesContext(connection) as seen:
            try_in(phone)
        # The stand-in reads accounts only for the phone that it knows; the real one always reads.
        return len([one for one in seen if "accounts_user" not in one["sql"]])

    assert count(PHONE) == count(NOBODYS) > 0
