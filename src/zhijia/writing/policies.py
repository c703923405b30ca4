from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Report

SIGNERS = HOUSE["HOUSE-76"].sets(("chair", "acting"))


@capability("writing.draft", "起草总结")
def may_draft(actor: Actor, unit: Unit) -> Verdict:
    """A unit's report is drafted, and its outline kept, by its own desk."""
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事起草")


@capability("writing.edit", "修改总结")
def may_edit(actor: Actor, report: Report) -> Verdict:
    """A unit's report is edited by its own desk."""
    if actor.serves(DESKS, report.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事修改")


@capability("writing.sign", "总结定稿")
def may_sign(actor: Actor, report: Report) -> Verdict:
    """A unit's report is signed off by its chair, or by who acts for the chair."""
    if actor.serves(SIGNERS, report.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席（或者临时主持工作的负责人）定稿", HOUSE["HOUSE-76"])
