"""How often work is done: said of a piece or a task, laid out in periods, reported one by one."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Min

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.refs.queries import calendar

from .. import policies
from ..models import Assignment, Piece, Progress, Task, Turn
from ..queries import may_reword
from ..queries import natures as queries
from ..rules import OPEN
from ..rules import natures as rules
from ..speech.nature import nature_of
from .telling import to_taker


def natured(words: str) -> dict[str, Any]:
    """Return how often what these words demand is to be met, as the columns of a piece."""
    told = nature_of(words)
    return {"nature": told.kind, "every": told.every, "nature_cue": told.cue[:100]}


def set_nature(piece: Piece, nature: str, every: str) -> Piece:
    """Let a person say how often the demand of a locked piece is to be met."""
    require(rules.may_recur(nature, every))
    return change(piece, nature=nature, every=every, nature_cue="人工选定")


@action("修改任务性质")
def set_task_nature(
    *,
    actor: Actor,
    task: Task,
    nature: str,
    every: str,
    today: date,
    version: int | None = None,
) -> Task:
    """Say how often a task is done; the periods of its units are laid out anew from today."""
    given = list(
        Assignment.objects.select_for_update(no_key=True)
        .filter(task=task, parent=None, role="lead", state__in=OPEN)
        .order_by("pk")
    )
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(may_reword(actor, task))
    require_unchanged(task, version, nature=nature, every=every)
    require(rules.may_recur(nature, every))
    task = change(task, nature=nature, every=every)
    dropped = Turn.objects.filter(assignment__in=given, report=None)
    record({"turns": dropped.count()}, {})
    dropped.delete()
    lay_out(task, given, today)
    return task


def lay_out(task: Task, given: Collection[Assignment], today: date) -> None:
    """Write down the periods of work that has none yet or not enough; a few statements for all.

    They begin today, or go on where the last one ended, and reach some thirteen months ahead.
    """
    every = queries.often(task)
    given = [work for work in given if not work.is_assisting]
    if every and given:
        Turn.objects.bulk_create(_missing(every, given, today), batch_size=500)
    if every or any(work.turn_due_on for work in given):
        _follow(given)


def go_on(work: Assignment, before: date, today: date) -> None:
    """Lay the periods of locked work out to its later day; it was due `before`.

    The last period, cut off at the day that was, is whole now: begun when it began, due when the
    calendar says (HOUSE-68). What was reported on stays as it is.
    """
    if not queries.recurs(work):
        return
    cut = (
        Turn.objects.filter(assignment=work, report=None, due_on=before).order_by("from_on").last()
    )
    if cut is not None:
        record({"turns": 1}, {})
        is_first = not Turn.objects.filter(assignment=work, from_on__lt=cut.from_on).exists()
        cut.delete()
        every, days = queries.often(work.task), calendar()
        spans = rules.stretches(every, cut.from_on, work.due_on, days, goes_on=not is_first)
        Turn.objects.bulk_create(Turn(assignment=work, **span.columns) for span in spans[:1])
    lay_out(work.task, [work], today)


def _missing(every: str, given: Collection[Assignment], today: date) -> list[Turn]:
    days, last = calendar(), _last_days(given)
    ahead = today + timedelta(days=rules.AHEAD_DAYS)
    found = []
    for work in given:
        after = last.get(work.pk)
        start = after + rules.DAY if after else today
        spans = rules.stretches(every, start, work.due_on, days, goes_on=after is not None)
        near = (span for span in spans if span.from_on <= ahead)
        found += [Turn(assignment=work, **span.columns) for span in near]
    return found


def _last_days(given: Collection[Assignment]) -> dict[int, date]:
    """Return the last day that has a period, by assignment; one query."""
    ends: defaultdict[int, date] = defaultdict(lambda: date.min)
    rows = Turn.objects.filter(assignment__in=given).values_list("assignment_id", "until_on")
    for pk, until_on in rows:
        ends[pk] = max(ends[pk], until_on)
    return dict(ends)


def _follow(given: Collection[Assignment]) -> None:
    """Let each assignment know the day of its earliest period without a report."""
    waiting = Turn.objects.filter(assignment__in=given, report=None).order_by()
    first = dict(
        waiting.values("assignment_id")
        .annotate(first=Min("due_on"))
        .values_list("assignment_id", "first")
    )
    moved = [work for work in given if work.turn_due_on != first.get(work.pk)]
    for work in moved:
        work.turn_due_on = first.get(work.pk)
    Assignment.objects.bulk_update(moved, ["turn_due_on"], batch_size=500)


def judged_turn(assignment: Assignment, turn: int | None, today: date) -> Turn | None:
    """Return the period that a report is for, locked; refused where it cannot be reported on."""
    if turn is None:
        return None
    found = Turn.objects.filter(assignment=assignment, pk=turn).first()
    if found is None:
        raise Refused(refused("没有这一期，请刷新页面"))
    found = lock(found)
    reported = found.report_id is not None
    require(rules.may_report_on(from_on=found.from_on, is_reported=reported, today=today))
    return found


def report_on(turn: Turn, assignment: Assignment, report: Progress) -> None:
    """Enter a report as that of its period, and let the work's day move to the next one."""
    turn.report = report
    turn.save(update_fields=["report"])
    _follow([assignment])


def share_now(assignment: Assignment, turn: Turn | None, today: date) -> int | None:
    """Return the per cent of all periods that are reported on once this one is.

    None of work without periods.
    """
    if not queries.recurs(assignment):
        return None
    every = queries.often(assignment.task)
    found = list(assignment.turns.all())
    done = sum(one.report_id is not None for one in found) + (turn is not None)
    start = max((one.until_on for one in found), default=today - rules.DAY) + rules.DAY
    later = rules.stretches(every, start, assignment.due_on, calendar(), goes_on=bool(found))
    return rules.share_reported(done, len(found) + len(later))


@action("排定分期")
def lay_turns(*, actor: Actor, today: date) -> int:
    """Lay out the periods of all open work that lacks some; return of how many pieces of work."""
    groups: defaultdict[Task, list[Assignment]] = defaultdict(list)
    for work in queries.to_lay(today):
        groups[work.task].append(work)
    for task, given in groups.items():
        lay_out(task, given, today)
    found = sum(map(len, groups.values()))
    record({}, {"assignments": found})
    return found


@action("分期填报提醒")
def remind_turns(*, actor: Actor, today: date) -> int:
    """Tell who has the work of periods that are due soon or late; each is told once."""
    soon = [_due(turn, today) for turn in queries.turns_soon(today)]
    late = [_late(turn) for turn in queries.turns_late(today)]
    told = notices.send_all(actor=actor, kind="plans.due", messages=soon, today=today)
    told += notices.send_all(actor=actor, kind="plans.overdue", messages=late, today=today)
    record({}, {"due": len(soon), "late": len(late)})
    return told


def _span(turn: Turn) -> str:
    return f"{turn.from_on:%Y-%m-%d} 至 {turn.until_on:%Y-%m-%d} 一期"


def _due(turn: Turn, today: date) -> Message:
    days = (turn.due_on - today).days
    left = f"还有 {days} 天" if days else "今天到期"
    return to_taker(
        turn.assignment, f"分期填报{left}", f"{_span(turn)}，请填报。", f"turn:{turn.pk}"
    )


def _late(turn: Turn) -> Message:
    text = f"{_span(turn)}，期限 {turn.due_on:%Y-%m-%d}，尚未填报。"
    return to_taker(turn.assignment, "分期填报逾期", text, f"late-turn:{turn.pk}")
