"""The demo's organisation is built by actions alone, so it can never be illegal."""

from datetime import date

import pytest

from zhijia.org import demo, queries
from zhijia.org.models import Member, Post, Term, Unit
from zhijia.platform.accounts.models import User
from zhijia.platform.audit.queries import first_break

PASSWORD = "shan-shui-2026"


@pytest.fixture
def cast(db: None, today: date) -> demo.Cast:
    return demo.cast(today=today, password=PASSWORD)


def test_the_whole_cast_comes_in_by_the_front_door(cast: demo.Cast) -> None:
    assert Unit.objects.count() == len(demo.PLACES) == 7
    assert Member.objects.count() == len(demo.PEOPLE) == 42
    assert Member.objects.exclude(left_on=None).count() == len(demo.LEAVERS)
    assert first_break() is None, "every step is on record"


def test_six_can_sign_in_one_for_each_role(cast: demo.Cast) -> None:
    users = User.objects.all()
    assert {user.staff_no for user in users} == {number for number, _ in demo.ROLES.values()}
    assert all(user.is_demo and not user.must_change_password for user in users)
    assert all(user.check_password(PASSWORD) for user in users)
    assert cast.actors["group_chair"].holds("chair", cast.units["workshop"].path)
    assert cast.actors["workshop_officer"].reaches(cast.units["workshop"].path)


def test_every_unit_has_somebody_to_sign_for_it(cast: demo.Cast) -> None:
    assert all(queries.has_desk(unit) for unit in cast.units.values())


def test_the_verdicts_have_something_to_say(cast: demo.Cast, today: date) -> None:
    assert Term.objects.filter(until_on__lt=today).count() == 1
    soon = Term.objects.get(unit=cast.units["hospital"])
    assert 0 < (soon.until_on - today).days < 31


def test_names_and_numbers_are_nobody_elses() -> None:
    assert len({who.name for who in demo.PEOPLE}) == len(demo.PEOPLE)
    assert len({who.staff_no for who in demo.PEOPLE}) == len(demo.PEOPLE)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 12, 31)])
@pytest.mark.django_db
def test_the_story_can_be_told_on_any_day(day: date) -> None:
    cast = demo.cast(today=day, password=PASSWORD)
    assert Post.objects.open().filter(unit=cast.units["group"], kind="chair").count() == 1
