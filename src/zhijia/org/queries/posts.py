"""Reading posts, terms and what the law says of them."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import LawInForce
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
from ..rules import COMMITTEE, DESKS, POST_KINDS, Finding, Tone
from .law import law_in_force
from .members import women_under

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
    unit: Unit, members: int, terms: Iterable[Term], posts: Iterable[Post], today: date
) -> list[Finding]:
    """Return what the law says about the unit; `terms` the newest first. Two queries.

    A workshop's committee is part of its employer's: without a term nothing is asked of it.
    """
    term = next((one for one in terms if one.elected_on <= today), None)
    if term is None and unit.kind not in rules.EMPLOYERS:
        return []
    law = law_in_force(unit, today)
    if term:
        found = _of_term(term, members, posts, law, today)
    else:
        found = [Finding("建会", rules.needs_committee(members))]
    found += [
        rules.meeting_form(members, law=law),
        rules.women_body(women_under(unit.path), law=law),
        rules.full_time_chair(unit.staff_count, law=law),
        rules.staff_reps(unit.staff_count, law=law),
    ]
    return [one for one in found if one]


def _of_term(
    term: Term, members: int, posts: Iterable[Post], law: LawInForce, today: date
) -> list[Finding | None]:
    """Return what the law says about a committee in its term."""
    sitting = {post.member_id for post in posts if post.kind in COMMITTEE}
    return [
        Finding("任期", rules.term_length(term.years)),
        Finding("任期", rules.term_runs(until_on=term.until_on, today=today)),
        Finding("委员名额", rules.committee_size(members=members, seats=term.seats)),
        rules.odd_seats(term.seats, law=law),
        Finding("委员", rules.vacancies(seats=term.seats, sitting=len(sitting)), Tone.WARN),
    ]


def has_desk(unit: Unit) -> bool:
    """Say whether somebody in this very unit may sign for it."""
    return unit.posts.open().filter(kind__in=DESKS).exists()
