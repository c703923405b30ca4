"""Accounts for a whole roster: opened together, handed out on slips, renewed where lost."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client, override_settings
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from zhijia.org import actions, queries, rules
from zhijia.org.models import Member, Unit
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.models import User
from zhijia.platform.accounts.passwords import first_password
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.once import fresh

PAGE = "/org/members/accounts/"
PBKDF2 = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.fixture
def three(power: Unit, power_desk: Actor, today: date) -> list[Member]:
    """Three members of the power company, just entered, without accounts."""
    return [
        actions.enrol(
            actor=power_desk,
            unit=power,
            name="新会员" + "甲乙丙"[int(n) - 1],
            staff_no=f"77{n}",
            joined_on=today,
        )
        for n in "123"
    ]


def lines(answer: object) -> list[list[str]]:
    """Return the rows of the slips that an answer brought."""
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file answer
    table = Document(BytesIO(data)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def ask(unit: Unit, who: str = rules.WITHOUT) -> dict[str, str]:
    return {"unit": unit.code, "who": who}


def test_slips_open_the_accounts_they_name(
    three: list[Member], power: Unit, power_desk: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    browser = sign_in(power_desk)
    told = ask(power)
    assert "<strong>3</strong> 人" in browser.get(PAGE, told).text
    handed = lines(browser.post(PAGE, told))
    assert {row[1] for row in handed} == {one.name for one in three}
    for row in handed:
        door = Client()
        asked = {"username": row[2], "password": row[3], "next": "/"}
        assert door.post("/accounts/sign-in/", asked).status_code == 302
        assert door.get("/")["Location"].startswith("/accounts/password/")
    assert "没有需要开通的会员" in browser.get(PAGE, told).text


def test_lost_slips_are_made_again_for_those_who_never_signed_in(
    three: list[Member], power: Unit, power_desk: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    browser = sign_in(power_desk)
    first = lines(browser.post(PAGE, ask(power)))
    again = lines(browser.post(PAGE, ask(power, "unused")))
    assert [row[2] for row in again] == [row[2] for row in first]
    for old, new in zip(first, again, strict=True):
        asked = {"username": old[2], "next": "/"}
        assert Client().post("/accounts/sign-in/", {**asked, "password": old[3]}).status_code == 422
        assert Client().post("/accounts/sign-in/", {**asked, "password": new[3]}).status_code == 302


def test_a_second_batch_reaches_those_that_the_first_did_not(
    three: list[Member],
    power: Unit,
    power_desk: Actor,
    sign_in: Callable[[Actor], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 2)
    browser, handed = sign_in(power_desk), list[str]()
    browser.post(PAGE, ask(power))
    browser.post(PAGE, ask(power))
    for _ in range(2):
        handed += [row[2] for row in lines(browser.post(PAGE, ask(power, "unused")))]
    assert sorted(set(handed)) == ["771", "772", "773"]


def test_a_form_sent_twice_makes_one_batch(
    three: list[Member], power: Unit, power_desk: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    browser, told = sign_in(power_desk), {**ask(power), "once": fresh()}
    assert len(lines(browser.post(PAGE, told))) == 3
    told["who"] = "unused"
    assert browser.post(PAGE, told).status_code == 302


def test_who_holds_a_post_is_opened_one_by_one(
    power: Unit, power_desk: Actor, today: date, three: list[Member]
) -> None:
    actions.appoint(
        actor=power_desk, unit=power, member=three[0], kind="officer", from_on=today, title="电工"
    )
    assert list(queries.to_open(power_desk, power, rules.WITHOUT)) == three[1:]


def test_another_desk_a_member_and_a_forged_unit_get_nothing(
    three: list[Member],
    power: Unit,
    hospital_desk: Actor,
    member: Actor,
    sign_in: Callable[[Actor], Client],
) -> None:
    for actor in (hospital_desk, member):
        browser = sign_in(actor)
        answer = browser.post(PAGE, ask(power))
        assert answer.status_code == 422
        with pytest.raises(Refused, match="由会员所在单位或上级单位"):
            actions.give_accounts(actor=actor, passwords={three[0]: first_password()})
    assert not Member.objects.filter(pk__in=[one.pk for one in three], user__isnull=False).exists()


def test_nobody_or_too_many_are_refused_and_nothing_is_written(
    three: list[Member], power_desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="没有需要开通的会员"):
        actions.give_accounts(actor=power_desk, passwords={})
    monkeypatch.setattr(rules.accounts, "MOST_AT_ONCE", 2)
    made = {one: first_password() for one in three}
    with pytest.raises(Refused, match="一次最多开通 2 人"):
        actions.give_accounts(actor=power_desk, passwords=made)
    assert not Member.objects.filter(pk__in=[one.pk for one in three], user__isnull=False).exists()


def test_counting_them_takes_no_query_a_member(
    three: list[Member],
    power: Unit,
    power_desk: Actor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert queries.to_open(power_desk, power, rules.WITHOUT).count() == len(three)


def test_a_password_made_by_chance_is_hashed_quickly_and_anew_when_it_was_used(
    three: list[Member], power_desk: Actor
) -> None:
    one = actions.give_account(actor=power_desk, member=three[0], password=first_password())
    user = one.user
    assert user
    made, slow = first_password(), PBKDF2PasswordHasher.iterations

    def rounds() -> int:
        return int(User.objects.get(pk=user.pk).password.split("$")[1])

    with override_settings(PASSWORD_HASHERS=[PBKDF2]):
        accounts.reset_password(actor=Actor(), user=user, password=made)
        assert rounds() < slow
        assert User.objects.get(pk=user.pk).check_password(made)
        assert rounds() == slow
        accounts.reset_password(actor=Actor(), user=user, password="shan-shui-2026")
        assert rounds() == slow


def test_the_page_stands_at_its_name(power_desk: Actor, sign_in: Callable[[Actor], Client]) -> None:
    assert reverse("org:members-accounts") == PAGE
    browser = sign_in(power_desk)
    assert PAGE in browser.get("/org/members/").text
