"""Pages of meetings: what each person sees, what a desk does, what is 404."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from tests.meetings.conftest import Plan, come
from zhijia.meetings import actions
from zhijia.meetings.models import Guesting, Item, Meeting, Seat
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

SignIn = Callable[..., Client]


@pytest.fixture
def desk(sign_in: SignIn, hospital_desk: Actor) -> Client:
    return sign_in(hospital_desk)


@pytest.fixture
def delegate(sign_in: SignIn, delegates: list[Member]) -> Client:
    return sign_in(actor_for(delegates[0]))


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def pages(meeting: Meeting) -> list[str]:
    steps = "edit cancel fix call open close archive prepare ask explain minutes beside say".split()
    names = ("roll", "desk", "panel", "screen", *(f"meeting-{step}" for step in steps))
    return [reverse(f"meetings:{name}", args=[meeting.pk]) for name in names]


def test_a_desk_enters_a_meeting_and_is_led_on(desk: Client, hospital: Unit, today: date) -> None:
    assert "没有正在筹备的会议" in body(desk, reverse("meetings:meetings"))
    url = reverse("meetings:meeting-new")
    said = {
        "kind": "delegates",
        "term": 3,
        "session": 1,
        "title": "第三届第一次会员代表大会",
        "meets_on": today.isoformat(),
    }
    short = desk.post(url, {**said, "session": ""})
    assert short.status_code == 422
    assert "请填写第几次" in short.content.decode()
    response = desk.post(url, said)
    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()  # type: ignore[attr-defined]  # a redirect
    page = body(desk, meeting.get_absolute_url())
    assert "议程尚缺“委员名额”" in page
    assert "尚缺：上一级工会批复" in page


def test_every_page_of_a_meeting_opens_for_its_desk(desk: Client, in_session: Meeting) -> None:
    for url in pages(in_session):
        body(desk, url)


def test_a_delegate_reads_and_does_nothing_of_the_desks(
    delegate: Client, congress: Meeting
) -> None:
    page = body(delegate, congress.get_absolute_url())
    assert "收到" in page
    assert "固定名单" not in page
    for name in ("roll", "desk", "panel", "meeting-edit", "meeting-call"):
        assert delegate.get(reverse(f"meetings:{name}", args=[congress.pk])).status_code == 404


def test_the_screen_with_its_code_is_the_desks_alone(
    desk: Client, delegate: Client, congress: Meeting
) -> None:
    screen = reverse("meetings:screen", args=[congress.pk])
    assert delegate.get(screen).status_code == 404
    assert screen not in body(delegate, congress.get_absolute_url())
    assert screen in body(desk, congress.get_absolute_url())


def test_before_the_call_and_to_outsiders_a_meeting_is_not_there(
    delegate: Client, plan: Plan, sign_in: SignIn, school_desk: Actor, member: Actor
) -> None:
    meeting = plan()
    for client in (delegate, sign_in(school_desk), sign_in(member)):
        for url in (meeting.get_absolute_url(), *pages(meeting)):
            assert client.get(url).status_code == 404, url


def test_who_comes_is_signed_in_by_the_desk_and_seen_on_the_screen(
    desk: Client, congress: Meeting
) -> None:
    seat = congress.seats.get(place=5)
    found = body(desk, reverse("meetings:desk", args=[congress.pk]) + "?q=代表05")
    assert "代表05" in found
    assert "代表06" not in found
    assert desk.post(reverse("meetings:desk-sign", args=[seat.pk])).status_code == 302
    again = desk.post(reverse("meetings:desk-sign", args=[seat.pk]))
    assert again.status_code == 422
    assert "已经签到" in again.content.decode()
    board = desk.get(
        reverse("meetings:screen", args=[congress.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<strong>1</strong> / 34" in board
    assert "还差 22 人" in board
    assert "<html" not in board


def test_a_delegate_signs_in_by_the_code_and_a_stranger_to_the_roll_is_told_nothing(
    delegate: Client, congress: Meeting, sign_in: SignIn, member: Actor
) -> None:
    url = reverse("meetings:self-sign", args=[congress.token])
    assert sign_in(member).get(url).status_code == 404
    assert delegate.post(url).status_code == 302
    assert congress.seats.get(place=1).signed_by == "self"
    assert delegate.get(reverse("meetings:self-sign", args=["0" * 32])).status_code == 404


def test_the_panel_takes_a_vote_and_shows_by_which_clause(
    desk: Client, in_session: Meeting
) -> None:
    panel = reverse("meetings:panel", args=[in_session.pk])
    add = reverse("meetings:item-add", args=[in_session.pk])
    assert desk.post(add, {"business": "work", "title": "<b>工作报告</b>"}).status_code == 302
    item = Item.objects.get()
    assert desk.post(reverse("meetings:item-step", args=[item.pk, "begin"])).status_code == 302
    vote = {"yes": 20, "no": 8, "abstain": 2}
    assert desk.post(reverse("meetings:item-vote", args=[item.pk]), vote).status_code == 302
    end = reverse("meetings:item-end", args=[item.pk])
    assert desk.post(end, {"resolution": "批准工作报告。"}).status_code == 302
    assert "通过" in body(desk, panel)
    page = body(desk, in_session.get_absolute_url())
    assert "<b>工作报告</b>" not in page
    assert "获得通过" in page
    assert "批准工作报告。" in body(desk, reverse("meetings:meeting-minutes", args=[in_session.pk]))


def test_a_forged_key_of_another_units_meeting_is_404(
    sign_in: SignIn, school_desk: Actor, in_session: Meeting, hospital_desk: Actor
) -> None:
    item = actions.add_item(actor=hospital_desk, meeting=in_session, title="甲")
    seat = in_session.seats.get(place=34)
    client = sign_in(school_desk)
    for url in (
        reverse("meetings:desk-sign", args=[seat.pk]),
        reverse("meetings:roll-drop", args=[seat.pk]),
        reverse("meetings:item-step", args=[item.pk, "drop"]),
        reverse("meetings:item-vote", args=[item.pk]),
    ):
        assert client.post(url, {"yes": 1, "no": 1, "abstain": 1}).status_code == 404, url
    assert Item.objects.filter(pk=item.pk).exists()
    assert Seat.objects.get(pk=seat.pk).signed_at is None


def test_a_meeting_of_management_is_entered_and_a_missing_invitation_shown(
    desk: Client, hospital: Unit, today: date
) -> None:
    said = {"title": "院务会", "held_on": today.isoformat(), "topics": ["wages"]}
    response = desk.post(
        reverse("meetings:guesting-new"), {**said, "unit": hospital.code, "was_invited": ""}
    )
    one = Guesting.objects.get()
    assert response.url == one.get_absolute_url()  # type: ignore[attr-defined]  # a redirect
    page = body(desk, one.get_absolute_url())
    assert "应当有工会代表参加" in page
    assert "没有邀请工会代表参加" in page
    assert "未邀请" in body(desk, reverse("meetings:guestings"))


def test_what_the_union_said_at_a_meeting_of_management_is_completed_later(
    desk: Client, hospital: Unit, delegates: list[Member], school_desk: Actor, sign_in: SignIn
) -> None:
    day = date(2026, 3, 2)
    said = {"title": "院务会", "held_on": day.isoformat(), "topics": ["wages"], "was_invited": "on"}
    desk.post(reverse("meetings:guesting-new"), {**said, "unit": hospital.code})
    one = Guesting.objects.get()
    url = reverse("meetings:guesting-edit", args=[one.pk])
    assert url in body(desk, one.get_absolute_url())
    assert "没有派人" in body(desk, reverse("meetings:guestings"))
    no = desk.post(url, {**said, "opinion": "不同意", "version": one.version})
    assert "须写明参加会议的工会代表" in no.content.decode()
    no = desk.post(url, {**said, "who": "不在的人", "version": one.version})
    assert "没有叫“不在的人”" in no.content.decode()
    one.refresh_from_db()
    assert (one.who, one.opinion) == (None, "")
    more = {"who": "D001", "opinion": "夜班补贴不能减", "version": one.version}
    assert desk.post(url, {**said, **more}).status_code == 302
    page = body(desk, one.get_absolute_url())
    assert "夜班补贴不能减" in page
    assert "工会代表参加并提出意见" in page
    late = desk.post(url, {**said, **more, "opinion": "别的话"})
    assert "他人刚修改过" in late.content.decode()
    assert sign_in(school_desk).get(url).status_code == 404


def test_a_sign_in_by_mistake_is_struck_at_the_desk_and_stays_visible(
    desk: Client, congress: Meeting, hospital_desk: Actor, school_desk: Actor, sign_in: SignIn
) -> None:
    (seat,) = come(hospital_desk, congress, 1)
    url = reverse("meetings:desk-strike", args=[seat.pk])
    found = f"{reverse('meetings:desk', args=[congress.pk])}?q={seat.name}"
    assert url in body(desk, found)
    no = desk.post(url, {"why": ""})
    assert no.status_code == 422
    assert "请填写原因" in no.content.decode()
    assert congress.seats.get(pk=seat.pk).is_there
    assert desk.post(url, {"why": "<b>同名</b>"}).status_code == 302
    for name in ("desk", "roll"):
        page = body(desk, reverse(f"meetings:{name}", args=[congress.pk]))
        assert "撤销的签到" in page
        assert "<b>同名" not in page
    again = desk.post(url, {"why": "再撤"})
    assert "还没有签到" in again.content.decode()
    assert sign_in(school_desk).post(url, {"why": "外人"}).status_code == 404
    assert congress.struck.count() == 1


@pytest.fixture
def thousand(hospital: Unit, today: date) -> list[Member]:
    """A thousand delegates in eight delegations' worth of people."""
    rows = (
        Member(unit=hospital, unit_path=hospital.path, name=f"多人{n:04d}", staff_no=f"T{n:04d}")
        for n in range(1000)
    )
    return Member.objects.bulk_create(rows)


def test_the_page_of_a_thousand_delegates_asks_fifteen_questions(
    desk: Client,
    plan: Plan,
    hospital_desk: Actor,
    thousand: list[Member],
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    meeting = plan()
    for n in range(8):
        people = thousand[n * 125 : (n + 1) * 125]
        actions.seat(actor=hospital_desk, meeting=meeting, members=people, group=f"第{n + 1}团")
    actions.petition(
        actor=hospital_desk,
        meeting=meeting,
        to="上级工会",
        title="请示",
        sent_on=today,
        today=today,
        is_upper=True,
    )
    actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    actions.call(actor=hospital_desk, meeting=meeting, today=today)
    for title in ("甲", "乙", "丙"):
        item = actions.add_item(actor=hospital_desk, meeting=meeting, title=title)
        actions.note_opinion(
            actor=hospital_desk, meeting=meeting, words="同意。", today=today, item=item
        )
    come(hospital_desk, meeting, 3)
    desk.get(meeting.get_absolute_url())
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]  # a context manager
        page = body(desk, meeting.get_absolute_url())
    assert "0 / 125" in page
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]  # a context manager
        body(desk, reverse("meetings:screen", args=[meeting.pk]))
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]  # a context manager
        body(desk, reverse("meetings:desk", args=[meeting.pk]))


def of_this_room(asked: list[dict[str, str]]) -> list[str]:
    """Return the questions about meetings: those of the house (session, record) are its own."""
    return [one["sql"] for one in asked if '"meetings_' in one["sql"]]


def test_signing_in_asks_the_room_three_questions(
    desk: Client, delegate: Client, congress: Meeting
) -> None:
    url = reverse("meetings:desk-sign", args=[congress.seats.get(place=30).pk])
    with CaptureQueriesContext(connection) as asked:
        assert desk.post(url).status_code == 302
    assert len(of_this_room(asked.captured_queries)) == 3
    with CaptureQueriesContext(connection) as asked:
        assert delegate.post(reverse("meetings:self-sign", args=[congress.token])).status_code < 400
    assert len(of_this_room(asked.captured_queries)) == 3


def test_around_a_sign_in_nothing_is_asked_twice(
    desk: Client, delegate: Client, congress: Meeting
) -> None:
    seat = congress.seats.get(place=30)
    for client, name, key, once in (
        (desk, "desk-sign", seat.pk, "a" * 32),
        (delegate, "self-sign", congress.token, "b" * 32),
    ):
        with CaptureQueriesContext(connection) as asked:
            client.post(reverse(f"meetings:{name}", args=[key]), {"once": once})
        told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        # Who asks (3), the seat (3), the form (2), the record (3), what the next page says (1);
        # PostgreSQL passes the gate of actions besides.
        assert len(told) == 12 + (connection.vendor == "postgresql"), told
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("number", [3, 30])
def test_a_paper_list_asks_the_room_four_questions_however_long_it_is(
    congress: Meeting, hospital_desk: Actor, number: int
) -> None:
    seats = list(congress.seats.all()[:number])
    with CaptureQueriesContext(connection) as asked:
        actions.sign_in_list(actor=hospital_desk, meeting=congress, seats=seats, at=now())
    assert (
        len(of_this_room(asked.captured_queries)) == 4
    )  # the meeting held, the seats, who came, the search
    assert congress.seats.filter(signed_by="list").count() == number
