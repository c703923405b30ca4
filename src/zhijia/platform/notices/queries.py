"""Reading messages: one's own inbox, and who is to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

from .models import Notice, NoticeQuerySet

LISTS = {"all": "全部", "unread": "未读"}
MOST_COUNTED = 100  # a bell says 99+ beyond


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told: to these accounts, and to those who act for the unit at `desks`.

    `title` may leave the house by e-mail or into a group chat, so it names nothing personal;
    `text` stays in the inbox. `url` is a path of ours. `about` names the thing, as
    "plans.Assignment#7", and `event` what happened to it where that can happen more than once.
    """

    title: str
    url: str
    about: str
    text: str = ""
    event: str = ""
    to: tuple[int | None, ...] = ()
    desks: str = ""


def inbox(actor: Actor, name: str = "all") -> NoticeQuerySet:
    """Return one list of the actor's inbox, the newest first."""
    found = Notice.objects.listed(actor.user_id)
    return found.unread() if name == "unread" else found


def unread_count(actor: Actor) -> int:
    """Count what the actor has not opened, at most a hundred; one query over its own index."""
    found = Notice.objects.listed(actor.user_id).unread().order_by()
    return found[:MOST_COUNTED].count()


def desk_users(paths: Iterable[str]) -> Mapping[str, list[int]]:
    """Return the accounts of those who act for the units at these paths; one query."""
    wanted = sorted({path for path in paths if path})
    ask = import_string(settings.DESK_USERS)
    found: Mapping[str, list[int]] = ask(wanted) if wanted else {}
    return found


def receivers(actor: Actor, messages: Iterable[Message]) -> list[tuple[int, Message]]:
    """Return who is told what; two queries. Not who does it, and none whose account is closed."""
    told = list(messages)
    desks = desk_users(message.desks for message in told)
    pairs = {
        (user_id, n): message
        for n, message in enumerate(told)
        for user_id in (*message.to, *desks.get(message.desks, ()))
        if user_id is not None and user_id != actor.user_id
    }
    wanted = {user_id for user_id, _ in pairs}
    active = User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    open_ = set(active) if wanted else set()
    return [(user_id, message) for (user_id, _), message in pairs.items() if user_id in open_]
