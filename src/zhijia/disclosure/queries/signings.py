"""Reading who has read: how many, who has not, what one is asked to read oneself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.scope import prefixes, under

from ..models import Signing, Wording
from ..rules import regulations as rules

BY = Coalesce("until_on", "wording__read_until_on")


def here(wording: Wording) -> Q:
    """Select who is a member still, of the unit whose regulation it is or of one below."""
    return Q(member__left_on=None) & under("member__unit_path", wording.regulation.unit_path)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked and are here still, and how many of them have read."""

    asked: int
    read: int

    @property
    def left(self) -> int:
        """Return how many have not."""
        return self.asked - self.read

    @property
    def percent(self) -> int:
        """Return how many of a hundred have read, rounded down."""
        return self.read * 100 // self.asked if self.asked else 0


def tally(wording: Wording) -> Tally:
    """Count the readers of a text; one query."""
    found = wording.signings.filter(here(wording)).aggregate(
        asked=Count("pk"), read=Count("pk", filter=Q(read_on__isnull=False))
    )
    return Tally(found["asked"], found["read"])


def signings(wording: Wording, *, has_read: bool) -> QuerySet[Signing]:
    """Return who has read, or who has not and is here still."""
    rows = wording.signings.filter(here(wording), read_on__isnull=not has_read)
    order = ("unit_path", "member__stroke_key", "pk")
    return rows.select_related("member__unit", "keyed_by").order_by(*order)


def own_signing(actor: Actor, wording: Wording) -> Signing | None:
    """Return what this person was asked about a text."""
    return wording.signings.filter(member=actor.member_id or 0).annotate(by=BY).first()


def to_read(actor: Actor) -> QuerySet[Signing]:
    """Return what this person has still to read, of their unit and of those above."""
    rows = Signing.objects.filter(member=actor.member_id or 0, read_on=None)
    rows = rows.filter(wording__until_on=None, wording__regulation__repealed_on=None)
    rows = rows.filter(wording__regulation__unit_path__in=prefixes(actor.unit_path))
    return rows.select_related("wording__regulation__unit").annotate(by=BY).order_by("by", "pk")


def asked_called(wording: Wording, numbers: Collection[str]) -> dict[str, list[Signing]]:
    """Return the readers with these staff numbers or names; one query."""
    called = Q(member__staff_no__in=numbers) | Q(member__name__in=numbers)
    found: dict[str, list[Signing]] = {}
    for one in wording.signings.filter(here(wording)).filter(called).select_related("member__unit"):
        for word in {one.member.staff_no, one.member.name} & set(numbers):
            found.setdefault(word, []).append(one)
    return found


def running(today: date) -> QuerySet[Wording]:
    """Return the texts that people are asked to read and that hold still."""
    rows = Wording.objects.filter(read_until_on__isnull=False, until_on=None)
    return rows.filter(regulation__repealed_on=None).select_related("regulation__unit")


def to_remind(wording: Wording, nth: int, today: date) -> dict[date, list[Signing]]:
    """Return who is to be reminded of a text for the `nth` time, by their last day; one query."""
    rows = signings(wording, has_read=False).annotate(by=BY)
    rows = rows.filter(reminded__lt=nth, by__lte=rules.reminded_by(today)[nth])
    found: dict[date, list[Signing]] = {}
    for one in rows:
        found.setdefault(one.by, []).append(one)
    return found


def began_on(wording: Wording) -> date | None:
    """Return when the first were asked to read a text; one query."""
    first: date | None = wording.signings.aggregate(first=Min("asked_on"))["first"]
    return first


def newcomers(wording: Wording) -> QuerySet[Member]:
    """Return whom a text concerns and who was not asked yet; those who have left are not."""
    unit = wording.regulation.unit
    here = lying("unit_path", [unit.path], below=wording.reads_below)
    rows = Member.objects.present().filter(here)
    return rows.exclude(signings__wording=wording).order_by("pk")
