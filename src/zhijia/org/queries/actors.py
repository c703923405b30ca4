"""Who an account is: its member and the posts they hold."""

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

from ..models import (
    Member,
)
from ..rules import POST_KINDS


def actor_of(user: User) -> Actor:
    """Return who this account is now: its member and the posts they hold; two queries.

    Who has left, or never was a member, holds nothing.
    """
    member = Member.objects.present().select_related("unit").filter(user=user).first()
    return actor_for(member) if member else Actor(user_id=user.pk, name=user.username)


def actor_for(member: Member) -> Actor:
    """Return a member with the posts they hold now; one query.

    A post reaches every path its unit has held. Being a member is itself a post in one's unit.
    """
    held = member.posts.open().order_by("pk").values_list("kind", "title", "unit__paths__path")
    rows = list(held)
    posts = {(kind, path, POST_KINDS[kind].below) for kind, _, path in rows}
    posts.add(("member", member.unit_path, False))
    title = next((title or POST_KINDS[kind].label for kind, title, _ in rows), "会员")
    return Actor(
        member.user_id,
        member.pk,
        member.name,
        member.unit_path,
        frozenset(posts),
        title,
        member.unit.name,
    )
