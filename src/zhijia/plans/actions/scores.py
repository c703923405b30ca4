"""What is said of accepted work: by who did it, and by who gave it."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require, require_unchanged
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Score
from .telling import about


@action("自评")
def judge_oneself(
    *, actor: Actor, score: Score, points: int, words: str, today: date, version: int | None = None
) -> Score:
    """Say what one's own work was worth and why; may be said anew until the giver comments."""
    score = lock(score)
    require(policies.may_do(actor, score.assignment))
    require(
        rules.may_judge_oneself(
            is_scored=True,
            is_commented=score.comment_on is not None,
            is_archived=queries.is_archived(score.assignment.task),
        )
    )
    require_unchanged(score, version, self_points=points, self_words=words)
    by = actor.member_id
    return change(score, self_points=points, self_words=words, self_by_id=by, self_on=today)


@action("点评")
def comment(*, actor: Actor, score: Score, words: str, today: date) -> Score:
    """Comment once on accepted work; who did it is told."""
    score = lock(score)
    given = score.assignment
    require(policies.may_give(actor, given))
    require(
        rules.may_comment(
            is_scored=True,
            is_commented=score.comment_on is not None,
            is_archived=queries.is_archived(given.task),
        )
    )
    notices.send(
        actor=actor,
        kind="plans.commented",
        title=f"任务点评：{given.wording}",
        text=f"{given.issuer}：{words}",
        url=given.get_absolute_url(),
        about=about(given),
        desks=given.unit_path,
        today=today,
    )
    return change(score, comment=words, comment_by_id=actor.member_id, comment_on=today)
