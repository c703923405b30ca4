"""Reading posts, terms and what the law says of them."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import Verdict
from zhijia.platform import strokes
from zhijia.platform.actor import Actor

from .. import rules
from ..models import (
    Member,
    Post,
    PostQuerySet,
    Term,
    Unit,
)
from ..rules import COMMITTEE, DESKS, POST_KINDS

RANKS = {kind: rank for rank, kind in enumerate(POST_KINDS)}


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


def has_desk(unit: Unit) -> bool:
    """Say whether somebody in this very unit may sign for it."""
    return unit.posts.open().filter(kind__in=DESKS).exists()
