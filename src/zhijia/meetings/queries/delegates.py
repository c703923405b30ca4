"""What the pages of delegates ask: terms, electoral units, who is a delegate, what is checked."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from zhijia.law import LawInForce
from zhijia.org.models import Member, Unit
from zhijia.org.queries import law_in_force
from zhijia.org.rules import DESKS, Finding, Tone, term_ends
from zhijia.platform.actor import Actor
from zhijia.platform.refs.queries import calendar
from zhijia.platform.scope import under

from ..kinds import MEETINGS, held_by
from ..models import (
    Congress,
    CongressQuerySet,
    Credentials,
    Delegate,
    DelegateQuerySet,
    Delegation,
    Meeting,
    Precinct,
)
from ..models.delegates import HELD
from ..rules import mandates
from ..rules.facts import MeetingKind
from ..rules.mandates import COUNTED
from ..rules.words import HELD as HELD_MEETINGS
from . import offices

TICKS = {
    "women": "is_woman",
    "young": "is_young",
    "frontline": "is_frontline",
    "teachers": "is_teacher",
    "models": "is_model",
    "dispatched": "is_dispatched",
}


class Row(NamedTuple):
    """An electoral unit with how many of its seats are filled."""

    precinct: Precinct
    held: int

    @property
    def vacant(self) -> int:
        """Return how many seats stand empty."""
        return max(0, self.precinct.seats - self.held)


def congresses(actor: Actor) -> CongressQuerySet:
    """Return the terms of delegates that this person's offices reach."""
    return Congress.objects.filter(offices(actor)).select_related("unit")


def congresses_kept(actor: Actor) -> CongressQuerySet:
    """Return the terms of delegates that this person's desk keeps."""
    return Congress.objects.filter(unit_path__in=actor.stands(DESKS)).select_related("unit")


def kinds_with_delegates(unit: Unit) -> list[MeetingKind]:
    """Return the congresses of a unit that delegates sit in."""
    return [one for one in held_by(unit.kind, unit.registration) if one.has_delegates]


def with_numbers(rows: CongressQuerySet) -> CongressQuerySet:
    """Say of each term how many delegates it has now, as `held`."""
    counted = rows.annotate(held=Count("delegates", filter=Q(delegates__ended_on=None)))
    return counted.order_by("unit_path", "side", "-number")


def congress_of(meeting: Meeting) -> Congress | None:
    """Return the delegates' term that a meeting draws on: of its own side and its own number."""
    if not meeting.what.has_delegates:
        return None
    rows = Congress.objects.filter(unit_id=meeting.unit_id, side=meeting.what.side)
    return rows.filter(number=meeting.term).select_related("unit").first()


def delegates_of(congress: Congress) -> DelegateQuerySet:
    """Return who is a delegate now, by electoral unit."""
    rows = Delegate.objects.filter(congress=congress).held()
    return rows.select_related("precinct", "delegation", "polling", "member")


def delegates_called(congress: Congress, words: str, *, is_past: bool) -> DelegateQuerySet:
    """Return who is a delegate, or was one, by name, number, electoral unit or delegation."""
    rows = Delegate.objects.filter(congress=congress).exclude(ended_on__isnull=is_past)
    rows = rows.select_related("precinct", "delegation", "polling")
    if words:
        rows = rows.filter(
            Q(name__contains=words)
            | Q(number__iexact=words)
            | Q(precinct__name__contains=words)
            | Q(delegation__name__contains=words)
        )
    return rows


def precincts_of(congress: Congress) -> list[Row]:
    """Return the electoral units with how many delegates each has; one query."""
    rows = congress.precincts.annotate(
        held=Count("delegates", filter=Q(delegates__ended_on=None))
    ).order_by("place", "pk")
    return [Row(one, one.held) for one in rows]


def shares_of(congress: Congress) -> dict[str, int]:
    """Return how many delegates there are of each kind, `total` all of them; one query."""
    ranks = COUNTED[congress.whose]
    counted = {name: Count("pk", filter=Q(**{tick: True})) for name, tick in TICKS.items()}
    managers = Count("pk", filter=Q(rank__in=ranks))
    return congress.delegates.filter(HELD).aggregate(
        total=Count("pk"), managers=managers, **counted
    )


def voters_under(unit: Unit, whose: str) -> int | None:
    """Return how many elect delegates in a unit and below: members who vote, or the staff."""
    if whose == "staff":
        return unit.staff_count
    return Member.objects.voting().filter(under("unit_path", unit.path)).count()


def women_under(unit: Unit) -> int:
    """Return how many of the members who vote are women."""
    return Member.objects.voting().filter(under("unit_path", unit.path), gender="female").count()


def people_by_child(unit: Unit, whose: str) -> list[tuple[Unit, int]]:
    """Return the units that elect delegates of their own, each with its people; those without any
    are left out. Two queries.

    Whoever belongs to the unit itself elects in it, as 本级.
    """
    below = list(Unit.objects.filter(parent=unit, dissolved_on=None).order_by("rank", "path"))
    if whose == "staff":
        return [(one, one.staff_count) for one in below if one.staff_count]
    rows = Member.objects.voting().filter(under("unit_path", unit.path)).order_by()
    found = Counter[str]()
    for path, number in rows.values_list("unit_path").annotate(number=Count("pk")):
        found[path[: len(unit.path) + 4]] += number
    return [(one, found[one.path]) for one in (unit, *below) if found[one.path]]


class Group(NamedTuple):
    """A delegation with its delegates; those in none under None, last."""

    delegation: Delegation | None
    people: list[Delegate]

    @property
    def title(self) -> str:
        """Return what its heading says."""
        name = self.delegation.name if self.delegation else "未编团（组）"
        return f"{name}（{len(self.people)} 人）"


def grouped(congress: Congress) -> list[Group]:
    """Return the delegations of a term with their delegates, heads first; two queries."""
    rows = delegates_of(congress).order_by("-is_head", "precinct__place", "pk")
    found: dict[int | None, list[Delegate]] = {}
    for one in rows:
        found.setdefault(one.delegation_id, []).append(one)
    groups = [Group(one, found.pop(one.pk, [])) for one in congress.delegations.all()]
    return [*groups, *(Group(None, people) for people in found.values())]


def precincts_to_group(congress: Congress) -> QuerySet[Precinct]:
    """Return the electoral units with delegates who are in no delegation."""
    loose = Delegate.objects.filter(HELD, congress=congress, delegation=None)
    return congress.precincts.filter(pk__in=loose.values("precinct_id"))


def meetings_of(congress: Congress) -> QuerySet[Meeting]:
    """Return the meetings of a congress that were held or are going on."""
    kinds = [one.id for one in MEETINGS.values() if one.side == congress.side]
    rows = Meeting.objects.filter(unit_id=congress.unit_id, kind__in=kinds)
    return rows.filter(state__in=["open", *HELD_MEETINGS]).order_by("-meets_on")


def vacancy_of(congress: Congress, today: date) -> Finding | None:
    """Judge the seats of ended mandates that nobody was elected into; two queries."""
    rows = congress.delegates.filter(ended_on__isnull=False, filled_by=None)
    days = list(rows.order_by("ended_on").values_list("ended_on", flat=True))
    if not days:
        return None
    total = congress.delegates.filter(HELD).count() + len(days)
    since = mandates.quarter_since([day for day in days if day], total)
    verdict = mandates.vacant(congress.whose, total, len(days), since=since, calendar=calendar())
    return Finding("缺额", verdict, Tone.WARN)


def term_facts(congress: Congress, counts: dict[str, int], rows: Iterable[Row]) -> mandates.Term:
    """Return a term of delegates as the rules see it."""
    return mandates.Term(
        whose=congress.whose,
        is_school=congress.kind == "teachers",
        people=congress.people,
        women=congress.women,
        quotas={row.precinct.name: row.precinct.seats for row in rows},
        counts=counts,
        total=counts["total"],
    )


def mandate_facts(one: Delegate) -> mandates.Mandate:
    """Return a delegate as the rules see them."""
    poll, member = one.polling, one.member
    return mandates.Mandate(
        one.name,
        one.number,
        one.precinct.name,
        one.delegation.name if one.delegation else "",
        one.yes,
        mandates.Poll(
            one.precinct.name,
            poll.held_on,
            poll.seats,
            poll.everybody,
            poll.came,
            poll.candidates,
        )
        if poll
        else None,
        is_member=member is not None and member.left_on is None,
        has_vote=member is not None and member.state == "regular",
    )


def make_up_of(congress: Congress, today: date) -> list[Finding]:
    """Hold who the delegates are against the law and the union's own targets; five queries."""
    counts, rows = shares_of(congress), precincts_of(congress)
    term = term_facts(congress, counts, rows)
    targets = [
        mandates.Target(one.share, one.bound, one.percent, one.source, one.is_must)
        for one in congress.targets.all()
    ]
    law = law_in_force(congress.unit, today)
    return [
        *mandates.enough_due(term, law=law),
        *mandates.who_they_are(term, targets, law=law),
        *mandates.seats_filled(term, {row.precinct.name: row.held for row in rows}),
        *([vacant] if (vacant := vacancy_of(congress, today)) else []),
        *late_renewals(congress, today, law),
    ]


def late_renewals(congress: Congress, today: date, law: LawInForce) -> list[Finding]:
    """Judge whether a term of 职工代表, and the one before it, were followed in time; one query."""
    if congress.whose != "staff":
        return []
    rows = Congress.objects.filter(unit=congress.unit_id, side="staff")
    before = rows.filter(number__lt=congress.number).order_by("-number").first()
    found = [
        mandates.renewed_in_time(
            due_on=term_ends(one.begins_on, one.years),
            next_on=one.ended_on,
            today=today,
            law=law,
        )
        for one in (before, congress)
        if one is not None
    ]
    return [one for one in found if one]


def credentials_of(congress: Congress, today: date) -> list[Finding]:
    """Return everything that the check on credentials finds, in the order of the report."""
    people = [mandate_facts(one) for one in delegates_of(congress)]
    polls = list({one.poll for one in people if one.poll})
    polls.sort(key=lambda one: (one.unit, one.held_on))
    return [
        *mandates.duly_elected(congress.whose, people),
        *mandates.polls_held(congress.whose, polls),
        *make_up_of(congress, today),
    ]


def mandates_of(actor: Actor) -> QuerySet[Delegate]:
    """Return the mandates this person holds."""
    if actor.member_id is None:
        return Delegate.objects.none()
    runs = Q(congress__ended_on=None) | Q(congress__ended_on__gt=localdate())
    rows = Delegate.objects.filter(HELD, runs, member_id=actor.member_id)
    return rows.select_related("congress__unit", "precinct", "delegation")


def delegates_seen(actor: Actor) -> QuerySet[Delegate]:
    """Return the delegates this person may look at: by office, and their own mandates."""
    seen = Q(congress__in=congresses(actor).values("pk"))
    if actor.member_id is not None:
        seen |= Q(member_id=actor.member_id)
    rows = Delegate.objects.filter(seen)
    return rows.select_related("congress__unit", "precinct", "delegation", "polling", "member")


def check_of(meeting: Meeting) -> Credentials | None:
    """Return the check on credentials before a meeting, once it was passed."""
    return Credentials.objects.filter(meeting=meeting).select_related("congress", "by").first()


def matched(congress: Congress, name: str, number: str) -> Member | str:
    """Return the member that a line of a list means, or why none is meant.

    Staff who are no members are delegates by their name alone; see `rules.may_be_delegate`.
    """
    rows = Member.objects.present().filter(under("unit_path", congress.unit_path))
    found = list((rows.filter(staff_no=number) if number else rows.filter(name=name))[:2])
    if len(found) == 1 and found[0].name == name:
        return found[0]
    if number and found:
        return f"工号“{number}”登记的姓名与“{name}”不同"
    if len(found) > 1:
        return f"叫“{name}”的不止一人，请填写工号"
    return ""


def congress_called(actor: Actor, code: str) -> Congress | None:
    """Return the term of this code, as far as the person's offices reach it."""
    return congresses(actor).filter(code=code).first()
