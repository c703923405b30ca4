"""Keeping a task, and giving it to units."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from zhijia.law import Verdict
from zhijia.org import queries as org
from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
    touch,
)
from zhijia.platform.files.models import StoredFile

from .. import policies, queries, rules
from ..models import Assignment, Progress, Task
from ..rules.dues import keeps_to_task
from .approving import let_go
from .holes import look_again
from .natures import lay_out
from .telling import tell


class Said(NamedTuple):
    """What a report says beside how far the work is."""

    problems: str = ""
    help_wanted: str = ""
    next_step: str = ""


NOTHING = Said()


def note(
    actor: Actor,
    assignment: Assignment,
    step: str,
    today: date,
    *,
    words: str = "",
    percent: int | None = None,
    file: StoredFile | None = None,
    said: Said = NOTHING,
) -> Progress:
    """Write one step into the life of an assignment, and tell whom it concerns."""
    more: dict[str, Any] = {"words": words, "percent": percent, "file": file, "said": said}
    taken = _step(actor, assignment, step, today, **more)
    taken.save()
    tell(actor, [taken])
    return taken


def _step(
    actor: Actor,
    assignment: Assignment,
    step: str,
    today: date,
    *,
    words: str,
    percent: int | None = None,
    file: StoredFile | None = None,
    said: Said = NOTHING,
) -> Progress:
    """Return a step of an assignment, not written yet."""
    return Progress(
        assignment=assignment,
        unit_path=assignment.unit_path,
        step=step,
        done_on=today,
        by_id=actor.member_id,
        words=words,
        percent=percent,
        file=file,
        **said._asdict(),
    )


def give(
    *,
    task: Task,
    issuer: Unit,
    unit: Unit,
    wording: str,
    due_on: date,
    today: date,
    parent: Assignment | None = None,
    post: Post | None = None,
    role: str = "lead",
) -> Assignment:
    """Write an assignment."""
    given = drawn_up(
        task=task,
        issuer=issuer,
        unit=unit,
        wording=wording,
        due_on=due_on,
        today=today,
        parent=parent,
        post=post,
        role=role,
        scheme=queries.scheme_at(issuer.path),
    )
    given.save()
    return given


def drawn_up(
    *,
    task: Task,
    issuer: Unit,
    unit: Unit,
    wording: str,
    due_on: date,
    today: date,
    scheme: str,
    parent: Assignment | None = None,
    post: Post | None = None,
    role: str = "lead",
) -> Assignment:
    """Return an assignment, not written yet."""
    return Assignment(
        task=task,
        parent=parent,
        issuer=issuer,
        issuer_path=issuer.path,
        unit=unit,
        unit_path=unit.path,
        given_path=unit.path,
        post=post,
        role=role,
        scheme=scheme,
        wording=wording,
        due_on=due_on,
        overdue_from=due_on + timedelta(days=1),
        assigned_on=today,
    )


@action("修改任务")
def edit_task(
    *,
    actor: Actor,
    task: Task,
    wording: str,
    area: str,
    due_on: date | None,
    today: date,
    version: int | None = None,
) -> Task:
    """Change what a task says; the original words stay as they are."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(queries.may_reword(actor, task))
    require_unchanged(task, version, wording=wording, area=area, due_on=due_on)
    if due_on and due_on != task.due_on:
        require(rules.due_ahead(due_on, today))
    task = change(task, wording=wording, area=area, due_on=due_on)
    look_again(today=today, task=task.pk)
    return task


@action("撤销任务")
def drop_task(*, actor: Actor, task: Task, reason: str, today: date) -> Task:
    """Take a task off the file that nobody is working on; it stays readable with the reason."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(rules.may_drop(open_assignments=task.assignments.open().count()))
    task = change(let_go(actor, task, today), closed_on=today, dropped_for=reason)
    look_again(today=today, task=task.pk)
    return task


@action("交办任务")
def assign(
    *,
    actor: Actor,
    task: Task,
    units: Iterable[Unit],
    due_on: date,
    today: date,
    words: str = "",
) -> list[Assignment]:
    """Give a task to each of these units, due on one day; all of them or none."""
    task = lock(task)
    about(task)
    require(policies.may_edit_task(actor, task))
    require(rules.may_give_out(task.stage))
    require(rules.due_ahead(due_on, today))
    require(keeps_to_task(due_on=due_on, task_due_on=task.due_on, today=today))
    return give_all(actor, task, units, due_on, today, words)


def give_all(
    actor: Actor,
    task: Task,
    units: Iterable[Unit],
    due_on: date,
    today: date,
    words: str,
    role: str = "lead",
) -> list[Assignment]:
    """Give a locked task to each of these units in one role; refuse where one cannot take it."""
    # Read anew: one of them may have moved since the page was shown.
    chosen = [unit.pk for unit in dict.fromkeys(units)]
    anew = Unit.objects.in_bulk(chosen)
    units = [anew[pk] for pk in chosen]
    seated, having = queries.seated_below(task.unit), queries.having(task)
    for unit in units:
        require(_may(task, unit, has_desk=unit.pk in seated, already=unit.pk in having))
    given = _write_all(actor, task, units, due_on, today, words, role)
    touch(task)
    look_again(today=today, task=task.pk)
    record({}, {"task": task.pk, "units": [unit.pk for unit in units], "due_on": due_on})
    return given


def _write_all(
    actor: Actor,
    task: Task,
    units: Iterable[Unit],
    due_on: date,
    today: date,
    words: str,
    role: str,
) -> list[Assignment]:
    """Write the assignments and their first steps at one go: a group has hundreds of units."""
    scheme = queries.scheme_at(task.unit.path)
    given = Assignment.objects.bulk_create(
        drawn_up(
            task=task,
            issuer=task.unit,
            unit=unit,
            wording=task.wording,
            due_on=due_on,
            today=today,
            scheme=scheme,
            role=role,
        )
        for unit in units
    )
    lay_out(task, given, today)
    first = [_step(actor, assignment, "assigned", today, words=words) for assignment in given]
    tell(actor, Progress.objects.bulk_create(first))
    return given


def settle_task(task: Task, today: date) -> None:
    """Close a locked task when units have finished it and none is still at work."""
    if not task.closed_on and queries.is_finished(task):
        change(task, closed_on=today)


def lock_whole(assignment: Assignment) -> tuple[Task, Assignment, list[Assignment]]:
    """Lock an assignment, its parts and then the task, as who accepts a part takes the two."""
    assignment = lock(assignment)
    parts = [lock(part) for part in assignment.parts.order_by("pk")]
    return lock(assignment.task), assignment, parts


def may_take(task: Task, unit: Unit) -> Verdict:
    """Judge whether this unit may be given this task."""
    already = queries.has_task_already(task, unit)
    return _may(task, unit, has_desk=org.has_desk(unit), already=already)


def _may(task: Task, unit: Unit, *, has_desk: bool, already: bool) -> Verdict:
    """Judge a unit of which it is known whether it has a desk and has the task already."""
    return rules.may_assign(
        is_open=task.closed_on is None,
        in_branch=unit.path.startswith(task.unit.path),
        unit_stands=unit.dissolved_on is None,
        has_desk=has_desk,
        already=already,
    )
