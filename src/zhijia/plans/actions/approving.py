"""审定: a draft before the leaders of its unit, and on file once they approve it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Overtaken, action, change, lock, record, require

from .. import policies, queries, rules
from ..models import Approval, Bulletin, Opinion, Task
from .telling_drafts import tell_decided, tell_submitted


@action("立项")
def file_task(*, actor: Actor, task: Task, today: date) -> Task:
    """Put a draft on file where the unit chose that its leaders need not approve it."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    needs = queries.needs_approval(task.unit, task.origin, today)
    require(rules.may_file(stage=task.stage, needs=needs, **queries.heard(task, today)))
    # Laid before the leaders while they still approved it: now there is nothing to decide.
    return _on_file(_call_back(actor, task, today), today)


def _on_file(task: Task, today: date) -> Task:
    """Put a draft on file, where its unit now stands."""
    return change(task, filed_on=today, filed_path=task.unit_path)


@action("提请审定")
def submit(*, actor: Actor, task: Task, words: str, today: date, tells: bool = True) -> Task:
    """Lay a draft before the unit's leaders, and tell them unless they are told of many at once."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(
        rules.may_submit(
            stage=task.stage,
            needs=queries.needs_approval(task.unit, task.origin, today),
            has_head=queries.has_head(task.unit_path),
            **queries.heard(task, today),
        )
    )
    asked = Approval(task=task, asked_on=today, asked_by_id=actor.member_id, asked_words=words)
    asked.save()
    if tells:
        tell_submitted(actor, [task], today)
    record({}, {"words": words})
    return change(task, submitted_on=today)


@action("成批提请审定")
def submit_all(*, actor: Actor, tasks: Sequence[Task], words: str, today: date) -> int:
    """Lay several drafts before the leaders of their units at once; all of them or none."""
    require(rules.may_take_at_once(len(tasks)))
    chosen = sorted(tasks, key=lambda task: task.pk)  # as everybody takes them
    done = [submit(actor=actor, task=t, words=words, today=today, tells=False) for t in chosen]
    for ours in _by_unit(done):
        tell_submitted(actor, ours, today)
    return len(done)


def _by_unit(tasks: Iterable[Task]) -> Iterable[list[Task]]:
    """Gather tasks by the unit that drew them up: the leaders of each are told of their own."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.unit_path, []).append(task)
    return found.values()


def _decide(actor: Actor, task: Task, outcome: str, words: str, today: date) -> None:
    """Close what was laid before the leaders."""
    waiting = lock(task.approvals.get(outcome=""))
    waiting.outcome, waiting.words, waiting.decided_on = outcome, words, today
    waiting.decided_by_id = actor.member_id
    waiting.save(update_fields=["outcome", "words", "decided_on", "decided_by"])
    record({}, {"words": words})


def require_as_read(row: Task | Bulletin, version: int | None, name: str) -> None:
    """Refuse to decide on words that nobody who decides has read.

    `version` is what the page carried; None means that the caller showed no page.
    """
    if version not in {None, row.version}:
        words = f"您看过之后，{name}又有改动，请看过改动再审定"
        raise Overtaken(refused(words), row.version)


@action("审定")
def approve(
    *,
    actor: Actor,
    task: Task,
    today: date,
    words: str = "",
    tells: bool = True,
    version: int | None = None,
) -> Task:
    """Approve a draft as it was read: it is on file and may be given to units."""
    task = lock(task)
    require(policies.may_approve(actor, task))
    require(rules.may_decide_draft(task.stage))
    require_as_read(task, version, f"任务 {task.number} ")
    _decide(actor, task, "approved", words, today)
    if tells:
        tell_decided(actor, [task], "approved", words, today)
    return _on_file(task, today)


@action("成批审定")
def approve_all(
    *,
    actor: Actor,
    tasks: Sequence[Task],
    words: str,
    today: date,
    versions: Mapping[int, int] | None = None,
) -> int:
    """Approve several drafts at once; all of them or none.

    `versions` are those that the list showed, by the key of the task.
    """
    require(rules.may_take_at_once(len(tasks)))
    seen, one = versions or {}, partial(approve, actor=actor, words=words, today=today, tells=False)
    chosen = sorted(tasks, key=lambda task: task.pk)
    done = [one(task=t, version=seen.get(t.pk)) for t in chosen]
    for ours in _by_unit(done):
        tell_decided(actor, ours, "approved", words, today)
    return len(done)


@action("退回修改")
def send_back_draft(*, actor: Actor, task: Task, words: str, today: date) -> Task:
    """Send a draft back to the desk, with what is to be changed."""
    task = lock(task)
    require(policies.may_approve(actor, task))
    require(rules.may_decide_draft(task.stage))
    _decide(actor, task, "sent_back", words, today)
    tell_decided(actor, [task], "sent_back", words, today)
    return change(task, submitted_on=None)


def let_go(actor: Actor, task: Task, today: date) -> Task:
    """Wait no longer for what was asked of units and leaders about a locked task that is given up.

    A unit that has its opinion in hand waits here, and finds it closed.
    """
    Opinion.objects.filter(consultation__task=task, closed_on=None).update(closed_on=today)
    return _call_back(actor, task, today)


def _call_back(actor: Actor, task: Task, today: date) -> Task:
    """Take a locked draft back from the leaders, if it lies before them."""
    if not task.filed_on and task.submitted_on:
        _decide(actor, task, "recalled", "", today)
        task = change(task, submitted_on=None)
    return task


@action("撤回送审")
def recall(*, actor: Actor, task: Task, today: date) -> Task:
    """Take a draft back from the leaders, to go on with it."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(rules.may_decide_draft(task.stage))
    _decide(actor, task, "recalled", "", today)
    return change(task, submitted_on=None)
