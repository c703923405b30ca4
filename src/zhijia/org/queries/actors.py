"""Who an account is: its member and the posts they hold; and who acts for a unit."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Value

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

from ..models import (
    Member,
    Post,
    UnitPath,
)
from ..rules import DESKS, POST_KINDS


class _Held(NamedTuple):
    """A post at one path that its unit has held; being a member is itself one, with number 0."""

    pk: int
    kind: str
    title: str
    path: str


def actor_of(user: User) -> Actor:
    """Return who this account is now: its member and the posts they hold; one query.

    Who has left, or never was a member, holds nothing.
    """
    who = Member.objects.present().filter(user=user).order_by()
    post = (Value(0), Value("member"), Value(""), "unit__paths__path")
    belongs = who.values_list(*post, "pk", "name", "unit_path", "unit__name")
    said = (F("member_id"), Value(""), Value(""), Value(""))
    posts = Post.objects.open().filter(member__user=user, member__left_on=None).order_by()
    held = posts.values_list("pk", "kind", "title", "unit__paths__path", *said)
    rows = sorted(belongs.union(held, all=True))
    if not rows:
        return Actor(user_id=user.pk, name=user.username)
    _, _, _, _, member_id, name, path, unit = rows[0]
    return _actor(user.pk, member_id, name, path, unit, [_Held(*row[:4]) for row in rows])


def _reaches_below(kind: str) -> bool:
    """Say whether a post of this kind reaches the units below; being a member does not."""
    return kind in POST_KINDS and POST_KINDS[kind].below


def _actor(
    user_id: int | None, member_id: int, name: str, path: str, unit: str, rows: Iterable[_Held]
) -> Actor:
    """Return the actor who holds these posts; the first one's title is theirs."""
    held = list(rows)
    posts = {(row.kind, row.path, _reaches_below(row.kind)) for row in held}
    posts.add(("member", path, False))
    titles = (row.title or POST_KINDS[row.kind].label for row in held if row.kind != "member")
    title = next(titles, "会员")
    return Actor(user_id, member_id, name, path, frozenset(posts), title, unit)


def actor_for(member: Member) -> Actor:
    """Return a member with the posts they hold now; one query.

    A post reaches every path its unit has held. Being a member is itself a post in one's unit.
    """
    held = member.posts.open().order_by().values_list("pk", "kind", "title", "unit__paths__path")
    home = UnitPath.objects.filter(unit=member.unit_id)
    belongs = home.values_list(Value(0), Value("member"), Value(""), "path")
    rows = [_Held(*row) for row in sorted(held.union(belongs, all=True))]
    name, path = member.name, member.unit_path
    return _actor(member.user_id, member.pk, name, path, member.unit.name, rows)


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
