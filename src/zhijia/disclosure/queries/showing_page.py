"""What the page of a 公示 tells whoever may know of it."""

from datetime import date

from zhijia.platform.actor import Actor

from ..models import Showing, ShowingLook
from ..policies.showing import may_object
from . import showing as queries

LOOKS = 20


def showing_page(actor: Actor, one: Showing, today: date) -> dict[str, object]:
    """Return what this person sees of a showing today, and nothing beyond it."""
    sight = queries.sight(actor, one, today)
    return {
        "showing": one,
        "sight": sight,
        "today": today,
        "note": queries.day_note(one),
        "lines": queries.lines_of(one) if sight.is_whole else [],
        "heads": queries.heads_of(one),
        "photos": list(one.photos.all()) if sight.is_whole else [],
        "prolongings": list(one.prolongings.all()),
        "handovers": queries.handovers(one) if sight.is_whole or sight.is_keeper else [],
        "counted": queries.counted(one),
        "may_object": may_object(actor, one),
        "objections": queries.objections(actor).filter(showing=one) if sight.is_handler else [],
        "may_close": queries.may_close(one, today),
        "looks": queries.looks(one)[:LOOKS] if sight.is_keeper else [],
    }


def opened(one: Showing, look: ShowingLook) -> dict[str, object]:
    """Return what somebody sees who has just said what for."""
    return {
        "token": queries.pass_of(look),
        "lines": queries.lines_of(one),
        "heads": queries.heads_of(one),
        "photos": list(one.photos.all()),
    }
