"""The lists of a desk: what waits, what was sent on, what is done, what it gave, what is late."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading

from ..models import Assignment, Task
from ..rules import OPEN, STATES
from ..rules.measures import is_reached
from .assignments import Lit, asking, gives, hands, lit

LISTS = {
    "todo": "待办",
    "sent": "已报审",
    "done": "已办",
    "given": "我发起",
    "late": "逾期",
}
# What `annotate` adds to a row is known to no type, so it is read by name.
asks = attrgetter("asks")
DONE = ("accepted", "answered")
BEGUN = Q(state__in=["issued", "underway"])


def _chosen(actor: Actor, today: date) -> dict[str, Q]:
    """Return what stands in each list."""
    mine, ours = hands(actor), gives(actor)
    answer = ours & (Q(state__in=["reported", "declined"]) | BEGUN & Q(asks=True))
    return {
        "todo": mine & BEGUN | answer,
        "sent": mine & Q(state__in=["reported", "declined"]),
        "done": (mine | ours) & Q(state__in=DONE),
        "given": ours & ~Q(state="withdrawn"),
        "late": (mine | ours) & Q(state__in=OPEN, due_on__lt=today),
    }


def _concerns(actor: Actor) -> QuerySet[Assignment]:
    """Return what this actor does or gave, each with `asks`: whether an extension waits."""
    return Assignment.objects.filter(hands(actor) | gives(actor)).annotate(asks=asking())


def desk_counting(actor: Actor, today: date) -> Reading[dict[str, int]]:
    """Count each list of this actor's desk."""
    chosen = _chosen(actor, today)
    wanted = {name: Count("pk", filter=which) for name, which in chosen.items()}
    rows = _concerns(actor).order_by().values(all_=Value(0)).annotate(**wanted)
    none = dict.fromkeys(chosen, 0)
    return Reading(
        (rows.values_list(*chosen),),
        lambda found: dict(zip(chosen, next(iter(found), none.values()), strict=True)),
    )


def desk_counts(actor: Actor, today: date) -> dict[str, int]:
    """Count each list of this actor's desk; one query."""
    return desk_counting(actor, today).alone()


def desk_list(actor: Actor, name: str, today: date) -> QuerySet[Assignment]:
    """Return one list of this actor's desk: the earliest due first, what is done newest first."""
    rows = _concerns(actor).filter(_chosen(actor, today)[name])
    if name == "done":
        rows = rows.order_by("-closed_on", "-pk")
    if name == "todo":
        rows = rows.order_by(Least("due_on", Coalesce("turn_due_on", "due_on")), "pk")
    return rows.select_related("task", "unit", "issuer", "post__member", "measure")


def waits_as(actor: Actor, assignment: Assignment) -> str:
    """Say in a word what an assignment of the list 待办 waits for."""
    if assignment.state == "reported":
        return "待审核"
    if asks(assignment) and assignment.issuer_path in actor.stands(DESKS):
        return "延期待答复"
    if assignment.state == "underway":
        met = hasattr(assignment, "measure") and is_reached(assignment.percent)
        return "已达目标，请报办结" if met else "待办理"
    return STATES[assignment.state]


def unassigned(actor: Actor) -> QuerySet[Task]:
    """Return the tasks of this actor's desks that no unit has: 职责不清、管理缺位."""
    mine = Task.objects.open().on_file().filter(unit_path__in=actor.stands(DESKS))
    # Asked task by task: a list of all that was ever given would be read on every page.
    given = Exists(Assignment.objects.leads().filter(task=OuterRef("pk")).order_by())
    return mine.filter(~Q(given)).select_related("unit", "speech", "point")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A line of a desk's list: an assignment with its light, and what it waits for in a word."""

    lit: Lit
    stands: str


def desk_row(actor: Actor, name: str, assignment: Assignment, today: date) -> DeskRow:
    """Return an assignment of the list `name` as its page shows it."""
    stands = waits_as(actor, assignment) if name == "todo" else STATES[assignment.state]
    return DeskRow(lit(assignment, today), stands)


@dataclass(frozen=True, slots=True)
class Due:
    """A day that work must keep: of one assignment of mine, or of so many that my desks gave."""

    on: date
    wording: str
    task: int
    mine: int | None
    units: int


def due_between(actor: Actor, first: date, last: date, most: int) -> Reading[list[Due]]:
    """Return the days that open work of this actor must keep.

    What went to many units is one line a task and day.
    """
    rows = _concerns(actor).filter(state__in=OPEN, due_on__range=(first, last)).order_by()
    mine = Min("pk", filter=hands(actor))
    grouped = rows.values("task_id", "due_on", "task__wording").annotate(n=Count("pk"), mine=mine)
    told = ("due_on", "task__wording", "task_id", "mine", "n")
    found = grouped.order_by("due_on", "task_id").values_list(*told)[:most]
    return Reading((found,), lambda days: [Due(*day) for day in days])
