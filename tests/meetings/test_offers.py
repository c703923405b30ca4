"""What waits, stands on the calendar, is found, is counted and is unfinished."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from tests.meetings.conftest import Plan, come, moment
from zhijia.meetings import actions
from zhijia.meetings.models import Meeting
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, events_between, under_way, waiting_for
from zhijia.platform.place import Place

SignIn = Callable[..., Client]


def told(actor: Actor, today: date) -> list[str]:
    """Return what waits for somebody in meetings, without the meeting's name."""
    waits = [one.title.partition("：") for one in waiting_for(actor, today)]
    return [words for words, _, name in waits if name == "第三届第一次会员代表大会"]


def test_a_delegate_answers_the_notice_then_signs_in(
    congress: Meeting, delegates: list[Member], member: Actor, today: date
) -> None:
    who = actor_for(delegates[0])
    assert told(who, today) == ["请确认会议通知"]
    seat = congress.seats.get(member=delegates[0])
    actions.receive(actor=who, seat=seat, today=today)
    assert told(who, today) == ["请到会签到"]
    actions.sign_in(actor=who, seat=seat, at=moment(), by="self")
    assert told(who, today) == []
    assert told(member, today) == [], "who is not on the roll is not asked"


def test_who_asked_for_leave_is_not_called_to_sign_in(
    congress: Meeting, delegates: list[Member], today: date
) -> None:
    who, seat = actor_for(delegates[1]), congress.seats.get(member=delegates[1])
    actions.receive(actor=who, seat=seat, today=today, leave="外出")
    assert told(who, today) == []


def test_a_desk_opens_writes_the_minutes_and_files(
    congress: Meeting, hospital_desk: Actor, school_desk: Actor, today: date
) -> None:
    assert told(hospital_desk, today) == ["请宣布开会，或者改期"]
    come(hospital_desk, congress, 30)
    actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
    closed = actions.close_meeting(actor=hospital_desk, meeting=congress, today=today)
    assert told(hospital_desk, today) == ["请写会议纪要"]
    assert told(school_desk, today) == []
    actions.write_minutes(actor=hospital_desk, meeting=closed, text="纪要。", at=moment())
    assert told(hospital_desk, today) == ["请将会议归档"]
    actions.archive(actor=hospital_desk, meeting=closed, today=today)
    assert told(hospital_desk, today) == []


def test_the_day_of_a_meeting_stands_on_the_calendar_once_it_is_called(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    meeting = plan(meets_on=today + timedelta(days=9))
    who = actor_for(delegates[0])

    def days(actor: Actor) -> list[str]:
        until = today + timedelta(days=20)
        return [
            one.title
            for one in events_between(actor, Place(), today, until)
            if one.title == meeting.title
        ]

    assert (days(hospital_desk), days(who)) == ([meeting.title], [])
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    actions.call(actor=hospital_desk, meeting=meeting, today=today)
    assert days(who) == [meeting.title]
    actions.cancel(actor=hospital_desk, meeting=meeting, why="台风", today=today)
    assert (days(hospital_desk), days(who)) == ([], [])


def test_a_meeting_is_found_by_its_title_and_by_its_minutes_by_who_may_read_it(
    sign_in: SignIn,
    in_session: Meeting,
    hospital_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    closed = actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    actions.write_minutes(
        actor=hospital_desk, meeting=closed, text="会议同意增设哺乳室。", at=moment()
    )
    url, path = "/search/", closed.get_absolute_url()
    for words in ("第三届第一次会员代表大会", "增设哺乳室"):
        assert path in sign_in(hospital_desk).get(url, {"q": words}).content.decode(), words
        assert path not in sign_in(school_desk).get(url, {"q": words}).content.decode(), words


def test_meetings_are_counted_by_their_side(
    congress: Meeting, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    def counts() -> list[int]:
        names = ("union", "staff", "due")
        return [
            int(FIGURES[f"meetings.{one}"].total([hospital.path], today, today)) for one in names
        ]

    come(hospital_desk, congress, 30)
    opened = actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
    assert counts() == [0, 0, 0], "what goes on is not counted yet"
    actions.close_meeting(actor=hospital_desk, meeting=opened, today=today)
    assert counts() == [1, 0, 34]


def test_a_meeting_is_unfinished_business_of_its_unit_until_it_is_filed(
    in_session: Meeting, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    def left() -> list[int]:
        return [one.count for one in under_way(hospital.path, below=True) if one.label == "会议"]

    assert left() == [1]
    closed = actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    actions.write_minutes(actor=hospital_desk, meeting=closed, text="纪要。", at=moment())
    actions.archive(actor=hospital_desk, meeting=closed, today=today)
    assert left() == []
