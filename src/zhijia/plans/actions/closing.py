"""What is kept of an acceptance or a return, and putting closed tasks away."""

from collections.abc import Collection, Iterable
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, record, require, touch

from .. import policies, queries, rules
from ..models import Archive, Assignment, Progress, Review, Score, Task


def keep_review(
    step: Progress, *, checked: Collection[str] = (), lacking: Collection[str] = ()
) -> Review:
    """Keep what was checked, or found lacking, with the step that tells of it."""
    return Review.objects.create(
        step=step,
        unit_path=step.unit_path,
        checked=[point for point in rules.POINTS if point in checked],
        lacking=[point for point in rules.POINTS if point in lacking],
    )


def keep_score(assignment: Assignment, today: date) -> Score | None:
    """Keep what accepted work scored; a part at a post and what assists are not scored."""
    if assignment.parent_id or assignment.is_assisting:
        return None
    facts = queries.facts_of(assignment)
    late = rules.days_late(finished_on=facts.finished_on, due_on=assignment.due_on)
    return Score.objects.create(
        assignment=assignment,
        unit=assignment.unit,
        unit_path=assignment.given_path,
        closed_on=today,
        due_on=assignment.due_on,
        finished_on=facts.finished_on,
        late=late,
        extensions=facts.extensions,
        returns=facts.returns,
        points=rules.score(late=late, extensions=facts.extensions, returns=facts.returns),
    )


@action("归档")
def archive(*, actor: Actor, tasks: Iterable[Task], today: date) -> list[Archive]:
    """Put closed tasks away; all of them or none."""
    chosen = sorted(dict.fromkeys(tasks), key=lambda task: task.pk)
    if not chosen:
        raise Refused(refused("请至少选择一项任务"))
    put = [_put_away(actor, lock(task), today) for task in chosen]
    record({}, {"tasks": [one.task_id for one in put]})
    return put


def _put_away(actor: Actor, task: Task, today: date) -> Archive:
    require(policies.may_archive(actor, task))
    require(
        rules.may_archive(
            is_closed=task.closed_on is not None, is_archived=queries.is_archived(task)
        )
    )
    touch(task)
    return Archive.objects.create(
        task=task, unit_path=task.unit_path, archived_on=today, by_id=actor.member_id
    )
