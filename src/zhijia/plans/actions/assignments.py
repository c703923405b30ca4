"""The life of an assignment: signed, reported, extended, handed down, finished, accepted."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import ALLOWED, Verdict
from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Assignment, Extension, Progress
from ..queries.closing import may_judge
from ..queries.natures import may_end
from ..rules.assisting import keeps_to_leads
from ..rules.dues import may_hand_on
from . import measures, natures
from .closing import keep_review, keep_score
from .holes import look_again
from .tasks import Said, give, lock_whole, may_take, note, settle_task
from .telling import to_giver


@action("签收")
def sign(*, actor: Actor, assignment: Assignment, today: date) -> Assignment:
    """Receive an assignment."""
    assignment = lock(assignment)
    require(policies.may_do(actor, assignment))
    require(rules.in_state(assignment.state, "issued"))
    note(actor, assignment, "signed", today)
    return change(assignment, state="underway", signed_on=today)


@action("分解到岗位")
def hand_down(
    *, actor: Actor, assignment: Assignment, post: Post, wording: str, due_on: date, today: date
) -> Assignment:
    """Give a part to a post in the unit's own branch, due no later than the whole.

    Of a whole that is late a part may still be handed down, due within days.
    """
    assignment, post = lock(assignment, post)
    require(policies.may_hand_down(actor, assignment))
    require(rules.in_state(assignment.state, "underway"))
    in_branch = post.unit_path.startswith(assignment.unit.path)
    require(rules.may_hand_to(in_branch=in_branch, is_held=post.until_on is None))
    require(rules.due_ahead(due_on, today))
    require(may_hand_on(due_on=due_on, above=assignment.due_on, today=today))
    part = give(
        task=assignment.task,
        issuer=assignment.unit,
        unit=post.unit,
        wording=wording,
        due_on=due_on,
        today=today,
        parent=assignment,
        post=post,
    )
    note(actor, part, "assigned", today)
    note(actor, assignment, "handed_down", today, words=f"{post}：{wording}")
    look_again(today=today, post=post.pk)
    return part


@action("填报进展")
def report(
    *,
    actor: Actor,
    assignment: Assignment,
    words: str,
    percent: int | None = None,
    today: date,
    problems: str = "",
    help_wanted: str = "",
    next_step: str = "",
    turn: int | None = None,
    upload: "UploadedFile[bytes] | None" = None,
) -> Progress:
    """Say how far the work has come, what is in its way, perhaps with a file that shows it.

    Nobody types the progress where a figure tells it, or the periods of which `turn` is one.
    """
    assignment = lock(assignment)
    require(policies.may_do(actor, assignment))
    period = natures.judged_turn(assignment, turn, today)
    share = natures.share_now(assignment, period, today)
    moved = measures.progress_now(assignment, percent, share, today)
    require(rules.may_report(state=assignment.state, percent=moved.percent, before=moved.least))
    file = keep(actor=actor, upload=upload) if upload else None
    percent = moved.percent
    change(assignment, percent=percent)
    said = Said(problems, help_wanted, next_step)
    more: dict[str, Any] = {"words": words, "percent": percent, "file": file, "said": said}
    step = note(actor, assignment, "reported", today, **more)
    if period:
        natures.report_on(period, assignment, step)
    if help_wanted:
        told = to_giver(assignment, "需要协调", f"{assignment.holder}：{help_wanted}", str(step.pk))
        notices.send_all(actor=actor, kind="plans.help_wanted", messages=[told], today=today)
    return step


@action("申请延期")
def ask_extension(
    *, actor: Actor, assignment: Assignment, to_on: date, reason: str, today: date
) -> Extension:
    """Ask for a later date, before the due date."""
    assignment = lock(assignment)
    require(policies.may_do(actor, assignment))
    require(
        rules.may_ask_extension(
            state=assignment.state,
            due_on=assignment.due_on,
            to_on=to_on,
            today=today,
            is_waiting=queries.waiting_extension(assignment) is not None,
        )
    )
    require(_keeps_within(assignment, to_on))
    note(actor, assignment, "extension_asked", today, words=f"拟延至 {to_on:%Y-%m-%d}：{reason}")
    return Extension.objects.create(
        assignment=assignment,
        asked_on=today,
        asked_by_id=actor.member_id,
        from_on=assignment.due_on,
        to_on=to_on,
        reason=reason,
    )


def _keeps_within(assignment: Assignment, to_on: date) -> Verdict:
    """Judge a later day: of a part by the whole, of who assists by those who lead."""
    if assignment.parent:
        return rules.may_tighten(due_on=to_on, above=assignment.parent.due_on)
    if assignment.is_assisting:
        days = queries.days_of_leads_at_work(assignment.task)
        return keeps_to_leads(due_on=to_on, lead_due_on=max(days, default=None))
    return ALLOWED


@action("答复延期")
def decide_extension(
    *, actor: Actor, extension: Extension, is_granted: bool, reply: str, today: date
) -> Extension:
    """Grant the later date or keep the old one."""
    assignment, extension = lock(extension.assignment, extension)
    require(policies.may_give(actor, assignment))
    require(rules.may_decide(state=assignment.state, is_decided=extension.is_granted is not None))
    if is_granted:
        before, later = assignment.due_on, extension.to_on
        require(_keeps_within(assignment, later))
        change(assignment, due_on=later, overdue_from=later + timedelta(days=1))
        natures.go_on(assignment, before, today)
    step = "extension_granted" if is_granted else "extension_refused"
    note(actor, assignment, step, today, words=reply)
    return change(extension, is_granted=is_granted, decided_on=today, reply=reply)


@action("报办结")
def finish(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Report the work as done and ask for it to be accepted."""
    # The task as well: who is asked to assist, or asked again, is seen here or sees this.
    _, assignment = lock(assignment.task, assignment)
    require(policies.may_do(actor, assignment))
    open_parts = assignment.parts.open().count()
    if assignment.parent_id is None:
        require(rules.all_passed(queries.shut_at(assignment.task, assignment.unit)))
    require(rules.is_lead(is_assisting=assignment.is_assisting))
    require(rules.may_finish(state=assignment.state, open_parts=open_parts))
    require(rules.nobody_waited_for(waiting=queries.waited_for(assignment)))
    require(may_end(assignment, today))
    percent = measures.progress_now(assignment, 100, None, today).percent
    note(actor, assignment, "finished", today, words=words, percent=percent)
    return change(assignment, state="reported", percent=percent, is_sent_back=False)


@action("审核通过")
def accept(
    *,
    actor: Actor,
    assignment: Assignment,
    checked: Collection[str],
    today: date,
    words: str = "",
) -> Assignment:
    """Accept finished work, every point checked; a task whose last assignment is accepted closes.

    `checked` are the points of the check list found right: keys of `rules.CHECKS`.
    """
    task, assignment = lock(assignment.task, assignment)
    require(policies.may_give(actor, assignment))
    require(rules.in_state(assignment.state, "reported"))
    require(rules.may_pass(checked))
    require(rules.nobody_waited_for(waiting=queries.waited_for(assignment)))
    require(may_judge(actor, assignment))
    step = note(actor, assignment, "accepted", today, words=words)
    keep_review(step, checked=checked)
    assignment = change(assignment, state="accepted", closed_on=today)
    keep_score(assignment, today)
    settle_task(task, today)
    return assignment


@action("退回")
def send_back(
    *,
    actor: Actor,
    assignment: Assignment,
    lacking: Collection[str],
    words: str,
    today: date,
) -> Assignment:
    """Send work back that is not done yet: which points of the check list it lacks, and why."""
    assignment = lock(assignment)
    require(policies.may_give(actor, assignment))
    require(rules.in_state(assignment.state, "reported"))
    require(rules.may_return(lacking))
    keep_review(note(actor, assignment, "sent_back", today, words=words), lacking=lacking)
    share = natures.share_now(assignment, None, today)
    percent = measures.reported_before(assignment, share, today)
    return change(assignment, state="underway", is_sent_back=True, percent=percent)


@action("撤回交办")
def withdraw(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Take an assignment back, its open parts with it."""
    task, assignment, parts = lock_whole(assignment)
    require(policies.may_give(actor, assignment))
    require(rules.in_state(assignment.state, *rules.OPEN))
    for one in (assignment, *(part for part in parts if part.is_open)):
        note(actor, one, "withdrawn", today, words=words)
        change(one, state="withdrawn", closed_on=today)
    settle_task(task, today)
    look_again(today=today, task=task.pk)
    return assignment


@action("改派")
def reassign(
    *,
    actor: Actor,
    assignment: Assignment,
    unit: Unit,
    words: str,
    today: date,
    due_on: date | None = None,
) -> Assignment:
    """Give a unit's assignment to another unit, due the same day unless another is said.

    The day is no later than it was; where it has passed, the new unit has days to make up.
    """
    task, assignment, _ = lock_whole(assignment)
    require(policies.may_give(actor, assignment))
    require(rules.is_whole(is_part=assignment.parent is not None))
    require(may_take(task, unit))
    due_on = due_on or max(assignment.due_on, today)
    require(rules.due_ahead(due_on, today))
    require(may_hand_on(due_on=due_on, above=assignment.due_on, today=today))
    new = give(
        task=task,
        issuer=assignment.issuer,
        unit=unit,
        wording=assignment.wording,
        due_on=due_on,
        today=today,
        role=assignment.role,
    )
    measures.carry_measure(assignment, new, today)
    natures.lay_out(task, [new], today)
    note(actor, new, "reassigned", today, words=f"由{assignment.unit}改派：{words}")
    withdraw(actor=actor, assignment=assignment, words=words, today=today)
    record({"unit": assignment.unit_id}, {"unit": unit.pk})
    return new
