"""选举的表决: papers made from the list, the vote begun, the count taken over, the result told."""

from datetime import date

from zhijia.ballots import actions as ballots
from zhijia.ballots.actions.choices import NewChoice
from zhijia.ballots.models import Ballot, Contest
from zhijia.ballots.queries import asked_of, cut_again
from zhijia.ballots.queries import next_after as asked_next
from zhijia.ballots.rules import UNION_BODIES
from zhijia.ballots.rules.asking import Asked
from zhijia.law import Verdict, refused
from zhijia.org.models import Member
from zhijia.org.rules import Finding
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from ..models import Elected, Election, Meeting
from ..queries import elections as queries
from ..rules import elections as rules
from ..rules import rounds, standing
from .balloting import TAKEN_FROM, as_fixed, hand_out, make_papers, without_result
from .elections import prepared
from .hall import override
from .planning import run


def answered_for(
    actor: Actor,
    meeting: Meeting,
    found: list[Finding],
    why: str,
    today: date,
    step: str = "override",
) -> None:
    """Go on over what is missing only where somebody who leads the unit says why; it stays."""
    missing = rules.breaches(found)
    if not missing:
        return
    words = "；".join(one.verdict.reason for one in missing)
    if not why.strip():
        raise Refused(refused(words, missing[0].verdict.clause))
    override(actor=actor, meeting=meeting, what=words[:200], reason=why, today=today, step=step)


@action("生成选票")
def draft_ballot(*, actor: Actor, election: Election, today: date, why: str = "") -> Election:
    """Make the papers from the list as it stands, for those on the roll of the meeting."""
    election = prepared(actor, election)
    meeting, item = election.item.meeting, election.item
    nominees = queries.nominees_of(election)
    listed = [one for one in nominees if one.is_listed]
    if not listed:
        raise Refused(refused("还没有提出建议名单", rules.BY_THE_LIST))
    answered_for(actor, meeting, queries.found_of(election, nominees, today).before, why, today)
    choices = [NewChoice(one.name, one.member, one.member.position) for one in listed]
    title = _title(meeting, election)
    ballot = make_papers(actor, meeting, title, _asked(election), choices, today)
    about(meeting)
    change(lock(item), ballot=ballot, way="paper")
    return change(election, ballot=ballot)


def _title(meeting: Meeting, election: Election) -> str:
    return f"{meeting.unit}{meeting.title}选举{election.what.label}"[:80]


def _asked(election: Election) -> Asked:
    body = election.what.body
    return Asked(
        "election",
        f"选举{election.what.label}"[:80],
        body,
        seats=election.seats,
        round=_round(election)[0],
        keep=election.keep,
        percent=election.percent,
        write_ins=body in UNION_BODIES,
    )


@action("取消选票")
def drop_papers(*, actor: Actor, election: Election) -> Election:
    """Take the draft of the papers away, so that the list can be changed again.

    With a void ballot goes what it came to: nothing that was counted on it stands.
    """
    meeting = run(actor, election.item.meeting, "retract")
    election = lock(election)
    ballot = election.ballot
    if ballot is None or ballot.state not in {"draft", "void"}:
        raise Refused(refused("只有还没有定稿的选票，或者已经作废的，可以取消"))
    if ballot.state == "draft":
        require(standing.may_step("agenda", meeting.state))
    require(
        rounds.may_retract(
            is_reported=election.report_id is not None,
            is_written=election.written_on is not None,
            is_followed=len(queries.chain(election)) > 1,
            is_source=election.rounds.exclude(counted_on=None).exists(),
        )
    )
    election.elected.all().delete()
    election = change(election, ballot=None, counted_on=None, announced_on=None, then="")
    without_result(lock(election.item))
    if ballot.state == "draft":
        ballots.drop_ballot(actor=actor, ballot=ballot)
    about(meeting)
    return election


def _now(actor: Actor, election: Election) -> tuple[Election, Ballot]:
    """Return the locked election and the ballot that is to be dealt with now."""
    run(actor, election.item.meeting, "vote")
    election = lock(election)
    ballot = queries.last_ballot(election)
    if ballot is None:
        raise Refused(refused("选票还没有生成"))
    return election, ballot


def _as_settled(
    actor: Actor, election: Election, ballot: Ballot, today: date, why: str = ""
) -> Contest:
    """Return the question of a ballot; refused where it asks otherwise than was settled.

    The first asks what the list says, each further one what the one before it left open.
    """
    contest = as_fixed(election.item.meeting, ballot)
    if ballot.pk != election.ballot_id:
        _as_left(actor, election, contest, today, why)
        return contest
    listed = election.nominees.filter(is_listed=True).order_by()
    require(
        rounds.is_as_listed(
            same_list=set(contest.choices.order_by().values_list("member_id", flat=True))
            == set(listed.values_list("member_id", flat=True)),
            same_office=(contest.kind, contest.body) == ("election", election.what.body),
            same_round=(contest.round, contest.keep) == _round(election),
            seats=(contest.seats, election.seats),
            percent=(contest.percent, election.percent),
        )
    )
    return contest


def _round(election: Election) -> tuple[str, int]:
    """Return the round that the first ballot of an election is, and how many it keeps."""
    return "preliminary" if election.keep else "formal", election.keep


def _as_left(
    actor: Actor, election: Election, contest: Contest, today: date, why: str = ""
) -> None:
    """Hold a further round against what the one before it came to.

    Whom else it names for open seats is answered for once, and the word stays.
    """
    before = Contest.objects.select_related("ballot").get(ballot=contest.ballot.follows_id)
    asked, meeting = asked_next(before), election.item.meeting
    was = before if asked is None or asked.is_runoff else cut_again(before)[-1]
    require(rounds.is_as_left(asked, asked_of(was), asked_of(contest)))
    assert asked
    choices = list(contest.choices.all())
    others = [one.name for one in choices if one.key not in asked.keys]
    names = f"另有{'、'.join(others)}" if others else "缺少上一轮的候选人"
    said = rounds.stand_again(asked, [one.key for one in choices], names)
    if not rounds.may_differ(asked):
        require(said)
    elif not said and not meeting.overrides.filter(what=said.reason[:200]).exists():
        answered_for(actor, meeting, [Finding("另行选举", said)], why, today)


@action("开始投票选举")
def begin_vote(*, actor: Actor, election: Election, today: date, why: str = "") -> Election:
    """Begin the vote in the hall: whoever is there is checked in for a paper, once.

    Who comes later is checked in by pressing it again, or at the ballot's own desk.
    """
    election, ballot = _now(actor, election)
    meeting = election.item.meeting
    if election.item.state != "now":
        raise Refused(refused("请先在主持面板开始这项议题"))
    if ballot.state == "set":
        asked = queries.found_of(election, queries.nominees_of(election), today)
        found = [*rules.refused_since(asked.course), *asked.voting]
        answered_for(actor, meeting, found, why, today)
        _as_settled(actor, election, ballot, today, why)
    hand_out(actor, meeting, ballot, today)
    about(meeting)
    return election


@action("采用计票结果")
def take_result(*, actor: Actor, election: Election, today: date, why: str = "") -> Election:
    """Take over what the ballots came to, as the result of the item, with its steps.

    Taken over anew after a second vote, until it is announced.
    """
    election, _ = _now(actor, election)
    require(_may_take(election))
    found = queries.chain(election)
    for ballot in found:
        _as_settled(actor, election, ballot, today, why)
    nominees = queries.nominees_of(election)
    meeting = election.item.meeting
    if not election.counted_on:
        answered_for(actor, meeting, queries.found_of(election, nominees, today).voting, why, today)
    result = queries.concluded(found)
    _put_elected(election, result, found)
    tally = found[0].contests.get().tally
    change(
        lock(election.item),
        way="paper",
        present=int(tally.get("present", 0)),
        result="unfilled" if result.then else "elected",
        steps=[[words, clause] for words, clause in result.steps],
    )
    about(meeting)
    return change(election, then=result.then, counted_on=today)


def _may_take(election: Election) -> Verdict:
    if election.announced_on:
        return refused("结果已经宣布，不能再改")
    for one in queries.chain(election):
        if one.state not in TAKEN_FROM:
            return refused(f"“{one.title}”还没有计票")
    return rules.GRANTED


def _put_elected(election: Election, result: rounds.Concluded, found: list[Ballot]) -> None:
    """Write down who was elected, in the order of the rounds."""
    election.elected.all().delete()
    keys = [int(key[1:]) for key, _ in result.elected if key.startswith("m")]
    names = {one.pk: one.name for one in Member.objects.filter(pk__in=keys)}
    rows = [(int(key[1:]), yes) for key, yes in result.elected if key.startswith("m")]
    Elected.objects.bulk_create(
        Elected(election=election, member_id=key, name=names[key], place=place, yes=yes)
        for place, (key, yes) in enumerate(rows, 1)
    )


@action("另行选举")
def follow_up(*, actor: Actor, election: Election, today: date) -> Ballot:
    """Begin the vote that a tie, open seats or a preliminary round asks for."""
    election, ballot = _now(actor, election)
    if election.announced_on:
        raise Refused(refused("结果已经宣布，不能再改"))
    contest = _as_settled(actor, election, ballot, today)
    return ballots.follow(actor=actor, contest=contest, today=today)


@action("宣布选举结果")
def announce(*, actor: Actor, election: Election, today: date) -> Election:
    """Read the result out in the hall; from now on it stands, and those on the roll are told."""
    election, _ = _now(actor, election)
    if not election.counted_on:
        raise Refused(refused("还没有采用计票结果"))
    if election.announced_on:
        raise Refused(refused("结果已经宣布"))
    require(rounds.follows(election.then))
    require(rounds.is_whole(stands=queries.stands(election)))
    for ballot in queries.chain(election):
        if ballot.told_on is None:
            ballots.tell_result(actor=actor, ballot=ballot, today=today)
    about(election.item.meeting)
    return change(election, announced_on=today)
