"""What the pages between sessions ask: inspections, and decisions that wait to be confirmed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..models import Congress, Delegate, Inspection, Item, Meeting
from ..rules import between
from .delegates import congresses, mandates_of


class Waiting(NamedTuple):
    """A decision of a joint meeting, and whether a congress has confirmed it."""

    decision: Item
    verdict: Verdict

    @property
    def is_new(self) -> bool:
        """Say whether it is on no congress's agenda yet."""
        return not hasattr(self.decision, "confirmation")


class Looked(NamedTuple):
    """An inspection or a question, and whether it was answered."""

    inspection: Inspection
    verdict: Verdict


def decisions_of(meeting: Meeting) -> list[Waiting]:
    """Return what joint meetings of this unit decided, the newest first; one query."""
    rows = Item.objects.filter(
        meeting__unit_id=meeting.unit_id, meeting__kind="heads", result="adopted"
    ).select_related("meeting", "confirmation__at__meeting")
    return [_waiting(one) for one in rows.order_by("-meeting__meets_on", "place")]


def _waiting(one: Item) -> Waiting:
    confirmed = getattr(one, "confirmation", None)
    at, result = ("", "") if confirmed is None else (confirmed.at.meeting, confirmed.at.result)
    return Waiting(one, between.is_confirmed(result, at=str(at)))


def inspections_of(congress: Congress, today: date) -> list[Looked]:
    """Return what delegates looked at and asked, the newest first; one query."""
    rows = congress.inspections.select_related("unit").annotate(number=Count("delegates"))
    return judged(rows.order_by("-held_on", "-pk"), today)


def judged(rows: Iterable[Inspection], today: date) -> list[Looked]:
    """Say of each whether it was answered in time."""
    return [
        Looked(
            one,
            between.is_answered(due_on=one.due_on, answered_on=one.answered_on, today=today),
        )
        for one in rows
    ]


def inspections_seen(actor: Actor) -> QuerySet[Inspection]:
    """Return the inspections this person may look at: by office over the term or the unit that was
    visited, and those they were part of.
    """
    mine = mandates_of(actor).order_by().values("pk")
    joined = Inspection.delegates.through.objects.filter(delegate__in=mine)
    found = Inspection.objects.filter(
        Q(congress__in=congresses(actor).order_by().values("pk"))
        | Q(pk__in=joined.values("inspection"))
        | Q(unit__path__in=actor.stands(DESKS))
    )
    return found.select_related("congress__unit", "unit", "matter").prefetch_related("delegates")


def heads_of(meeting: Meeting) -> list[Delegate]:
    """Return the heads of delegations in a unit's terms that run that day, the staff's first."""
    day = meeting.meets_on
    runs = Q(congress__ended_on=None) | Q(congress__ended_on__gt=day)
    rows = Delegate.objects.filter(
        runs,
        congress__unit_id=meeting.unit_id,
        congress__begins_on__lte=day,
        is_head=True,
        ended_on=None,
    ).select_related("member", "delegation", "congress")
    found = list(rows.order_by("delegation__place", "pk"))
    staff = [one for one in found if one.congress.side == "staff"]
    return staff or found
