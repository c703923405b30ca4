"""Reading what leaders wrote: on one task, on what one unit has of it, and what they watch."""

from django.db.models import Q

from zhijia.platform.actor import Actor
from zhijia.platform.scope import reached

from ..models import Assignment, Instruction, InstructionQuerySet, Task
from .assignments import assignments
from .holes import in_office


def _told(rows: InstructionQuerySet) -> InstructionQuerySet:
    return rows.select_related("by", "assignment__unit", "assignment__post__member", "task")


def instructions_on(assignment: Assignment) -> list[Instruction]:
    """Return what was written on an assignment, on the whole it is a part of, and on its task."""
    here = Q(assignment__in=[assignment.pk, assignment.parent_id or assignment.pk])
    rows = Instruction.objects.filter(here | Q(assignment=None), task=assignment.task_id)
    return list(_told(rows))


def instructions_of(actor: Actor, task: Task) -> list[Instruction]:
    """Return what was written on a task, and on what the actor may see of it."""
    seen = assignments(actor).filter(task=task).values("pk")
    rows = Instruction.objects.filter(Q(assignment=None) | Q(assignment__in=seen), task=task)
    return list(_told(rows))


def instructions(actor: Actor) -> InstructionQuerySet:
    """Return what was written on work that the actor's offices reach, the newest first."""
    office = in_office(actor)
    whole = Q(assignment=None) & reached("task__unit_path", office)
    at = reached("assignment__unit_path", office) | reached("assignment__issuer_path", office)
    return _told(Instruction.objects.filter(whole | at))
