"""A hospital that meets: 34 delegates by their posts, their congress entered and called."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import now

from zhijia.meetings import actions
from zhijia.meetings.models import Meeting, Seat
from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor

DELEGATES = 34
Plan = Callable[..., Meeting]


@pytest.fixture
def delegates(hospital: Unit, today: date) -> list[Member]:
    """Thirty-four members of the hospital who hold the post of 会员代表."""
    rows = [
        Member(
            unit=hospital,
            unit_path=hospital.path,
            name=f"代表{n:02d}",
            staff_no=f"D{n:03d}",
        )
        for n in range(1, DELEGATES + 1)
    ]
    people = Member.objects.bulk_create(rows)
    Post.objects.bulk_create(
        Post(
            unit=hospital,
            unit_path=hospital.path,
            member=one,
            kind="member_rep",
            from_on=today - timedelta(days=30),
        )
        for one in people
    )
    return people


@pytest.fixture
def plan(hospital: Unit, hospital_desk: Actor, today: date) -> Plan:
    """Enter a meeting of the hospital, its first congress unless more is said."""

    def plan_one(**more: object) -> Meeting:
        said: dict[str, object] = {
            "unit": hospital,
            "kind": "delegates",
            "title": "第三届第一次会员代表大会",
            "meets_on": today,
            "term": 3,
            "session": 1,
        }
        return actions.plan(actor=hospital_desk, today=today, **{**said, **more})  # type: ignore[arg-type]  # facts by name

    return plan_one


@pytest.fixture
def congress(plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date) -> Meeting:
    """The hospital's congress with its roll fixed, called for today."""
    meeting = plan()
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    return actions.call(actor=hospital_desk, meeting=meeting, today=today)


def moment() -> datetime:
    return now()


def come(desk: Actor, meeting: Meeting, number: int) -> list[Seat]:
    """Let so many delegates sign in at the desk, in the order of the roll."""
    seats = list(meeting.seats.filter(seat="delegate")[:number])
    return [actions.sign_in(actor=desk, seat=one, at=moment()) for one in seats]


@pytest.fixture
def in_session(congress: Meeting, hospital_desk: Actor, today: date) -> Meeting:
    """The congress opened with 30 of 34 delegates there."""
    come(hospital_desk, congress, 30)
    return actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
