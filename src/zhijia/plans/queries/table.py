"""The task table: tasks with their units, parts and newest words, as the paper wants them."""

from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from zhijia.org.queries import units_at
from zhijia.platform.actor import Actor

from ..models import Assignment, Intended, Progress, Task
from ..paper import Line, Part, Share
from ..rules import OPEN
from ..speech import AREAS
from .assignments import visible
from .desk import DONE
from .tasks import Wanted, given, stands_as

reports, meant_for = attrgetter("reports"), attrgetter("meant")


def table_works(actor: Actor, found: QuerySet[Task]) -> int:
    """Return how many assignments the table of these tasks would be made of; one query."""
    tasks = found.order_by().values("pk")
    return _works(actor).filter(task__in=tasks).count()


def _works(actor: Actor) -> QuerySet[Assignment]:
    """Return the assignments, parts among them, that a table may show this actor."""
    return Assignment.objects.filter(visible(actor), state__in=[*OPEN, *DONE])


def table_rows(actor: Actor, found: QuerySet[Task]) -> list[Task]:
    """Return the tasks, each with `given`: what this actor may see of its assignments.

    Five queries: the tasks, their assignments, what was reported of those, the parts' posts, and
    whom they are meant for.
    """
    said = Progress.objects.filter(step__in=["reported", "finished", "answered"]).order_by("-pk")
    seen = _works(actor)
    whole = seen.filter(parent=None).select_related("unit")
    parts = seen.select_related("post__member", "unit")
    told = whole.prefetch_related(Prefetch("steps", said, to_attr="reports"))
    full = told.prefetch_related(Prefetch("parts", parts))
    meant = Prefetch("intended", Intended.objects.select_related("unit"), to_attr="meant")
    return list(found.prefetch_related(Prefetch("assignments", full, to_attr="given"), meant))


def table_lines(actor: Actor, found: QuerySet[Task]) -> list[Line]:
    """Return the lines of the task table for these tasks, in their order."""
    return [_line(task) for task in table_rows(actor, found)]


def _line(task: Task) -> Line:
    """Return a task as a line; it must know `n_given`."""
    return Line(
        number=task.number,
        area=AREAS[task.area],
        source=task.basis,
        original=task.original,
        wording=task.wording,
        figures=task.figures,
        standard=task.standard,
        leader=task.leader_post.member.name if task.leader_post else "",
        responsible=task.responsible,
        deadline=task.deadline,
        due_on=task.due_on,
        stands=stands_as(task),
        dropped_for=task.dropped_for,
        shares=tuple(_share(one) for one in given(task) if not one.is_assisting),
        assisting=tuple(_share(one) for one in given(task) if one.is_assisting),
        lead=_meant(task, "lead"),
        assist=_meant(task, "assist"),
    )


def _meant(task: Task, role: str) -> tuple[str, ...]:
    """Return the units that a task is meant for in a role, while nobody has it."""
    if given(task):
        return ()
    return tuple(one.unit.name for one in meant_for(task) if one.role == role)


def _share(assignment: Assignment) -> Share:
    """Return what one unit has of a task."""
    told = reports(assignment)
    return Share(
        unit=assignment.unit.name,
        due_on=assignment.due_on,
        percent=assignment.percent,
        words=next((report.words for report in told), ""),
        is_done=assignment.state in DONE,
        parts=tuple(Part(str(part.post), part.wording) for part in assignment.parts.all()),
        problems=next((report.problems for report in told if report.problems), ""),
        next_step=next((report.next_step for report in told if report.next_step), ""),
    )


def table_title(wanted: Wanted) -> str:
    """Return the title of the table: with the year, where one was asked for."""
    return f"{wanted.year}年度任务分解表" if wanted.year else "任务分解表"


def table_unit(actor: Actor, wanted: Wanted) -> str:
    """Return whose table it is: the unit asked for or looked at, or else the actor's own."""
    if wanted.unit:
        return wanted.unit.name
    if wanted.place is not None and wanted.place.is_chosen:
        return wanted.place.name
    return str(units_at([actor.unit_path]).get(actor.unit_path, ""))
