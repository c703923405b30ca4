"""Reading how work was closed: what was checked, what is put away and what may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.queries import desk_users
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from .. import policies, rules
from ..models import Archive, Assignment, Progress, Score, Task
from ..rules.closing import judged_by_another


@dataclass(frozen=True, slots=True)
class Facts:
    """What a score rests on beside the due date."""

    finished_on: date
    extensions: int
    returns: int


def facts_of(assignment: Assignment) -> Facts:
    """Return the day work was last reported finished, and what put it off; two queries."""
    told = assignment.steps.order_by().aggregate(
        finished=Max("done_on", filter=Q(step="finished")),
        returns=Count("pk", filter=Q(step="sent_back")),
    )
    granted = assignment.extensions.filter(is_granted=True).count()
    return Facts(told["finished"], granted, told["returns"])


def is_archived(task: Task) -> bool:
    """Say whether a task was put away; one query, none for an open one."""
    return task.closed_on is not None and Archive.objects.filter(task=task).exists()


def closed_tasks(actor: Actor, *, archived: bool) -> QuerySet[Task]:
    """Return the closed tasks of this actor's desks: those put away, or those still to be."""
    mine = Task.objects.filter(unit_path__in=actor.stands(DESKS), closed_on__isnull=False)
    put = Exists(Archive.objects.filter(task=OuterRef("pk")))
    found = mine.filter(put) if archived else mine.exclude(put)
    order = ["-archive__archived_on", "-pk"] if archived else ["closed_on", "pk"]
    return found.select_related("unit", "archive__by").order_by(*order)


def sent_back_for(assignment: Assignment, life: Sequence[Progress]) -> Progress | None:
    """Return the step that sent work back which is now done anew; None where there is none."""
    if not assignment.is_sent_back:
        return None
    return next((step for step in life if step.step == "sent_back"), None)


def may_judge(
    actor: Actor, assignment: Assignment, life: Iterable[Progress] | None = None
) -> Verdict:
    """Judge whether the actor may accept this work: not their own while another desk could.

    `life` are its steps, the newest first, where they were read. Else a query; one more where it
    is their own.
    """
    if life is None:
        life = assignment.steps.filter(step="finished").order_by("-pk")[:1]
    who = next((step.by_id for step in life if step.step == "finished"), None)
    is_own = who is not None and who == actor.member_id
    others: set[int] = set()
    if is_own:
        here = assignment.issuer_path
        others = set(desk_users([here]).get(here, ())) - {actor.user_id or 0}
    return judged_by_another(is_own=is_own, has_other=bool(others))


@dataclass(frozen=True, slots=True)
class Ending:
    """How accepted work scored, whether its task is put away, and who may still say what."""

    score: Score | None
    archive: Archive | None
    judge: Verdict
    comment: Verdict
    rule: str = rules.RULE


def ending_of(actor: Actor, assignment: Assignment) -> Ending | None:
    """Return how accepted work ended; two queries, None and none for all other."""
    if assignment.state != "accepted":
        return None
    both = Score.objects.select_related("self_by", "comment_by").filter(assignment=assignment)
    score = both.first()
    archive = Archive.objects.select_related("by").filter(task=assignment.task_id).first()
    said: dict[str, Any] = {
        "is_scored": score is not None,
        "is_commented": score is not None and score.comment_on is not None,
        "is_archived": archive is not None,
    }
    return Ending(
        score,
        archive,
        policies.may_do(actor, assignment) and rules.may_judge_oneself(**said),
        policies.may_give(actor, assignment) and rules.may_comment(**said),
    )


def archive_of(task: Task) -> Archive | None:
    """Return how a task was put away; one query, none for an open one."""
    if task.closed_on is None:
        return None
    return Archive.objects.select_related("by").filter(task=task).first()


def putting_away(actor: Actor, task: Task) -> dict[str, Any]:
    """Return what the page of a closed task tells of putting it away; one query, else none."""
    if task.closed_on is None:
        return {}
    archive = archive_of(task)
    rule = rules.may_archive(is_closed=True, is_archived=archive is not None)
    return {"archive": archive, "may_archive": policies.may_archive(actor, task) and rule}
