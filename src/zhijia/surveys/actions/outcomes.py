"""What was heard, and what is decided about it; told to all who were asked."""

from datetime import date

from zhijia.matters import actions as matters
from zhijia.matters.models import Matter
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require, require_unchanged
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Outcome, Round


@action("答复调查意见")
def settle_outcome(
    *,
    actor: Actor,
    round: Round,
    finding: str,
    weight: str,
    adoption: str,
    answer: str,
    today: date,
    outcome: Outcome | None = None,
    version: int | None = None,
) -> Outcome:
    """Write what a closed round brought to light and what is done about it, or write it anew."""
    round = lock(round)
    require(policies.may_settle(actor, round))
    require(rules.may_settle(round.closed_on))
    require(rules.outcome_stands(finding=finding, answer=answer, adoption=adoption))
    words = {"finding": finding, "weight": weight, "adoption": adoption, "answer": answer}
    if outcome is not None:
        outcome = lock(outcome)
        require_unchanged(outcome, version, **words)
        return change(outcome, **words, decided_on=today, decided_by_id=actor.member_id)
    return Outcome.objects.create(
        round=round,
        unit_path=round.unit_path,
        **words,
        decided_on=today,
        decided_by_id=actor.member_id,
    )


@action("调查意见转办")
def open_matter(*, actor: Actor, outcome: Outcome, theme: str, today: date) -> Matter:
    """Let a finding go through the steps of an opinion: heard, weighed, decided, told."""
    round, outcome = lock(outcome.round, outcome)
    require(policies.may_settle(actor, round))
    require(rules.may_settle(round.closed_on))
    require(rules.is_opened_once(outcome.matter))
    matter = matters.open_from(
        actor=actor,
        kind="opinion",
        unit=round.unit,
        title=outcome.finding[:60],
        values={"theme": theme, "words": rules.as_opinion(outcome.finding, outcome.weight)},
        today=today,
        source=("surveys.Round", round.pk),
        source_title=str(round),
        source_url=f"/surveys/rounds/{round.pk}/outcomes/",
    )
    change(outcome, matter=matter.get_absolute_url())
    return matter


@action("删除调查意见")
def drop_outcome(*, actor: Actor, outcome: Outcome) -> Round:
    """Take a finding back before it was told."""
    round, outcome = lock(outcome.round, outcome)
    require(policies.may_settle(actor, round))
    require(rules.may_take_back(round.told_on))
    record({"finding": outcome.finding}, {})
    about(round)
    outcome.delete()
    return round


@action("公布调查结果和答复")
def publish_outcomes(*, actor: Actor, round: Round, today: date) -> Round:
    """Show results and answers to all who were asked, and tell them so."""
    round = lock(round)
    require(policies.may_settle(actor, round))
    require(rules.may_settle(round.closed_on))
    require(rules.may_tell(round.outcomes.count()))
    if round.told_on is None:
        change(round, told_on=today)
    notices.send(
        actor=Actor(),
        kind="surveys.told",
        title=f"调查结果和答复：{round.title}",
        url=f"/surveys/told/{round.pk}/",
        about=f"surveys.Round#{round.pk}",
        event=f"told {round.outcomes.count()}",
        to=queries.users_asked(round),
        today=today,
    )
    return round
