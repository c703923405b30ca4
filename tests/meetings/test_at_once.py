"""The day itself at its worst: two desks at one name, a whole hall at once, the power gone."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import moment
from tests.plans.tasks.test_two_at_once import at_once
from zhijia.meetings import actions
from zhijia.meetings.models import Meeting, Seat
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.audit.queries import first_break

SignIn = Callable[..., Client]
SeatOf = Callable[[str, Unit], Actor]


def signed(action: str = "meetings.sign_in") -> int:
    return AuditEntry.objects.filter(action=action).count()


@pytest.mark.django_db(transaction=True)
def test_two_desks_sign_one_delegate_in_once(
    congress: Meeting, hospital_desk: Actor, hospital: Unit, seat: SeatOf
) -> None:
    chair = seat("2002", hospital)
    one = congress.seats.get(place=1)
    desks = [
        partial(actions.sign_in, actor=desk, seat=one, at=moment())
        for desk in (hospital_desk, chair)
    ]
    assert at_once(*desks) == ["done", "refused"]
    one.refresh_from_db()
    assert one.signed_at is not None
    assert one.signed_at_desk_id in {hospital_desk.member_id, chair.member_id}
    assert signed() == 1
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_a_whole_hall_signs_in_at_once_and_everybody_is_counted(
    congress: Meeting, hospital_desk: Actor
) -> None:
    seats = list(congress.seats.all())

    def desk(mine: list[Seat]) -> None:
        for one in mine:
            actions.sign_in(actor=hospital_desk, seat=one, at=moment())

    assert at_once(*(partial(desk, seats[n::6]) for n in range(6))) == ["done"] * 6
    assert congress.seats.filter(signed_at__isnull=False).count() == len(seats) == signed()
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_filed_once_though_two_press(
    congress: Meeting, hospital_desk: Actor, today: date
) -> None:
    for one in congress.seats.all()[:30]:
        actions.sign_in(actor=hospital_desk, seat=one, at=moment())
    meeting = actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
    meeting = actions.close_meeting(actor=hospital_desk, meeting=meeting, today=today)
    actions.write_minutes(actor=hospital_desk, meeting=meeting, text="纪要。", at=moment())
    press = partial(actions.archive, actor=hospital_desk, meeting=meeting, today=today)
    assert at_once(press, press) == ["done", "refused"]
    numbers = list(meeting.filed.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def seen_by_another(pk: int) -> datetime | None:
    """Return when a seat was signed in, as a connection of its own sees it."""
    found: list[datetime | None] = []

    def look() -> None:
        found.append(Seat.objects.get(pk=pk).signed_at)
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_what_was_answered_is_on_disk_before_the_answer(
    congress: Meeting, hospital_desk: Actor, sign_in: SignIn
) -> None:
    """Whoever is told that they are signed in stays so, though the power goes the next moment."""
    client, one = sign_in(hospital_desk), congress.seats.get(place=3)
    assert client.post(reverse("meetings:desk-sign", args=[one.pk])).status_code == 302
    assert not connections["default"].in_atomic_block
    if connection.vendor == "postgresql":
        assert seen_by_another(one.pk) is not None
    else:
        assert not connection.connection.in_transaction
        assert Seat.objects.get(pk=one.pk).signed_at is not None
