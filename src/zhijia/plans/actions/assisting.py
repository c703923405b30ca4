"""协办会签: units that assist, their answers, and what is asked of them again or no more."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import Verdict
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, require
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Assignment, Progress, Task
from ..rules.dues import keeps_to_task
from .measures import reported_before
from .tasks import Said, give_all, lock_whole, note, settle_task
from .telling import to_taker


@action("请单位配合")
def add_assisting(
    *,
    actor: Actor,
    task: Task,
    units: Iterable[Unit],
    due_on: date,
    today: date,
    words: str = "",
) -> list[Assignment]:
    """Let each of these units assist who leads a task, due no later than the lead."""
    task = lock(task)
    about(task)
    require(policies.may_edit_task(actor, task))
    require(rules.due_ahead(due_on, today))
    require(keeps_to_task(due_on=due_on, task_due_on=task.due_on, today=today))
    days = queries.days_of_leads_at_work(task)
    last = max(days, default=None)
    require(
        rules.may_add_assisting(
            leads_at_work=len(days), due_on=due_on, lead_due_on=last, today=today
        )
    )
    return give_all(actor, task, units, due_on, today, words, role="assist")


@action("会签")
def answer_for(
    *,
    actor: Actor,
    assignment: Assignment,
    words: str,
    today: date,
    problems: str = "",
    upload: "UploadedFile[bytes] | None" = None,
) -> Assignment:
    """Answer for the part that a unit had in another's task, and tell who leads it.

    Where nobody else is at work on the task any more, it closes.
    """
    task, assignment = lock(assignment.task, assignment)
    require(policies.may_do(actor, assignment))
    open_parts = assignment.parts.open().count()
    is_assisting = assignment.is_assisting
    state = assignment.state
    require(rules.may_answer(state=state, is_assisting=is_assisting, open_parts=open_parts))
    file = keep(actor=actor, upload=upload) if upload else None
    more: dict[str, Any] = {"words": words, "percent": 100, "file": file}
    step = note(actor, assignment, "answered", today, said=Said(problems), **more)
    _tell_leads(actor, assignment, step)
    assignment = change(assignment, state="answered", percent=100, closed_on=today)
    settle_task(task, today)
    return assignment


def _tell_leads(actor: Actor, assignment: Assignment, step: Progress) -> None:
    """Tell the desks that lead the task that one of those who assist has answered."""
    title, text = f"{assignment.unit}已会签", step.words
    told = [to_taker(lead, title, text, str(step.pk)) for lead in queries.leads_of(assignment)]
    notices.send_all(actor=actor, kind="plans.answered", messages=told, today=step.done_on)


def _may_settle(actor: Actor, assignment: Assignment) -> Verdict:
    """Leave it to who gave the work, or to a unit that leads it."""
    given = policies.may_give(actor, assignment)
    leads = queries.leads_of(assignment)
    return given or next((ok for one in leads if (ok := policies.may_do(actor, one))), given)


@action("请配合单位补充")
def ask_again(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Ask an assisting unit for what its answer lacks, while the lead is still at work."""
    _, assignment = lock(assignment.task, assignment)
    require(_may_settle(actor, assignment))
    at_work = len(queries.days_of_leads_at_work(assignment.task))
    require(rules.may_ask_again(state=assignment.state, leads_at_work=at_work))
    note(actor, assignment, "asked_again", today, words=words)
    due_on = max(assignment.due_on, today)
    return change(
        assignment,
        state="underway",
        percent=reported_before(assignment, None, today),
        closed_on=None,
        due_on=due_on,
        overdue_from=due_on + timedelta(days=1),
    )


@action("免予会签")
def excuse(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Wait for an assisting unit no longer, and say why; its open parts go with it."""
    task, assignment, parts = lock_whole(assignment)
    require(_may_settle(actor, assignment))
    require(rules.may_excuse(state=assignment.state, is_assisting=assignment.is_assisting))
    for part in (one for one in parts if one.is_open):
        note(actor, part, "withdrawn", today, words=words)
        change(part, state="withdrawn", closed_on=today)
    note(actor, assignment, "excused", today, words=words)
    assignment = change(assignment, state="excused", closed_on=today)
    settle_task(task, today)
    return assignment


@action("答复需协调事项")
def settle_help(*, actor: Actor, step: Progress, words: str, today: date) -> Progress:
    """Answer what a report asked the giver to see to, and tell who asked."""
    assignment, step = lock(step.assignment, step)
    require(policies.may_give(actor, assignment))
    is_settled = step.settled_on is not None
    is_wanted, state = bool(step.help_wanted), assignment.state
    require(rules.may_settle_help(state=state, is_wanted=is_wanted, is_settled=is_settled))
    change(step, settled_on=today)
    return note(actor, assignment, "helped", today, words=words)
