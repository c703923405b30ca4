"""Matters that belong together: several become one, or are linked."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from .. import queries, rules
from ..models import Matter, Tie
from .steps import settle_parts
from .telling import tell_parties
from .working import held_by, is_one_of, note


@action("合并办件")
def merge(
    *, actor: Actor, main: Matter, others: Iterable[Matter], words: str, today: date
) -> Matter:
    """Let several matters go on as one; who filed them follow that one from now on.

    Two people who merge the same matters at once: the second is told that they are merged.
    """
    keys = {one.pk for one in others} - {main.pk}
    held = {one.pk: one for one in _held({main.pk, *keys})}
    main = held[main.pk]
    about(main)
    kind = main.declared
    if not kind.merged:
        raise Refused(refused(f"{kind.name}不能合并"))
    joined = [held[key] for key in sorted(keys) if key in held]
    pairs = [(one.kind, str(one.unit_id)) for one in joined]
    is_open = main.filed_on is not None and main.closed_on is None
    require(rules.may_merge(main=(main.kind, str(main.unit_id)), others=pairs, is_open=is_open))
    for one in (main, *joined):
        is_one_of(actor, one, kind.joiners, "合并")
    for one in joined:
        require(rules.in_state(one.state, kind.mergeable, "合并"))
        _join(actor, main, one, words, today)
    return main


def _held(keys: set[int]) -> list[Matter]:
    """Lock the matters in the order of their keys."""
    return [lock(one) for one in Matter.objects.filter(pk__in=keys).order_by("pk")]


def _join(actor: Actor, main: Matter, one: Matter, words: str, today: date) -> None:
    """Let one matter go into another."""
    Tie.objects.create(one=one, other=main, how="merged", made_on=today)
    state = one.declared.merged
    note(actor, one, "merge", "并案", today, words=f"并入{main.number}。{words}", state=state)
    note(actor, main, "merge", "并案", today, words=f"并入{one.number}《{one.title}》。{words}")
    change(one, state=state, since_on=today, due_on=None, closed_on=today)
    title, text = f"{one.kind_name}：并案办理", f"{one.number}并入{main.number}"
    whom = ("filer", "backer", "handler", "assistant")
    tell_parties(actor, one, whom, title, text, f"merge:{main.pk}", today)
    settle_parts(one, today)


@action("关联办件")
def link(*, actor: Actor, matter: Matter, other: Matter, words: str, today: date) -> Tie:
    """Say that two matters belong together, and why; only of what one may see.

    Each page shows the other to whoever may open it, so what is written on them names neither.
    """
    one, other = lock(matter, other)
    about(one)
    is_one_of(actor, one, one.declared.joiners, "关联")
    seen = queries.matters(actor).filter(pk=other.pk).exists()
    is_seen = seen and not (one.is_draft or other.is_draft)
    known = Tie.objects.standing().between(one, other).exists()
    require(rules.may_link(is_itself=one.pk == other.pk, is_tied=known, is_seen=is_seen))
    tie = Tie.objects.create(one=one, other=other, how="related", made_on=today)
    note(actor, one, "link", "关联", today, words=words, is_outside=False)
    note(actor, other, "link", "关联", today, is_outside=False)
    return tie


def tie_together(one: Matter, other: Matter, today: date) -> Tie:
    """Tie two matters that one thing has opened, for the action that did."""
    return Tie.objects.create(one=one, other=other, how="related", made_on=today)


@action("解除关联")
def unlink(*, actor: Actor, tie: Tie, words: str, today: date) -> Tie:
    """Say that two matters do not belong together after all; what went into another stays."""
    one, other = lock(tie.one, tie.other)
    tie = lock(tie)
    about(one)
    joins = any(held_by(actor, m) & {*m.declared.joiners} for m in (one, other))
    require(rules.may_unlink(how=tie.how, is_ended=tie.ended_on is not None, is_joiner=joins))
    for matter in (one, other):
        note(actor, matter, "unlink", "解除关联", today, words=words, is_outside=False)
    return change(tie, ended_on=today, ended_for=words.strip()[:100])
