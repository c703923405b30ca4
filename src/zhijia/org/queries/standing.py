"""What the law says of a unit as it stands: its term, its bodies, its people."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.law import LawInForce

from .. import rules
from ..models import Bar, Post, Term, Unit
from ..rules import COMMITTEE, Finding, Tone
from .law import law_in_force
from .members import women_under


def findings(
    unit: Unit,
    members: int,
    terms: Iterable[Term],
    posts: Sequence[Post],
    today: date,
    *,
    with_bars: bool = True,
) -> list[Finding]:
    """Return what the law says about the unit; `terms` the newest first. Four queries.

    Facts that bar somebody from a post are personal: `with_bars` is for who keeps the record.

    A workshop's committee is part of its employer's: without a term nothing is asked of it.
    """
    begun = [one for one in terms if one.elected_on <= today]
    term, before = [*begun[:2], None, None][:2]
    law = law_in_force(unit, today)
    found: list[Finding | None] = [*_of_people(unit, posts, law, with_bars=with_bars)]
    if term:
        found += _of_term(term, members, posts, law, today)
        found.append(_of_early_end(term, before))
        found.append(_of_chair(unit, posts, law, today))
    elif unit.kind in rules.EMPLOYERS:
        found.append(Finding("建会", rules.needs_committee(members)))
    found += [
        rules.training(str(post), from_on=post.from_on, trained_on=post.trained_on, today=today)
        for post in posts
        if post.kind in rules.TRAINED
    ]
    if term or unit.kind in rules.EMPLOYERS:
        found += _of_bodies(unit, members, posts, law)
    return [one for one in found if one]


def _of_term(
    term: Term, members: int, posts: Iterable[Post], law: LawInForce, today: date
) -> list[Finding | None]:
    """Return what the law says about a committee in its term."""
    sitting = {post.member_id for post in posts if post.kind in COMMITTEE}
    delay = term.delayed_until_on
    return [
        rules.term_runs(until_on=term.until_on, today=today, law=law, delayed_until_on=delay),
        Finding("任期", rules.term_length(term.years)),
        Finding("委员名额", rules.committee_size(members=members, seats=term.seats)),
        rules.odd_seats(term.seats, law=law),
        Finding("委员", rules.vacancies(seats=term.seats, sitting=len(sitting)), Tone.WARN),
        _of_delay(term),
        rules.result_approved(
            elected_on=term.elected_on,
            reported_on=term.reported_on,
            number=term.approval,
            today=today,
        ),
        rules.certificate(elected_on=term.elected_on, changed_on=term.certified_on),
    ]


def _of_delay(term: Term) -> Finding | None:
    """Return what the law says about a term that was put off."""
    delay = term.delayed_until_on
    if delay is None:
        return None
    verdict = rules.delay_is_short(until_on=term.until_on, delayed_until_on=delay)
    return Finding("延期", verdict, Tone.WARN)


def _of_early_end(term: Term, before: Term | None) -> Finding | None:
    """Return what the law says about a committee that was renewed before its term had run."""
    if before is None or term.elected_on >= before.until_on:
        return None
    verdict = rules.early_is_approved(
        elected_on=term.elected_on, due_on=before.until_on, document=term.early_document
    )
    return Finding("提前换届", verdict, Tone.WARN)


def _of_chair(unit: Unit, posts: Iterable[Post], law: LawInForce, today: date) -> Finding | None:
    """Return what the law says about a union without a chair; one query where it has none."""
    if any(post.kind == "chair" for post in posts):
        return None
    last = unit.posts.filter(kind="chair").exclude(until_on=None).order_by("-until_on").first()
    acting = next((post.member.name for post in posts if post.kind == "acting"), "")
    since = last.until_on if last else None
    return rules.chair_vacant(since=since, acting=acting, today=today, law=law)


def _of_bodies(
    unit: Unit, members: int, posts: Sequence[Post], law: LawInForce
) -> list[Finding | None]:
    """Return what the law says about the bodies a union has or lacks."""
    kinds = [post.kind for post in posts]
    audit = {post.member_id for post in posts if post.kind in rules.AUDITS}
    has_chair = any(post.kind == "chair" and post.is_full_time for post in posts)
    return [
        rules.audit_body(len(audit), has_head="audit_head" in kinds),
        rules.women_body(
            women_under(unit.path),
            has_head="women_head" in kinds,
            sitting=kinds.count("women"),
            law=law,
        ),
        rules.standing_body(kinds.count("standing")),
        rules.meeting_form(members, law=law),
        rules.member_reps(members, sitting=kinds.count("member_rep")),
        rules.staff_reps(unit.staff_count, sitting=kinds.count("staff_rep"), law=law),
        rules.full_time_chair(unit.staff_count, is_full_time=has_chair, law=law),
    ]


def _of_people(
    unit: Unit, posts: Iterable[Post], law: LawInForce, *, with_bars: bool
) -> list[Finding]:
    """Return what speaks against those who hold posts now, each with the name; one query."""
    held: dict[int, list[Post]] = {}
    for post in posts:
        held.setdefault(post.member_id, []).append(post)
    bars: dict[int, list[str]] = {}
    known = held if with_bars else []
    noted = Bar.objects.filter(member__in=known, until_on=None).order_by("pk")
    for member_id, kind in noted.values_list("member", "kind"):
        bars.setdefault(member_id, []).append(kind)
    return [
        finding.about(mine[0].member.name)
        for member_id, mine in held.items()
        for finding in rules.objections(
            [post.kind for post in mine],
            bars.get(member_id, []),
            unit_kind=unit.kind,
            has_vote=bool(rules.may_vote(mine[0].member.state)),
            law=law,
        )
    ]
