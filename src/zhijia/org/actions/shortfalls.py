"""Keeping account of what a union lacks; called by the actions that make or mend it."""

from datetime import date, timedelta

from .. import queries, rules
from ..models import Post, Shortfall, Term, Unit
from ..rules import COMMITTEE, TRAINED

DAY = timedelta(days=1)


def lacks(
    unit: Unit,
    kind: str,
    since_on: date,
    *,
    warn_on: date | None = None,
    due_on: date | None = None,
    post: Post | None = None,
) -> None:
    """Write that a unit lacks something from a day on, unless that is written already."""
    if unit.shortfalls.open().filter(kind=kind, post=post).exists():
        return
    Shortfall.objects.create(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        post=post,
        warn_on=warn_on or since_on,
        since_on=since_on,
        due_on=due_on,
    )


def makes_good(unit: Unit, kind: str, on: date, *, post: Post | None = None) -> None:
    """Write that a unit lacks something no longer; its days before stay lacking."""
    rows = unit.shortfalls.open().filter(kind=kind)
    found = rows.filter(post=post) if post else rows
    found.update(until_on=on, told="已补齐")


def mind_term(term: Term, *, is_first_word: bool = True) -> None:
    """Write the day on which a term will be over; the end of the one before it is made good."""
    unit = term.unit
    if is_first_word:
        makes_good(unit, "term_over", term.elected_on)
    else:
        unit.shortfalls.open().filter(kind="term_over").delete()
    law = queries.law_in_force(unit, term.elected_on)
    last = term.delayed_until_on or term.until_on
    lacks(
        unit,
        "term_over",
        last + DAY,
        warn_on=rules.warns_from(last, law=law),
        due_on=last,
    )


def mind_seats(unit: Unit, on: date) -> None:
    """Hold the committee's seats against who sits on it, from a day on."""
    term = unit.terms.first()
    if term is None:
        return
    sitting = unit.posts.open().filter(kind__in=COMMITTEE).order_by()
    if sitting.values("member").distinct().count() < term.seats:
        lacks(unit, "seats", on)
    else:
        makes_good(unit, "seats", on)


def mind_chair(unit: Unit, on: date) -> None:
    """Say whether a union has a chair from a day on."""
    if unit.posts.open().filter(kind="chair").exists():
        makes_good(unit, "no_chair", on)
        return
    law = queries.law_in_force(unit, on)
    lacks(unit, "no_chair", on, due_on=rules.months_after(on, law.vacancy_remind_months))


def mind_training(post: Post) -> None:
    """Say of who leads a union by when they are to be trained, and whether they were."""
    if post.kind not in TRAINED:
        return
    if post.trained_on or post.until_on:
        made_on = post.trained_on or post.until_on
        assert made_on
        makes_good(post.unit, "untrained", made_on, post=post)
        return
    due_on = rules.trained_by(post.from_on)
    lacks(
        post.unit,
        "untrained",
        due_on + DAY,
        warn_on=rules.training_warns_from(due_on),
        due_on=due_on,
        post=post,
    )


def mind(post: Post, on: date) -> None:
    """Look after everything that a post which began or ended on a day may make or mend."""
    if post.kind in COMMITTEE:
        mind_seats(post.unit, on)
    if post.kind == "chair":
        mind_chair(post.unit, on)
    mind_training(post)
