from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability


@capability("writing.draft", "起草总结")
def may_draft(actor: Actor, unit: Unit) -> Verdict:
    """A unit's report is drafted by its own desk."""
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事起草")
