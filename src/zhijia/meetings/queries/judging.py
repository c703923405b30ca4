"""裁定: what the rules say of a meeting as it stands; each a verdict with its clause."""

from datetime import date

from zhijia.law import Verdict
from zhijia.platform.refs.days import Calendar
from zhijia.platform.refs.queries import calendar

from ..models import Meeting
from ..rules import calling, hall, opening


def judged(meeting: Meeting, today: date, there: int) -> list[Verdict]:
    """Return what is right and what is lacking, in the order of the meeting's course.

    `there` is how many delegates are in the hall. Rows fetched beforehand are not asked for again.
    """
    days = calendar()
    return [
        *_before(meeting),
        *_petitions(meeting, today, days),
        *_notice(meeting, today, days),
        *_agenda(meeting),
        *_there(meeting, there),
    ]


def _before(meeting: Meeting) -> list[Verdict]:
    """Name the steps before a first session of the union's congress that were not done."""
    if meeting.kind != "delegates" or not meeting.is_first:
        return []
    done = {one.key for one in meeting.preparations.all() if one.done_on}
    if meeting.called_on:
        done.add("called")
    return opening.lacking(done, opening.BEFORE_FIRST)


def _petitions(meeting: Meeting, today: date, days: Calendar) -> list[Verdict]:
    return [
        calling.is_answered(
            sent_on=one.sent_on,
            answered_on=one.answered_on,
            is_agreed=one.is_agreed,
            today=today,
            calendar=days,
            about=one.title,
        )
        for one in meeting.petitions.all()
        if one.is_upper
    ]


def _notice(meeting: Meeting, today: date, days: Calendar) -> list[Verdict]:
    """Judge the notice that was given, or one that would be given today."""
    notice = meeting.what.notice
    if notice is None or meeting.state == "cancelled":
        return []
    given = meeting.called_on or today
    return [
        calling.is_given_in_time(notice, given_on=given, meets_on=meeting.meets_on, calendar=days)
    ]


def _agenda(meeting: Meeting) -> list[Verdict]:
    due = opening.due_business(
        meeting.what,
        is_opening=meeting.is_first,
        is_yearly=meeting.what.every is not None,
        registration=meeting.unit.registration,
    )
    return opening.agenda_has(due, {one.business for one in meeting.items.all()})


def _there(meeting: Meeting, there: int) -> list[Verdict]:
    if meeting.what.quorum is None or not meeting.due or meeting.state not in {"called", "open"}:
        return []
    return [hall.is_quorate(meeting.due, there, meeting.what.quorum)]
