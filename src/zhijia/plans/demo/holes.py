"""What the story leaves open: the clock looks for it, and the desk explains one of its finds."""

from datetime import date

from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Hole

EXCUSE = "公示由集团工会本级统一办理，不再交办到单位。"


def fill(cast: Cast, *, today: date) -> None:
    """Look for holes as the clock does each morning; the desk explains one task without a unit."""
    actions.look_for_holes(actor=Actor(), today=today)
    own = Hole.objects.open().filter(kind="no_owner", task__wording__contains="公示").first()
    if own:
        desk = cast.actors["group_desk"]
        actions.explain_hole(actor=desk, hole=own, reason=EXCUSE, today=today)
