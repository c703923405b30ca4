"""Telling people. Rooms call `send` inside their own actions.

The record says what the action around did; whom it told are the rows written here, so sending
makes no entry of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, now

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, record, require
from zhijia.platform.jobs import acts as jobs
from zhijia.platform.offers import known_notice

from . import mailing, queries, rules
from .acts.letters import POST
from .models import Choice, Mail, Notice
from .queries import Message, Told

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
    told = queries.receivers(actor, known_notice(kind), list(messages))
    at = _moment(today)
    lines = [_line(one, kind, at) for one in told]
    Notice.objects.bulk_create(lines, ignore_conflicts=True)
    if any(line.mail for line in lines):
        jobs.wake(POST)
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


@action("修改消息设置")
def choose(*, actor: Actor, wanted: Mapping[str, tuple[bool, bool]]) -> None:
    """Keep which kinds the actor wants in the inbox and by e-mail; a duty stays in the inbox."""
    if actor.user_id is None:
        raise Refused(refused("请先登录"))
    for name, (in_inbox, by_mail) in wanted.items():
        kind = known_notice(name)
        if not in_inbox:
            require(rules.may_switch_off(kind.must))
        Choice.objects.update_or_create(
            user_id=actor.user_id,
            kind=kind.name,
            defaults={"in_inbox": in_inbox, "by_mail": by_mail},
        )
    record({}, {name: list(both) for name, both in wanted.items()})
