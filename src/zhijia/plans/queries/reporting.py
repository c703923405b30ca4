"""Reading by when work is reported on again, as its task sets the rhythm."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .. import rules
from ..models import Assignment, Progress
from ..rules.reporting import SHORTEST

TOLD = ("reported", "handed_down")
last_told = attrgetter("last_told")


def next_report_on(assignment: Assignment, life: Sequence[Progress]) -> date | None:
    """Return the day by which work under way is reported on again; `life` is the newest first."""
    if assignment.state != "underway" or not assignment.signed_on:
        return None
    told = (step.done_on for step in life if step.step in TOLD)
    since = next(told, assignment.signed_on)
    return rules.next_report_on(assignment.task.frequency, since)


def reports_due(today: date) -> Iterator[tuple[Assignment, date]]:
    """Yield the work under way whose next report is due today or was due before; one query."""
    newest = Progress.objects.filter(assignment=OuterRef("pk"), step__in=TOLD)
    since = Coalesce(Subquery(newest.order_by("-pk").values("done_on")[:1]), F("signed_on"))
    old = Q()
    for frequency, fewest in SHORTEST.items():
        old |= Q(task__frequency=frequency, last_told__lte=today - timedelta(days=fewest))
    at_work = Assignment.objects.filter(state="underway").annotate(last_told=since).filter(old)
    for one in at_work.select_related("task", "unit", "issuer", "post__member").order_by("pk"):
        due_on = rules.next_report_on(one.task.frequency, last_told(one))
        if due_on and due_on <= today:
            yield one, due_on
