"""Succession: what a post still owes is done by whoever takes it."""

from collections.abc import Iterable
from datetime import date

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, touch

from .. import queries
from ..models import Assignment, Stage
from ..queries.succeeding import stages_left_by
from .projects import held, step
from .stages import tell
from .tasks import note


@action("承接岗位事项")
def inherit(*, actor: Actor, post: Post, today: date, is_again: bool = False) -> int:
    """Let the holder of a post do what those before them left; return how much work that is.

    The tasks that those before them were to answer for as leaders are theirs as well, and the
    stages of projects whose gates are still shut.

    `is_again` says that a re-election went through: then everybody takes their own alone.
    """
    heir = queries.only_heir(post) if post.until_on else post
    if heir is None:
        return 0
    for task in queries.led_before(heir):
        mine = task.leader_post and task.leader_post.member_id == heir.member_id
        if mine or not is_again:
            change(lock(task), leader_post=heir)
    left = queries.left_by(heir)
    mine_ = [one for one in left if one.post and one.post.member_id == heir.member_id]
    stages = [
        one
        for one in stages_left_by(heir)
        if not is_again or (one.post and one.post.member_id == heir.member_id)
    ]
    _take_stages(actor, heir, stages, today)
    return _take_over(actor, heir, mine_ if is_again else left, today)


def _take_stages(actor: Actor, heir: Post, left: Iterable[Stage], today: date) -> None:
    """Put each of these stages into the hands of the heir, where they stand."""
    for one in left:
        _, stage = held(one)
        before = stage.post
        if before is None or before.until_on is None:
            continue  # somebody was given it in the meantime
        change(stage, post=heir)
        step(actor, stage, "inherited", today, _told(before, heir))
        tell(actor, stage, "plans.inherited", "接任岗位，请承接", _told(before, heir), today)
        touch(*stage.papers.filter(file__isnull=False))


def _take_over(actor: Actor, heir: Post, left: Iterable[Assignment], today: date) -> int:
    """Put each of these into the hands of the heir, and say who had it before."""
    taken = 0
    for part in left:
        part = lock(part)
        before = part.post
        if before is None or before.until_on is None or not part.is_open:
            continue  # it was taken back, done or given to somebody in the meantime
        change(part, post=heir)
        note(actor, part, "inherited", today, words=_told(before, heir))
        touch(part.task)
        taken += 1
    return taken


def _told(before: Post, heir: Post) -> str:
    """Say who had it, until when and why, and who has it now."""
    if before.member_id == heir.member_id:
        return f"{heir.member}连任{heir.label}，继续办理"
    why = before.get_ending_display()
    left = f"（{why}）" if why else ""
    return (
        f"原由{before.member}（{before.label}）办理，"
        f"{before.member}于 {before.until_on:%Y-%m-%d} 离任{left}，由{heir.member}承接"
    )
