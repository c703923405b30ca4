from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Length

from zhijia.law import Verdict
from zhijia.platform import strokes
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.scope import STEP, prefixes, under, under_any

from . import rules
from .models import (
    Member,
    MemberQuerySet,
    Post,
    PostQuerySet,
    Term,
    Unit,
    UnitPath,
    UnitQuerySet,
)
from .rules import COMMITTEE, DESKS, POST_KINDS


class Heads(NamedTuple):
    """How many members a unit has: in itself, and with all units below it."""

    own: int
    total: int


NOBODY = Heads(0, 0)


RANKS = {kind: rank for rank, kind in enumerate(POST_KINDS)}


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


def units(actor: Actor) -> UnitQuerySet:
    """Return the units this actor reaches, the tree's order."""
    return Unit.objects.within(actor).select_related("parent")


def tree(actor: Actor, *, name: str = "") -> UnitQuerySet:
    """Return the standing units this actor reaches whose name or code holds `name`."""
    found = units(actor).standing()
    return found.filter(Q(name__contains=name) | Q(code__iexact=name)) if name else found


def units_kept(actor: Actor) -> UnitQuerySet:
    """Return the standing units whose members and posts this actor keeps."""
    desks = frozenset(post for post in actor.posts if post[0] in DESKS)
    return Unit.objects.within(replace(actor, posts=desks)).standing()


def heads(paths: Iterable[str]) -> dict[str, Heads]:
    """Return how many present members each unit at and below `paths` has; one query.

    A unit without any member, its own or below it, is left out.
    """
    present = Member.objects.present().filter(under_any("unit_path", paths)).order_by()
    own = dict(present.values("unit_path").annotate(n=Count("pk")).values_list("unit_path", "n"))
    total: Counter[str] = Counter()
    for path, n in own.items():
        for above in prefixes(path):
            total[above] += n
    return {path: Heads(own.get(path, 0), n) for path, n in total.items()}


def children(unit: Unit) -> UnitQuerySet:
    """Return the standing units just below this one."""
    return Unit.objects.standing().filter(parent=unit)


def units_below(path: str) -> UnitQuerySet:
    """Return the standing units at and below `path`."""
    return Unit.objects.standing().filter(under("path", path))


def members(actor: Actor) -> MemberQuerySet:
    """Return the members this actor reaches, with their unit and account."""
    return Member.objects.within(actor).select_related("unit", "user")


def search_members(
    actor: Actor, *, name: str = "", path: str = "", left: bool = False
) -> MemberQuerySet:
    """Return members whose name holds `name` or whose staff number it is, at or below `path`.

    Those who are present, or those who have `left`.
    """
    found = members(actor).exclude(left_on=None) if left else members(actor).present()
    if name:
        found = found.filter(Q(name__contains=name) | Q(staff_no=name))
    return found.filter(under("unit_path", path)) if path else found


def members_called(actor: Actor, words: str) -> MemberQuerySet:
    """Return the present members with this very name, staff number or 单位代码-工号."""
    code, _, number = words.partition("-")
    exact = Q(name=words) | Q(staff_no=words) | Q(unit__code__iexact=code, staff_no=number)
    return members(actor).present().filter(exact)


def posts(actor: Actor) -> PostQuerySet:
    """Return the posts held now that this actor reaches."""
    return Post.objects.within(actor).open().select_related("member", "unit")


def posts_in(unit: Unit) -> list[Post]:
    """Return the posts held now in this very unit: by kind, then by the strokes of the names."""
    held = unit.posts.open().select_related("member")
    return sorted(held, key=lambda post: (RANKS[post.kind], strokes.key(post.member.name)))


def paths_of_posts(member: Member) -> list[str]:
    """Return the paths of the units where this member holds a post now."""
    return list(member.posts.open().order_by().values_list("unit_path", flat=True))


def desks_besides(post: Post) -> int:
    """Count the other posts held now whose holders may keep the unit of this one and sign in."""
    others = post.unit.posts.open().filter(kind__in=DESKS, member__user__is_active=True)
    return others.exclude(pk=post.pk).count()


def members_under(path: str) -> int:
    """Count the present members at and below `path`: a union's members are all of them."""
    return Member.objects.present().filter(under("unit_path", path)).count()


def may_dissolve(unit: Unit) -> Verdict:
    """Judge whether the unit is empty enough to be dissolved; two queries."""
    below = units_below(unit.path).count() - 1
    return rules.may_dissolve(members=members_under(unit.path), units_below=below)


def findings(
    unit: Unit, *, members: int, terms: Iterable[Term], posts: Iterable[Post], today: date
) -> list[Verdict]:
    """Return what the law says about the unit's committee; `terms` the newest first."""
    term = next((one for one in terms if one.elected_on <= today), None)
    if term is None:
        return [rules.needs_committee(members)] if unit.kind in rules.EMPLOYERS else []
    sitting = {post.member_id for post in posts if post.kind in COMMITTEE}
    return [
        rules.term_length(term.years),
        rules.term_runs(until_on=term.until_on, today=today),
        rules.committee_size(members=members, seats=term.seats),
        rules.vacancies(seats=term.seats, sitting=len(sitting)),
    ]


def paths_of(unit: Unit) -> list[str]:
    """Return every path this unit has held; its facts lie under all of them."""
    return list(unit.paths.values_list("path", flat=True))


def units_at(paths: Iterable[str]) -> dict[str, Unit]:
    """Return the units that hold or held these paths, by path; one query."""
    rows = UnitPath.objects.filter(path__in=list(paths)).select_related("unit")
    return {row.path: row.unit for row in rows}


def lineage(unit: Unit) -> QuerySet[Unit]:
    """Return the units from the root down to this one."""
    return Unit.objects.filter(path__in=prefixes(unit.path)).order_by("path")


def next_path(parent: Unit | None) -> str:
    """Return a path below `parent` that no unit has ever held."""
    base = parent.path if parent else ""
    level = UnitPath.objects.annotate(length=Length("path")).filter(length=len(base) + STEP)
    siblings = level.filter(under("path", base)) if base else level
    last = siblings.aggregate(last=Max("path"))["last"] or "0" * STEP
    return f"{base}{int(last[-STEP:]) + 1:0{STEP}d}"


def is_empty() -> bool:
    """Say whether no unit has been founded yet."""
    return not Unit.objects.exists()


def has_desk(unit: Unit) -> bool:
    """Say whether somebody in this very unit may sign for it."""
    return unit.posts.open().filter(kind__in=DESKS).exists()
