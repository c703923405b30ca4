"""Reading rounds and the inspections of their units: who sees which, and what stands open."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from zhijia.org import queries as org
from zhijia.org.models import Member, Unit
from zhijia.org.rules import EMPLOYERS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import reached, under

from .. import policies
from ..models import (
    Fault,
    Inspection,
    InspectionQuerySet,
    Inspector,
    Objection,
    Round,
    RoundQuerySet,
)
from ..rules import rounds as rules

WHOLE, CHILDREN, CHOSEN = "whole", "children", "chosen"
MINE = "/checks/mine/"


def offices(actor: Actor) -> Actor:
    """Return the actor with their offices alone: being a member is no office."""
    return replace(actor, posts=frozenset(post for post in actor.posts if post[0] != "member"))


def rounds(actor: Actor) -> RoundQuerySet:
    """Return the rounds that this actor runs, inspects for, or whose units they hold office in."""
    held = offices(actor)
    units = Inspection.objects.filter(
        reached("unit_path", held) | Q(inspectors__member=actor.member_id or 0)
    )
    near = Q(pk__in=units.order_by().values("round")) | reached("unit_path", held)
    return Round.objects.filter(near).select_related("unit", "edition__standard")


def inspections(actor: Actor) -> InspectionQuerySet:
    """Return the inspections this actor sees: theirs to run, to inspect, to answer for.

    A member without an office sees the results of their own unit.
    """
    held = offices(actor)
    mine = Inspector.objects.filter(member=actor.member_id or 0).values("inspection")
    near = reached("unit_path", held) | reached("round__unit_path", held) | Q(pk__in=mine)
    told = Q(state="done", unit_path=actor.unit_path) if actor.unit_path else Q(pk__in=[])
    found = Inspection.objects.filter(near | told)
    return found.select_related("unit", "round__unit", "round__edition__standard")


def faults(actor: Actor) -> QuerySet[Fault]:
    """Return the faults of the inspections this actor sees, once their unit was told."""
    seen = inspections(actor).order_by().values("pk")
    told = Q(inspection__state__in=("told", "done"))
    own = Q(inspector__member=actor.member_id or 0)
    found = Fault.objects.filter(told | own, inspection__in=seen)
    return found.select_related("inspection__unit", "inspection__round", "item")


def objections(actor: Actor) -> QuerySet[Objection]:
    """Return the objections of the inspections this actor sees."""
    seen = inspections(actor).order_by().values("pk")
    found = Objection.objects.filter(inspection__in=seen)
    return found.select_related("inspection__round", "inspection__unit", "item")


def inspector_of(actor: Actor, inspection: Inspection) -> Inspector | None:
    """Return the actor as an inspector of this unit; one query."""
    return inspection.inspectors.filter(member=actor.member_id or 0).first()


def chosen_units(unit: Unit, scope: str, words: Iterable[str]) -> tuple[list[Unit], list[str]]:
    """Return the units of a round by its scope, and the words that name none; two queries."""
    below = org.units_below(unit.path)
    if scope == WHOLE:
        return list(below.filter(kind__in=EMPLOYERS).exclude(pk=unit.pk)), []
    if scope == CHILDREN:
        return list(org.children(unit)), []
    wanted = [word for word in words if word]
    found = list(below.filter(Q(code__in=wanted) | Q(name__in=wanted)))
    known = {one.code for one in found} | {one.name for one in found}
    return found, [word for word in wanted if word not in known]


def people(round: Round, words: Iterable[str]) -> tuple[list[Member], list[str]]:
    """Return the present members of the round's branch by staff number, and words of nobody.

    A word is 工号 or 单位代码-工号; a number that several have names nobody. One query.
    """
    wanted = list(dict.fromkeys(word for word in words if word))
    numbers = {word.rpartition("-")[2] for word in wanted} | set(wanted)
    branch = Member.objects.present().filter(under("unit_path", round.unit_path))
    rows = list(branch.filter(staff_no__in=numbers).select_related("unit"))
    found: list[Member] = []
    unknown: list[str] = []
    for word in wanted:
        fits = [one for one in rows if word in {one.staff_no, f"{one.unit.code}-{one.staff_no}"}]
        found += fits if len(fits) == 1 else []
        unknown += [] if len(fits) == 1 else [word]
    return list(dict.fromkeys(found)), unknown


def inspectors_at(inspections: Iterable[Inspection]) -> dict[int, dict[int, bool]]:
    """Return who inspects these units, by inspection: member to whether they lead; one query."""
    keys = [one.pk for one in inspections]
    found: dict[int, dict[int, bool]] = {}
    rows = Inspector.objects.filter(inspection__in=keys).order_by()
    for inspection, member, is_lead in rows.values_list("inspection", "member", "is_lead"):
        found.setdefault(inspection, {})[member] = is_lead
    return found


def homes_of(members: Sequence[Member]) -> dict[int, set[str]]:
    """Return the paths of each member's own unit and of the units of their posts; one query."""
    found = {one.pk: {one.unit_path} for one in members}
    held = Member.objects.filter(pk__in=found, posts__until_on=None)
    for pk, path in held.values_list("pk", "posts__unit_path"):
        if path:
            found[pk].add(path)
    return found


def round_list(actor: Actor, found: RoundQuerySet) -> RoundQuerySet:
    """Return rounds with how many units they have, how many results, and the mean of these."""
    counted = ~Q(inspections__state="off")
    return found.annotate(
        units=Count("inspections", filter=counted),
        results=Count("inspections", filter=Q(inspections__state="done")),
        mean=Avg("inspections__score", filter=Q(inspections__state="done")),
    ).order_by("-opened_on", "-pk")


RANKING = (
    F("place").asc(nulls_last=True),
    "is_vetoed",
    F("score").desc(nulls_last=True),
    "unit_path",
)


def ranked(actor: Actor, round: Round) -> InspectionQuerySet:
    """Return the inspections of a round this actor sees, in the order of its table."""
    return inspections(actor).filter(round=round).order_by(*RANKING)


def of_round(actor: Actor, round: Round) -> InspectionQuerySet:
    """Return the inspections of a round this actor sees, as its table shows them."""
    return _with_counts(ranked(actor, round))


def _with_counts(found: InspectionQuerySet) -> InspectionQuerySet:
    """Tell of each how many inspect it, how many of them handed in, which faults still stand."""
    open_faults = Count("faults", filter=Q(faults__state__in=("open", "mended")), distinct=True)
    return found.annotate(
        people=Count("inspectors", distinct=True),
        sent=Count("inspectors", filter=~Q(inspectors__sent_on=None), distinct=True),
        standing=open_faults,
    )


def round_lines(keys: Iterable[int]) -> InspectionQuerySet:
    """Return a page of the ranking with its counts: sorted by keys alone, only then counted."""
    found = Inspection.objects.filter(pk__in=list(keys)).select_related("unit", "round__edition")
    return _with_counts(found).order_by(*RANKING)


def round_page(actor: Actor, round: Round) -> dict[str, Any]:
    """Return what the page of a round tells beside its table; three queries."""
    mine = Inspection.objects.filter(round=round)
    states = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    stats = mine.filter(state="done").aggregate(mean=Avg("score"), n=Count("pk"))
    unmanned = mine.counted().filter(~Exists(Inspector.objects.filter(inspection=OuterRef("pk"))))
    may_run = policies.may_run(actor, round)
    return {
        "round": round,
        "states": [
            (rules.STATES[key], states.get(key, 0), rules.TONES[key]) for key in rules.STATES
        ],
        "stats": stats,
        "unmanned": unmanned.filter(result_on=None).count() if may_run else 0,
        "may_run": may_run and (not round.closed_on),
        "open": sum(n for key, n in states.items() if key not in {"done", "off"}),
        "bands": rules.read_bands(round.bands),
    }


def open_names(round: Round) -> list[str]:
    """Return the names of a round's units without a result."""
    return list(round.inspections.open().values_list("unit__name", flat=True)[:20])


def mine(actor: Actor, today: date) -> InspectionQuerySet:
    """Return the inspections this actor is to go to, or has been to, the open ones first."""
    own = Inspector.objects.filter(member=actor.member_id or 0).values("inspection")
    found = Inspection.objects.filter(pk__in=own).exclude(state="off")
    handed_in = Inspector.objects.filter(
        inspection=OuterRef("pk"), member=actor.member_id or 0, sent_on__isnull=False
    )
    found = found.annotate(has_sent=Exists(handed_in)).order_by(
        "has_sent", "round__until_on", "unit_path"
    )
    return found.select_related("unit", "round__unit")


BARE = "bare"


def to_man(round: Round, at: str, words: Iterable[str]) -> tuple[list[Inspection], list[str]]:
    """Return the units of a round that inspectors go to, and the words that name none; one query.

    Those that have no inspector yet with "bare"; otherwise those that are named.
    """
    rows = round.inspections.filter(state__in=("self", "review", "site")).select_related("unit")
    if at == BARE:
        seated = Inspector.objects.filter(inspection=OuterRef("pk"))
        return list(rows.filter(~Exists(seated))), []
    wanted = list(words)
    found = list(rows.filter(Q(unit__code__in=wanted) | Q(unit__name__in=wanted)))
    known = {one.unit.code for one in found} | {one.unit.name for one in found}
    return found, [word for word in wanted if word not in known]
