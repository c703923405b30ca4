"""隐患: what an inspector sees is reported at once, beside the rectification that comes later."""

from datetime import date

from zhijia.matters import actions as matters
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import change, require

from .. import queries
from ..models import Fault
from ..rules import mending as rules

KIND, LONGEST = "hazard", 60


def report_hazard(
    actor: Actor, fault: Fault, category: str, *, is_life: bool, today: date
) -> Fault:
    """Open a hazard with the unit for what an inspector found, with the photos that came along."""
    require(rules.may_report(category=category, known=queries.HAZARDS, where=fault.where))
    inspection = fault.inspection
    matter = matters.open_from(
        actor=actor,
        kind=KIND,
        unit=inspection.unit,
        title=fault.words[:LONGEST],
        values={
            "place": fault.where,
            "category": category,
            "is_life": is_life,
            "what": f"第 {fault.item.code} 条：{fault.words}"[:1000],
        },
        today=today,
        source=("checks.Fault", fault.pk),
        source_title=f"{inspection.round.title}：{inspection.unit}",
        source_url=fault.get_absolute_url(),
        filer=Member.objects.get(pk=actor.member_id) if actor.member_id else None,
    )
    files = fault.proofs.exclude(file=None).select_related("file")
    matters.enclose_again(matter, [one.file for one in files if one.file])
    return change(fault, hazard=matter)


def tie_hazard(fault: Fault, today: date) -> None:
    """Let the rectification and the hazard of one fault be found from each other."""
    if fault.hazard and fault.matter:
        matters.tie_together(fault.matter, fault.hazard, today)
