"""Opinions: asked, heard, weighed, decided, told; and shown, without who asked."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.conftest import Seat
from zhijia.matters import actions
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter
from zhijia.org import queries as org_queries
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

Browser = Callable[[Actor], Client]
DECISION = {
    "outcome": "partly",
    "decision": "体检提前到四月，三月仍安排女职工专项检查。",
    "decided_by": "第三次工会委员会会议",
}


@pytest.fixture
def opinion(seat: Seat, hospital: Unit, hospital_desk: Actor, today: date) -> Matter:
    """褚海涛 asks for an earlier check-up."""
    return actions.file_matter(
        actor=seat("2006", hospital),
        kind="opinion",
        unit=hospital,
        title="把体检提前到三月",
        values={"theme": "service", "words": "五月门诊太忙，体检排不上。"},
        today=today,
    )


@pytest.fixture
def go(hospital_desk: Actor, today: date) -> Callable[..., None]:
    """Take steps as the hospital's desk."""

    def step(matter: Matter, name: str, **given: Any) -> None:
        how = {"step": name, "today": today, "given": Given(**given)}
        actions.move(actor=hospital_desk, matter=matter, **how)
        matter.refresh_from_db()

    return step


Go = Callable[..., None]


def test_nothing_is_decided_that_was_not_weighed(opinion: Matter, go: Go) -> None:
    go(opinion, "hear")
    with pytest.raises(Refused, match="请先写研究情况"):
        go(opinion, "decide", values=DECISION)
    assert opinion.state == "weighing"


def test_the_decision_is_told_and_shown_without_who_asked(
    opinion: Matter, go: Go, seat: Seat, hospital: Unit, sign_in: Browser
) -> None:
    go(opinion, "hear")
    go(opinion, "weigh", words="同体检中心核对，四月有空档。")
    go(opinion, "decide", values=DECISION, words="三月床位紧张")
    other = sign_in(seat("2008", hospital))
    assert other.get(opinion.get_absolute_url()).status_code == 404
    go(opinion, "show", words="谢谢您的意见")
    page = other.get(opinion.get_absolute_url())
    assert page.status_code == 200
    assert DECISION["decision"] in page.text
    assert "四月有空档" in page.text
    assert "褚海涛" not in page.text


def test_what_is_only_told_stays_between_the_two(
    opinion: Matter, go: Go, seat: Seat, hospital: Unit, sign_in: Browser
) -> None:
    go(opinion, "hear")
    go(opinion, "weigh", words="同体检中心核对，四月有空档。")
    go(opinion, "decide", values=DECISION)
    go(opinion, "tell")
    assert sign_in(seat("2008", hospital)).get(opinion.get_absolute_url()).status_code == 404
    assert opinion.filer
    filer = org_queries.actor_for(opinion.filer)
    assert sign_in(filer).get(opinion.get_absolute_url()).status_code == 200


def test_another_room_opens_an_opinion(hospital: Unit, hospital_desk: Actor, today: date) -> None:
    matter = actions.open_from(
        actor=hospital_desk,
        kind="opinion",
        unit=hospital,
        title="问卷：夜班食堂",
        values={"theme": "service", "words": "四成的人希望夜间有热饭。"},
        today=today,
        source=("surveys.Survey", 7),
        source_title="职工思想动态问卷",
    )
    assert (matter.state, matter.number) == ("received", f"意〔{today.year}〕1号")


def test_whose_opinion_was_merged_hears_what_became_of_it_on_their_own_page(
    opinion: Matter,
    go: Go,
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    other = seat("2008", hospital)
    browser = sign_in(other)
    mine = actions.file_matter(
        actor=other,
        kind="opinion",
        unit=hospital,
        title="早一点体检",
        values={"theme": "service", "words": "希望体检早一点安排。"},
        today=today,
    )
    how = {"main": opinion, "others": [mine], "words": "同一件事", "today": today}
    actions.merge(actor=hospital_desk, **how)
    go(opinion, "hear")
    go(opinion, "weigh", words="同体检中心核对，四月有空档。")
    go(opinion, "decide", values=DECISION, words="三月床位紧张")
    account = Member.objects.get(pk=other.member_id).user
    titles = Notice.objects.filter(user=account, about=f"matters.Matter#{mine.pk}")
    assert "意见建议：作出决定" in titles.values_list("title", flat=True)
    page = browser.get(mine.get_absolute_url()).text
    assert DECISION["decision"] in page
    assert "已决定待反馈" in page
    assert "五月门诊太忙" not in page, "what another said stays theirs"
    assert browser.get(opinion.get_absolute_url()).status_code == 404
