"""Reading whether work may still go back to whoever gave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.refs import days
from zhijia.platform.refs import queries as refs

from .. import policies, rules
from ..models import Assignment, Progress


def last_day_to_decline(assignment: Assignment) -> date:
    """Return the last day on which work may go back unsigned; one query."""
    given, most = assignment.assigned_on, rules.DAYS_TO_DECLINE
    return days.add(given, most, days.Kind.WORKDAYS, calendar=refs.calendar())


def may_decline(assignment: Assignment, today: date) -> Verdict:
    """Judge whether work may go back; two queries while it is not signed, none afterwards."""
    if assignment.state != "issued":
        return rules.in_state(assignment.state, "issued")
    return rules.may_decline(
        state=assignment.state,
        last_on=last_day_to_decline(assignment),
        today=today,
        was_kept=assignment.steps.filter(step="insisted").exists(),
    )


@dataclass(frozen=True, slots=True)
class Declining:
    """Whether work may go back, by when, and what was said when it did."""

    decline: Verdict
    insist: Verdict
    last_on: date | None
    said: Progress | None


def declining(
    actor: Actor, assignment: Assignment, life: Sequence[Progress], today: date
) -> Declining:
    """Judge the steps of returning; `life` is the newest first. One query for what is not signed.

    Who may not do the work is told so, and the calendar is not read for them.
    """
    do, give = policies.may_do(actor, assignment), policies.may_give(actor, assignment)
    state, last_on = assignment.state, None
    decline = do and rules.in_state(state, "issued")
    if decline:
        last_on = last_day_to_decline(assignment)
        kept = any(step.step == "insisted" for step in life)
        decline = rules.may_decline(state=state, last_on=last_on, today=today, was_kept=kept)
    said = next((step for step in life if step.step == "declined"), None)
    return Declining(
        decline=decline,
        insist=give and rules.may_insist(state),
        last_on=last_on,
        said=said if state == "declined" else None,
    )
