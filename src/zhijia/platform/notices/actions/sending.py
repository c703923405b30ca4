"""Telling people. Rooms call `send` inside their own actions.

The record says what the action around did; whom it told are the rows written here, so sending
makes no entry of its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, now

from zhijia.platform.actor import Actor
from zhijia.platform.jobs import acts as jobs
from zhijia.platform.offers import NoticeKind, known_notice

from .. import mailing, queries, rules
from ..acts.groups import SPEAK
from ..acts.letters import POST
from ..models import GroupMessage, Mail, Notice
from ..queries import Message, Told

MORNING = time(9, 0)


def send(
    *,
    actor: Actor,
    kind: str,
    title: str,
    url: str,
    about: str,
    text: str = "",
    event: str = "",
    to: Iterable[int | None] = (),
    desks: str = "",
    today: date | None = None,
) -> int:
    """Tell these accounts, and the desks of the unit at `desks`, one thing; see `Message`."""
    message = Message(title, url, about, text, event, tuple(to), desks)
    return send_all(actor=actor, kind=kind, messages=[message], today=today)


def send_all(
    *, actor: Actor, kind: str, messages: Iterable[Message], today: date | None = None
) -> int:
    """Tell many things of one kind, in a few queries; return how many lines that makes.

    What somebody was told already is left out, and so is the actor. LookupError when no room
    declared the kind, ValueError when a message leads out of the house.
    """
    assert transaction.get_connection().in_atomic_block, "send inside the action that it tells of"
    declared, said = known_notice(kind), list(messages)
    at = _moment(today)
    lines = [_line(told, kind, at) for told in queries.receivers(actor, declared, said)]
    Notice.objects.bulk_create(lines, ignore_conflicts=True)
    if any(line.mail for line in lines):
        jobs.wake(POST)
    _tell_groups(declared, said, at)
    return len(lines)


def _moment(today: date | None) -> datetime:
    """Return when it is told: now, or in the morning of another day where a story is told."""
    if today is None or today == localdate():
        return now()
    return datetime.combine(today, MORNING, get_current_timezone())


def _line(told: Told, kind: str, at: datetime) -> Notice:
    """Return a message to one person, not written yet."""
    message = told.message
    if not rules.leads_inside(message.url):
        raise ValueError(f"a message leads to a page of ours, not to {message.url!r}")
    by_mail = told.by_mail and mailing.is_set_up()
    return Notice(
        user_id=told.user_id,
        kind=kind,
        title=rules.cut(message.title, rules.TITLE),
        words=rules.cut(message.text, rules.WORDS),
        url=message.url,
        about=message.about,
        event=message.event,
        made_at=at,
        is_listed=told.is_listed,
        mail=Mail.WAITING if by_mail else Mail.NONE,
        mail_at=at if by_mail else None,
    )


def _tell_groups(kind: NoticeKind, messages: list[Message], at: datetime) -> None:
    """Let the robots of these units say it, where their desks chose so; none in a story told."""
    if not kind.desk or at < now() - timedelta(days=1):
        return
    spoken = [
        GroupMessage(
            robot=robot,
            kind=kind.name,
            title=rules.cut(rules.outside(message.title, kind), rules.TITLE),
            about=message.about,
            event=message.event,
            made_at=at,
        )
        for robot, message in queries.speakers(kind, messages)
    ]
    if spoken:
        GroupMessage.objects.bulk_create(spoken, ignore_conflicts=True)
        jobs.wake(SPEAK)
