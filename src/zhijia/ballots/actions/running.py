"""From a set ballot to a closed one: frozen, opened, people checked in, closed."""

from datetime import date, datetime

from django.db.models import Q

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.notices import actions as notices

from .. import policies, queries
from ..models import Ballot, Choice, Eligible, Voter
from ..rules.preparing import Prepared, may_set
from ..rules.rolls import may_move, may_sign, may_undo_sign
from ..rules.standing import has_time_passed, may_close, may_open, may_step, may_unset
from .forgetting import forget_order

LOT = 500


@action("定稿")
def set_ballot(*, actor: Actor, ballot: Ballot, today: date, version: int | None = None) -> Ballot:
    """Freeze a draft: roll, number due, who may be written in, what spoke against whom."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("set", ballot.state))
    if version is not None and version != ballot.version:
        raise Refused(refused("他人刚修改过，请核对后再定稿"))
    found = queries.prepared(ballot, today)
    require(may_set(found))
    _keep_objections(ballot, found)
    _keep_eligible(ballot)
    return change(ballot, state="set", set_on=today, roll_on=today, due=found.due)


def _said(verdicts: tuple[Verdict, ...]) -> list[list[str]]:
    return [[one.reason, one.clause.id if one.clause else ""] for one in verdicts]


def _keep_objections(ballot: Ballot, found: Prepared) -> None:
    """Write down what spoke against whom on this day."""
    contests = ballot.contests.prefetch_related("choices")
    for contest, question in zip(contests, found.questions, strict=True):
        for choice, standing in zip(contest.choices.all(), question.choices, strict=True):
            if standing.bars or standing.warnings:
                choice.bars, choice.warnings = _said(standing.bars), _said(standing.warnings)
                choice.save(update_fields=["bars", "warnings"])


def _keep_eligible(ballot: Ballot) -> None:
    """Write down who may be written in, where anybody may."""
    bodies = [one.body for one in ballot.contests.all() if one.write_ins]
    Eligible.objects.filter(ballot=ballot).delete()
    if not bodies:
        return
    rows = queries.eligible_members(ballot.unit, bodies).select_related("unit")
    Eligible.objects.bulk_create(
        (
            Eligible(
                ballot=ballot,
                member=one,
                name=one.name,
                hint=f"{one.unit} {one.department} {one.staff_no}"[:140],
                stroke_key=one.stroke_key,
            )
            for one in rows.iterator(chunk_size=1000)
        ),
        batch_size=LOT,
    )


@action("撤回定稿")
def unset_ballot(*, actor: Actor, ballot: Ballot) -> Ballot:
    """Make a set ballot a draft again, as long as no key was begun for it."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("unset", ballot.state))
    has_keys = bool(ballot.manifest or ballot.eid) or ballot.messages.exists()
    require(may_unset(has_keys=has_keys))
    Eligible.objects.filter(ballot=ballot).delete()
    Choice.objects.filter(contest__ballot=ballot).update(bars=[], warnings=[])
    return change(ballot, state="draft", set_on=None, roll_on=None, due=0)


@action("开始投票")
def open_ballot(*, actor: Actor, ballot: Ballot, today: date) -> Ballot:
    """Begin the vote; who may vote remotely is told."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("open", ballot.state))
    has_board = ballot.entries.filter(kind="open").exists()
    require(may_open(is_electronic=ballot.is_electronic, has_board=has_board))
    require(queries.is_countable(ballot))
    ballot = change(ballot, state="open", opened_on=today)
    if ballot.way == "remote":
        _tell(ballot, "您有一项表决待投", "opened", today)
    return ballot


def _tell(ballot: Ballot, title: str, event: str, today: date) -> None:
    """Tell everybody on the roll who has an account."""
    rows = ballot.voters.filter(member__user__is_active=True, member__left_on=None).order_by()
    notices.send(
        actor=Actor(),
        kind="ballots.vote",
        title=f"{title}：{ballot.title}",
        url=ballot.get_absolute_url(),
        about=f"ballots.Ballot#{ballot.pk}",
        event=event,
        to=list(rows.values_list("member__user_id", flat=True)),
        today=today,
    )


@action("表决签到")
def sign_in(*, actor: Actor, voter: Voter, way: str, today: date) -> None:
    """Check somebody in, once; the record names the ballot and nobody on its roll."""
    voter, ballot = lock(voter, voter.ballot)
    require(policies.may_sign_in(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("sign_in", ballot.state))
    require(may_sign(voter.way, chosen=way, ballot_way=ballot.way))
    _still_votes(ballot, voter)
    voter.way, voter.is_present, voter.signed_on = way, way != "mobile", today
    voter.save(update_fields=["way", "is_present", "signed_on"])
    about(ballot)


def _still_votes(ballot: Ballot, voter: Voter) -> None:
    """Refuse a paper to somebody on the roll who may no longer vote."""
    lapsed = queries.lapsed(ballot, ballot.voters.filter(pk=voter.pk))
    require(lapsed.get(voter.pk, ALLOWED))


@action("表决集中签到")
def check_in(*, actor: Actor, ballot: Ballot, voters: Q, today: date) -> int:
    """Check in for paper, at once, those of the roll who are in the hall; return how many.

    Who has a way to vote already keeps it; who may no longer vote is passed over.
    """
    ballot = lock(ballot)
    require(policies.may_sign_in(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("sign_in", ballot.state))
    require(may_sign("", chosen="paper", ballot_way=ballot.way))
    rows = ballot.voters.filter(voters, way="")
    if gone := queries.lapsed(ballot, rows):
        rows = rows.exclude(pk__in=gone)
    came = rows.update(way="paper", is_present=True, signed_on=today)
    about(ballot)
    record({}, {"签到": came})
    return came


@action("撤销表决签到")
def undo_sign_in(*, actor: Actor, voter: Voter) -> None:
    """Take a sign-in back that was a mistake; never of who has the means to vote electronically."""
    voter, ballot = lock(voter, voter.ballot)
    require(policies.may_sign_in(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("sign_in", ballot.state))
    require(may_undo_sign(voter.way))
    voter.way, voter.is_present, voter.signed_on = "", False, None
    voter.save(update_fields=["way", "is_present", "signed_on"])
    about(ballot)


@action("改领纸质选票")
def move_to_paper(*, actor: Actor, voter: Voter) -> None:
    """Give paper to somebody whose code was struck; the record names the ballot, not the voter."""
    voter, ballot = lock(voter, voter.ballot)
    require(policies.may_sign_in(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("sign_in", ballot.state))
    moving = queries.moving_of(ballot, voter)
    require(may_move(voter.way, ballot_way=ballot.way, **moving._asdict()))
    _still_votes(ballot, voter)
    voter.way, voter.is_moved = "paper", True
    voter.save(update_fields=["way", "is_moved"])
    about(ballot)


@action("结束投票")
def close_ballot(*, actor: Actor, ballot: Ballot, today: date, now: datetime) -> Ballot:
    """End the vote: nobody signs in or votes any more."""
    ballot = lock(ballot)
    require(policies.may_close(actor, ballot, queries.roles_of(actor, ballot)))
    require(may_step("close", ballot.state))
    require(has_time_passed(ballot.closes_at, now))
    has_closed = ballot.entries.filter(kind="closed").exists()
    require(may_close(is_electronic=ballot.is_electronic, has_closed=has_closed))
    forget_order(ballot)
    return change(ballot, state="closed", closed_on=today)
