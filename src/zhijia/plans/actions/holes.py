"""Looking for holes in the net and keeping account of them; nothing is mended here."""

from collections.abc import Collection, Iterable
from datetime import date

from zhijia.org.models import Unit
from zhijia.org.queries import paths_of
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require

from .. import policies, queries, rules
from ..models import MENDED, Hole, Task
from ..queries import Found, Sweep
from .approving import let_go

Key = tuple[str, str]
KINDS = tuple(queries.FINDERS)


def look_for_holes(*, actor: Actor, today: date, unit: Unit | None = None) -> int:
    """Hold every task, unit and post of a branch against the rules; return how many holes gape.

    Without a unit it is the clock that looks, everywhere. What it reads it reads before the action,
    so that nobody's writing waits for it.
    """
    if unit:
        require(policies.may_look(actor, unit))
    sweep = Sweep(today, paths=tuple(paths_of(unit)) if unit else None)
    before = frozenset(queries.open_holes(sweep, KINDS))
    found = {(one.kind, one.key): one for one in queries.holes_now(sweep, KINDS)}
    return keep_holes(actor=actor, today=today, unit=unit, sweep=sweep, before=before, found=found)


@action("巡查职责漏洞")
def keep_holes(
    *,
    actor: Actor,
    today: date,
    unit: Unit | None,
    sweep: Sweep,
    before: Collection[Key],
    found: dict[Key, Found],
) -> int:
    """Write what a look found beside what was known `before` it; return how many holes gape.

    What was mended, explained or found by others since then stays as they left it.
    """
    if unit:
        require(policies.may_look(actor, unit))
        about(unit)
    known = queries.open_holes(sweep, KINDS)
    excused = queries.explained(KINDS)
    fresh = [
        one
        for key, one in found.items()
        if key not in known and key not in before and (*key, one.words) not in excused
    ]
    Hole.objects.bulk_create([_hole(one, today) for one in fresh], ignore_conflicts=True)
    gone = [row.pk for key, row in known.items() if key in before and key not in found]
    _mended(gone, today)
    _reword(known, found)
    number = len(known) - len(gone) + len(fresh)
    record({}, {"found": len(fresh), "mended": len(gone), "open": number})
    return number


def _hole(one: Found, today: date) -> Hole:
    """Return a hole, not written yet."""
    return Hole(
        kind=one.kind,
        key=one.key,
        base=one.base,
        unit_id=one.unit.pk,
        unit_path=one.unit.path,
        mender_id=one.mender.pk,
        mender_path=one.mender.path,
        words=one.words,
        speech_id=one.speech,
        task_id=one.task,
        other_id=one.other,
        work_id=one.work,
        post_id=one.post,
        since_on=today,
    )


def _mended(keys: Iterable[int], today: date) -> None:
    """Write that these gape no longer."""
    if chosen := list(keys):
        Hole.objects.filter(pk__in=chosen, until_on=None).update(until_on=today, told=MENDED)


def _reword(known: dict[tuple[str, str], Hole], found: dict[tuple[str, str], Found]) -> None:
    """Let holes that gape still say what is true of them now, and be mended by whom it is now."""
    changed = []
    for key, row in known.items():
        one = found.get(key)
        if one and (one.words, one.mender.pk) != (row.words, row.mender_id):
            row.words, row.mender_id, row.mender_path = one.words, one.mender.pk, one.mender.path
            changed.append(row)
    if changed:
        Hole.objects.bulk_update(changed, ["words", "mender", "mender_path"], batch_size=500)


def look_again(*, today: date, task: int | None = None, post: int | None = None) -> None:
    """Close the holes about a task or a post that the running action has mended.

    One query where there are none. What it may have torn open the next look will find.
    """
    rows = queries.holes_about(task=task, post=post)
    if rows:
        still = queries.gaping(rows, today)
        _mended([row.pk for row in rows if (row.kind, row.key) not in still], today)


@action("说明职责漏洞")
def explain_hole(*, actor: Actor, hole: Hole, reason: str, today: date) -> Hole:
    """Say why a hole is none; it is not told of again until a fact of it changes."""
    hole = lock(hole)
    require(policies.may_answer_hole(actor, hole))
    require(rules.may_explain(is_open=hole.until_on is None, reason=reason))
    return change(hole, until_on=today, is_explained=True, told=reason, told_by_id=actor.member_id)


@action("并入任务")
def fold_task(*, actor: Actor, task: Task, into: Task, today: date) -> Task:
    """Take a task off the file because another of the same unit says the same."""
    task, into = lock(task, into)
    require(policies.may_edit_task(actor, task))
    require(
        rules.may_fold(
            is_same=task.pk == into.pk,
            same_unit=task.unit_id == into.unit_id,
            into_open=into.closed_on is None,
            is_filed=task.filed_on is not None,
            into_filed=into.filed_on is not None,
            open_assignments=task.assignments.open().count(),
        )
    )
    task = let_go(actor, task, today)
    task = change(task, closed_on=today, dropped_for=f"并入 {into.number}")
    look_again(today=today, task=task.pk)
    return task
