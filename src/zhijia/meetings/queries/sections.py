"""One meeting's page, section by section: each says what its template reads."""

from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from zhijia.platform.actor import Actor
from zhijia.platform.together import read

from ..models import Corrected, Item, Meeting, Petition, Preparation
from . import Counted, hall_of, seat_of
from .documents import papers_of
from .judging import judged


def sections(actor: Actor, meeting: Meeting, today: date) -> dict[str, object]:
    """Return what the sections of a meeting's page read, in the order of its course.

    What several of them read is fetched once, beforehand.
    """
    prefetch_related_objects(
        [meeting],
        Prefetch("items", Item.objects.select_related("ballot").order_by("place", "pk")),
        Prefetch("petitions", Petition.objects.order_by("sent_on", "pk")),
        Prefetch("petitions__corrections", Corrected.objects.select_related("by").order_by("pk")),
        Prefetch("preparations", Preparation.objects.order_by("pk")),
    )
    counted, groups = hall_of(meeting)
    seat = seat_of(actor, meeting)
    said = [meeting.overrides.select_related("by"), meeting.opinions.order_by("pk")]
    overrides, opinions = read(said)
    return {
        "seat": seat,
        "papers": papers_of(meeting, seat),
        "counted": counted,
        "groups": groups,
        **preparation(meeting, today, counted),
        "items": meeting.items.all(),
        "overrides": overrides,
        "opinions": opinions,
    }


def preparation(meeting: Meeting, today: date, counted: Counted) -> dict[str, object]:
    """What is lacking, and what was asked upward."""
    return {
        "judged": judged(meeting, today, counted.present),
        "petitions": meeting.petitions.all(),
    }
