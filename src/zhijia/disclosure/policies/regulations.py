"""规章制度: who keeps the register, who reads it, who signs."""

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.policies import runs_desk
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from ..models import Regulation

DESK = "由本单位或上级单位的工会主席、副主席、干事办理"


@capability("disclosure.keep_regulations", "维护规章制度")
def may_keep(actor: Actor, unit: Unit) -> Verdict:
    """The register of a unit is kept by its desk or one above."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    return ALLOWED if runs_desk(actor, unit.path) else refused(DESK)


@capability("disclosure.edit_regulation", "修改、废止规章制度")
def may_edit(actor: Actor, regulation: Regulation) -> Verdict:
    """A regulation is kept by the desk of its unit or one above."""
    return ALLOWED if runs_desk(actor, regulation.unit_path) else refused(DESK)


@capability("disclosure.read_regulation", "查看规章制度")
def may_read(actor: Actor, regulation: Regulation) -> Verdict:
    """A regulation is read by all whom it concerns, and by those whose posts reach its unit."""
    concerned = bool(actor.member_id) and actor.unit_path.startswith(regulation.unit_path)
    if concerned or actor.reaches(regulation.unit_path):
        return ALLOWED
    return refused("规章制度由本单位、下级单位的会员和上级单位查看")


def may_keep_any(actor: Actor) -> Verdict:
    """Regulations are entered by whoever keeps a unit, whichever it is."""
    return ALLOWED if actor.stands(DESKS) else refused(DESK)
