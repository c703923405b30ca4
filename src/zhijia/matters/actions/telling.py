"""Whom a step tells, and in which words; the titles name no person."""

from collections.abc import Iterable
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import queries
from ..kinds.declaring import Step
from ..models import Matter, Move

WAITS, URGENT = "matters.moved", "matters.urgent"


def about(matter: Matter) -> str:
    """Return how a message names a matter."""
    return f"matters.Matter#{matter.pk}"


def tell(actor: Actor, matter: Matter, made: Move, step: Step, today: date) -> None:
    """Tell the parties that a step names."""
    title = f"{matter.kind_name}：{step.name}"
    text = f"{matter.number}，现在{matter.stands.name}。"
    is_urgent = matter.is_urgent and step.id == matter.declared.submit
    kind = URGENT if is_urgent else WAITS
    event = f"{step.id}:{made.pk}"
    tell_parties(actor, matter, step.tells, title, text, event, today, kind)
    if "filer" in step.tells and step.outside:
        _tell_joined(actor, matter, title, event, today)


def _tell_joined(actor: Actor, main: Matter, title: str, event: str, today: date) -> None:
    """Tell those whose matter was merged into this one, each on the page of their own."""
    if not main.declared.merged:
        return
    for one in queries.joined_to(main):
        text = f"{one.number}已并入{main.number}，现在{main.stands.name}。"
        tell_parties(actor, one, ("filer",), title, text, event, today)


def tell_parties(
    actor: Actor,
    matter: Matter,
    parties: Iterable[str],
    title: str,
    text: str,
    event: str,
    today: date,
    kind: str = WAITS,
) -> int:
    """Tell these parties of a matter one thing; return how many lines that makes."""
    wanted = tuple(parties)
    if not wanted:
        return 0
    reached = queries.receivers(matter, wanted)
    url, said = matter.get_absolute_url(), (text, event)
    messages = [Message(title, url, about(matter), *said, to=tuple(sorted(reached.users)))]
    messages += [Message(title, url, about(matter), *said, desks=p) for p in sorted(reached.desks)]
    return notices.send_all(actor=actor, kind=kind, messages=messages, today=today)
