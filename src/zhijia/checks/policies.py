from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Fault, Inspection, Inspector, Objection, Round, Standard


def _desk_of(actor: Actor, path: str, whose: str) -> Verdict:
    """Leave it to the desk that stands in the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused(f"由{whose}的工会主席、副主席或者干事办理")


@capability("checks.read", "查看检查记录")
def may_read(actor: Actor, unit: Unit) -> Verdict:
    """The records behind a number are seen by those whose offices reach the unit."""
    held = (post for post in actor.posts if post[0] != "member")
    if any(unit.path.startswith(at) if below else unit.path == at for _, at, below in held):
        return ALLOWED
    return refused("由本单位和上级单位任职的人查看")


@capability("checks.keep_standards", "维护检查标准")
def may_keep_standards(actor: Actor, unit: Unit) -> Verdict:
    """A unit's standards are kept by its own desk."""
    return _desk_of(actor, unit.path, "本单位")


@capability("checks.edit_standard", "修改检查标准")
def may_edit_standard(actor: Actor, standard: Standard) -> Verdict:
    """A standard is edited by the desk of the unit whose it is."""
    return _desk_of(actor, standard.unit_path, "本单位")


@capability("checks.open", "组织检查")
def may_open(actor: Actor, unit: Unit) -> Verdict:
    """A round is opened by the unit's own desk."""
    return _desk_of(actor, unit.path, "本单位")


@capability("checks.run", "主持检查")
def may_run(actor: Actor, round: Round) -> Verdict:
    """Inspectors, reviews, settling and results are for the desk that opened the round."""
    return _desk_of(actor, round.unit_path, "组织单位")


@capability("checks.answer", "自查、申诉")
def may_answer(actor: Actor, inspection: Inspection) -> Verdict:
    """A unit's self-check and its objections come from its own desk."""
    return _desk_of(actor, inspection.unit_path, "受检单位")


@capability("checks.mend", "报整改")
def may_mend(actor: Actor, fault: Fault) -> Verdict:
    """What was mended is reported by the desk of the unit where it was found."""
    return _desk_of(actor, fault.unit_path, "受检单位")


def may_inspect(actor: Actor, inspector: Inspector | None) -> Verdict:
    """On site only those who were named for this unit mark, each for themselves."""
    if inspector is not None and actor.member_id and inspector.member_id == actor.member_id:
        return ALLOWED
    return refused("由指派到这个单位的检查员评分")


def may_lead(actor: Actor, inspection: Inspection) -> Verdict:
    """What inspectors agree on is written by their lead, or by the desk that runs the round."""
    leads = inspection.inspectors.filter(is_lead=True, member=actor.member_id or 0)
    if _desk_of(actor, inspection.round.unit_path, "组织单位") or leads.exists():
        return ALLOWED
    return refused("由检查组组长或者组织单位办理")


def may_recheck(actor: Actor, fault: Fault) -> Verdict:
    """What was mended is looked at by an inspector of the unit or by who runs the round."""
    mine = fault.inspection.inspectors.filter(member=actor.member_id or 0)
    if _desk_of(actor, fault.inspection.round.unit_path, "组织单位") or mine.exists():
        return ALLOWED
    return refused("由检查员或者组织单位复查")


def may_decide(actor: Actor, objection: Objection) -> Verdict:
    """Objections are answered by the desk that runs the round."""
    return may_run(actor, objection.inspection.round)
