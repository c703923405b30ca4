"""A unit's own outline of a report: which sections, in which order, with which standing words."""

from collections.abc import Sequence
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, require

from .. import policies, queries, rules
from ..models import Outline
from ..rules import Slot


@action("保存总结模板")
def keep_outline(
    *,
    actor: Actor,
    unit: Unit,
    form: str,
    slots: Sequence[Slot],
    today: date,
    version: int | None = None,
) -> Outline:
    """Keep a new version of a unit's outline; reports that are drafted already stay as they are."""
    unit = lock(unit)
    require(policies.may_draft(actor, unit))
    require(rules.may_keep_slots(slots, form))
    last = queries.outline(unit, form)
    number = last.number if last else 0
    if version is not None and version != number:
        raise Refused(refused("他人刚改过这个模板，请重新打开再改"))
    return Outline.objects.create(
        unit=unit,
        form=form,
        number=number + 1,
        slots=[rules.as_data(slot) for slot in slots],
        made_on=today,
        made_by_id=actor.member_id,
    )
