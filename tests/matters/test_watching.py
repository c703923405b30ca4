"""Refused looks are shown to those who watch, and no more of what was told in confidence."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.conftest import Seat
from tests.matters.test_appeals import Appeal, appeal, nurse, women_head
from zhijia.matters.models import Matter
from zhijia.matters.offers.desk import under_way
from zhijia.matters.queries.looks import looks, may_watch
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor

__all__ = ["appeal", "nurse", "women_head"]
Browser = Callable[[Actor], Client]
AT = "/matters/looks/"


@pytest.fixture
def tried(appeal: Appeal, school_desk: Actor, sign_in: Browser) -> Callable[[str], Matter]:
    """Let the school's desk try to open a matter of the hospital."""

    def one(kind: str) -> Matter:
        matter = appeal(kind)
        assert sign_in(school_desk).get(matter.get_absolute_url()).status_code == 404
        return matter

    return one


def test_the_desk_that_keeps_an_appeal_sees_who_tried(
    tried: Callable[[str], Matter], hospital_desk: Actor, sign_in: Browser, seat: Seat, group: Unit
) -> None:
    matter = tried("appeal")
    page = sign_in(seat("1001", group)).get(AT).text
    assert "沈佳怡" in page
    assert matter.number in page
    assert matter.title not in page


def test_of_harassment_those_above_learn_no_kind_and_no_number(
    tried: Callable[[str], Matter], women_head: Actor, group_chair: Actor, sign_in: Browser
) -> None:
    matter = tried("harassment")
    page = sign_in(group_chair).get(AT).text
    assert "保密件" in page
    assert matter.number not in page
    assert "性骚扰" not in page
    theirs = sign_in(women_head).get(AT).text
    assert matter.number in theirs, "who reads it anyway"


def test_the_desk_learns_nothing_of_a_look_at_what_it_may_not_read(
    tried: Callable[[str], Matter],
    hospital_desk: Actor,
    school_desk: Actor,
    nurse: Actor,
    sign_in: Browser,
) -> None:
    tried("harassment")
    for actor in (hospital_desk, school_desk, nurse):
        assert not may_watch(actor)
        assert looks(actor) == []
        assert sign_in(actor).get(AT).status_code == 404


def test_another_units_head_sees_none_of_it(
    tried: Callable[[str], Matter], seat: Seat, power: Unit, sign_in: Browser
) -> None:
    tried("appeal")
    page = sign_in(seat("4002", power)).get(AT)
    assert page.status_code == 200
    assert "沈佳怡" not in page.text


def test_auditors_see_what_their_desk_reads_and_nothing_beyond(
    tried: Callable[[str], Matter], seat: Seat, hospital: Unit
) -> None:
    auditor = Actor(posts=frozenset({("auditor", hospital.path, False)}))
    tried("appeal")
    tried("harassment")
    assert [one.what for one in looks(auditor)] == ["诉求"]


def test_what_the_desk_may_not_read_holds_up_no_merger_and_is_not_counted(
    appeal: Appeal, hospital: Unit, today: date
) -> None:
    appeal("harassment")
    assert under_way(hospital.path, False).alone() == []
    appeal()
    assert [one.count for one in under_way(hospital.path, False).alone()] == [1]


def test_two_numbers_alike_may_stand_in_one_unit_after_a_merger(
    appeal: Appeal, hospital: Unit, group: Unit
) -> None:
    mine, theirs = appeal("harassment"), appeal("harassment")
    Matter.objects.filter(pk=theirs.pk).update(filed_path=group.path, serial=mine.serial)
    assert Matter.objects.filter(unit=hospital, serial=mine.serial).count() == 2
