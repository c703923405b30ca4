"""Succession: what a post still owes is done by whoever takes it."""

from collections.abc import Iterable
from datetime import date

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, touch

from .. import queries
from ..models import Assignment
from .tasks import note


@action("承接岗位事项")
def inherit(*, actor: Actor, post: Post, today: date, is_again: bool = False) -> int:
    """Let the holder of a post do what those before them left; return how much work that is.

    The tasks that those before them were to answer for as leaders are theirs as well.

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
    return _take_over(actor, heir, mine_ if is_again else left, today)


def _take_over(actor: Actor, heir: Post, left: Iterable[Assignment], today: date) -> int:
    """Put each of these into the hands of the heir, and say who had it before."""
    taken = 0
    for part in left:
        part, before = lock(part), part.post
        assert before, "only posts leave something"
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
