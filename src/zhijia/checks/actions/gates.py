"""A check that clears the gate of a stage: what an inspection found is what confirms it."""

from datetime import date

from zhijia.plans import actions as plans
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, require

from .. import policies, queries
from ..models import Inspection, Round
from ..rules import mending
from ..rules import rounds as rules


def clear_gate(actor: Actor, inspection: Inspection, today: date) -> None:
    """Confirm the stage's check of a round where all units passed; what did not pass stays shut.

    Where this person may not, or not just now, the result stands all the same, and who may
    confirms it by hand.
    """
    round = inspection.round
    if round.gate_id is None or round.gate is None or round.gate.confirmed_on:
        return
    if not queries.passes(round) or not queries.may_clear_now(actor, round.gate):
        return
    plans.confirm_check(
        actor=actor, check=round.gate, found=queries.found_words(round), today=today
    )


@action("以检查确认环节事项")
def confirm_by_check(*, actor: Actor, round: Round, today: date) -> Round:
    """Confirm the stage's check by hand, where it could not be when the result came."""
    round = lock(round)
    require(policies.may_run(actor, round))
    require(mending.may_clear(has_gate=round.gate_id is not None, passes=queries.passes(round)))
    assert round.gate is not None, "judged above"
    require(rules.gate_open(round.gate.confirmed_on))
    plans.confirm_check(
        actor=actor, check=round.gate, found=queries.found_words(round), today=today
    )
    return round
