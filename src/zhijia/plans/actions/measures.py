"""Binding tasks to figures, sharing targets out, and letting progress move by itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.notices import actions as notices

from .. import policies
from .. import rules as steps
from ..models import Assignment, Measure, Task
from ..queries import counting
from ..queries import measures as queries
from ..rules import measures as rules
from .telling import to_taker


@dataclass(frozen=True, slots=True)
class Aim:
    """What somebody binds work to: a figure, how much of it, over which days and units."""

    figure: str
    target: Decimal
    from_on: date
    until_on: date | None = None
    below: bool = True

    @property
    def fields(self) -> dict[str, object]:
        """Return it as the columns of a measure."""
        return {
            "figure": self.figure,
            "target": self.target,
            "from_on": self.from_on,
            "until_on": self.until_on,
            "below": self.below,
        }


def _judge(aim: Aim, due_on: date | None) -> queries.Kind:
    """Go on only with a figure that there is, a target it can show and days that have an end."""
    kind = queries.kind_of(aim.figure)
    require(queries.may_be_aim(kind))
    assert kind is not None, "judged above"
    require(rules.may_aim(aim.target, kind.counts))
    require(rules.may_count(from_on=aim.from_on, until_on=aim.until_on, due_on=due_on))
    return kind


@action("挂接指标")
def measure_task(
    *, actor: Actor, task: Task, aim: Aim, today: date, version: int | None = None
) -> Measure:
    """Let a figure tell how far a task has come; what was shared out keeps its own targets."""
    given = _hold(task)
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    _judge(aim, task.due_on)
    found = queries.of_task(task)
    shares = list(queries.open_shares(task))
    if found and found.figure != aim.figure:
        require(rules.may_change_figure(shared=len(shares)))
    own = _bind(found, aim, version, task=task)
    for share in shares:
        share.from_on, share.until_on, share.below = aim.from_on, aim.until_on, aim.below
    Measure.objects.bulk_update(shares, ["from_on", "until_on", "below"])
    _recount([own, *shares], given, today)
    return own


@action("设定承办指标")
def measure_assignment(
    *, actor: Actor, assignment: Assignment, aim: Aim, today: date, version: int | None = None
) -> Measure:
    """Let a figure tell how far one unit's or one post's work has come."""
    assignment = lock(assignment)
    require(policies.may_give(actor, assignment))
    require(steps.in_state(assignment.state, *steps.OPEN))
    _judge(aim, assignment.due_on)
    found = Measure.objects.filter(assignment=assignment).first()
    bound = _bind(found, aim, version, task=assignment.task, assignment=assignment)
    _recount([bound], [assignment], today)
    return bound


def _bind(
    found: Measure | None,
    aim: Aim,
    version: int | None,
    *,
    task: Task,
    assignment: Assignment | None = None,
) -> Measure:
    """Write a measure anew, or change the one there is unless somebody else just did."""
    if found is None:
        return Measure.objects.create(task=task, assignment=assignment, **aim.fields)
    found = lock(found)
    require_unchanged(found, version, **aim.fields)
    return change(found, **aim.fields)


@action("取消任务指标")
def release_task(*, actor: Actor, task: Task) -> Task:
    """Let people report again how far a task has come; its units' measures go with it."""
    given = _hold(task)
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    _release(list(task.measures.all()), given)
    return task


@action("取消承办指标")
def release_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """Let people report again how far one unit's work has come; the last progress stays."""
    assignment = lock(assignment)
    require(policies.may_give(actor, assignment))
    require(steps.in_state(assignment.state, *steps.OPEN))
    _release(list(Measure.objects.filter(assignment=assignment)), [assignment])
    return assignment


def _release(found: Collection[Measure], given: Collection[Assignment]) -> None:
    """Take measures away and say on record what they were; finished work keeps its own."""
    open_ = {one.pk: one for one in given if one.is_open}
    gone = [one for one in found if one.assignment_id is None or one.assignment_id in open_]
    record({"measures": [f"{one} {one.assignment_id or ''}".strip() for one in gone]}, {})
    Measure.objects.filter(pk__in=[one.pk for one in gone]).delete()
    freed = [open_[one.assignment_id] for one in gone if one.assignment_id]
    for one in freed:
        one.measured_from_on = None
    Assignment.objects.bulk_update(freed, ["measured_from_on"], batch_size=500)


def _hold(task: Task) -> list[Assignment]:
    """Hold the task's assignments, before the task itself: as those who take steps do."""
    held = Assignment.objects.select_for_update(no_key=True)
    return list(held.filter(task=task).order_by("pk"))


@action("分解指标")
def share_out(
    *, actor: Actor, task: Task, targets: Mapping[int, Decimal | None], today: date
) -> Task:
    """Give units their shares of a task's number, by the keys of their assignments.

    None takes a unit's share away. That the shares add up is shown, not demanded: they are
    filled in one leaf after the other.
    """
    given = _hold(task)
    task = lock(task)
    _share(actor, task, given, targets, today)
    return task


@action("按比例分解指标")
def share_by(*, actor: Actor, task: Task, by: str, today: date) -> Task:
    """Share a task's number over all its units by what they weigh, a key of WEIGHTS."""
    given = _hold(task)
    task = lock(task)
    whole = _whole(actor, task)
    rows = list(queries.share_rows(task))
    kind = queries.kind_of(whole.figure)
    if kind is None:
        raise Refused(refused("这项数据已经取消，请另选"))
    weights = queries.weights(task, [row.unit for row in rows], by)
    parts = (
        [whole.target] * len(rows)
        if kind.counts.is_rate
        else rules.proportional(whole.target, weights, kind.counts.step)
    )
    targets = {row.pk: part or None for row, part in zip(rows, parts, strict=True)}
    _share(actor, task, given, targets, today)
    return task


def _whole(actor: Actor, task: Task) -> Measure:
    """Return what the task itself is bound to, for who may share it out."""
    require(policies.may_edit_task(actor, task))
    whole = queries.of_task(task)
    if whole is None:
        raise Refused(refused("请先给任务挂接指标"))
    return whole


def _share(
    actor: Actor,
    task: Task,
    given: Collection[Assignment],
    targets: Mapping[int, Decimal | None],
    today: date,
) -> None:
    """Write the shares of these units in a few statements, however many they are."""
    whole = _whole(actor, task)
    about(task)
    units = {
        one.pk: one
        for one in given
        if one.parent_id is None and one.is_open and not one.is_assisting
    }
    had = {one.assignment_id: one for one in queries.open_shares(task)}
    wanted = {pk: target for pk, target in targets.items() if pk in units and target}
    gone = [had[pk] for pk in targets if pk in had and pk in units and pk not in wanted]
    for target in set(wanted.values()):
        _judge(_aim(whole, target), task.due_on)
    record(
        {str(pk): had[pk].target for pk in targets if pk in had},
        {str(pk): target for pk, target in targets.items() if pk in units},
    )
    kept = [had[pk] for pk in wanted if pk in had]
    for one in kept:
        _follow(one, whole, wanted[one.assignment_id or 0])
    new = [
        Measure(task=task, assignment=units[pk], **{**_fields(whole), "target": target})
        for pk, target in wanted.items()
        if pk not in had
    ]
    Measure.objects.bulk_update(kept, list(_fields(whole)), batch_size=500)
    Measure.objects.bulk_create(new, batch_size=500)
    _release_quietly(gone, units)
    _recount([*kept, *new], given, today)


def _aim(whole: Measure, target: Decimal) -> Aim:
    """Return what a unit with this share is bound to."""
    return Aim(whole.figure, target, whole.from_on, whole.until_on, whole.below)


def _fields(measure: Measure) -> dict[str, object]:
    """Return what a share takes over from the whole."""
    names = ("figure", "target", "from_on", "until_on", "below")
    return {name: getattr(measure, name) for name in names}


def _follow(share: Measure, whole: Measure, target: Decimal) -> None:
    for name, value in {**_fields(whole), "target": target}.items():
        setattr(share, name, value)


def _release_quietly(gone: Collection[Measure], units: Mapping[int, Assignment]) -> None:
    """Take shares away that were emptied; what they were stands on record already."""
    Measure.objects.filter(pk__in=[one.pk for one in gone]).delete()
    freed = [units[one.assignment_id] for one in gone if one.assignment_id]
    for one in freed:
        one.measured_from_on = None
    Assignment.objects.bulk_update(freed, ["measured_from_on"], batch_size=500)


def _recount(found: Collection[Measure], given: Collection[Assignment], today: date) -> None:
    """Count measures anew and let the progress of the assignments they belong to follow."""
    told = counting.counted(counting.facts(found), today)
    mine = {one.pk: one for one in given}
    moved = []
    for one in found:
        if one.pk not in told:
            continue
        one.number, one.counted_on = told[one.pk].number, today
        if work := mine.get(one.assignment_id or 0):
            work.percent, work.measured_from_on = told[one.pk].percent, one.from_on
            moved.append(work)
    Measure.objects.bulk_update(found, ["number", "counted_on"], batch_size=500)
    Assignment.objects.bulk_update(moved, ["percent", "measured_from_on"], batch_size=500)


class Moved(NamedTuple):
    """How far work has come, and the least that may be said of it."""

    percent: int
    least: int


def progress_now(
    assignment: Assignment, typed: int | None, share: int | None, today: date
) -> Moved:
    """Return how far a locked assignment has come: as its figure tells, else as the `share` of
    its periods does, else as was typed; what is typed does not run backwards.

    Refused where nothing says it.
    """
    measure = Measure.objects.filter(assignment=assignment).first()
    if measure is not None and queries.kind_of(measure.figure) is not None:
        _recount([measure], [assignment], today)
        return Moved(assignment.percent, 0)
    if share is not None:
        return Moved(share, 0)
    require(rules.typed(typed))
    return Moved(typed or 0, assignment.percent)


def reported_before(assignment: Assignment, share: int | None, today: date) -> int:
    """Return how far locked work is that comes back: as its figure tells, or the `share` of its
    periods; else as it was reported last, 0 where it never was.
    """
    measure = Measure.objects.filter(assignment=assignment).first()
    if share is None and (measure is None or queries.kind_of(measure.figure) is None):
        told = assignment.steps.filter(step="reported", percent__isnull=False)
        return told.order_by("-pk").values_list("percent", flat=True).first() or 0
    return progress_now(assignment, assignment.percent, share, today).percent


def carry_measure(old: Assignment, new: Assignment, today: date) -> None:
    """Let the unit that takes over work have the target of the one that had it."""
    measure = Measure.objects.filter(assignment=old).first()
    if measure is None:
        return
    carried = Measure.objects.create(task=new.task, assignment=new, **_fields(measure))
    _recount([carried], [new], today)


A_BATCH = 500


def recount_live(today: date) -> list[int]:
    """Count what is still to be done anew; return the measures that have just met their target.

    No action: nobody does it, the rows behind the numbers are on record themselves. Work that
    somebody has in hand this moment is left for the next time.
    """
    found = counting.live()
    told = counting.counted(found, today)
    stale = [one for one in found if one.pk in told and _is_stale(one, told[one.pk])]
    # Rows that get the same numbers lie together, so that a batch is a few plain statements.
    stale.sort(key=lambda one: (told[one.pk].percent, told[one.pk].number or 0, one.pk))
    reached: list[int] = []
    for at in range(0, len(stale), A_BATCH):
        reached += _write(stale[at : at + A_BATCH], told, today)
    return reached


def _is_stale(fact: counting.Fact, told: counting.Told) -> bool:
    """Say whether what is kept differs from what was counted."""
    return fact.number != told.number or fact.percent not in {None, told.percent}


def _write(
    batch: Collection[counting.Fact], told: Mapping[int, counting.Told], today: date
) -> list[int]:
    """Write a batch of counts; return which of them have just met their target."""
    with transaction.atomic():
        rows = Assignment.objects.select_for_update(skip_locked=True, no_key=True)
        asked = [one.assignment_id for one in batch if one.assignment_id]
        free = rows.filter(pk__in=asked).open().order_by("pk")
        before = dict(free.values_list("pk", "percent"))
        kept = [one for one in batch if one.assignment_id is None or one.assignment_id in before]
        for number, alike in groupby(kept, key=lambda one: told[one.pk].number):
            keys = [one.pk for one in alike]
            Measure.objects.filter(pk__in=keys).update(number=number, counted_on=today)
        for percent, alike in groupby(kept, key=lambda one: told[one.pk].percent):
            works = [one.assignment_id for one in alike if one.assignment_id]
            Assignment.objects.filter(pk__in=works).update(percent=percent)
    return [one.pk for one in kept if _has_met(one, before, told[one.pk].percent)]


def _has_met(measure: counting.Fact, before: Mapping[int, int], percent: int) -> bool:
    pk = measure.assignment_id or 0
    return pk in before and not rules.is_reached(before[pk]) and rules.is_reached(percent)


@action("达标提醒")
def tell_reached(*, actor: Actor, measures: Collection[int], today: date) -> int:
    """Propose to who has the work that they report it finished; return how many were told."""
    rows = Measure.objects.filter(pk__in=list(measures), assignment__state="underway")
    found = rows.select_related("assignment__unit", "assignment__post__member")
    messages = [
        to_taker(one.assignment, "已达到目标", _text(one), f"reached:{one.target}")
        for one in found
        if one.assignment
    ]
    record({}, {"reached": len(messages)})
    return notices.send_all(actor=actor, kind="plans.reached", messages=messages, today=today)


def _text(measure: Measure) -> str:
    """Say how much of what was reached."""
    kind = queries.kind_of(measure.figure)
    if kind is None:
        return "请核对后报办结。"
    number = rules.plain(measure.number or 0)
    target = rules.plain(measure.target)
    return f"{kind.label} {number}{kind.unit}，目标 {target}{kind.unit}。请核对后报办结。"
