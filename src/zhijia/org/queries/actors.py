"""Who an account is: its member and the posts they hold; and who acts for a unit."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Value

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

from ..models import (
    Member,
    Post,
    UnitPath,
)
from ..rules import DESKS, POST_KINDS


def actor_of(user: User) -> Actor:
    """Return who this account is now: its member and the posts they hold; two queries.

    Who has left, or never was a member, holds nothing.
    """
    member = Member.objects.present().select_related("unit").filter(user=user).first()
    return actor_for(member) if member else Actor(user_id=user.pk, name=user.username)


def _reaches_below(kind: str) -> bool:
    """Say whether a post of this kind reaches the units below; being a member does not."""
    return kind in POST_KINDS and POST_KINDS[kind].below


def actor_for(member: Member) -> Actor:
    """Return a member with the posts they hold now; one query.

    A post reaches every path its unit has held. Being a member is itself a post in one's unit.
    """
    held = member.posts.open().order_by().values_list("pk", "kind", "title", "unit__paths__path")
    home = UnitPath.objects.filter(unit=member.unit_id)
    belongs = home.values_list(Value(0), Value("member"), Value(""), "path")
    rows = sorted(held.union(belongs, all=True))
    posts = {(kind, path, _reaches_below(kind)) for _, kind, _, path in rows}
    posts.add(("member", member.unit_path, False))
    held_here = [row for row in rows if row[1] != "member"]
    title = next((title or POST_KINDS[kind].label for _, kind, title, _ in held_here), "会员")
    return Actor(
        member.user_id,
        member.pk,
        member.name,
        member.unit_path,
        frozenset(posts),
        title,
        member.unit.name,
    )


def desk_users(paths: Iterable[str]) -> dict[str, list[int]]:
    """Return the accounts of those who act for the units at these paths, by path; one query.

    Neither who has left nor whose account is closed acts for anybody.
    """
    held = Post.objects.open().filter(kind__in=DESKS, unit_path__in=list(paths))
    who = held.filter(member__left_on=None, member__user__is_active=True)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for path, user_id in who.order_by("pk").values_list("unit_path", "member__user_id"):
        if user_id not in found[path]:
            found[path].append(user_id)
    return dict(found)
