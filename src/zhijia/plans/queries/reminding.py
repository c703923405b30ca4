"""What is to be done soon, and what has run late: told once for each day that it was due."""

from datetime import date, timedelta

from ..models import Assignment, AssignmentQuerySet
from ..rules import SOON_DAYS

MADE_UP_FOR = timedelta(days=7)  # days on which nothing ran are made up for, as far back as this


def _in_hand() -> AssignmentQuerySet:
    """Return what its holders still have to do, with what a message names."""
    rows = Assignment.objects.filter(state__in=["issued", "underway"])
    return rows.select_related("task", "unit", "issuer", "post__member", "parent")


def due_soon(today: date) -> AssignmentQuerySet:
    """Return what falls due within three days, and was not given today."""
    until = today + timedelta(days=SOON_DAYS)
    return _in_hand().filter(due_on__range=(today, until)).exclude(assigned_on=today)


def gone_late(today: date) -> AssignmentQuerySet:
    """Return what fell due within the last week and is not done."""
    return _in_hand().filter(due_on__range=(today - MADE_UP_FOR, today - timedelta(days=1)))
