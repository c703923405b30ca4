"""The count, what is told of it, and the end of a ballot."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.notices import actions as notices

from .. import policies, queries
from ..counting import Turnout
from ..models import Ballot, Contest
from ..rules import outcomes
from ..rules.counts import Counted
from ..rules.standing import may_seal, may_step
from .forgetting import forget_order


def _decided(
    contest: Contest, turnout: Turnout, counted: Counted, names: dict[str, str]
) -> outcomes.Result:
    """Decide one contest by its kind."""
    asked = queries.asked_of(contest)
    choices = list(contest.choices.all())
    facts = queries.contest_facts(contest, choices)
    if contest.kind == "election":
        return outcomes.election(asked, facts, turnout, counted, names)
    if contest.kind == "resolution":
        return outcomes.resolution(asked, facts.candidates, turnout, counted)
    return outcomes.evaluation(asked, facts.candidates, turnout, counted)


@action("计票")
def count_ballot(*, actor: Actor, ballot: Ballot, today: date) -> Ballot:
    """Add up what was counted and decide every contest; the steps are kept as they are read out."""
    ballot = lock(ballot)
    require(policies.may_close(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("count", ballot.state))
    found = queries.counts_of(ballot)
    require(found.verdict)
    for contest in queries.contests_of(ballot):
        counted, turnout = found.counted[contest.pk], found.turnouts[contest.pk]
        contest.outcome = _decided(contest, turnout, counted, found.names).as_json()
        contest.tally = {**counted.as_json(), "names": _named(counted, found.names)}
        contest.tally |= {
            "issued": turnout.issued,
            "returned": turnout.returned,
            "present": turnout.present,
            "mobile": turnout.mobile,
        }
        contest.save(update_fields=["outcome", "tally"])
    came = max((one.issued for one in found.turnouts.values()), default=0)
    return change(ballot, state="counted", counted_on=today, took_part=came)


def _named(counted: Counted, names: dict[str, str]) -> dict[str, str]:
    """Return the names of who was written in."""
    return {key: names[key] for key in counted.others}


@action("公布表决结果")
def tell_result(*, actor: Actor, ballot: Ballot, today: date) -> Ballot:
    """Let those on the roll see the result, and tell them."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("tell", ballot.state))
    if ballot.told_on is not None:
        raise Refused(refused("结果已经公布"))
    rows = ballot.voters.filter(member__user__is_active=True, member__left_on=None).order_by()
    notices.send(
        actor=Actor(),
        kind="ballots.result",
        title=f"表决结果：{ballot.title}",
        url=ballot.get_absolute_url(),
        about=f"ballots.Ballot#{ballot.pk}",
        event="told",
        to=list(rows.values_list("member__user_id", flat=True)),
        today=today,
    )
    return change(ballot, told_on=today)


@action("封存表决档案")
def seal_ballot(*, actor: Actor, ballot: Ballot, today: date) -> Ballot:
    """Close the file of a ballot that was told and leaves no tie."""
    ballot = lock(ballot)
    require(policies.may_close(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("seal", ballot.state))
    is_followed = ballot.followed_by.exclude(state="void").exists()
    is_tied = any(one.outcome.get("then") == "runoff" for one in ballot.contests.all())
    then = "runoff" if is_tied else ""
    require(may_seal(is_followed=is_followed, then=then, is_told=ballot.told_on is not None))
    return change(ballot, state="sealed", sealed_on=today)


@action("作废表决")
def void_ballot(*, actor: Actor, ballot: Ballot, reason: str, today: date) -> Ballot:
    """Declare a ballot void; everything about it stays on file."""
    ballot = lock(ballot)
    require(policies.may_void(actor, ballot))
    require(may_step("void", ballot.state))
    if len(reason.strip()) < 2:
        raise Refused(refused("请写明作废的理由"))
    if ballot.state == "open":
        forget_order(ballot)
    closed_on = ballot.closed_on or today
    return change(ballot, state="void", void_reason=reason.strip(), closed_on=closed_on)
