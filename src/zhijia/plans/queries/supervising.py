"""What stands beside the work itself: who had it, who assists, what leaders wrote, reminders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.law import Verdict
from zhijia.org.models import Member, Post
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from .. import policies, rules
from ..models import Assignment, Instruction, Progress, Reminder, Task
from .assignments import Lit, lit
from .assisting import WAITED_FOR, assisting_with, leads_of
from .closing import is_archived
from .instructions import instructions_of, instructions_on
from .reminding import reminders_of

DOING = ("signed", "reported", "finished", "answered", "extension_asked", "handed_down")


@dataclass(frozen=True, slots=True)
class Helper:
    """What a unit that assists has of the task, with its light, and its newest words."""

    lit: Lit
    words: str
    problems: str
    step: Progress | None


@dataclass(frozen=True, slots=True)
class Supervised:
    """Which steps beside the work itself are open to an actor now, each as a verdict."""

    answer: Verdict
    ask_again: Verdict
    excuse: Verdict
    instruct: Verdict
    urge: Verdict
    settle: Verdict


def helpers_of(assignment: Assignment, today: date) -> list[Helper]:
    """Return the units that assist the lead of this assignment; two queries, none for others."""
    if assignment.parent_id or assignment.is_assisting:
        return []
    rows = list(assisting_with(assignment).select_related("unit").order_by("pk"))
    said: dict[int, Progress] = {}
    if rows:
        told = Progress.objects.filter(assignment__in=rows, step__in=["reported", "answered"])
        said = {one.assignment_id: one for one in told.select_related("file").order_by("pk")}
    return [_helper(row, said.get(row.pk), today) for row in rows]


def _helper(row: Assignment, step: Progress | None, today: date) -> Helper:
    words, problems = (step.words, step.problems) if step else ("", "")
    return Helper(lit(row, today), words, problems, step)


def still_waited_for(helpers: Iterable[Helper]) -> int:
    """Count those of whom the lead still waits for a word."""
    return sum(one.lit.assignment.state in WAITED_FOR for one in helpers)


def supervision(
    actor: Actor, assignment: Assignment, life: Sequence[Progress], today: date
) -> dict[str, Any]:
    """Return what the page of an assignment tells beside the work; five queries at most.

    `life` are its steps, read already.
    """
    leads = list(leads_of(assignment)) if assignment.is_assisting else []
    reminders = list(reminders_of(assignment))
    holders = _holders(assignment)
    return {
        "instructions": instructions_on(assignment),
        "reminders": reminders,
        "leads": leads,
        "holders": holders,
        "former": _former(assignment, life, holders),
        "beside": _steps_beside(actor, assignment, leads, reminders, today),
    }


def _holders(assignment: Assignment) -> list[Member]:
    """Return who does a unit's work now: those who keep its desk; one query, none for a post."""
    if assignment.post_id or not assignment.is_open:
        return []
    held = Post.objects.open().filter(unit=assignment.unit_id, kind__in=DESKS)
    return list(dict.fromkeys(one.member for one in held.select_related("member").order_by("pk")))


def _former(
    assignment: Assignment, life: Iterable[Progress], holders: Iterable[Member]
) -> list[str]:
    """Return who had it before: of a post in words, of a unit those who left its desk."""
    steps = list(reversed(list(life)))
    if assignment.post_id:
        return [step.words for step in steps if step.step == "inherited"]
    if not assignment.is_open:
        return []
    now = {member.pk for member in holders}
    did = {step.by for step in steps if step.step in DOING and step.by}
    return sorted({one.name for one in did if one.pk not in now})


def _steps_beside(
    actor: Actor,
    assignment: Assignment,
    leads: Iterable[Assignment],
    reminders: Iterable[Reminder],
    today: date,
) -> Supervised:
    """Judge every step beside the work as its action will."""
    state, is_assisting = assignment.state, assignment.is_assisting
    give = policies.may_give(actor, assignment)
    leads = list(leads)
    settle = give or next((ok for one in leads if (ok := policies.may_do(actor, one))), give)
    at_work = sum(one.state in rules.REMINDED for one in leads)
    urged = any(one.kind == "manual" and one.reminded_on == today for one in reminders)
    # Whether parts are open is judged by the action: the page lists them above the form.
    answer = rules.may_answer(state=state, is_assisting=is_assisting, open_parts=0)
    is_put = is_archived(assignment.task)
    instruct = rules.may_instruct(is_gone=state == "withdrawn")
    instruct = instruct and rules.may_add_words(is_archived=is_put)
    return Supervised(
        answer=policies.may_do(actor, assignment) and answer,
        ask_again=settle and rules.may_ask_again(state=state, leads_at_work=at_work),
        excuse=settle and rules.may_excuse(state=state, is_assisting=is_assisting),
        instruct=policies.may_instruct(actor, assignment) and instruct,
        urge=policies.may_urge(actor, assignment)
        and rules.may_urge(state=state, was_urged_today=urged),
        settle=give,
    )


@dataclass(frozen=True, slots=True)
class TaskSupervised:
    """What stands beside a task: what leaders wrote, whether a lead is at work, who is late."""

    instructions: list[Instruction]
    instruct: Verdict
    assist: Verdict
    late: int


def task_supervision(actor: Actor, task: Task, today: date) -> TaskSupervised:
    """Return what the page of a task tells beside the work; three queries at most."""
    written = instructions_of(actor, task)
    may = policies.may_edit_task(actor, task)
    at_work = Assignment.objects.of_units().filter(task=task, state__in=rules.REMINDED).order_by()
    days = list(at_work.values_list("role", "due_on")) if may else []
    lead = [due_on for role, due_on in days if role == "lead"]
    last = max(lead, default=None)
    assist = rules.may_add_assisting(
        leads_at_work=len(lead), due_on=last or today, lead_due_on=last, today=today
    )
    is_filed = task.filed_on is not None
    gone = rules.may_instruct(is_gone=bool(task.dropped_for), is_filed=is_filed)
    gone = gone and rules.may_add_words(is_archived=is_archived(task))
    return TaskSupervised(
        instructions=written,
        instruct=policies.may_instruct_task(actor, task) and gone,
        assist=may and assist,
        late=sum(due_on < today for _, due_on in days),
    )
