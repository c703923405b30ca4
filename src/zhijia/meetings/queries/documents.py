"""What the pages of papers, receipts and opinions ask."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhijia.law import Verdict
from zhijia.platform.actor import Actor

from ..models import Document, Meeting, Opinion, Seat
from ..rules import papers
from . import known


class Paper(NamedTuple):
    """A paper before the meeting: its newest version, how many read that, the earlier versions."""

    newest: Document
    readers: int
    is_mine_read: bool
    earlier: list[Document]


class Receipts(NamedTuple):
    """How many were told, answered, asked for leave."""

    told: int
    answered: int
    on_leave: int

    @property
    def silent(self) -> int:
        """Return how many have not answered."""
        return self.told - self.answered


def papers_of(meeting: Meeting, seat: Seat | None) -> list[Paper]:
    """Return the papers of a meeting in the order of their titles; one query."""
    mine = Count("readings", filter=Q(readings__seat=seat)) if seat else Count("pk", filter=Q(pk=0))
    rows = meeting.documents.select_related("file", "item").annotate(
        readers=Count("readings"), mine=mine
    )
    found: dict[str, Paper] = {}
    for one in rows.order_by("title", "-number"):
        there = found.setdefault(one.title, Paper(one, one.readers, bool(one.mine), []))
        if there.newest != one:
            there.earlier.append(one)
    return list(found.values())


def receipts_of(meeting: Meeting) -> Receipts:
    """Return how the call was answered; one query."""
    return Receipts(
        **meeting.seats.aggregate(
            told=Count("pk", filter=Q(told_on__isnull=False)),
            answered=Count("pk", filter=Q(read_on__isnull=False)),
            on_leave=Count("pk", filter=~Q(leave="")),
        )
    )


def opinions_judged(meeting: Meeting) -> Verdict:
    """Judge whether the delegations' opinions were answered; one query."""
    counts = meeting.opinions.aggregate(
        opinions=Count("pk"), answered=Count("pk", filter=~Q(answer=""))
    )
    return papers.all_answered(**counts)


def opinions_by_group(meeting: Meeting) -> QuerySet[Opinion]:
    """Return the opinions, by delegation and item."""
    return meeting.opinions.select_related("item", "by").order_by("group", "item__place", "pk")


def documents(actor: Actor) -> QuerySet[Document]:
    """Return the papers of the meetings this person may know of."""
    rows = Document.objects.filter(meeting__in=known(actor).order_by().values("pk"))
    return rows.select_related("meeting__unit", "file", "item")


def unread(document: Document) -> QuerySet[Seat]:
    """Return the delegates on the roll who have not opened a paper."""
    seats = document.meeting.seats.filter(seat="delegate")
    return seats.exclude(readings__document=document).order_by("group", "place")
