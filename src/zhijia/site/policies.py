"""Who may read the record of what was done, and who keeps a unit's year."""

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import AUDITS, DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

READERS = (*DESKS, *AUDITS)


@capability("audit.read", "查看留痕")
def may_read_record(actor: Actor, unit: Unit) -> Verdict:
    """What was done in a unit is read by the desks that reach it and by its own auditors."""
    if any(actor.holds(role, unit.path) for role in READERS):
        return ALLOWED
    return refused("由本单位或上级单位的工会主席、副主席、干事和本单位的经费审查委员查看")


@capability("site.keep_year", "维护年历")
def may_keep_year(actor: Actor, unit: Unit) -> Verdict:
    """A unit's year, and its template, are kept by its own desk."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事维护")
