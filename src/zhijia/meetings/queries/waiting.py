"""What of meetings waits for somebody, on which days they are, and what is not filed yet."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

from ..models import Meeting, MeetingQuerySet, Seat
from . import known

NOT_FILED = ("planning", "called", "open", "closed")


class Wait(NamedTuple):
    """Something that waits: the meeting, what is asked of this person, where, by when."""

    meeting: Meeting
    words: str
    page: str
    due: date | None


def waits(actor: Actor, today: date, most: int) -> list[Wait]:
    """Return what waits for this person, at most so many; one query."""
    if not actor.member_id:
        return []
    mine = Seat.objects.filter(meeting=OuterRef("pk"), member_id=actor.member_id)
    rows = Meeting.objects.annotate(
        unread=Exists(mine.filter(read_on=None)),
        absent=Exists(mine.filter(signed_at=None, leave="")),
        runs=Q(unit_path__in=actor.stands(DESKS)),
    )
    wanted = (
        Q(state="called", unread=True)
        | Q(state__in=("called", "open"), absent=True, meets_on=today)
        | Q(runs=True, state="called", meets_on__lte=today)
        | Q(runs=True, state="closed")
    )
    found = rows.filter(wanted).select_related("unit").order_by("meets_on", "pk")[:most]
    return [_wait(one, today) for one in found]


def _wait(one: Meeting, today: date) -> Wait:
    """Say what is asked: who sits in it answers first, whose desk it is finishes."""
    flags: dict[str, bool] = one.__dict__
    page = one.get_absolute_url()
    if one.state == "closed":
        after = reverse("meetings:meeting-after", args=[one.pk])
        words = "请将会议归档" if one.minutes else "请写会议纪要"
        return Wait(one, words, after, None)
    if one.state == "called" and flags["unread"]:
        return Wait(one, "请确认会议通知", page, one.meets_on)
    if flags["absent"] and one.meets_on == today:
        return Wait(one, "请到会签到", page, one.meets_on)
    return Wait(one, "请宣布开会，或者改期", page, one.meets_on)


def days_of(actor: Actor, place: Place, first: date, last: date) -> MeetingQuerySet:
    """Return the meetings somebody may know of, from one day to another."""
    rows = known(actor).filter(place.narrows("unit_path"), meets_on__range=(first, last))
    return rows.exclude(state="cancelled").order_by("meets_on", "pk")


def open_at(path: str, *, below: bool) -> MeetingQuerySet:
    """Return the meetings of a unit, or of its branch, that are not filed or called off."""
    where = Q(unit_path__startswith=path) if below else Q(unit_path=path)
    return Meeting.objects.filter(where, state__in=NOT_FILED)
