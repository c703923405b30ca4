"""What of meetings waits for somebody, on which days they are, and what is not filed yet."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from zhijia.ballots.models import Ballot
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, told

from ..models import Duty, Election, Inspection, Meeting, MeetingQuerySet, Seat
from . import known

NOT_FILED = ("planning", "called", "open", "closed")


class Wait(NamedTuple):
    """Something that waits: the meeting or inspection, what is asked of this person, where, by
    when, in which unit.
    """

    about: Meeting | Inspection
    words: str
    page: str
    due: date | None
    unit: str


def waits(actor: Actor, today: date, most: int) -> Reading[list[Wait]]:
    """Return what waits for this person in meetings and after elections, so many of each."""
    if not actor.member_id:
        return told([])
    return Reading(
        (
            _meetings(actor, today)[:most],
            _elected(actor)[:most],
            _duties(actor)[:most],
            _unanswered(actor)[:most],
        ),
        lambda meetings, elections, duties, inspections: [
            *(_wait(one, today) for one in meetings),
            *map(_after, _one_a_meeting(elections)),
            *(_duty(one) for one in duties),
            *(_asked(one) for one in inspections),
        ],
    )


def _meetings(actor: Actor, today: date) -> MeetingQuerySet:
    """Select the meetings that ask something of this person."""
    mine = Seat.objects.filter(meeting=OuterRef("pk"), member_id=actor.member_id or 0)
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
    return rows.filter(wanted).select_related("unit").order_by("meets_on", "pk")


def _elected(actor: Actor) -> QuerySet[Election]:
    """Select the announced elections of this desk that nobody reported upward, or that fell.

    Those that follow from another are reported with it, or by themselves where it was before. One
    fell whose posts were written and whose ballot is void or which was not approved.
    """
    again = Ballot.objects.filter(follows=OuterRef("ballot"))
    is_void = Q(ballot__state="void") | Exists(again.filter(state="void")) & ~Exists(
        again.exclude(state="void")
    )
    is_refused = Q(report__answered_on__isnull=False, report__is_agreed=False)
    fell = Q(written_on__isnull=False) & (is_void | is_refused)
    owed = Q(report=None) & (Q(source=None) | Q(source__report__isnull=False))
    rows = Election.objects.filter(announced_on__isnull=False, ended_on=None)
    rows = rows.filter(item__meeting__unit_path__in=actor.stands(DESKS))
    rows = rows.annotate(fell=fell).filter(owed | fell)
    return rows.select_related("item__meeting__unit").order_by("announced_on", "pk")


def _one_a_meeting(rows: Iterable[Election]) -> list[Election]:
    """Keep one for each meeting, since a renewal is reported as a whole; what fell stays."""
    found: dict[tuple[int, bool, int], Election] = {}
    for one in rows:
        fell = bool(one.__dict__["fell"])
        found[one.item.meeting_id, fell, one.pk if fell else 0] = one
    return list(found.values())


def _duties(actor: Actor) -> QuerySet[Duty]:
    """Select what this desk still has to do after an election."""
    rows = Duty.objects.filter(
        done_on=None,
        election__ended_on=None,
        election__item__meeting__unit_path__in=actor.stands(DESKS),
    )
    return rows.select_related("election__item__meeting__unit").order_by("due_on", "pk")


def _unanswered(actor: Actor) -> QuerySet[Inspection]:
    """Select what delegates asked and this desk has not answered, for itself or for others."""
    desks = actor.stands(DESKS)
    rows = Inspection.objects.filter(answered_on=None).filter(
        Q(unit__path__in=desks)
        | Q(unit=None, congress__unit_path__in=desks)
        | Q(unit__dissolved_on__isnull=False, congress__unit_path__in=desks)
    )
    return rows.select_related("unit", "congress__unit").order_by("due_on", "pk")


def _page_of(one: Election) -> str:
    return reverse("meetings:election", args=[one.item_id])


def _after(one: Election) -> Wait:
    meeting, words = one.item.meeting, "请将选举结果报上一级工会"
    if one.__dict__["fell"]:
        words = "选举无效，请终止由它写入的任职"
    return Wait(meeting, words, _page_of(one), one.announced_on, str(meeting.unit))


def _duty(one: Duty) -> Wait:
    meeting = one.election.item.meeting
    words, page = one.get_key_display(), _page_of(one.election)
    return Wait(meeting, words, page, one.due_on, str(meeting.unit))


def _asked(one: Inspection) -> Wait:
    words = f"请答复代表{one.get_kind_display()}"
    return Wait(one, words, one.get_absolute_url(), one.due_on, str(one.unit or one.congress.unit))


def _wait(one: Meeting, today: date) -> Wait:
    """Say what is asked: who sits in it answers first, whose desk it is finishes."""
    words, page, due = _step(one, today)
    return Wait(one, words, page, due, str(one.unit))


def _step(one: Meeting, today: date) -> tuple[str, str, date | None]:
    flags: dict[str, bool] = one.__dict__
    page = one.get_absolute_url()
    if one.state == "closed":
        after = reverse("meetings:meeting-after", args=[one.pk])
        return ("请将会议归档" if one.minutes else "请写会议纪要"), after, None
    if one.state == "called" and flags["unread"]:
        return "请确认会议通知", page, one.meets_on
    if flags["absent"] and one.meets_on == today:
        return "请到会签到", page, one.meets_on
    return "请宣布开会，或者改期", page, one.meets_on


def days_of(actor: Actor, place: Place, first: date, last: date) -> MeetingQuerySet:
    """Return the meetings somebody may know of, from one day to another."""
    rows = known(actor).filter(place.narrows("unit_path"), meets_on__range=(first, last))
    return rows.exclude(state="cancelled").order_by("meets_on", "pk")


def open_at(path: str, *, below: bool) -> MeetingQuerySet:
    """Return the meetings of a unit, or of its branch, that are not filed or called off."""
    where = Q(unit_path__startswith=path) if below else Q(unit_path=path)
    return Meeting.objects.filter(where, state__in=NOT_FILED)
