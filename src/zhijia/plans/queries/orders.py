"""The supervision order of a task, as the paper wants it."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from django.db.models import Prefetch, Q, QuerySet

from zhijia.platform.actor import Actor

from ..models import Approval, Assignment, Progress, Task
from ..paper import Asked, Given, Order
from ..rules import OPEN, ORIGINS, ROLES, URGENCIES
from ..speech import AREAS
from .assignments import visible
from .filing import intended
from .tasks import stands_as

MOST_UNITS = 40  # on one form; a group gives to hundreds, and each has a form of its own
MOST_REPORTS = 5
NO_RHYTHM = "不作规定"
told, opening = attrgetter("told"), attrgetter("opening")


def order_of(actor: Actor, task: Task, only: Assignment | None = None) -> Order:
    """Return the order of a task, or of what one unit has of it; some seven queries.

    Only what this actor may see of the units' work is told.
    """
    works = list(_works(actor, task, only)[: MOST_UNITS + 1])
    first = next((step for work in works for step in opening(work)), None)
    names = _names(task, works)
    return Order(
        number=task.number,
        unit=only.issuer.name if only else task.unit.name,
        wording=only.wording if only else task.wording,
        origin=ORIGINS[task.origin],
        area=AREAS[task.area],
        basis=task.basis,
        original=task.original,
        standard="\n".join(filter(None, [task.standard, task.figures.replace(";", "；")])),
        urgency=URGENCIES[task.urgency],
        frequency=task.get_frequency_display() or NO_RHYTHM,
        due_on=only.due_on if only else task.due_on or _common_day(works),
        filed_on=task.filed_on,
        stands=only.get_state_display() if only else stands_as(task),
        leader=str(task.leader_post or ""),
        lead=names["lead"],
        assist=names["assist"],
        supervisor=str(first.by or "") if first else "",
        phone=task.unit.phone,
        words=first.words if first else "",
        attachment=str(task.source_file or ""),
        approved=_approved(task),
        given=[_given(work) for work in works[:MOST_UNITS]],
        instructions=_instructions(task, only),
    )


def _works(actor: Actor, task: Task, only: Assignment | None) -> QuerySet[Assignment]:
    """Return the units' work on a task that this actor may see, with its first and last steps."""
    which = Q(pk=only.pk) if only else Q(parent=None)
    found = Assignment.objects.filter(visible(actor), which, task=task)
    found = found.exclude(state="withdrawn")
    said = Progress.objects.filter(step__in=["reported", "finished"]).order_by("-pk")
    first = Progress.objects.filter(step__in=["assigned", "reassigned"]).select_related("by")
    return (
        found.select_related("unit", "post__member")
        .prefetch_related(
            Prefetch("steps", said, to_attr="told"), Prefetch("steps", first, to_attr="opening")
        )
        .order_by("-role", "unit_path", "pk")
    )


def _names(task: Task, works: Sequence[Assignment]) -> dict[str, str]:
    """Return the units by their role: those that have the task, or those it is meant for."""
    if not works:
        meant = intended(task)
        return {role: _listed(unit.name for unit in meant[role]) for role in ROLES}
    return {role: _listed(w.holder for w in works if w.role == role) for role in ROLES}


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" 等 {MOST_UNITS} 个以上单位" if len(found) > MOST_UNITS else ""
    return "、".join(found[:MOST_UNITS]) + more


def _common_day(works: Sequence[Assignment]) -> date | None:
    """Return the day that all units must keep; None where each has its own."""
    days = {work.due_on for work in works}
    return days.pop() if len(days) == 1 else None


def _approved(task: Task) -> Asked | None:
    """Return who approved the task; one query."""
    one: Approval | None = (
        task.approvals.filter(outcome="approved").select_related("decided_by").first()
    )
    if one is None or one.decided_on is None:
        return None
    return Asked(str(one.decided_by or ""), one.decided_on, one.words)


def _given(work: Assignment) -> Given:
    """Return what one unit has of a task, with its newest reports, the earliest first."""
    newest = list(told(work))[:MOST_REPORTS]
    return Given(
        unit=work.holder,
        role=ROLES[work.role],
        due_on=work.due_on,
        stands=work.get_state_display(),
        percent=work.percent,
        reports=tuple(f"{step.done_on:%Y-%m-%d}　{step.words}" for step in reversed(newest)),
        is_open=work.state in OPEN,
    )


def _instructions(task: Task, only: Assignment | None) -> list[str]:
    """Return what leaders wrote on a task, and on what this unit has of it; one query."""
    said = task.instructions.select_related("by")
    seen = [one for one in said if one.assignment_id in {None, only.pk if only else None}]
    return [f"{one.words}\n{one.by}（{one.office}）　{one.written_on:%Y-%m-%d}" for one in seen]
