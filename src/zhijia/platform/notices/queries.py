"""Reading messages: one's own inbox, and who is to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.offers import NOTICES, NoticeKind

from .models import Choice, Mail, Notice, NoticeQuerySet

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


def open_accounts(user_ids: Iterable[int]) -> dict[int, str]:
    """Return which of these accounts are open, each with its e-mail address or ""; one query."""
    found = User.objects.filter(pk__in=list(user_ids), is_active=True)
    return {user.pk: getattr(user, "email", "") for user in found}


def address_of(actor: Actor) -> str:
    """Return the actor's own e-mail address, or ""; one query."""
    return open_accounts([actor.user_id]).get(actor.user_id, "") if actor.user_id else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One message to one account: whether it is listed in the inbox, and goes by e-mail."""

    user_id: int
    message: Message
    is_listed: bool
    by_mail: bool


def receivers(actor: Actor, kind: NoticeKind, told: list[Message]) -> list[Told]:
    """Return who is told what, as each has chosen; four queries.

    Not who does it, none whose account is closed, none who was told already, and none who wants
    to hear nothing of it.
    """
    desks = desk_users(message.desks for message in told)
    pairs = {
        (user_id, n): message
        for n, message in enumerate(told)
        for user_id in (*message.to, *desks.get(message.desks, ()))
        if user_id is not None and user_id != actor.user_id
    }
    if not pairs:
        return []
    accounts = open_accounts({user_id for user_id, _ in pairs})
    chosen = chosen_by(accounts, kind)
    known = _told_already(accounts, kind, told)
    found = []
    for (user_id, _), message in pairs.items():
        if user_id in accounts and (user_id, message.about, message.event) not in known:
            in_inbox, by_mail = chosen.get(user_id, (True, kind.mail))
            by_mail = by_mail and bool(accounts[user_id])
            found.append(Told(user_id, message, in_inbox or bool(kind.must), by_mail))
    return [one for one in found if one.is_listed or one.by_mail]


def _told_already(
    user_ids: Iterable[int], kind: NoticeKind, messages: Iterable[Message]
) -> set[tuple[int, str, str]]:
    """Return account, thing and event of what these accounts were told before; one query."""
    abouts = {message.about for message in messages}
    rows = Notice.objects.filter(kind=kind.name, user__in=list(user_ids), about__in=abouts)
    return set(rows.order_by().values_list("user", "about", "event"))


def chosen_by(user_ids: Iterable[int], kind: NoticeKind) -> dict[int, tuple[bool, bool]]:
    """Return what these accounts chose for a kind, inbox and e-mail, where they did; one query."""
    rows = Choice.objects.filter(kind=kind.name, user__in=list(user_ids))
    return {
        user: (inbox, mail) for user, inbox, mail in rows.values_list("user", "in_inbox", "by_mail")
    }


@dataclass(frozen=True, slots=True)
class Switch:
    """A kind as its receiver has set it."""

    kind: NoticeKind
    in_inbox: bool
    by_mail: bool


def switches(actor: Actor) -> list[tuple[str, list[Switch]]]:
    """Return the kinds that may reach this actor, by room, each as it is set; two queries.

    Kinds for desks are left out where the actor acts for no unit and never got one.
    """
    if actor.user_id is None:
        return []
    is_desk = bool(actor.stands(import_string(settings.DESKS)))
    got = set(
        Notice.objects.filter(user=actor.user_id)
        .order_by()
        .values_list("kind", flat=True)
        .distinct()
    )
    rows = Choice.objects.filter(user=actor.user_id)
    chosen = {row.kind: row for row in rows}
    found: dict[str, list[Switch]] = {}
    for kind in NOTICES.values():
        if is_desk or not kind.desk or kind.name in got:
            row = chosen.get(kind.name)
            in_inbox = bool(kind.must) or row is None or row.in_inbox
            by_mail = row.by_mail if row else kind.mail
            found.setdefault(kind.room, []).append(Switch(kind, in_inbox, by_mail))
    return [(str(apps.get_app_config(room).verbose_name), kinds) for room, kinds in found.items()]


def letters_due(at: datetime) -> list[int]:
    """Return the accounts to which a letter may go now; one query."""
    waiting = Notice.objects.filter(mail=Mail.WAITING, mail_at__lte=at).order_by("user")
    return list(waiting.values_list("user", flat=True).distinct())


def last_fault(actor: Actor) -> Notice | None:
    """Return the latest message whose letter did not arrive, if no later one did."""
    if actor.user_id is None:
        return None
    mine = Notice.objects.filter(user=actor.user_id, mail__in=[Mail.SENT, Mail.FAILED])
    last = mine.order_by("-mail_at").first()
    return last if last and last.mail == Mail.FAILED else None
