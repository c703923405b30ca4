"""领导批示: what a leader writes on a task, and the list of what leaders watch."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import policies, queries, rules
from ..models import Assignment, Instruction, Task
from .telling import to_giver, to_taker


@action("领导批示")
def instruct(
    *, actor: Actor, assignment: Assignment, words: str, today: date, is_watched: bool = False
) -> Instruction:
    """Write on what one unit or one post has of a task; who does it and who gave it are told."""
    assignment = lock(assignment)
    require(policies.may_instruct(actor, assignment))
    require(rules.may_instruct(is_gone=assignment.state == "withdrawn"))
    path, task = assignment.unit_path, assignment.task
    require(rules.may_add_words(is_archived=queries.is_archived(task)))
    written = _write(actor, task, assignment, path, words, is_watched, today)
    _tell(actor, written, [assignment], [to_giver(assignment, *_said(written))])
    return written


@action("对任务批示")
def instruct_task(
    *, actor: Actor, task: Task, words: str, today: date, is_watched: bool = False
) -> Instruction:
    """Write on a task as a whole: every unit at work on it is told, and who keeps it."""
    task = lock(task)
    require(policies.may_instruct_task(actor, task))
    is_filed = task.filed_on is not None
    require(rules.may_instruct(is_gone=bool(task.dropped_for), is_filed=is_filed))
    require(rules.may_add_words(is_archived=queries.is_archived(task)))
    written = _write(actor, task, None, task.unit_path, words, is_watched, today)
    title, text, event = _said(written)
    keeper = Message(
        title=f"{title}：{task.wording}",
        text=text,
        url=task.get_absolute_url(),
        about=f"plans.Task#{task.pk}",
        event=event,
        desks=task.unit_path,
    )
    _tell(actor, written, list(queries.at_work_on(task)), [keeper])
    return written


def _write(
    actor: Actor,
    task: Task,
    assignment: Assignment | None,
    path: str,
    words: str,
    is_watched: bool,
    today: date,
) -> Instruction:
    """Write it down with the office that the leader held that day."""
    assert actor.member_id, "only members hold posts"
    return Instruction.objects.create(
        task=task,
        assignment=assignment,
        unit_path=path,
        by_id=actor.member_id,
        office=rules.office_of(actor.unit_name, actor.title),
        written_on=today,
        words=words,
        is_watched=is_watched,
    )


def _said(written: Instruction) -> tuple[str, str, str]:
    """Return title, text and event of the messages about it."""
    return "领导批示", f"{written.office}{written.by}：{written.words}", f"instruct:{written.pk}"


def _tell(
    actor: Actor, written: Instruction, takers: list[Assignment], others: list[Message]
) -> None:
    """Tell who does the work, and these others."""
    messages = [*(to_taker(one, *_said(written)) for one in takers), *others]
    notices.send_all(
        actor=actor, kind="plans.instructed", messages=messages, today=written.written_on
    )


@action("解除关注")
def ease(*, actor: Actor, instruction: Instruction, today: date) -> Instruction:
    """Take an item off the list of what leaders watch; the words stay."""
    instruction = lock(instruction)
    require(policies.may_ease(actor, instruction))
    is_watched = instruction.is_watched and instruction.eased_on is None
    require(rules.may_ease(is_watched=is_watched))
    return change(instruction, eased_on=today, eased_by_id=actor.member_id)
