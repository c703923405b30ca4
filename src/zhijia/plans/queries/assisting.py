"""Reading who assists with a task: what the lead waits for, and what was answered."""

from datetime import date

from django.db.models import QuerySet

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..models import Assignment, AssignmentQuerySet, Progress, ProgressQuerySet, Task
from ..rules import OPEN

WAITED_FOR = OPEN


def assisting_with(assignment: Assignment) -> AssignmentQuerySet:
    """Return what the units that assist with the task of a lead have of it; none for others."""
    if assignment.parent_id or assignment.is_assisting:
        return Assignment.objects.none()
    return Assignment.objects.of_units().filter(task=assignment.task_id, role="assist")


def waited_for(assignment: Assignment) -> int:
    """Count the assisting units that a lead still waits for; one query, none for others."""
    return assisting_with(assignment).filter(state__in=WAITED_FOR).count()


def leads_of(assignment: Assignment) -> AssignmentQuerySet:
    """Return what the units that lead the task of an assisting unit have of it."""
    leads = Assignment.objects.leads().filter(task=assignment.task_id)
    return leads.select_related("unit", "post__member")


def days_of_leads_at_work(task: Task) -> list[date]:
    """Return the days that the leads still at work on a task must keep; one query."""
    at_work = Assignment.objects.leads().filter(task=task, state__in=["issued", "underway"])
    return list(at_work.order_by().values_list("due_on", flat=True))


def at_work_on(task: Task) -> AssignmentQuerySet:
    """Return what units still have to do of a task."""
    return Assignment.objects.of_units().open().filter(task=task).select_related("unit")


def led_tasks(actor: Actor) -> QuerySet[Assignment, int]:
    """Return the keys of the tasks that this actor's desks lead, for use within a query."""
    leads = Assignment.objects.leads().filter(unit_path__in={"", *actor.stands(DESKS)})
    return leads.order_by().values_list("task_id", flat=True)


def help_wanted(actor: Actor) -> ProgressQuerySet:
    """Return the reports that ask this actor's desks for help and wait, the oldest first."""
    return help_asked(actor).wanting()


def help_asked(actor: Actor) -> ProgressQuerySet:
    """Return the reports that ever asked this actor's desks for help."""
    desks = {"", *actor.stands(DESKS)}
    mine = Progress.objects.exclude(help_wanted="").filter(assignment__issuer_path__in=desks)
    whole = mine.select_related("by", "assignment__task", "assignment__unit")
    return whole.select_related("assignment__post__member").order_by("pk")
