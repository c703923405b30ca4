"""Choosing a scheme of lights for what a unit, and those below it, give."""

from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require
from zhijia.platform.scope import under, under_any

from .. import policies, queries, rules
from ..models import Assignment, LightChoice


@action("选择亮灯方案")
def choose_scheme(*, actor: Actor, unit: Unit, scheme: str, today: date) -> LightChoice:
    """Choose a scheme, or follow the unit above again where it is empty.

    What is open changes its lights today; below a unit that chose for itself nothing changes.
    """
    unit = lock(unit)
    require(policies.may_set_lights(actor, unit))
    choice = LightChoice.objects.filter(unit=unit).first()
    require(rules.may_choose_scheme(scheme, now=choice.scheme if choice else ""))
    facts = {"scheme": scheme, "chosen_on": today, "chosen_by_id": actor.member_id}
    if choice:
        choice = change(choice, **facts)
    else:
        choice = LightChoice.objects.create(unit=unit, unit_path=unit.path, **facts)
    record({}, {"open": _repaint(unit)})
    return choice


def _repaint(unit: Unit) -> int:
    """Let the open work that this unit and those below it gave follow the scheme; one UPDATE."""
    own = under_any("issuer_path", queries.choosing_below(unit.path))
    given = Assignment.objects.open().filter(under("issuer_path", unit.path)).exclude(own)
    return given.update(scheme=queries.scheme_at(unit.path))
