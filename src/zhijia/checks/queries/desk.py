"""What waits for whom: at the unit, at the inspector, at the desk that runs the round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.notices.queries import Message
from zhijia.platform.offers import Business
from zhijia.platform.place import Place, lying
from zhijia.platform.together import Reading, told

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


def waits(actor: Actor, today: date, most: int) -> Reading[list[Wait]]:
    """Return what waits for this actor, the earliest due first."""
    if not actor.member_id:
        return told([])
    desks = actor.stands(DESKS)

    def tell(rows: Iterable[Inspection]) -> list[Wait]:
        found = (_wait(row, desks, today) for row in rows)
        return [one for one in found if one]

    return Reading((_waiting(actor.member_id, desks, today)[:most],), tell)


def _waiting(member: int, desks: frozenset[str], today: date) -> QuerySet[Inspection]:
    """Return the inspections that wait for a member to go there, or for one of these desks."""
    mine = Inspector.objects.filter(inspection=OuterRef("pk"), member=member, sent_on=None)
    found = Inspection.objects.annotate(to_go=Exists(mine))
    go = Q(state="site", to_go=True)
    if not desks:
        return found.filter(go).select_related("unit", "round").order_by("round__until_on", "pk")
    unsent = Inspector.objects.filter(inspection=OuterRef("pk"), sent_on=None)
    seated = Inspector.objects.filter(inspection=OuterRef("pk"))
    asked = Objection.objects.filter(inspection=OuterRef("pk"), decided_on=None)
    found = found.annotate(all_in=Exists(seated) & ~Exists(unsent), is_asked=Exists(asked))
    own = Q(unit_path__in=desks, state="self")
    is_over = Q(accepted_on__isnull=False) | Q(object_until_on__lt=today)
    told_ = Q(state="told") & (Q(is_asked=True) | is_over)
    run = Q(round__unit_path__in=desks) & (Q(state="review") | Q(state="site", all_in=True) | told_)
    found = found.filter(go | own | run).order_by("round__until_on", "pk")
    return found.select_related("unit", "round")


def _wait(row: Inspection, desks: frozenset[str], today: date) -> Wait | None:
    """Return what an inspection waits for; None where the time for objections still runs."""
    kind = {"self": SELF_CHECK, "review": REVIEW, "site": SETTLE}.get(row.state, "")
    on = row.round.until_on
    if getattr(row, "to_go", False):
        kind = GO
    if row.state == "told":
        is_over = row.accepted_on or (row.object_until_on and row.object_until_on < today)
        kind = DECIDE if getattr(row, "is_asked", False) else RESULT if is_over else ""
    if not kind:
        return None
    return Wait(kind, row.pk, row.unit.name, row.round.title, on, is_late=on < today)


SENT, OPENED = "sent", "opened"


def works_counts(actor: Actor) -> Reading[dict[str, int]]:
    """Count what this actor handed in and what their desks opened."""
    sent = inspected_by(actor).order_by().values_list(Value(SENT)).annotate(n=Count("pk"))
    opened = opened_by(actor).order_by().values_list(Value(OPENED)).annotate(n=Count("pk"))
    rows = sent.union(opened, all=True)
    return Reading((rows,), lambda found: {SENT: 0, OPENED: 0, **dict(found)})


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


def under_way(path: str, *, below: bool) -> Reading[list[Business]]:
    """Return the rounds that a unit runs and the inspections it is in, not ended."""
    here = lying("unit_path", [path], below=below)
    run = Round.objects.open().filter(here).order_by().values_list("unit__name")
    inside = Inspection.objects.open().filter(here).order_by().values_list("unit__name")
    page = reverse("checks:rounds")

    def tell(ours: Iterable[tuple[str, int]], others: Iterable[tuple[str, int]]) -> list[Business]:
        return [
            *(Business("没有公布结果的检查", name, n, page) for name, n in ours),
            *(Business("没有结果的受检", name, n, page) for name, n in others),
        ]

    return Reading((run.annotate(n=Count("pk")), inside.annotate(n=Count("pk"))), tell)


REMINDED = (timedelta(days=3), timedelta(days=0), timedelta(days=-1))


def to_remind(today: date) -> list[tuple[str, Message]]:
    """Return what is told today of rounds that end in three days, today, or ended yesterday.

    A unit is told of its self-check, an inspector of where they have not handed in; two queries.
    """
    ends = [today + ahead for ahead in REMINDED]
    open_ = Inspection.objects.filter(state="self", round__until_on__in=ends)
    found = [
        Message(
            f"请在 {one.round.until_on:%Y-%m-%d} 以前提交自查：{one.round}",
            one.get_absolute_url(),
            f"checks.Inspection#{one.pk}",
            "",
            f"due:{today:%Y%m%d}",
            (),
            one.unit_path,
        )
        for one in open_.select_related("round")
    ]
    waiting = Inspector.objects.filter(
        sent_on=None, inspection__state="site", inspection__round__until_on__in=ends
    ).select_related("inspection__round", "inspection__unit", "member")
    found += [
        Message(
            f"请在 {one.inspection.round.until_on:%Y-%m-%d} 以前提交评分：{one.inspection.unit}",
            one.inspection.get_absolute_url(),
            f"checks.Inspector#{one.pk}",
            one.inspection.round.title,
            f"due:{today:%Y%m%d}",
            (one.member.user_id,),
        )
        for one in waiting
    ]
    return [("checks.due", one) for one in found]
