"""The board by speech: what each leader asked for, task by task and unit by unit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from zhijia.platform.actor import Actor

from ...models import Point, Speech, Task
from ...rules import boards as rules
from ..assignments import Lit
from ..assignments import lit as lit_one
from .asking import Asked, free_groups, work
from .grounds import Tally, counted, folded, lit, rank, summed

UNITS_SHOWN = 12  # of one task; the rest are counted, and its page lists them


class Share(NamedTuple):
    """A task with the work on it: which speech and point it stands under, whether it is closed."""

    task: int
    speech: int | None
    point: int | None
    is_closed: bool
    tally: Tally


COLUMNS = {
    "task_": F("task_id"),
    "speech_": F("task__speech_id"),
    "point_": F("task__point_id"),
    "closed": F("task__closed_on"),
}
FREE_COLUMNS = {
    "task_": F("pk"),
    "speech_": F("speech_id"),
    "point_": F("point_id"),
    "closed": F("closed_on"),
}


def shares(actor: Actor, asked: Asked, today: date) -> list[Share]:
    """Return each task that is at work in the place, and those nobody has; one query."""
    given = counted(work(actor, asked, today), today, **COLUMNS)
    found = folded(given.union(free_groups(actor, asked, **FREE_COLUMNS), all=True), *COLUMNS)
    return [
        Share(task, speech, point, closed is not None, tally)
        for (task, speech, point, closed), tally in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Sum:
    """Several tasks as one: how many, closed, given to nobody; their work; how far they are."""

    tasks: int
    closed: int
    free: int
    tally: Tally
    percent: int


def sum_of(found: Iterable[Share]) -> Sum:
    """Return what some tasks come to; each task counts alike, however many units have it."""
    rows = list(found)
    return Sum(
        tasks=len(rows),
        closed=sum(row.is_closed for row in rows),
        free=sum(not row.tally.all for row in rows),
        tally=summed(row.tally for row in rows),
        percent=rules.mean(row.tally.percent for row in rows),
    )


@dataclass(frozen=True, slots=True)
class SpeechLine:
    """A speech with what its tasks come to; `speech` is None for tasks that no speech asked for."""

    speech: Speech | None
    sum: Sum

    @property
    def key(self) -> int:
        """Return what an address calls it; 0 for what no speech asked for."""
        return self.speech.pk if self.speech else 0


def by_speech(actor: Actor, asked: Asked, today: date) -> tuple[list[SpeechLine], Sum]:
    """Return the speeches whose tasks lie in the place, the newest first, and all as one.

    Two queries.
    """
    found: defaultdict[int | None, list[Share]] = defaultdict(list)
    every = shares(actor, asked, today)
    for share in every:
        found[share.speech].append(share)
    known = Speech.objects.filter(pk__in=[key for key in found if key]).select_related("unit")
    spoken = known.order_by(F("spoken_on").desc(nulls_last=True), "-pk").defer("digest")
    lines = [SpeechLine(speech, sum_of(found[speech.pk])) for speech in spoken]
    if None in found:
        lines.append(SpeechLine(None, sum_of(found[None])))
    return lines, sum_of(every)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of a speech: its work counted, and the units that have it, the worst lights first."""

    task: Task
    tally: Tally
    units: list[Lit]

    @property
    def more(self) -> int:
        """Return how many units are not shown."""
        return self.tally.all - len(self.units)

    @property
    def colour(self) -> str:
        """Return the light of the whole; what nobody has shows grey."""
        if self.tally.all:
            return self.tally.worst
        return "done" if self.task.closed_on else "grey"


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of a speech with all its tasks as one; `lines` are those on this page."""

    point: Point | None
    sum: Sum
    lines: list[TaskLine] = field(default_factory=list)


def of_speech(actor: Actor, asked: Asked, today: date) -> list[tuple[Task, Share]]:
    """Return the tasks of the speech asked for, in the order of the speech; two queries."""
    found = {share.task: share for share in shares(actor, asked, today)}
    tasks = Task.objects.filter(pk__in=found).select_related("point")
    return [(task, found[task.pk]) for task in tasks.order_by("piece__start", "serial")]


Tasks = Sequence[tuple[Task, Share]]


def by_point(
    actor: Actor, asked: Asked, every: Tasks, shown: Tasks, today: date
) -> list[PointLine]:
    """Return the points that these tasks of a page stand under, with their units; one query."""
    units = _units(actor, asked, [task.pk for task, _ in shown], today)
    found: dict[int | None, PointLine] = {}
    for task, share in shown:
        if task.point_id not in found:
            whole = sum_of(one for other, one in every if other.point_id == task.point_id)
            found[task.point_id] = PointLine(task.point, whole)
        line = TaskLine(task, share.tally, units.get(task.pk, []))
        found[task.point_id].lines.append(line)
    return list(found.values())


def _units(actor: Actor, asked: Asked, keys: list[int], today: date) -> dict[int, list[Lit]]:
    """Return for each task the units that have it, the worst first; one query."""
    rows = lit(work(actor, asked, today).filter(task__in=keys), today).annotate(rank=rank())
    place = Window(RowNumber(), partition_by="task_id", order_by=["rank", "due_on", "unit_path"])
    first = rows.annotate(place=place).filter(place__lte=UNITS_SHOWN).select_related("unit")
    found: defaultdict[int, list[Lit]] = defaultdict(list)
    for row in first.order_by("task_id", "place"):
        found[row.task_id].append(lit_one(row, today))
    return found
