"""Reading posts, terms and what the law says of them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from django.db.models import F, Q, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached, under

from .. import rules
from ..models import (
    Bar,
    Member,
    Post,
    PostQuerySet,
    Shortfall,
    ShortfallQuerySet,
    Term,
    Unit,
)
from ..paper import Officer
from ..rules import CADRES, DESKS, OF_TERM, POST_KINDS, Finding
from .joining import desk_alone
from .law import law_in_force

RANKS = {kind: rank for rank, kind in enumerate(POST_KINDS)}


def posts(actor: Actor) -> PostQuerySet:
    """Return the posts held now that this actor reaches."""
    return Post.objects.within(actor).open().select_related("member", "unit")


def posts_of_term(unit: Unit) -> list[Post]:
    """Return the posts of this very unit that end with its term, in the order of `posts_in`."""
    return [post for post in posts_in(unit) if post.kind in OF_TERM]


def terms(actor: Actor) -> QuerySet[Term]:
    """Return the terms of the units this actor reaches."""
    return Term.objects.filter(reached("unit__path", actor)).select_related("unit")


def bars(actor: Actor) -> QuerySet[Bar]:
    """Return the facts on record about the members whose record this actor's desk keeps."""
    mine = reached("member__unit_path", desk_alone(actor))
    return Bar.objects.filter(mine).select_related("member")


def shortfalls(actor: Actor, today: date, *, kind: str = "", path: str = "") -> ShortfallQuerySet:
    """Return what is told of as lacking by today in the units this actor reaches."""
    found = Shortfall.objects.within(actor).open().filter(warn_on__lte=today)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(under("unit_path", path)) if path else found
    return found.select_related("unit", "post__member").order_by(
        F("due_on").asc(nulls_last=True), "unit_path", "pk"
    )


def to_remind(today: date) -> ShortfallQuerySet:
    """Return what begins to be told of, or was due, within the last week: a clock may be late."""
    week = (today - timedelta(days=6), today)
    fresh = Q(warn_on__range=week) | Q(due_on__range=(week[0] - timedelta(days=1), today))
    rows = Shortfall.objects.open().filter(fresh, warn_on__lte=today, unit__dissolved_on=None)
    return rows.select_related("unit", "post__member")


def lacking(actor: Actor, today: date) -> ShortfallQuerySet:
    """Return what is told of as lacking in the very units whose desk this actor holds."""
    paths = actor.stands(DESKS)
    if not paths:
        return Shortfall.objects.none()
    return shortfalls(actor, today).filter(unit_path__in=paths)


def officers(actor: Actor, unit: Unit) -> Iterator[Officer]:
    """Yield the union officers of a unit and those below it, unit by unit, by kind and strokes."""
    held = Post.objects.within(actor).open().filter(under("unit_path", unit.path))
    rows = held.filter(kind__in=CADRES).select_related("unit", "member", "term")
    for _, mine in groupby(rows.order_by("unit_path").iterator(), key=lambda post: post.unit_path):
        yield from map(_officer, sorted(mine, key=_rank))


def _rank(post: Post) -> tuple[int, str, int]:
    return RANKS[post.kind], post.member.stroke_key, post.pk


def _officer(post: Post) -> Officer:
    """Return a post as the roster tells it."""
    return Officer(
        unit=post.unit.name,
        name=post.member.name,
        gender=post.member.get_gender_display(),
        label=post.label,
        time="专职" if post.is_full_time else "兼职",
        from_on=post.from_on,
        way=post.get_way_display(),
        basis=post.meeting or post.document,
        term=f"第 {post.term.number} 届" if post.term else "",
        trained_on=post.trained_on,
    )


def posts_in(unit: Unit) -> list[Post]:
    """Return the posts held now in this very unit: by kind, then by the strokes of the names."""
    held = unit.posts.open().select_related("member", "term")
    return sorted(held, key=_rank)


def paths_of_posts(member: Member) -> list[str]:
    """Return the paths of the units where this member holds a post now."""
    return list(member.posts.open().order_by().values_list("unit_path", flat=True))


def held_by(member: Member) -> list[tuple[str, str]]:
    """Return the posts a member holds now, each as kind and path of the unit."""
    return list(member.posts.open().order_by().values_list("kind", "unit_path"))


def objections_to(unit: Unit, member: Member, kind: str, on: date) -> list[Finding]:
    """Return what speaks against a member taking one more post in a unit; three queries."""
    held = member.posts.open().filter(unit=unit).order_by()
    bars = member.bars.filter(until_on=None)
    return list(
        rules.objections(
            [kind, *held.values_list("kind", flat=True)],
            list(bars.values_list("kind", flat=True)),
            unit_kind=unit.kind,
            has_vote=bool(rules.may_vote(member.state)),
            law=law_in_force(unit, on),
        )
    )


def desks_in(unit: Unit) -> int:
    """Count the posts held now whose holders may keep this very unit and sign in."""
    return unit.posts.open().filter(kind__in=DESKS, member__user__is_active=True).count()


def desks_besides(post: Post) -> int:
    """Count the other posts held now whose holders may keep the unit of this one and sign in."""
    others = post.unit.posts.open().filter(kind__in=DESKS, member__user__is_active=True)
    return others.exclude(pk=post.pk).count()


def has_desk(unit: Unit) -> bool:
    """Say whether somebody in this very unit may sign for it."""
    return unit.posts.open().filter(kind__in=DESKS).exists()


def manned(paths: Iterable[str]) -> set[str]:
    """Return which of these paths have a desk that somebody with an account holds; one query."""
    held = Post.objects.open().filter(kind__in=DESKS, unit_path__in=list(paths))
    who = held.filter(member__left_on=None, member__user__is_active=True)
    return set(who.order_by().values_list("unit_path", flat=True))


def desk_over(path: str, desks: Collection[str]) -> str:
    """Return which of these desks is the nearest: at the path or above it; "" for none."""
    return next((one for one in reversed(prefixes(path)) if one in desks), "")


def desk_for(path: str) -> str:
    """Return the path of the desk that answers for a unit, its own where nobody has one.

    Branches seldom have a desk of their own, and what is asked of them must reach somebody.
    """
    return desk_over(path, manned(prefixes(path))) or path
