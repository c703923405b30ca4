"""Service commitments: what anybody reads, how outsiders judge, what is set right."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.matters.test_appeals import WORDS, add, write
from tests.platform.doorway.test_writing import Bench, look
from zhijia.matters import actions, queries
from zhijia.matters.actions import Given
from zhijia.matters.models import Grade, Matter, Promise
from zhijia.matters.rules import promises as rules
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.doorway import actions as doors
from zhijia.platform.doorway import tasks
from zhijia.platform.doorway.models import Door, Letter

Browser = Callable[[Actor], Client]
SAID = {
    "title": "出院结算",
    "words": "三十分钟以内办完。",
    "office": "收费处",
    "contact": "8001",
    "rank": 1,
}


@pytest.fixture(autouse=True)
def a_fresh_list() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def letterbox(hospital: Unit, hospital_desk: Actor, today: date) -> Door:
    return doors.open_door(actor=hospital_desk, unit_path=hospital.path, today=today)


@pytest.fixture
def promise(hospital: Unit, hospital_desk: Actor, today: date) -> Promise:
    return actions.make_promise(actor=hospital_desk, unit=hospital, today=today, **SAID)


def rate(door: Door, promise: Promise | None, choice: str = "good", **more: Any) -> str:
    token = promise.token if promise else ""
    return write(door, "service", promise=token, choice=choice, **{"words": "", **more})


def test_anybody_reads_what_a_unit_promises(letterbox: Door, promise: Promise) -> None:
    page = Client().get(reverse("matters:promised", args=[letterbox.token])).text
    assert "三十分钟以内办完" in page
    assert "评价不足 5 件" in page
    assert "李文静" not in page


def test_a_rating_is_counted_and_small_numbers_are_not_shown(
    letterbox: Door, promise: Promise
) -> None:
    for choice in ("good", "good", "fair", "bad"):
        rate(letterbox, promise, choice)
    tasks.take_in(Bench())
    (kept,) = queries.judged([promise])
    assert (kept.share, kept.is_shown) == ("评价不足 5 件", False)
    rate(letterbox, promise, "bad")
    tasks.take_in(Bench())
    (kept,) = queries.judged([promise])
    assert (kept.share, kept.count) == ("60.0%", 5)
    assert not Matter.objects.exists()


def test_what_is_to_be_set_right_is_a_matter_with_a_deadline_and_redress(
    letterbox: Door, promise: Promise, hospital_desk: Actor, today: date
) -> None:
    code = rate(letterbox, promise, "bad", fault="slow", words=WORDS)
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    assert (matter.kind, matter.state) == ("service", "received")
    assert matter.due_on
    assert Grade.objects.get().promise == promise

    def step(name: str, **given: Any) -> None:
        actions.move(
            actor=hospital_desk, matter=matter, step=name, today=today, given=Given(**given)
        )

    step("accept")
    with pytest.raises(Refused):
        step("answer", values={"answer": "已经核实，当天窗口只开了一个。"})
    step(
        "answer",
        values={
            "answer": "已经核实，当天窗口只开了一个。",
            "redress": "增开一个窗口，并向您道歉。",
        },
    )
    assert "增开一个窗口" in look(Client(), code).text
    add(code, choice="good")
    tasks.take_in(Bench())
    assert matter.ratings.get().is_satisfied


def test_a_complaint_about_the_longest_promise_arrives(
    letterbox: Door, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    said = {**SAID, "title": "出" * 60}
    longest = actions.make_promise(actor=hospital_desk, unit=hospital, today=today, **said)
    rate(letterbox, longest, "bad", fault="slow", words=WORDS, phone="8" * 30)
    tasks.take_in(Bench())
    assert Matter.objects.get().title == f"对“{'出' * 60}”不满意"
    assert not Letter.objects.exists()


def test_who_wants_something_set_right_says_what_happened(letterbox: Door) -> None:
    with pytest.raises(AssertionError, match="请写明情况"):
        rate(letterbox, None, "bad", fault="slow", words="")


def test_a_promise_of_another_unit_cannot_be_rated_here(
    letterbox: Door, school: Unit, school_desk: Actor, today: date
) -> None:
    other = actions.make_promise(actor=school_desk, unit=school, today=today, **SAID)
    with pytest.raises(AssertionError, match="有效"):
        rate(letterbox, other)
    assert not Grade.objects.exists()


def test_only_the_very_desk_promises(
    hospital: Unit, group_desk: Actor, school_desk: Actor, promise: Promise, today: date
) -> None:
    for actor in (group_desk, school_desk):
        with pytest.raises(Refused):
            actions.make_promise(actor=actor, unit=hospital, today=today, **SAID)
        with pytest.raises(Refused):
            actions.end_promise(actor=actor, promise=promise, today=today)
    assert Promise.objects.standing().count() == 1


def test_what_is_taken_down_is_no_longer_public_and_stays_counted(
    letterbox: Door, promise: Promise, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    rate(letterbox, promise)
    tasks.take_in(Bench())
    actions.end_promise(actor=hospital_desk, promise=promise, today=today)
    page = Client().get(reverse("matters:promised", args=[letterbox.token])).text
    assert "三十分钟以内办完" not in page
    assert "撤下" in sign_in(hospital_desk).get(reverse("matters:promises")).text
    assert Grade.objects.count() == 1
    with pytest.raises(Refused):
        actions.write_promise(actor=hospital_desk, promise=promise, **SAID)


def test_the_desk_promises_and_says_it_better_on_its_pages(
    hospital: Unit, hospital_desk: Actor, sign_in: Browser
) -> None:
    browser = sign_in(hospital_desk)
    new = reverse("matters:promise-new")
    assert browser.post(new, {"unit": hospital.pk}).status_code == 422
    assert browser.post(new, {**SAID, "unit": hospital.pk}).status_code == 302
    made = Promise.objects.get()
    url = reverse("matters:promise", args=[made.pk])
    assert browser.post(url, {**SAID, "words": "二十分钟。", "version": 1}).status_code == 302
    late = browser.post(url, {**SAID, "words": "十分钟。", "version": 1})
    assert late.status_code == 422
    assert "他人刚修改过" in late.text
    made.refresh_from_db()
    assert made.words == "二十分钟。"


def test_a_unit_promises_no_more_than_people_keep_in_mind() -> None:
    assert rules.may_add(rules.MOST - 1)
    assert not rules.may_add(rules.MOST)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "评价不足 5 件"),
        ({"good": 4}, "评价不足 5 件"),
        ({"good": 5}, "100.0%"),
        ({"good": 1, "fair": 1, "bad": 4}, "33.3%"),
        ({"good": 1, "bad": 15}, "6.3%"),
    ],
)
def test_a_share_is_told_to_one_place_rounded_half_up(counts: dict[str, int], words: str) -> None:
    assert rules.percent(rules.share(counts)) == words
