"""Reading what a person may see of themselves."""

from zhijia.platform.actor import Actor

from ..models import Post, PostQuerySet


def own_posts(actor: Actor) -> PostQuerySet:
    """Return the posts that this very person holds now, each with its unit."""
    mine = Post.objects.open().filter(member=actor.member_id) if actor.member_id else None
    return Post.objects.none() if mine is None else mine.select_related("unit", "member")
