"""What the pages of meetings ask."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING

from ..kinds import held_by
from ..models import Guesting, Item, Meeting, MeetingQuerySet, Seat
from ..policies import OFFICES
from ..rules.facts import MeetingKind
from ..rules.hall import is_quorate

THERE = Q(signed_at__isnull=False, left_at=None)


class Group(NamedTuple):
    """A delegation: its name, how many delegates it has, how many of them are there."""

    name: str
    due: int
    there: int


class Counted(NamedTuple):
    """How many delegates are on the roll, came, and are there; and how many others are there."""

    roll: int
    came: int
    present: int
    others: int


def units_of(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose desk this person keeps."""
    return Unit.objects.filter(path__in=actor.stands(DESKS), dissolved_on=None).order_by("path")


def kinds_of(unit: Unit) -> list[MeetingKind]:
    """Return the kinds of meeting a unit holds; those of others are entered elsewhere."""
    return [one for one in held_by(unit.kind, unit.registration) if one.side != "guest"]


def offices(actor: Actor) -> Q:
    """Select the meetings of units that an office of this person reaches."""
    met = NOTHING
    for role, base, below in actor.posts:
        if role in OFFICES:
            met |= Q(unit_path__startswith=base) if below else Q(unit_path=base)
    return met


def seats_of(actor: Actor) -> QuerySet[Seat]:
    """Return the seats this person has in meetings; none without a member."""
    if actor.member_id is None:
        return Seat.objects.none()
    return Seat.objects.filter(member_id=actor.member_id)


def known(actor: Actor) -> MeetingQuerySet:
    """Return the meetings that this person may know of: by office, or by a seat once called."""
    seated = Q(Exists(seats_of(actor).filter(meeting=OuterRef("pk"))))
    called = ~Q(state__in=["planning", "cancelled"])
    return Meeting.objects.filter(offices(actor) | seated & called).select_related("unit")


def kept(actor: Actor) -> MeetingQuerySet:
    """Return the meetings that this person's desk runs."""
    rows = Meeting.objects.filter(unit_path__in=actor.stands(DESKS))
    return rows.select_related("unit")


def seat_of(actor: Actor, meeting: Meeting) -> Seat | None:
    """Return the seat of this person in a meeting, if they have one."""
    return seats_of(actor).filter(meeting=meeting).first()


def sessions_held(unit: Unit, kind: str) -> frozenset[tuple[int, int]]:
    """Return the (term, session) of all meetings of a kind that were not cancelled."""
    rows = Meeting.objects.filter(unit=unit, kind=kind, session__gt=0).exclude(state="cancelled")
    return frozenset(rows.values_list("term", "session"))


def hall_of(meeting: Meeting) -> tuple[Counted, list[Group]]:
    """Return who is due and there, in all and by delegation; in one question."""
    rows = meeting.seats.order_by("group").values_list("group")
    delegates = Q(seat="delegate")
    found = rows.annotate(
        due=Count("pk", filter=delegates),
        there=Count("pk", filter=delegates & THERE),
        came=Count("pk", filter=delegates & Q(signed_at__isnull=False)),
        others=Count("pk", filter=~delegates & THERE),
    )
    lines = list(found)
    due, there, came, others = (sum(line[n] for line in lines) for n in (1, 2, 3, 4))
    return Counted(due, came, there, others), [Group(*line[:3]) for line in lines if line[1]]


def counted(meeting: Meeting) -> Counted:
    """Return how many delegates are on the roll, came, and are there; in one question."""
    return hall_of(meeting)[0]


def present(meeting: Meeting) -> int:
    """Return how many delegates are there."""
    return meeting.seats.filter(THERE, seat="delegate").count()


def quorum_now(meeting: Meeting, there: int) -> Verdict | None:
    """Judge whether `there` delegates are enough; None where nobody is due or no quorum is set."""
    if meeting.what.quorum is None or not meeting.due:
        return None
    return is_quorate(meeting.due, there, meeting.what.quorum)


def holders(unit: Unit, kind: MeetingKind) -> QuerySet[Member]:
    """Return who sits in a kind of meeting by their posts, or all members where members meet.

    Whoever has no vote in the union (保留会籍) is not due where it meets.
    """
    if kind.id == "members":
        return Member.objects.voting().filter(unit_path__startswith=unit.path)
    codes = POSTS_OF[kind.id]
    posts = Post.objects.open().filter(unit=unit, kind__in=codes)
    people = Member.objects.present() if kind.side == "staff" else Member.objects.voting()
    return people.filter(pk__in=posts.values("member_id"))


POSTS_OF = {
    "delegates": ("member_rep",),
    "staff": ("staff_rep",),
    "works": ("staff_rep",),
    "teachers": ("staff_rep",),
    "institution": ("staff_rep",),
    "committee": ("chair", "vice_chair", "vice_finance", "standing", "committee"),
    "standing": ("chair", "vice_chair", "vice_finance", "standing"),
    "audit": ("audit_head", "auditor"),
    "women": ("women_head", "women"),
    "heads": ("delegation",),
}


def agenda(meeting: Meeting) -> QuerySet[Item]:
    """Return the agenda in order, with ballots and papers."""
    return meeting.items.select_related("ballot").prefetch_related("documents")


def groups(meeting: Meeting) -> list[Group]:
    """Return each delegation with how many are due and there; in one question."""
    return hall_of(meeting)[1]


def guestings(actor: Actor) -> QuerySet[Guesting]:
    """Return the meetings of others that this person's offices reach."""
    return Guesting.objects.filter(offices(actor)).select_related("unit", "who")


def untaken(meeting: Meeting) -> list[str]:
    """Return the items whose ballot stands and whose result nobody took over, or announced."""
    voting = meeting.items.exclude(ballot=None).exclude(ballot__state="void")
    elects = Q(election__ballot__isnull=False, election__announced_on=None)
    return list(voting.filter(Q(result="") | elects).values_list("title", flat=True))
