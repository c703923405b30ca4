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

from . import rules
from .models import Choice, GroupMessage, Mail, Notice, NoticeQuerySet, Robot, RobotQuerySet

LISTS = {"all": "全部", "unread": "未读"}
MOST_COUNTED = 100  # a bell says 99+ beyond


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told: to these accounts, and to those who act for the unit at `desks`.

    `text` stays in the inbox; `title` leaves the house where its kind is open. `url` is a path of
    ours. `about` names the thing, as "plans.Assignment#7", and `event` what happened to it where
    that can happen more than once.
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
    return {pk: address or "" for pk, address in found.values_list("pk", "mailbox__address")}


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


def speakers(kind: NoticeKind, messages: Iterable[Message]) -> list[tuple[Robot, Message]]:
    """Return which robots say which messages; one query."""
    by_path: dict[str, list[Message]] = {}
    for message in messages:
        if message.desks:
            by_path.setdefault(message.desks, []).append(message)
    robots = Robot.objects.standing().filter(unit_path__in=list(by_path), is_paused=False)
    wanted = [robot for robot in robots if kind.name in robot.kinds] if by_path else []
    return [(robot, message) for robot in wanted for message in by_path[robot.unit_path]]


def robots_due(at: datetime) -> list[int]:
    """Return the robots that may speak now; one query."""
    waiting = GroupMessage.objects.filter(state=Mail.WAITING, at__lte=at).order_by("robot")
    return list(waiting.values_list("robot", flat=True).distinct())


def robots(actor: Actor) -> RobotQuerySet:
    """Return the robots of the units whose desk the actor is."""
    mine = actor.stands(import_string(settings.DESKS))
    return Robot.objects.standing().filter(unit_path__in=mine)


def keeps_robots(actor: Actor) -> bool:
    """Say whether the actor is anywhere the desk."""
    return bool(actor.stands(import_string(settings.DESKS)))


def robot_units(actor: Actor) -> dict[str, str]:
    """Return the units whose desk the actor is, by path, with their names; one query."""
    mine = actor.stands(import_string(settings.DESKS))
    names: dict[str, str] = import_string(settings.UNIT_NAMES)(mine) if mine else {}
    return names


def trial_under_way(robot: Robot) -> bool:
    """Say whether a trial of this robot still waits to be sent for the first time."""
    under_way = robot.messages.filter(kind=rules.TRIAL, state__in=[Mail.WAITING, Mail.SENDING])
    return under_way.filter(tries=0).exists()


@dataclass(frozen=True, slots=True)
class Group:
    """A robot as its page shows it: its unit, what it was made to say, and how the last went."""

    robot: Robot
    unit: str
    kinds: list[str]
    messages: list[GroupMessage]

    @property
    def last(self) -> GroupMessage | None:
        """Return the latest message."""
        return self.messages[0] if self.messages else None

    @property
    def is_trying(self) -> bool:
        """Say whether a trial has still to be sent."""
        under_way = {Mail.WAITING, Mail.SENDING}
        return any(
            m.kind == rules.TRIAL and m.state in under_way and not m.tries for m in self.messages
        )


LATEST = 8


def groups(actor: Actor) -> list[Group]:
    """Return the robots this actor keeps with the latest of what they said; three queries."""
    found, units = list(robots(actor)), robot_units(actor)
    said: dict[int, list[GroupMessage]] = {}
    rows = GroupMessage.objects.filter(robot__in=[robot.pk for robot in found])
    for message in rows[: LATEST * max(1, len(found))]:
        said.setdefault(message.robot_id, []).append(message)
    return [
        Group(
            robot,
            units.get(robot.unit_path, ""),
            labels(robot.kinds),
            said.get(robot.pk, [])[:LATEST],
        )
        for robot in found
    ]


def labels(kinds: Iterable[str]) -> list[str]:
    """Return what kinds are called; one that a later version dropped is left out."""
    return [NOTICES[name].label for name in kinds if name in NOTICES]


def group_kinds() -> list[NoticeKind]:
    """Return the kinds that a unit's group may be told."""
    return [kind for kind in NOTICES.values() if kind.desk]


def undelivered(since: datetime) -> tuple[int, int]:
    """Count the messages whose letters, and those to groups, that did not arrive; two queries."""
    mails = Notice.objects.filter(mail=Mail.FAILED, mail_at__gte=since).count()
    return mails, GroupMessage.objects.filter(state=Mail.FAILED, at__gte=since).count()
