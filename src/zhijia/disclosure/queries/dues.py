"""Reading what is due: lists, what waits for whom, what is told of by the clock."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Post
from zhijia.org.rules import HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import prefixes

from ..models import Due, DueQuerySet, Item
from ..rules import dues as rules
from .seeing import of_desks, owned, seen

LISTS = {
    "late": "逾期未公开",
    "coming": "未到期",
    "closed": "已公开",
}
LOOK_BACK = timedelta(days=7)  # a clock may be late
CLIMBS_WITHIN = timedelta(days=30)


def dues(actor: Actor) -> DueQuerySet:
    """Return what is due of one's unit, of those above and of those one reaches."""
    return _told(Due.objects.filter(seen("unit_path", actor)))


def _told(found: DueQuerySet) -> DueQuerySet:
    return found.select_related("item__catalogue", "unit", "publication")


def listed(actor: Actor, place: Place, name: str, today: date) -> DueQuerySet:
    """Return one of the lists, the most urgent first; what is done, the newest first."""
    found = dues(actor).filter(place.narrows("unit_path"))
    if name == "closed":
        return found.filter(closed_on__isnull=False).order_by("-closed_on", "-pk")
    found = found.late(today) if name == "late" else found.open().filter(due_on__gte=today)
    return found.order_by("due_on", "unit_path", "pk")


# What a line of a list shows.
SHOWN = ("label", "due_on", "late_from", "closed_on", "is_waived", "publication", "unit__name")
OF_ITEM = ("name", "department", "owner", "person")


def lines(found: DueQuerySet) -> DueQuerySet:
    """Return what is due with what a line of a list shows of it, and no more."""
    rows = found.select_related(None).select_related("item", "unit")
    return rows.only(*SHOWN, *(f"item__{name}" for name in OF_ITEM))


def counts(actor: Actor, place: Place, today: date) -> dict[str, int | None]:
    """Return how many are late and how many are coming; what is done grows, and is not counted."""
    rows = Due.objects.open().filter(seen("unit_path", actor), place.narrows("unit_path"))
    late = Count("pk", filter=Q(due_on__lt=today))
    found = rows.order_by().aggregate(late=late, coming=Count("pk", filter=Q(due_on__gte=today)))
    return {"late": found["late"], "coming": found["coming"], "closed": None}


def mine(actor: Actor) -> Q:
    """Select what the actor's desks and posts have to make public."""
    return of_desks("unit_path", actor) | owned("unit_path", "item__owner", actor)


def between(actor: Actor, place: Place, first: date, last: date) -> DueQuerySet:
    """Return what one's desks and posts must make public between two days, where one looks."""
    found = Due.objects.open().filter(mine(actor), place.narrows("unit_path"))
    found = found.filter(due_on__range=(first, last))
    return found.select_related("item", "unit").order_by("due_on", "pk")


def holders(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Return the accounts that hold these posts, by path and kind; one query."""
    wanted = set(pairs)
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    paths, kinds = {path for path, _ in wanted}, {kind for _, kind in wanted}
    held = Post.objects.open().filter(unit_path__in=paths, kind__in=kinds)
    who = held.filter(member__left_on=None, member__user__is_active=True).order_by("pk")
    for path, kind, user_id in who.values_list("unit_path", "kind", "member__user_id"):
        if (path, kind) in wanted:
            found[path, kind].append(user_id)
    return dict(found)


def heads_near(paths: Iterable[str]) -> dict[str, list[int]]:
    """Return the accounts of those who lead each unit, or the nearest one above; one query."""
    wanted = set(paths)
    every = {one for path in wanted for one in prefixes(path)}
    held = Post.objects.open().filter(kind__in=HEADS, unit_path__in=every)
    who = held.filter(member__left_on=None, member__user__is_active=True).order_by("pk")
    at: defaultdict[str, list[int]] = defaultdict(list)
    for path, user_id in who.values_list("unit_path", "member__user_id"):
        at[path].append(user_id)
    near = {path: next((p for p in reversed(prefixes(path)) if p in at), "") for path in wanted}
    return {path: at[one] for path, one in near.items() if one}


def reviewers(path: str, *, but: int | None) -> tuple[int, ...]:
    """Return the accounts that may let a text of this unit out, other than who hands it in.

    Those who lead the unit; where nobody else does, those who lead the nearest one above.
    """
    for at in reversed(prefixes(path)):
        near = heads_near([at]).get(at, [])
        if others := tuple(one for one in near if one != but):
            return others
    return ()


def to_warn(today: date, until: date) -> list[Due]:
    """Return what is due from today until a day; one query."""
    return list(_standing().filter(due_on__range=(today, until)))


def newly_late(today: date) -> list[Due]:
    """Return what has become late within the last week; one query."""
    return list(_standing().filter(late_from__range=(today - LOOK_BACK, today)))


def long_late(today: date) -> list[Due]:
    """Return what is late and may be so for long, for at most a month; one query."""
    days = (today - CLIMBS_WITHIN, today - timedelta(days=rules.CLIMB))
    return list(_standing().filter(due_on__range=days))


def _standing() -> QuerySet[Due]:
    """Return what is open at units that stand."""
    found = Due.objects.open().filter(unit__dissolved_on=None)
    return found.select_related("item", "unit").order_by("unit_path", "due_on", "pk")


def without_due(rhythm: str, period: rules.Period) -> QuerySet[Item]:
    """Return the items of this rhythm that nothing was laid for in this period; one query."""
    laid = Due.objects.filter(item=OuterRef("pk"), label=period.label)
    found = Item.objects.listed().filter(rhythm=rhythm, catalogue__unit__dissolved_on=None)
    found = found.filter(~Exists(laid), listed_on__lte=period.last)
    return found.select_related("catalogue__unit")


def of_dissolved() -> QuerySet[Due]:
    """Return what is still open at units that are no more."""
    return Due.objects.open().filter(unit__dissolved_on__isnull=False).select_related("unit")


def may_waive(due: Due, why: str, today: date) -> Verdict:
    """Judge whether there may have been nothing to make public."""
    return rules.may_waive(
        is_open=due.closed_on is None and due.publication_id is None,
        rhythm=due.item.rhythm,
        is_period=rules.is_period(due.label, due.start_on),
        ends_on=due.start_on,
        today=today,
        why=why,
    )


def may_unregister(due: Due, today: date) -> Verdict:
    """Judge whether the registering of an event may be taken back."""
    is_open = due.closed_on is None and due.publication_id is None
    return rules.may_unregister(
        rhythm=due.item.rhythm, is_open=is_open, laid_on=due.laid_on, today=today
    )


def is_registered(item: Item, label: str) -> bool:
    """Say whether something is due for this event already; one query."""
    return Due.objects.filter(item=item, label=label).exists()
