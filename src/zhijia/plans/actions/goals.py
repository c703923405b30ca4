"""Setting the targets of a year: of one unit, or of all the units just below it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
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

from .. import policies
from ..models import Goal
from ..queries import goals as queries
from ..queries.measures import Kind, kind_of, may_be_aim, weigh
from ..rules import goals as rules
from ..rules import measures as measuring


def _kind(figure: str) -> Kind:
    kind = kind_of(figure)
    require(may_be_aim(kind))
    assert kind is not None, "judged above"
    return kind


def _setter(actor: Actor, unit: Unit) -> Unit:
    """Return the unit in whose name this actor sets a target of `unit`: the highest they keep."""
    require(policies.may_set_goal(actor, unit))
    base = rules.base_of(unit.path, actor.stands(DESKS))
    return Unit.objects.get(paths__path=base)


def _judge(setter: Unit, unit: Unit, found: Goal | None) -> None:
    """Go on only if the target there is was not set from higher up."""
    if found is not None:
        by = found.set_by
        require(rules.may_change(base=setter.path, set_at=by.path, set_by=str(by)))


@action("下达年度指标")
def set_goal(
    *,
    actor: Actor,
    unit: Unit,
    figure: str,
    year: int,
    target: Decimal,
    today: date,
    version: int | None = None,
) -> Goal:
    """Set a unit's target of a year, or change it."""
    unit = lock(unit)  # guards that there is one a figure and year
    setter, kind = _setter(actor, unit), _kind(figure)
    require(rules.may_set_year(year, today))
    require(measuring.may_aim(target, kind.counts))
    found = Goal.objects.filter(unit=unit, figure=figure, year=year).first()
    _judge(setter, unit, found)
    if found is None:
        return Goal.objects.create(
            unit=unit, figure=figure, year=year, target=target, set_by=setter, set_on=today
        )
    require_unchanged(found, version, target=target)
    return change(found, target=target, set_by=setter, set_on=today)


@action("取消年度指标")
def drop_goal(*, actor: Actor, goal: Goal) -> Unit:
    """Take a target away; the numbers stay what they are."""
    unit = lock(goal.unit)
    goal = lock(goal)
    _judge(_setter(actor, unit), unit, goal)
    record({"goal": str(goal), "set_by": goal.set_by_id}, {})
    goal.delete()
    return unit


@action("分解年度指标")
def set_goals_below(
    *,
    actor: Actor,
    unit: Unit,
    figure: str,
    year: int,
    targets: Mapping[int, Decimal | None],
    today: date,
) -> Unit:
    """Set the targets of the units just below this one, by their keys; None takes one away."""
    unit = lock(unit)
    setter, kind = _setter(actor, unit), _kind(figure)
    require(rules.may_set_year(year, today))
    about(unit)
    below = {one.pk: one for one in Unit.objects.standing().filter(parent=unit)}
    found = queries.targets(list(below.values()), figure, year)
    said = {pk: target for pk, target in targets.items() if pk in below}
    changed = {pk: to for pk, to in said.items() if _target(found.get(pk)) != to}
    for pk, target in changed.items():
        _judge(setter, below[pk], found.get(pk))
        if target is not None:
            require(measuring.may_aim(target, kind.counts))
    key = f"{figure} {year}"
    before = {str(pk): _target(found.get(pk)) for pk in changed}
    record({key: before}, {key: {str(pk): target for pk, target in changed.items()}})
    blank = Goal(figure=figure, year=year, set_by=setter, set_on=today)
    _write(blank, found, changed)
    return unit


def _target(goal: Goal | None) -> Decimal | None:
    return goal.target if goal else None


def _write(blank: Goal, found: Mapping[int, Goal], targets: Mapping[int, Decimal | None]) -> None:
    """Write the targets of these units as `blank` has the rest; three statements at most."""
    same = {"figure": blank.figure, "year": blank.year, "set_on": blank.set_on}
    kept = {pk: target for pk, target in targets.items() if target is not None}
    moved = [found[pk] for pk in kept if pk in found]
    for goal in moved:
        goal.target, goal.set_by, goal.set_on = kept[goal.unit_id], blank.set_by, blank.set_on
        goal.version += 1
    new = [
        Goal(unit_id=pk, target=target, set_by=blank.set_by, **same)
        for pk, target in kept.items()
        if pk not in found
    ]
    gone = [found[pk].pk for pk in targets if pk not in kept and pk in found]
    Goal.objects.filter(pk__in=gone).delete()
    Goal.objects.bulk_update(moved, ["target", "set_by", "set_on", "version"], batch_size=500)
    Goal.objects.bulk_create(new, batch_size=500)


@action("按比例分解年度指标")
def share_goal(*, actor: Actor, unit: Unit, figure: str, year: int, by: str, today: date) -> Unit:
    """Share a unit's target out over those just below it, by members, by staff or evenly."""
    own = queries.targets([unit], figure, year).get(unit.pk)
    if own is None:
        raise Refused(refused("本单位还没有这项指标，请先设定"))
    kind, below = _kind(figure), list(Unit.objects.standing().filter(parent=unit).order_by("path"))
    parts = (
        [own.target] * len(below)
        if kind.counts.is_rate
        else measuring.proportional(own.target, weigh(unit, below, by), kind.counts.step)
    )
    targets = {one.pk: part or None for one, part in zip(below, parts, strict=True)}
    return set_goals_below(
        actor=actor, unit=unit, figure=figure, year=year, targets=targets, today=today
    )
