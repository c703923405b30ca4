"""Reading tasks: the list with its questions, who may take one, and what became of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Length

from zhijia.org import queries as org
from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import reached, under, under_any

from .. import rules
from ..models import Assignment, LightChoice, Task
from ..rules import OPEN
from .assignments import colour_of, visible, words_of_light
from .schemes import DEFAULT

# What queries add to a row is known to no type, so it is read by name.
n_given, next_due, given = attrgetter("n_given"), attrgetter("next_due"), attrgetter("given")
scheme_of = attrgetter("scheme_")
seated, has_it = attrgetter("seated"), attrgetter("has_it")
NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


def tasks(actor: Actor) -> QuerySet[Task]:
    """Return the tasks this actor reaches: of their units, or at work in their units.

    Each has `n_given` and `n_accepted`, the units it was given to and those that finished it;
    `next_due`, the earliest day that a unit still at work must keep, or else its own; and
    `scheme_`, the scheme of lights of the unit that filed it.
    """
    at = _at_units().filter(role="lead")
    first = at.filter(state__in=OPEN).order_by("due_on").values("due_on")[:1]
    counted = _reached(actor).annotate(
        n_given=_count(at),
        n_accepted=_count(at.filter(state="accepted")),
        next_due=Coalesce(Subquery(first), F("due_on")),
        scheme_=Coalesce(Subquery(_scheme()), Value(DEFAULT)),
    )
    named = counted.select_related("unit", "speech", "point", "piece")
    return named.select_related("leader_post__member")


def _scheme() -> QuerySet[LightChoice, str]:
    """Return the scheme that the unit of the task outside chose, or the nearest above it."""
    chosen = LightChoice.objects.exclude(scheme="").annotate(at=F("unit__path"))
    filed = ExpressionWrapper(OuterRef("unit_path"), CharField())
    above = chosen.annotate(filed=filed).filter(filed__startswith=F("at"))
    return above.order_by(Length("at").desc()).values_list("scheme", flat=True)[:1]


def _reached(actor: Actor) -> QuerySet[Task]:
    """Return the tasks filed by units this actor reaches, and those at work where they may see.

    A draft is seen by those who hold an office in its very unit.
    """
    at_work = Assignment.objects.filter(visible(actor), task=OuterRef("pk"))
    filed = reached("unit_path", actor) & Q(filed_on__isnull=False)
    drafts = Q(unit_path__in=offices(actor), filed_on=None)
    return Task.objects.filter(filed | drafts | Q(Exists(at_work)))


def offices(actor: Actor) -> set[str]:
    """Return the paths of the units where the actor holds a post, being a member aside."""
    return {path for role, path, _ in actor.posts if role != "member"}


def _at_units() -> QuerySet[Assignment]:
    """Return what units were given of the task outside."""
    return Assignment.objects.of_units().filter(task=OuterRef("pk"))


def _count(rows: QuerySet[Assignment]) -> Coalesce:
    """Count rows of the task outside, only for the tasks that are fetched: no join, no grouping."""
    counted = rows.order_by().values("task").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


STANDS = {
    "draft": "拟办",
    "submitted": "待审定",
    "unassigned": "未交办",
    "open": "在办",
    "closed": "已办结",
    "dropped": "已撤销",
}
TONES = {
    "draft": "grey",
    "submitted": "gold",
    "unassigned": "orange",
    "open": "blue",
    "closed": "green",
    "dropped": "grey",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the list of tasks; what is empty is not asked."""

    unit: Unit | None = None
    year: int | None = None
    area: str = ""
    state: str = ""
    speech: int | None = None
    red: bool = False
    mine: bool = False
    words: str = ""
    sort: str = ""
    place: Place | None = None


SORTS: dict[str, list[Any]] = {
    "": ["-year", "serial"],
    "number": ["year", "serial"],
    "-number": ["-year", "-serial"],
    # What has an open day comes last either way, on both databases.
    "due_on": [F("next_due").asc(nulls_last=True)],
    "-due_on": [F("next_due").desc(nulls_last=True)],
}


def find_tasks(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Task]:
    """Return the tasks that answer every question asked, in the order asked for."""
    found = tasks(actor).filter(_plainly(wanted), _said(wanted.words))
    if wanted.unit:
        at = _at_units().filter(under_any("unit_path", org.paths_of(wanted.unit)))
        found = found.filter(Exists(at))
    elif wanted.place is not None and wanted.place.is_chosen:
        found = found.filter(_lies_in(wanted.place))
    if wanted.state:
        found = found.filter(_stands(wanted.state))
    if wanted.mine:
        found = found.filter(unit_path__in=actor.stands(DESKS))
    if wanted.red:
        found = found.filter(Q(closed_on=None, next_due__lt=today))
    return found.order_by(*SORTS.get(wanted.sort, SORTS[""]), "pk")


def _lies_in(place: Place) -> Q:
    """Select the tasks that this place put on file, or that are at work in it."""
    return place.holds("unit_path") | Q(Exists(_at_units().filter(place.holds("unit_path"))))


def _plainly(wanted: Wanted) -> Q:
    """Select by the task's own columns."""
    asked = {"year": wanted.year, "area": wanted.area, "speech": wanted.speech}
    return Q(**{name: value for name, value in asked.items() if value})


def _said(words: str) -> Q:
    """Select the tasks that say these words, or bear this number."""
    if number := NUMBER.fullmatch(words):
        return Q(year=int(number[1]), serial=int(number[2]))
    return Q(wording__contains=words) | Q(original__contains=words) if words else Q()


def _stands(state: str) -> Q:
    """Select the tasks that stand so."""
    at_units = Q(pk__in=Assignment.objects.leads().values("task"))
    return {
        "draft": Q(closed_on=None, filed_on=None, submitted_on=None),
        "submitted": Q(closed_on=None, filed_on=None, submitted_on__isnull=False),
        "unassigned": Q(closed_on=None, filed_on__isnull=False) & ~at_units,
        "open": Q(closed_on=None) & at_units,
        "closed": Q(closed_on__isnull=False, dropped_for=""),
        "dropped": ~Q(dropped_for=""),
    }[state]


def with_given(found: QuerySet[Task]) -> QuerySet[Task]:
    """Let each task have `given`, what units are still to do; one query more."""
    still = Assignment.objects.of_units().filter(state__in=OPEN)
    return found.prefetch_related(Prefetch("assignments", still, to_attr="given"))


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it: how it stands, and its light with what that says."""

    task: Task
    stands: str
    tone: str
    colour: str
    words: str


def task_row(task: Task, today: date) -> TaskRow:
    """Return a task, read by `with_given`, with the worst light of the units at work on it."""
    colour, words = _light(task, today)
    state = _state(task)
    return TaskRow(task, STANDS[state], TONES[state], colour, words)


def _light(task: Task, today: date) -> tuple[str, str]:
    """Return the light of a task and its words: its own while no unit has it."""
    if task.closed_on:
        return "done", rules.light_words("done", None, today, scheme=DEFAULT)
    if given(task):
        colour = rules.worst(colour_of(one, today) for one in given(task))
        alike = (one for one in given(task) if colour_of(one, today) == colour)
        first = min(alike, key=lambda one: one.due_on)
        return colour, words_of_light(first, colour, today)
    scheme, due_on = scheme_of(task), task.due_on
    colour = rules.light(
        due_on=due_on,
        since=task.filed_on or today,
        percent=0,
        is_open=True,
        today=today,
        scheme=scheme,
    )
    return colour, rules.light_words(colour, due_on, today, scheme=scheme)


def _state(task: Task) -> str:
    """Return how a task stands, a key of STANDS; it must know `n_given`."""
    if task.closed_on:
        return "dropped" if task.dropped_for else "closed"
    if not task.filed_on:
        return task.stage
    return "open" if n_given(task) else "unassigned"


def stands_as(task: Task) -> str:
    """Say in a word how a task stands; it must know `n_given`."""
    return STANDS[_state(task)]


@dataclass(frozen=True, slots=True)
class Choices:
    """The years and the speeches that the actor's tasks come from."""

    years: list[int]
    speeches: list[tuple[int, str]]


def task_choices(actor: Actor) -> Choices:
    """Return what the list of tasks can be narrowed to, the newest first; one query."""
    asked = _reached(actor).order_by("-speech_id").distinct()
    rows = list(asked.values_list("year", "speech_id", "speech__title"))
    years = sorted({year for year, _, _ in rows}, reverse=True)
    return Choices(years, list(dict.fromkeys((pk, title) for _, pk, title in rows if pk)))


def has_task_already(task: Task, unit: Unit) -> bool:
    """Say whether the unit has this task and it was not withdrawn."""
    return task.assignments.of_units().filter(unit=unit).exists()


def having(task: Task) -> set[int]:
    """Return the keys of the units that have this task and from which it was not withdrawn."""
    return set(task.assignments.of_units().values_list("unit_id", flat=True))


def seated_below(unit: Unit) -> set[int]:
    """Return the keys of the units at and below this one where somebody may sign."""
    desks = Post.objects.open().filter(under("unit_path", unit.path), kind__in=DESKS)
    return set(desks.order_by().values_list("unit_id", flat=True))


def is_finished(task: Task) -> bool:
    """Say whether those who lead have finished the task and no unit is still at work on it."""
    units = task.assignments.of_units().order_by()
    found = set(units.values_list("role", "state"))
    leads = {state for role, state in found if role == "lead"}
    return leads == {"accepted"} and not any(state in OPEN for _, state in found)


def next_serial(unit: Unit, year: int) -> int:
    """Return the next number of the unit's tasks in a year."""
    last = Task.objects.filter(unit=unit, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def takers(task: Task) -> QuerySet[Unit]:
    """Return the units a task may be given to: the unit that filed it and all below.

    Each has `seated`, whether somebody there may sign, and `has_it`, whether it has the task.
    """
    units = Unit.objects.standing().filter(under("path", task.unit.path)).order_by("path")
    desks = Post.objects.open().filter(unit=OuterRef("pk"), kind__in=DESKS)
    theirs = Assignment.objects.of_units().filter(unit=OuterRef("pk"), task=task)
    return units.annotate(seated=Exists(desks), has_it=Exists(theirs))


def nearest(takers: QuerySet[Unit], most: int) -> list[Unit]:
    """Return the highest of these units, in the order of the tree; one query."""
    highest = takers.order_by(Length("path"), "path")[:most]
    return sorted(highest, key=lambda unit: unit.path)


def called(takers: QuerySet[Unit], said: Iterable[str]) -> dict[str, list[Unit]]:
    """Return for each of these words the unit of this code, or else all of this name; one query."""
    words = list(said)
    found = list(takers.filter(Q(code__in=words) | Q(name__in=words))) if words else []
    by_code = {unit.code: [unit] for unit in found}
    by_name: dict[str, list[Unit]] = {}
    for unit in found:
        by_name.setdefault(unit.name, []).append(unit)
    return {one: by_code.get(one) or by_name.get(one, []) for one in words}
