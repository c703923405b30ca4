"""Keeping terms: the election of a committee, and what is handled after it."""

from collections.abc import Collection
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require, require_unchanged
from zhijia.platform.offers import hand_on

from .. import policies, queries, rules
from ..models import Post, Term, Unit
from ..rules import OF_TERM, Basis, Ending, Handled
from .posts import end_post, give_post
from .shortfalls import lacks, makes_good, mind_chair, mind_seats, mind_term

OVER = Ending("term_ended")


@action("登记届次")
def open_term(
    *,
    actor: Actor,
    unit: Unit,
    number: int,
    elected_on: date,
    years: int,
    seats: int,
    today: date,
    meeting: str = "",
    renews: bool = False,
    reelected: Collection[Post] = (),
) -> Term:
    """Enter a term of the unit's committee, from the day of its election.

    `renews` ends the posts of the term before it; who was `reelected` begins anew in theirs.
    """
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require(rules.term_length(years))
    require(rules.term_begins(elected_on=elected_on, today=today))
    if unit.terms.filter(number=number).exists():
        raise Refused(refused(f"第 {number} 届已登记"))
    before = unit.terms.filter(elected_on__lte=elected_on).first()
    require(rules.follows(number=number, newest=before.number if before else None))
    term = Term.objects.create(
        unit=unit,
        unit_path=unit.path,
        number=number,
        elected_on=elected_on,
        years=years,
        seats=seats,
        meeting=meeting,
        until_on=rules.term_ends(elected_on, years),
    )
    if not unit.terms.filter(elected_on__gt=elected_on).exists():
        _begin(actor, term, renews=renews, reelected=reelected)
    return term


def _begin(actor: Actor, term: Term, *, renews: bool, reelected: Collection[Post]) -> None:
    """Let the newest term begin: the posts that belong to it, and what it makes due."""
    held = term.unit.posts.open().filter(kind__in=OF_TERM)
    if renews:
        before = list(held.filter(from_on__lt=term.elected_on))
        _renew(actor, term, before, {post.pk for post in reelected})
    else:
        held.filter(term=None).update(term=term)
    mind_term(term)
    makes_good(term.unit, "unreported", term.elected_on)
    lacks(term.unit, "unreported", term.elected_on)
    mind_seats(term.unit, term.elected_on)
    mind_chair(term.unit, term.elected_on)


def _renew(actor: Actor, term: Term, held: list[Post], reelected: set[int]) -> None:
    """End every post of the term before; who was elected again goes on in a new one."""
    basis = Basis("elected", term.meeting, term.elected_on)
    if reelected and not term.meeting:
        raise Refused(refused("有连任的，请填写选举会议"))
    for post in held:
        end_post(post, term.elected_on, OVER)
    for post in held:
        if post.pk in reelected:
            anew = give_post(
                term.unit,
                post.member,
                post.kind,
                post.title,
                term.elected_on,
                basis=basis,
                is_full_time=post.is_full_time,
                trained_on=post.trained_on,
            )
            hand_on(actor, anew, term.elected_on, is_again=True)
    if term.unit.parent_id is None:
        require(rules.keeps_a_desk(queries.desks_in(term.unit)))
    ended, again = len(held), len(reelected & {post.pk for post in held})
    record({}, {"ended": ended, "reelected": again})


@action("补记届次办理情况")
def handle_term(*, actor: Actor, term: Term, handled: Handled, version: int | None = None) -> Term:
    """Enter what became of a term: reported, approved, put off, the certificate changed."""
    term, unit = lock(term, term.unit)
    require(policies.may_edit(actor, unit))
    facts = handled._asdict()
    require_unchanged(term, version, **facts)
    judged = rules.may_handle(handled, elected_on=term.elected_on, until_on=term.until_on)
    require(judged)
    was = term.delayed_until_on
    term = change(term, **facts)
    if unit.terms.filter(elected_on__gt=term.elected_on).exists():
        return term
    if was != term.delayed_until_on:
        mind_term(term, is_first_word=False)
    if handled.reported_on or handled.approval:
        day = handled.reported_on or handled.approved_on or term.elected_on
        makes_good(unit, "unreported", day)
    return term
