"""What waits for whom: at the unit, at the inspector, at the desk that runs the round."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import Business
from zhijia.platform.place import Place, lying

from ..models import Inspection, Inspector, Objection, Round
from .running import rounds

GO, SELF_CHECK, REVIEW, SETTLE, DECIDE, RESULT = (
    "go",
    "self",
    "review",
    "settle",
    "decide",
    "result",
)
WORDS = {
    GO: "去检查",
    SELF_CHECK: "请自查",
    REVIEW: "审核自查",
    SETTLE: "汇总得分",
    DECIDE: "答复申诉",
    RESULT: "可以出结果",
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits: which, the key of the inspection, unit, round, and by when."""

    kind: str
    key: int
    unit: str
    round: str
    on: date | None
    is_late: bool

    @property
    def words(self) -> str:
        """Return what is to be done."""
        return WORDS[self.kind]


def waits(actor: Actor, today: date, most: int) -> list[Wait]:
    """Return what waits for this actor, the earliest due first; two queries, or none."""
    found: list[Wait] = []
    if actor.member_id:
        mine = Inspector.objects.filter(
            member=actor.member_id, sent_on=None, inspection__state="site"
        )
        rows = mine.order_by("inspection__round__until_on", "pk").values_list(
            "inspection",
            "inspection__unit__name",
            "inspection__round__title",
            "inspection__round__until_on",
        )
        found += [Wait(GO, *row, is_late=row[3] < today) for row in rows[:most]]
    desks = actor.stands(DESKS)
    if desks:
        found += [wait for row in _at_desks(desks)[:most] if (wait := _wait(row, desks, today))]
    return found[:most]


def _at_desks(desks: frozenset[str]) -> QuerySet[Inspection]:
    """Return the inspections that wait for one of these desks; one query."""
    unsent = Inspector.objects.filter(inspection=OuterRef("pk"), sent_on=None)
    seated = Inspector.objects.filter(inspection=OuterRef("pk"))
    asked = Objection.objects.filter(inspection=OuterRef("pk"), decided_on=None)
    found = Inspection.objects.annotate(
        all_in=Exists(seated) & ~Exists(unsent), is_asked=Exists(asked)
    )
    own = Q(unit_path__in=desks, state="self")
    run = Q(round__unit_path__in=desks) & (
        Q(state="review") | Q(state="site", all_in=True) | Q(state="told")
    )
    return found.filter(own | run).select_related("unit", "round").order_by("round__until_on", "pk")


def _wait(row: Inspection, desks: frozenset[str], today: date) -> Wait | None:
    """Return what an inspection waits for; None where the time for objections still runs."""
    kind = {"self": SELF_CHECK, "review": REVIEW, "site": SETTLE}.get(row.state, "")
    on = row.round.until_on
    if row.state == "told":
        is_over = row.accepted_on or (row.object_until_on and row.object_until_on < today)
        kind = DECIDE if getattr(row, "is_asked", False) else RESULT if is_over else ""
    if not kind:
        return None
    return Wait(kind, row.pk, row.unit.name, row.round.title, on, is_late=on < today)


def inspected_by(actor: Actor) -> QuerySet[Inspection]:
    """Return what this actor inspected and handed in, the newest first."""
    mine = Inspector.objects.filter(member=actor.member_id or 0, sent_on__isnull=False)
    found = Inspection.objects.filter(pk__in=mine.values("inspection"))
    return found.select_related("unit", "round").order_by("-pk")


def opened_by(actor: Actor) -> QuerySet[Round]:
    """Return the rounds that this actor's desks opened, the newest first."""
    return Round.objects.filter(unit_path__in=actor.stands(DESKS)).order_by("-opened_on", "-pk")


def rounds_ending(actor: Actor, place: Place, first: date, last: date) -> QuerySet[Round]:
    """Return the open rounds that end on these days, as far as this actor has to do with them."""
    found = rounds(actor).open().filter(until_on__range=(first, last))
    near = Inspection.objects.filter(place.holds("unit_path")).order_by().values("round")
    mine = Inspector.objects.filter(member=actor.member_id or 0).values("inspection__round")
    here = place.holds("unit_path") | Q(pk__in=near) | Q(pk__in=mine)
    return found.filter(here).order_by("until_on", "pk")


def under_way(path: str, *, below: bool) -> list[Business]:
    """Return the rounds that a unit runs and the inspections it is in, not ended; two queries."""
    here = lying("unit_path", [path], below=below)
    run = Round.objects.open().filter(here).order_by().values_list("unit__name")
    inside = Inspection.objects.open().filter(here).order_by().values_list("unit__name")
    page = reverse("checks:rounds")
    return [
        *(Business("没有公布结果的检查", name, n, page) for name, n in run.annotate(n=Count("pk"))),
        *(Business("没有结果的受检", name, n, page) for name, n in inside.annotate(n=Count("pk"))),
    ]
