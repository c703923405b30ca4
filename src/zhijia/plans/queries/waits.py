"""What waits for somebody before work is given: opinions, approvals, tasks that nobody has."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, DateField, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading, told

from ..models import Bulletin, Hole, Opinion, Speech, Task
from .assisting import help_wanted
from .desk import unassigned
from .projects import my_stages

# In this order, so that the counts are never cut off.
LONELY, SPEECHES, HOLES, STAGES, HELP, APPROVE, OPINION, JUDGE, ISSUE = range(9)
COUNTED = {LONELY, SPEECHES, HOLES, STAGES, HELP}
NO_DAY = Cast(Value(None), DateField())


class Wait(NamedTuple):
    """One thing that waits: which, its key or how many, its words, whose it is, by when."""

    kind: int
    key: int
    words: str
    unit: str
    on: date | None


def _kind(kind: int) -> Value:
    return Value(kind, IntegerField())


def waiting_opinions(actor: Actor, today: date) -> QuerySet[Opinion]:
    """Return the opinions that the actor's desks were asked for and still may give."""
    mine = Opinion.objects.filter(unit_path__in=actor.stands(DESKS), closed_on=None)
    return mine.filter(consultation__until_on__gte=today, consultation__task__closed_on=None)


def waiting_approvals(actor: Actor) -> QuerySet[Task]:
    """Return the drafts that lie before the actor as a leader of their unit."""
    mine = Task.objects.open().filter(unit_path__in=actor.stands(HEADS), filed_on=None)
    return mine.filter(submitted_on__isnull=False)


def _counted(rows: QuerySet[Any], kind: int) -> QuerySet[Any, Any]:
    """Return one row that counts these."""
    blank = Value("", TextField())
    one = rows.select_related(None).order_by().values(kind_=_kind(kind))
    counted: QuerySet[Any, Any] = one.annotate(n_=Count("pk"))
    return counted.values_list("kind_", "n_", blank, blank, NO_DAY)


def _bulletins(paths: Iterable[str], state: str, kind: int) -> QuerySet[Any, Any]:
    """Return the bulletins of these units that stand so."""
    rows = Bulletin.objects.filter(unit_path__in=paths, state=state).order_by()
    named = rows.select_related(None).annotate(kind_=_kind(kind))
    return named.values_list("kind_", "pk", "title", "unit__name", NO_DAY)


def waits(actor: Actor, today: date, most: int) -> list[Wait]:
    """Return what waits for the actor before work is given; one query."""
    return waits_reading(actor, today, most).alone()


def waits_reading(actor: Actor, today: date, most: int) -> Reading[list[Wait]]:
    """Return what waits for the actor: what nobody has, speeches nobody confirmed, holes to mend,
    the stages of projects and help asked for, each as a count, then at most `most` approvals,
    opinions and bulletins; nothing is read for who holds no office.
    """
    stages = _counted(my_stages(actor, today), STAGES)
    mine, leads = actor.stands(DESKS), actor.stands((*HEADS, "leader"))
    if not mine | leads:
        return Reading((stages,), _waits) if len(actor.posts) > 1 else told([])
    unread = Speech.objects.filter(unit_path__in=mine, confirmed_on=None)
    gaping = Hole.objects.open().filter(mender_path__in=mine)
    asked = waiting_opinions(actor, today).order_by().annotate(kind_=_kind(OPINION))
    laid = waiting_approvals(actor).order_by().annotate(kind_=_kind(APPROVE))
    rows = _counted(unassigned(actor), LONELY).union(
        _counted(unread, SPEECHES),
        _counted(gaping, HOLES),
        stages,
        _counted(help_wanted(actor), HELP),
        laid.values_list("kind_", "pk", "wording", "unit__name", "due_on"),
        asked.values_list(
            "kind_",
            "pk",
            "consultation__wording",
            "consultation__task__unit__name",
            "consultation__until_on",
        ),
        _bulletins(leads, "submitted", JUDGE),
        _bulletins(mine, "approved", ISSUE),
        all=True,
    )
    return Reading((rows.order_by("kind_")[: most + len(COUNTED)],), _waits)


def _waits(rows: Iterable[tuple[Any, ...]]) -> list[Wait]:
    """Return rows as what waits; of what is counted, where there is any."""
    found = (Wait(*row) for row in rows)
    return [one for one in found if one.kind not in COUNTED or one.key]
