"""Reading what a post still owes after its holder has left it, and who takes it over."""

from zhijia.org.models import Post

from ..models import Assignment, AssignmentQuerySet, Stage, Task


def orphans() -> AssignmentQuerySet:
    """Return the open parts whose post nobody holds any more."""
    left = Assignment.objects.open().filter(post__until_on__isnull=False)
    return left.select_related("post__member", "task", "unit", "issuer").order_by("pk")


def left_by(post: Post) -> list[Assignment]:
    """Return what those who held this very post before left undone; one query.

    The same post is one in the same unit, of the same kind and called the same.
    """
    left = orphans().filter(post__unit=post.unit_id, post__kind=post.kind)
    return [one for one in left if one.post and one.post.label == post.label]


def led_before(post: Post) -> list[Task]:
    """Return the open tasks whose leader held this very post before and has left; one query."""
    left = Task.objects.filter(closed_on=None, leader_post__until_on__isnull=False)
    here = left.filter(leader_post__unit=post.unit_id, leader_post__kind=post.kind)
    rows = here.select_related("leader_post__member").order_by("pk")
    return [one for one in rows if one.leader_post and one.leader_post.label == post.label]


def stages_left_by(post: Post) -> list[Stage]:
    """Return the stages behind a shut gate that those who held this very post before left."""
    left = Stage.objects.exclude(state="passed").filter(post__until_on__isnull=False)
    here = left.filter(post__unit=post.unit_id, post__kind=post.kind)
    rows = here.filter(project__task__closed_on=None).select_related("post__member", "project")
    return [one for one in rows.order_by("pk") if one.post and one.post.label == post.label]


def only_heir(post: Post) -> Post | None:
    """Return who else holds the post that has ended, if that is one person; one query."""
    others = Post.objects.open().filter(unit=post.unit_id, kind=post.kind)
    alike = [one for one in others.select_related("member") if one.label == post.label]
    return alike[0] if len(alike) == 1 else None
