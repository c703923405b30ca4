from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Length

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.scope import STEP, prefixes, under

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


def actor_of(user: User) -> Actor:
    """Return who this account is now: its member and the posts they hold; two queries.

    Who has left, or never was a member, holds nothing.
    """
    member = Member.objects.present().filter(user=user).first()
    return actor_for(member) if member else Actor(user_id=user.pk, name=user.username)


def actor_for(member: Member) -> Actor:
    """Return a member with the posts they hold now; one query.

    A post reaches every path its unit has held. Being a member is itself a post in one's unit.
    """
    held = member.posts.open().values_list("kind", "unit__paths__path")
    posts = {(kind, path, POST_KINDS[kind].below) for kind, path in held.order_by()}
    posts.add(("member", member.unit_path, False))
    return Actor(member.user_id, member.pk, member.name, member.unit_path, frozenset(posts))


def units(actor: Actor) -> UnitQuerySet:
    """Return the units this actor reaches, the tree's order."""
    return Unit.objects.within(actor).select_related("parent")


def tree(actor: Actor) -> UnitQuerySet:
    """Return the standing units this actor reaches, each with `n_members` of its own."""
    present = Count("members", filter=Q(members__left_on=None))
    return units(actor).standing().annotate(n_members=present)


def units_below(path: str) -> UnitQuerySet:
    """Return the standing units at and below `path`."""
    return Unit.objects.standing().filter(under("path", path))


def members(actor: Actor) -> MemberQuerySet:
    """Return the members this actor reaches, with their unit and account."""
    return Member.objects.within(actor).select_related("unit", "user")


def search_members(actor: Actor, *, name: str = "", path: str = "") -> MemberQuerySet:
    """Return present members whose name or staff number holds `name`, at or below `path`."""
    found = members(actor).present()
    if name:
        found = found.filter(Q(name__contains=name) | Q(staff_no=name))
    return found.filter(under("unit_path", path)) if path else found


def posts(actor: Actor) -> PostQuerySet:
    """Return the posts held now that this actor reaches."""
    return Post.objects.within(actor).open().select_related("member", "unit")


def posts_in(unit: Unit) -> PostQuerySet:
    """Return the posts held now in this very unit."""
    return unit.posts.open().select_related("member")


def paths_of_posts(member: Member) -> list[str]:
    """Return the paths of the units where this member holds a post now."""
    return list(member.posts.open().order_by().values_list("unit_path", flat=True))


def desks_besides(post: Post) -> int:
    """Count the other posts held now whose holders may keep the unit of this one."""
    return post.unit.posts.open().filter(kind__in=DESKS).exclude(pk=post.pk).count()


def committee_in(unit: Unit) -> int:
    """Count the members who sit on the unit's committee now."""
    sitting = unit.posts.open().filter(kind__in=COMMITTEE)
    return sitting.values("member").distinct().count()


def members_under(path: str) -> int:
    """Count the present members at and below `path`: a union's members are all of them."""
    return Member.objects.present().filter(under("unit_path", path)).count()


def term_on(unit: Unit, today: date) -> Term | None:
    """Return the newest term that had begun by `today`."""
    return unit.terms.filter(elected_on__lte=today).first()


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
