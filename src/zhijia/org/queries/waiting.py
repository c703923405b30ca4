"""What a unit has to answer about its members: applications, transfers, corrections."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Left

from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING, STEP, under
from zhijia.platform.together import Reading, told

from ..models import Application, Correction, Post, Transfer
from ..rules import DEEPEST, DESKS
from .posts import lacking


def _at(where: str, path: str, *, below: bool) -> Q:
    return under(where, path) if below else Q(**{where: path})


def waiting_at(path: str, *, below: bool) -> Reading[dict[str, int]]:
    """Count what waits for an answer at a unit, by the name of its list."""
    here, there = _at("unit_path", path, below=below), _at("to_path", path, below=below)
    found: dict[str, QuerySet[Any]] = {
        "applications": Application.objects.waiting().filter(here),
        "transfers": Transfer.objects.waiting().filter(here | there),
        "corrections": Correction.objects.waiting().filter(here),
    }
    first, *rest = [_counted(name, rows) for name, rows in found.items()]
    rows = first.union(*rest, all=True)
    return Reading((rows,), lambda found: {name: n for name, n in found if n})


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    """Return the name of a list and how many of these rows it has; no row where it has none."""
    kind = Value(name, CharField())
    counted: QuerySet[Any, tuple[str, int]] = (
        rows.order_by().values(kind=kind).annotate(n=Count("pk")).values_list("kind", "n")
    )
    return counted


NO_WORDS = Value("", CharField())


class Waits(NamedTuple):
    """What a desk has before it: one list that waits for answers, or one thing its union lacks.

    `number` is how many wait on the list, or the unit that lacks; `day` since when the oldest
    waits, or by when what lacks is due.
    """

    name: str
    number: int
    day: date | None
    lack: str = ""
    unit: str = ""
    who: str = ""
    title: str = ""
    post: str = ""


def before_desks(actor: Actor, today: date) -> Reading[list[Waits]]:
    """Return what waits for the desks of this actor and what they lack.

    A unit that has nobody at its own desk is answered for by the nearest above that has.
    """
    bases = {(path, below) for role, path, below in actor.posts if role in DESKS}
    if not bases:
        return told([])
    here, there = _nearest("unit_path", bases), _nearest("to_path", bases)
    moving = Transfer.objects.waiting()
    first, *rest = [
        _told("applications", "applied_on", Application.objects.waiting().filter(here)),
        _told("corrections", "asked_on", Correction.objects.waiting().filter(here)),
        _told("transfers", "asked_on", moving.filter(here, side="receiving")),
        _told("transfers", "asked_on", moving.filter(there, side="sending")),
        _lacks(actor, today),
    ]
    rows = first.union(*rest, all=True)
    return Reading((rows,), lambda told_: [one for one in map(Waits._make, told_) if one.number])


def _nearest(where: str, bases: set[tuple[str, bool]]) -> Q:
    """Select the rows of these units, and of those below them with no desk in between."""
    return reduce(or_, (_answered_at(where, path, below) for path, below in bases), NOTHING)


def _answered_at(where: str, path: str, below: bool) -> Q:
    if not below:
        return Q(**{where: path})
    ends = range(len(path) + STEP, DEEPEST * STEP + 1, STEP)
    between = [Left(OuterRef(where), end) for end in ends]
    nearer = Post.objects.open().filter(kind__in=DESKS, unit_path__in=between)
    serving = nearer.filter(member__left_on=None, member__user__is_active=True)
    return under(where, path) & Q(~Exists(serving.exclude(unit_path=path)))


def _told(name: str, day: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Return one row: the name of a list, how many wait on it, since when the oldest does."""
    words = dict.fromkeys(("lack", "where_", "who", "called", "held"), NO_WORDS)
    grouped = rows.order_by().values(pile=Value(name, CharField()), **words)
    counted: QuerySet[Any, Any] = grouped.annotate(n=Count("pk"), since=Min(day))
    return counted.values_list("pile", "n", "since", *words)


def _lacks(actor: Actor, today: date) -> QuerySet[Any, Any]:
    """Return what the units lack, in the columns of `Waits`."""
    words = {
        "lack": F("kind"),
        "where_": F("unit__name"),
        "who": Coalesce("post__member__name", NO_WORDS),
        "called": Coalesce("post__title", NO_WORDS),
        "held": Coalesce("post__kind", NO_WORDS),
    }
    rows: QuerySet[Any, Any] = lacking(actor, today).select_related(None).order_by()
    facts = {"pile": Value("lacking", CharField()), "n": F("unit_id"), "since": F("due_on")}
    found: QuerySet[Any, Any] = rows.annotate(**facts, **words).values_list(*facts, *words)
    return found
