"""Telling people. Rooms call `send` inside their own actions.

The record says what the action around did; whom it told are the rows written here, so sending
makes no entry of its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, now

from zhijia.platform.actor import Actor
from zhijia.platform.offers import known_notice

from . import queries, rules
from .models import Notice
from .queries import Message

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
    known_notice(kind)
    at = _moment(today)
    lines = [
        _line(user_id, kind, message, at) for user_id, message in queries.receivers(actor, messages)
    ]
    Notice.objects.bulk_create(lines, ignore_conflicts=True)
    return len(lines)


def _moment(today: date | None) -> datetime:
    """Return when it is told: now, or in the morning of another day where a story is told."""
    if today is None or today == localdate():
        return now()
    return datetime.combine(today, MORNING, get_current_timezone())


def _line(user_id: int, kind: str, message: Message, at: datetime) -> Notice:
    """Return a message to one person, not written yet."""
    if not rules.leads_inside(message.url):
        raise ValueError(f"a message leads to a page of ours, not to {message.url!r}")
    return Notice(
        user_id=user_id,
        kind=kind,
        title=rules.cut(message.title, rules.TITLE),
        words=rules.cut(message.text, rules.WORDS),
        url=message.url,
        about=message.about,
        event=message.event,
        made_at=at,
    )
