"""Drawing a draft again: numbers by choice, sentences nobody touched; what was written stays."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, record, require

from .. import policies, queries, rules
from ..models import Citation, Passage, Report
from ..rules import Drawn, Merge
from .drafting import cite
from .history import Told, open_report, state, tell


def redraw(
    *, actor: Actor, report: Report, numbers: Collection[int], words: bool, today: date
) -> Report:
    """Renew these numbers, by place, and with `words` the sentences as the records now tell them.

    It is composed from a snapshot first, so nobody waits for it.
    """
    require(queries.may_edit(actor, report))
    found = queries.redrawing(report, today)
    return renew(actor=actor, report=report, numbers=numbers, words=words, found=found)


@action("更新报告")
def renew(
    *,
    actor: Actor,
    report: Report,
    numbers: Collection[int],
    words: bool,
    found: queries.Redrawing,
) -> Report:
    """Write what was read and composed, unless somebody changed the report meanwhile."""
    report = open_report(actor, report)
    if report.version != found.version:
        raise Refused(refused("更新的时候有人改了报告，请再更新一次"))
    passages = list(report.passages.all())
    _forget_marks(report, passages)
    _renew_numbers(report, found, numbers)
    ours, theirs = queries.wanted(passages, found.composed.drawn, words=words)
    places = cite(report, found.citations, found.composed, theirs)
    drawn = [Drawn(one.key, one.kind, rules.replaced(one.runs, places)) for one in theirs]
    tell(actor, report, "redrawn", _merge(report, passages, rules.merged(ours, drawn)))
    return change(report, until=found.composed.until)


def _forget_marks(report: Report, passages: Sequence[Passage]) -> None:
    """Take back what the last redrawing marked."""
    report.citations.exclude(before=None).update(before=None)
    report.passages.exclude(before=None).update(before=None)
    for one in passages:
        one.before = None


def _renew_numbers(report: Report, found: queries.Redrawing, numbers: Collection[int]) -> None:
    """Give the chosen numbers what they are now; of one no longer to be had the old one stays."""
    renewed = list[Citation]()
    before, after = dict[str, object](), dict[str, object]()
    for one in found.citations:
        if one.place not in numbers:
            continue
        answer, was = found.now.get(one.place), one.value
        one.is_gone, one.before = answer is None, None
        if answer is not None:
            one.as_of = min(one.until or report.end, found.composed.until)
            one.value, one.rows = Decimal(answer.value), answer.rows
            one.before = was if one.value != was else None
        before[one.name], after[one.name] = str(was), str(one.value)
        renewed.append(one)
    fields = ["is_gone", "before", "as_of", "value", "rows"]
    Citation.objects.bulk_update(renewed, fields)
    record(before, after)


def _merge(report: Report, passages: Sequence[Passage], merge: Merge) -> list[Told]:
    """Write what becomes of the passages; return what their history is to say."""
    by_pk, told = {one.pk: one for one in passages}, []
    for pk, new in merge.renewed.items():
        one, was = by_pk[pk], state(by_pk[pk])
        one.before, one.runs, one.kind = one.runs, new.runs, new.kind
        one.drawn, one.offered, one.version = new.runs, None, one.version + 1
        told.append(Told(one, was, state(one)))
    for pk, new in merge.settled.items():
        by_pk[pk].drawn, by_pk[pk].offered = new.runs, None
    for pk, new in merge.offered.items():
        by_pk[pk].offered = new.runs
    for pk in merge.gone:
        by_pk[pk].is_gone = True
    for pk in merge.back:
        by_pk[pk].is_gone = False
    made = _added(report, merge)
    for place, one in enumerate(_in_order(passages, made)):
        one.place = place
    fields = ["before", "runs", "kind", "drawn", "offered", "is_gone", "place", "version"]
    Passage.objects.bulk_update(passages, fields, batch_size=200)
    Passage.objects.bulk_create(one for _, one in made)
    return [*told, *(Told(one, None, state(one)) for _, one in made)]


def _added(report: Report, merge: Merge) -> list[tuple[int, Passage]]:
    """Return what is drawn for the first time, not yet saved, each with the pk it follows."""
    return [
        (
            after,
            Passage(
                report=report, kind=new.kind, runs=new.runs, drawn=new.runs, before=[], key=new.key
            ),
        )
        for after, new in merge.added
    ]


def _in_order(
    passages: Sequence[Passage], made: Sequence[tuple[int, Passage]]
) -> Iterator[Passage]:
    """Yield all passages in their order, the new ones behind those they follow."""
    behind: dict[int, list[Passage]] = {}
    for after, one in made:
        behind.setdefault(after, []).append(one)
    yield from behind.get(0, [])
    for one in passages:
        yield one
        yield from behind.get(one.pk, [])


@action("看过更新标记")
def see_marks(*, actor: Actor, report: Report) -> Report:
    """Take the marks of the last redrawing off: somebody has looked at them."""
    require(policies.may_edit(actor, report))
    report = open_report(actor, report)
    _forget_marks(report, [])
    return report
