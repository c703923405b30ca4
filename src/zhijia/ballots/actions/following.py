"""What follows from a result: a second vote, open seats, the formal round."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.org.rules import seats_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.scope import under

from .. import policies, queries
from ..counting import may_leave_open
from ..models import Ballot, Choice, Contest, Voter, Watcher
from ..rules.following import Next
from ..rules.standing import may_step
from .drafting import draft

LOT = 500


@action("另行投票")
def follow(*, actor: Actor, contest: Contest, today: date) -> Ballot:
    """Begin the ballot that a result asks for, with the same roll and those who may watch it."""
    ballot = lock(contest.ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("follow", ballot.state))
    asked = queries.next_after(contest)
    if asked is None:
        raise Refused(refused("这一项不需要再投票"))
    if ballot.followed_by.exclude(state="void").filter(contests__body=contest.body).exists():
        raise Refused(refused("已经另行投票，请在承接的表决里办理"))
    made = draft(
        actor=actor,
        unit=ballot.unit,
        title=f"{ballot.title}{asked.word}"[:80],
        body=contest.body,
        today=today,
        way=ballot.way,
        meeting=ballot.meeting,
        held_on=ballot.held_on,
        is_rehearsal=ballot.is_rehearsal,
        follows=ballot,
    )
    made = _as_before(ballot, made)
    _ask(made, contest, asked)
    _copy_roll(ballot, made)
    _copy_watchers(ballot, made, set(asked.keys))
    return made


@action("照原样再投一次")
def vote_again(*, actor: Actor, ballot: Ballot, today: date) -> Ballot:
    """Draft what was declared void anew: the same questions, roll and watchers, keys made anew."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("again", ballot.state))
    made = draft(
        actor=actor,
        unit=ballot.unit,
        title=ballot.title,
        body=ballot.body,
        today=today,
        way=ballot.way,
        meeting=ballot.meeting,
        is_rehearsal=ballot.is_rehearsal,
    )
    made = _as_before(ballot, made)
    for contest in queries.contests_of(ballot):
        again = _again(contest, made, contest.place)
        again.save()
        _copy_choices(contest, again, [one.key for one in contest.choices.all()])
    _copy_roll(ballot, made)
    _copy_watchers(ballot, made, set())
    return made


def _as_before(ballot: Ballot, made: Ballot) -> Ballot:
    """Let what was on file for a ballot, and how it votes, hold for the one made after it."""
    return change(
        made,
        method=ballot.method,
        consent=ballot.consent,
        method_file=ballot.method_file,
        consent_file=ballot.consent_file,
        revote=ballot.revote,
        m=ballot.m,
    )


def _again(contest: Contest, made: Ballot, place: int) -> Contest:
    """Return a contest as it was asked, unsaved, of another ballot; nothing counted yet."""
    again = Contest.objects.get(pk=contest.pk)
    again.pk, again._state.adding = None, True
    again.ballot, again.place = made, place
    again.tally, again.outcome = {}, {}
    return again


def _ask(made: Ballot, contest: Contest, asked: Next) -> None:
    """Put the same question again, for the seats and among the people that are left.

    After a second vote among the tied what is asked is as it was before it.
    """
    latest, contest = contest, contest if asked.is_runoff else queries.cut_again(contest)[-1]
    again = _again(contest, made, 1)
    again.seats, again.is_runoff = asked.seats, asked.is_runoff
    again.round, again.keep = "formal" if asked.is_formal else contest.round, 0
    again.had_preliminary = contest.had_preliminary or contest.round == "preliminary"
    again.write_ins = contest.write_ins and not asked.is_runoff
    again.slots = asked.seats if again.write_ins else 0
    again.percent = 0 if asked.is_runoff else contest.percent
    if not asked.is_formal:
        again.round, again.keep = contest.round, contest.keep
    again.save()
    _copy_choices(latest, again, asked.keys)


def _copy_choices(contest: Contest, again: Contest, keys: Iterable[str]) -> None:
    """Copy who stands again; somebody who was written in stands by their record."""
    rounds = queries.cut_again(contest)
    by_key = {one.key: one for each in rounds for one in each.choices.all()}
    names = {key: name for each in rounds for key, name in each.tally.get("names", {}).items()}
    for place, key in enumerate(keys, 1):
        if old := by_key.get(key):
            name, member_id, note = old.name, old.member_id, old.note
        else:
            name, member_id, note = names[key], int(key[1:]), "另选人"
        Choice.objects.create(contest=again, place=place, name=name, member_id=member_id, note=note)


def _copy_roll(ballot: Ballot, made: Ballot) -> None:
    """Put the same people on the new roll; nobody of them has signed in."""
    rows = ballot.voters.order_by("pk").iterator(chunk_size=1000)
    Voter.objects.bulk_create(
        (
            Voter(
                ballot=made,
                member_id=one.member_id,
                name=one.name,
                number=one.number,
                group=one.group,
                stroke_key=one.stroke_key,
            )
            for one in rows
        ),
        batch_size=LOT,
    )


def _copy_watchers(ballot: Ballot, made: Ballot, standing: set[str]) -> None:
    """Let the same people watch, but those who now stand; keys are made anew."""
    for one in ballot.watchers.order_by("pk"):
        if f"m{one.member_id}" not in standing:
            Watcher.objects.create(
                ballot=made,
                role=one.role,
                name=one.name,
                member_id=one.member_id,
                sent_by=one.sent_by,
                is_from_above=one.is_from_above,
                index=one.index,
            )


@action("减少名额不再选举")
def leave_open(*, actor: Actor, contest: Contest, agreed: int, present: int, today: date) -> Ballot:
    """Leave the open seats of a committee empty, as the meeting agreed (条例 §26).

    Those elected in the rounds before count, too, against the seats of the first.
    """
    ballot = lock(contest.ballot)
    contest = lock(contest)
    require(policies.may_run(actor, ballot))
    require(may_step("follow", ballot.state))
    if contest.outcome.get("then") != "fill" or contest.body != "committee":
        raise Refused(refused("没有可以减少的名额"))
    unit = ballot.unit
    members = Member.objects.voting().filter(under("unit_path", unit.path)).count()
    least, most = seats_for(members)
    rounds = queries.rounds_of(contest)
    verdict = may_leave_open(
        elected=sum(len(one.outcome["elected"]) for one in rounds),
        seats=rounds[-1].seats,
        least=least,
        most=most,
        agreed=agreed,
        present=present,
    )
    require(verdict)
    step = [verdict.reason, verdict.clause.id if verdict.clause else ""]
    steps = [*contest.outcome["steps"], step]
    change(contest, outcome={**contest.outcome, "then": "", "open_seats": 0, "steps": steps})
    return ballot
