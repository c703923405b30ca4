"""Editing a draft passage by passage: words, numbers from figures, places, dropping, undoing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Overtaken,
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
)

from .. import queries, rules
from ..models import Citation, Passage, Report
from .history import State, Told, gone, open_report, state, tell


class Insert(NamedTuple):
    """A number to be inserted: a figure, of one group, of a unit, of some days, where given."""

    figure: str
    group: str = ""
    of: Unit | None = None
    start: date | None = None
    until: date | None = None


@action("修改报告一段")
def edit_passage(
    *,
    actor: Actor,
    passage: Passage,
    kind: str,
    text: str,
    today: date,
    insert: Insert | None = None,
    version: int | None = None,
) -> Passage:
    """Write a passage anew; further lines become passages after it.

    A number in it stays what the figure said: a changed one is refused. `insert` brings one in.
    """
    report = open_report(actor, passage.report)
    passage = lock(passage)
    if passage.is_dropped:
        raise gone()
    passage.report = report
    names = queries.known(queries.citations_of(report))
    before = queries.typed(passage, names)
    _require_unchanged(passage, version, before, text)
    lines = _read(actor, report, kind, text, today, insert, before=before)
    require(rules.may_add(_standing(report), len(lines) - 1))
    was = state(passage)
    change(passage, kind=kind, runs=lines[0], is_gone=False)
    more = _put_after(report, passage, kind, lines[1:])
    tell(actor, report, "edited", [Told(passage, was, state(passage)), *_new(more)])
    return passage


def _require_unchanged(passage: Passage, version: int | None, now: str, mine: str) -> None:
    """Refuse where another person saved first, and show both texts."""
    if version is None or version == passage.version or now.strip() == mine.strip():
        return
    words = f"他人刚修改过这一段，现在是“{now}”；您写的还在下面，请核对后再保存"
    raise Overtaken(refused(words), passage.version)


def _read(
    actor: Actor,
    report: Report,
    kind: str,
    text: str,
    today: date,
    insert: Insert | None,
    *,
    before: str = "",
) -> list[rules.Kept]:
    """Read what was typed, with the number that is to come in; one list of runs a line."""
    if insert:
        place = _cited(actor, report, insert, today)
        names = queries.known(queries.citations_of(report))
        text = rules.inserted(text, names[place])
    else:
        names = queries.known(queries.citations_of(report))
    require(rules.may_write(text, kind, before))
    found = []
    for line in rules.lines(text):
        runs, verdict = rules.read(line, names, before)
        require(verdict)
        found.append(runs)
    return found


def _cited(actor: Actor, report: Report, insert: Insert, today: date) -> int:
    """Enter a number among the citations, unless it is there, and return its place."""
    of = None if insert.of is None or insert.of.pk == report.unit_id else insert.of
    if of and not actor.reaches(of.path):
        raise Refused(refused("这个单位不在您的职务范围内"))
    if insert.start and insert.until and insert.until < insert.start:
        raise Refused(refused("截止日期早于起始日期"))
    if insert.start and insert.start > today:
        raise Refused(refused("这段时间还没有开始，没有数字"))
    known = queries.citations_of(report)
    wanted = (insert.figure, insert.group, of.pk if of else None, insert.start, insert.until)
    if found := next((one for one in known if one.identity == wanted), None):
        return found.place
    label, unit, means = queries.described(insert.figure, insert.group)
    one = Citation(
        report=report,
        place=max((other.place for other in known), default=-1) + 1,
        figure=insert.figure,
        group=insert.group,
        label=label,
        unit=unit,
        means=means,
        of=of,
        start=insert.start,
        until=insert.until,
        as_of=min(insert.until or report.end, today),
    )
    answer = queries.answers(report, [one], today).get(one.place)
    if answer is None:
        raise Refused(refused(f"“{label}”在这段时间没有可算的记录"))
    one.value, one.rows = Decimal(answer.value), answer.rows
    one.save()
    return one.place


@action("添加报告一段")
def add_passage(
    *,
    actor: Actor,
    report: Report,
    after: Passage | None,
    kind: str,
    text: str,
    today: date,
    insert: Insert | None = None,
) -> Passage:
    """Write a new passage after another one, or at the beginning."""
    report = open_report(actor, report)
    lines = _read(actor, report, kind, text, today, insert)
    require(rules.may_add(_standing(report), len(lines)))
    made = _put_after(report, lock(after) if after else None, kind, lines)
    tell(actor, report, "added", _new(made))
    return made[0]


def _new(made: Sequence[Passage]) -> list[Told]:
    return [Told(one, None, state(one)) for one in made]


def _standing(report: Report) -> int:
    """Count the passages that a report has; one query."""
    return report.passages.filter(is_dropped=False).count()


def _put_after(
    report: Report, after: Passage | None, kind: str, lines: Sequence[rules.Kept]
) -> list[Passage]:
    """Make passages of these runs after another one; those behind make room."""
    place = after.place + 1 if after else 0
    if lines:
        behind = report.passages.filter(place__gte=place)
        behind.update(place=F("place") + len(lines))
    return Passage.objects.bulk_create(
        Passage(report=report, place=place + n, kind=kind, runs=runs)
        for n, runs in enumerate(lines)
    )


@action("移动报告一段")
def move_passage(*, actor: Actor, passage: Passage, up: bool) -> Passage:
    """Let a passage change with the one beside it; a heading takes its section along."""
    report = open_report(actor, passage.report)
    found = queries.standing(report)
    at = next((n for n, one in enumerate(found) if one.pk == passage.pk), None)
    if at is None:
        raise gone()
    order = rules.moved([one.kind for one in found], at, up=up)
    if order is None:
        raise Refused(refused("已经在最前面" if up else "已经在最后面"))
    places = [one.place for one in found]
    for place, old in zip(places, order, strict=True):
        found[old].place = place
    Passage.objects.bulk_update(found, ["place"])
    one = found[at]
    tell(actor, report, "moved", [Told(one, state(one), state(one))])
    return one


@action("删去报告一段")
def drop_passage(*, actor: Actor, passage: Passage) -> Passage:
    """Drop a passage; a heading goes with all that stands under it. It may be brought back."""
    report = open_report(actor, passage.report)
    found = queries.standing(report)
    at = next((n for n, one in enumerate(found) if one.pk == passage.pk), None)
    if at is None:
        raise gone()
    section = [found[n] for n in rules.section([one.kind for one in found], at)]
    before = [state(one) for one in section]
    for one in section:
        one.is_dropped, one.version = True, one.version + 1
    Passage.objects.bulk_update(section, ["is_dropped", "version"])
    told = [Told(one, was, None) for one, was in zip(section, before, strict=True)]
    tell(actor, report, "dropped", told)
    record({"passages": [one.pk for one in section]}, {"passages": []})
    return section[0]


@action("撤销报告改动")
def undo(*, actor: Actor, report: Report, number: int) -> int:
    """Set the passages of one act back to what they were before it; return how many.

    Refused where one of them was changed again since: the later act is undone first.
    """
    report = open_report(actor, report)
    about(report)
    acts = list(report.changes.filter(number=number).select_related("passage"))
    if not acts:
        raise Refused(refused("没有这次改动"))
    told = []
    for act in acts:
        one = act.passage
        if act.verb == "moved":
            raise Refused(refused("移动过的段落请用“上移”“下移”放回原处"))
        if state(one) != act.after:
            raise Refused(refused("这一段后来又改过，请先撤销后来的改动"))
        told.append(_set_back(one, act.before))
    tell(actor, report, "undone", told)
    return len(told)


def _set_back(one: Passage, to: State) -> Told:
    """Give a passage the words it had, or take it away where it was not there."""
    was = state(one)
    if to is None:
        change(one, is_dropped=True)
    else:
        change(one, kind=to["kind"], runs=to["runs"], is_dropped=False)
    return Told(one, was, state(one))


@action("选定报告文字")
def settle(*, actor: Actor, passage: Passage, adopt: bool) -> Passage:
    """Take the words that the records now give, or keep those a person wrote.

    Where the report is no longer drawn with such a passage, to adopt is to drop it.
    """
    report = open_report(actor, passage.report)
    passage = lock(passage)
    if passage.is_dropped:
        raise gone()
    if passage.offered is None and not passage.is_gone:
        raise Refused(refused("这一段没有要选定的新稿"))
    was, verb = state(passage), "adopted" if adopt else "kept"
    if passage.is_gone:
        change(passage, is_gone=False, drawn=None, is_dropped=adopt)
    else:
        runs = passage.offered if adopt else passage.runs
        change(passage, runs=runs, drawn=passage.offered, offered=None)
    tell(actor, report, verb, [Told(passage, was, state(passage))])
    return passage


@action("修改报告标题")
def retitle(*, actor: Actor, report: Report, title: str, version: int | None = None) -> Report:
    """Give a report another title."""
    report = open_report(actor, report)
    if version is not None and version != report.version and title != report.title:
        words = f"报告刚有改动，标题现在是“{report.title}”，请核对后再保存"
        raise Overtaken(refused(words), report.version)
    return change(report, title=title)
