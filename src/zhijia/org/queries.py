from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Length

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.scope import STEP, prefixes, under

from .models import Member, Post, Term, Unit, UnitPath
from .rules import COMMITTEE, POST_KINDS


def actor_of(user: User) -> Actor:
    """Return who this account is now: its member and the posts they hold; two queries.

    A post reaches every path its unit has held. Being a member is itself a post in one's unit.
    """
    member = Member.objects.present().filter(user=user).values("pk", "name", "unit_path").first()
    if member is None:
        return Actor(user_id=user.pk, name=user.username)
    held = Post.objects.open().filter(member_id=member["pk"])
    posts = {
        (kind, path, POST_KINDS[kind].below)
        for kind, path in held.values_list("kind", "unit__paths__path")
    }
    posts.add(("member", member["unit_path"], False))
    return Actor(user.pk, member["pk"], member["name"], member["unit_path"], frozenset(posts))


def units(actor: Actor) -> QuerySet[Unit]:
    """Return the units this actor reaches, the tree's order."""
    return Unit.objects.within(actor).select_related("parent")


def tree(actor: Actor) -> QuerySet[Unit]:
    """Return the standing units this actor reaches, each with `n_members` of its own."""
    present = Count("members", filter=Q(members__left_on=None))
    return units(actor).standing().annotate(n_members=present)


def units_below(path: str) -> QuerySet[Unit]:
    """Return the standing units at and below `path`."""
    return Unit.objects.standing().filter(under("path", path))


def members(actor: Actor) -> QuerySet[Member]:
    """Return the members this actor reaches, with their unit and account."""
    return Member.objects.within(actor).select_related("unit", "user")


def search_members(actor: Actor, *, name: str = "", path: str = "") -> QuerySet[Member]:
    """Return present members whose name or staff number holds `name`, at or below `path`."""
    found = members(actor).present()
    if name:
        found = found.filter(Q(name__contains=name) | Q(staff_no=name))
    return found.filter(under("unit_path", path)) if path else found


def posts(actor: Actor) -> QuerySet[Post]:
    """Return the posts held now that this actor reaches."""
    return Post.objects.within(actor).open().select_related("member", "unit")


def posts_in(unit: Unit) -> QuerySet[Post]:
    """Return the posts held now in this very unit."""
    return unit.posts.open().select_related("member")


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
