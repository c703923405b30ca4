"""退回交办: work goes back unsigned, and whoever gave it answers."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require

from .. import policies, queries, rules
from ..models import Assignment
from .tasks import note


@action("退回交办")
def decline(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Give work back that is not one's own, with the reason; whoever gave it answers."""
    assignment = lock(assignment)
    require(policies.may_do(actor, assignment))
    require(queries.may_decline(assignment, today))
    note(actor, assignment, "declined", today, words=words)
    return change(assignment, state="declined")


@action("维持交办")
def insist(*, actor: Actor, assignment: Assignment, words: str, today: date) -> Assignment:
    """Keep work that came back where it was given, with the reason; it waits to be signed for."""
    assignment = lock(assignment)
    require(policies.may_give(actor, assignment))
    require(rules.may_insist(assignment.state))
    note(actor, assignment, "insisted", today, words=words)
    return change(assignment, state="issued")
