"""What waits for somebody in votes under way, and the days on which votes are held."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate, now

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, told

from ..models import Ballot, BallotQuerySet, Voter, Watcher
from ..policies import SCRUTINEERS
from .ballots import ballots_seen

TELLERS = ("teller_a", "teller_b")
HOLDERS = ("holder", "registrar")


class Wait(NamedTuple):
    """Something that waits: the ballot, what is asked of this person, by when."""

    ballot: Ballot
    words: str
    due: date | None


def _rows(actor: Actor) -> BallotQuerySet:
    """Select the ballots in which something waits for this person; one query when it is read."""
    me = actor.member_id or 0
    mine = Voter.objects.filter(ballot=OuterRef("pk"), member_id=me, way__in=("", "electronic"))
    watch = Watcher.objects.filter(ballot=OuterRef("pk"), member_id=me)
    rows = Ballot.objects.filter(state__in=("set", "open", "closed", "counted")).annotate(
        votes=Exists(mine),
        counts=Exists(watch.filter(role__in=TELLERS)),
        ends=Exists(watch.filter(role__in=SCRUTINEERS)),
        holds=Exists(watch.filter(role__in=HOLDERS)),
    )
    electronic, over = ~Q(way="paper"), Q(closes_at__lte=now())
    wanted = (
        Q(state="open", votes=True)
        | Q(electronic, state="set", holds=True)
        | Q(over, state="open", ends=True)
        | Q(state="closed", counts=True, way__in=("paper", "mixed"))
        | Q(electronic, state="closed", holds=True)
    )
    paths = actor.stands(DESKS)
    if paths:
        unsaid = Q(state="counted", told_on=None)
        wanted |= (Q(state="closed") | unsaid) & Q(unit_path__in=paths)
    return rows.filter(wanted).select_related("unit").order_by("closes_at", "held_on", "pk")


def waits(actor: Actor, most: int) -> list[Wait]:
    """Return what waits for this person in votes; one query."""
    return waits_reading(actor, most).alone()


def waits_reading(actor: Actor, most: int) -> Reading[list[Wait]]:
    """Return what waits for this person in votes, at most so many.

    Whether they have voted electronically is nowhere kept: such a vote waits until its end.
    """
    if not actor.member_id:
        return told([])
    return Reading((_rows(actor)[:most],), lambda rows: [*map(_wait, rows)])


def _wait(row: Ballot) -> Wait:
    """Say what is asked of the person whom a row was selected for."""
    last = localdate(row.closes_at) if row.closes_at else row.held_on
    if row.state == "open":
        if row.closes_at and row.closes_at <= now():
            return Wait(row, "请监票人签署结束投票", None)
        words = "您有一项表决待投" if row.way == "remote" else "请到会场签到投票"
        return Wait(row, words, last)
    if row.state == "set":
        return Wait(row, "请参加密钥生成和选举码准备", row.held_on)
    if row.state == "counted":
        return Wait(row, "请公布表决结果", None)
    flags: dict[str, bool] = row.__dict__
    if flags["counts"]:
        return Wait(row, "请计票", None)
    return Wait(row, "请解密计票" if flags["holds"] else "请汇总计票", None)


class Day(NamedTuple):
    """A day of a vote: the ballot, the day, a word for what happens."""

    ballot: Ballot
    on: date
    word: str


def days_of(actor: Actor, place: Place, first: date, last: date, most: int) -> Reading[list[Day]]:
    """Return the days of votes that somebody may see, from one day to another."""
    days = Q(held_on__range=(first, last)) | Q(closes_at__date__range=(first, last))
    rows = ballots_seen(actor).filter(days, place.narrows("unit_path"))
    found = rows.exclude(state__in=("draft", "void")).order_by("held_on", "pk")[:most]
    return Reading((found,), lambda rows: [day for row in rows for day in _days(row, first, last)])


def _days(row: Ballot, first: date, last: date) -> Iterator[Day]:
    if row.held_on and first <= row.held_on <= last:
        yield Day(row, row.held_on, "表决")
    ends = localdate(row.closes_at) if row.closes_at else None
    if ends and first <= ends <= last and ends != row.held_on:
        yield Day(row, ends, "投票截止")
