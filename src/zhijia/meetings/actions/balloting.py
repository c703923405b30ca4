"""无记名表决: an item that is decided or graded by ballot: its papers, its vote, its result."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from zhijia.ballots import actions as ballots
from zhijia.ballots.actions.choices import NewChoice, put_choices
from zhijia.ballots.models import Ballot, Contest
from zhijia.ballots.rules.asking import ADOPTIONS, Asked
from zhijia.ballots.rules.rolls import NewVoter
from zhijia.law import Verdict, refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from .. import queries as seats
from ..models import AdoptedMethod, Evaluation, Item, Meeting, Recall, Seat
from ..rules import balloting as rules
from ..rules import evaluations as grading
from ..rules import hall, standing, voting
from ..rules.elections import BY_BUSINESS
from .planning import run

TAKEN_FROM = ("counted", "sealed")


def make_papers(
    actor: Actor, meeting: Meeting, title: str, asked: Asked, choices: Sequence[NewChoice], on: date
) -> Ballot:
    """Draft a paper ballot for those on the roll of a meeting, with who watches over its votes."""
    ballot = ballots.draft(
        actor=actor,
        unit=meeting.unit,
        title=title[:80],
        body=asked.body,
        today=on,
        meeting=meeting.title[:80],
        held_on=meeting.meets_on,
    )
    contest = ballots.add_contest(actor=actor, ballot=ballot, asked=asked)
    put_choices(actor=actor, contest=contest, choices=choices)
    ballots.set_roll(actor=actor, ballot=ballot, voters=_roll(meeting))
    for one in meeting.watches.select_related("member"):
        ballots.add_watcher(
            actor=actor, ballot=ballot, role=one.role, member=one.member, sent_by="会议表决通过"
        )
    ballot.refresh_from_db()
    return ballot


def _roll(meeting: Meeting) -> list[NewVoter]:
    """Return those who are due, as the roll of a ballot."""
    if meeting.roll_fixed_on is None:
        raise Refused(refused("应到名单还没有固定，请先固定名单再生成选票", rules.FIXED_FIRST))
    rows = (
        meeting.seats.filter(seat="delegate").select_related("member", "mandate").order_by("place")
    )
    return [_voter(one, one.member) for one in rows]


def _voter(seat: Seat, member: Member | None) -> NewVoter:
    if member is None:
        number = seat.mandate.number if seat.mandate else ""
        return NewVoter(seat.name, number=number, group=seat.group)
    return NewVoter(seat.name, member.pk, member.staff_no, seat.group, member.stroke_key)


def as_fixed(meeting: Meeting, ballot: Ballot) -> Contest:
    """Return the one question of a ballot; refused where its roll is no longer the meeting's.

    The papers begin as a draft that their own page lets somebody change.
    """
    contests = list(ballot.contests.all()[:2])
    if len(contests) != 1:
        raise Refused(refused(f"选票上应当只有这一项；{rules.ANEW}", rules.FIXED_FIRST))
    due = meeting.seats.filter(seat="delegate").order_by().values_list("member_id", "name")
    voters = ballot.voters.order_by().values_list("member_id", "name")
    if ballot.due != meeting.due or _people(voters) != _people(due):
        words = f"选票的名册（{ballot.due} 人）与会议固定的应到名单（{meeting.due} 人）不一致"
        raise Refused(refused(f"{words}；{rules.ANEW}", rules.FIXED_FIRST))
    return contests[0]


def _people(rows: Iterable[tuple[int | None, str]]) -> Counter[int | str]:
    return Counter(key or name for key, name in rows)


def _as_drafted(item: Item, ballot: Ballot) -> Contest:
    """Return the question of an item's ballot; refused where it is decided by another share."""
    meeting = item.meeting
    contest = as_fixed(meeting, ballot)
    business = rules.by_ballot(meeting.what, item.business)
    if business.competence == "evaluate":
        require(rules.is_kind(contest.kind, "evaluation"))
        require(_as_set(item, contest))
        return contest
    adoption = ADOPTIONS[rules.adoption_of(meeting.what, business)]
    require(rules.is_kind(contest.kind, "resolution"))
    if (contest.share, contest.clause) != (adoption.share, adoption.clause.id):
        words = f"选票上的通过比例与这项议题的不一致；{rules.ANEW}"
        raise Refused(refused(words, adoption.clause))
    if business.id == "recall":
        require(rules.is_recall_of(item.title, [one.name for one in contest.choices.all()]))
    return contest


def _as_set(item: Item, contest: Contest) -> Verdict:
    """Hold the papers of an evaluation against whom it evaluates, with which grades."""
    one = Evaluation.objects.get(item=item)
    subjects = one.subjects.order_by().values_list("member_id", "name")
    choices = contest.choices.order_by().values_list("member_id", "name")
    return grading.is_as_set(
        same_subjects=_people(subjects) == _people(choices),
        same_grades=tuple(contest.grades) == one.what.grades and not contest.lines,
    )


def hand_out(actor: Actor, meeting: Meeting, ballot: Ballot, today: date) -> Ballot:
    """Begin a vote in the hall: whoever is there is checked in for a paper, once.

    Who comes later is checked in by doing it again, or at the ballot's own desk.
    """
    if ballot.state not in {"set", "open"}:
        is_draft = ballot.state == "draft"
        words = "选票还没有定稿，请先到选票页定稿、印制" if is_draft else "投票已经结束"
        raise Refused(refused(words))
    as_fixed(meeting, ballot)
    if meeting.what.quorum:
        there = seats.present(meeting)
        require(hall.may_go_on(meeting.due, there, meeting.what.quorum))
    if ballot.state == "set":
        ballot = ballots.open_ballot(actor=actor, ballot=ballot, today=today)
    ballots.check_in(actor=actor, ballot=ballot, voters=_here(meeting), today=today)
    return ballot


def _here(meeting: Meeting) -> Q:
    """Select the voters who are in the hall: members, and staff who are none by number or name."""
    there = meeting.seats.filter(seats.THERE, seat="delegate").order_by()
    strangers = there.filter(member=None)
    numbers = strangers.exclude(mandate__number="").values("mandate__number")
    names = strangers.filter(Q(mandate=None) | Q(mandate__number="")).values("name")
    return Q(member__in=there.exclude(member=None).values("member_id")) | Q(member=None) & (
        Q(number__in=numbers) | Q(number="", name__in=names)
    )


@action("生成表决票")
def draft_vote(*, actor: Actor, item: Item, today: date, parts: Sequence[str] = ()) -> Item:
    """Make the papers on which an item is decided; `parts` are voted on one by one."""
    meeting = run(actor, item.meeting, "agenda")
    item = lock(item)
    if item.result or item.ballot_id:
        raise Refused(refused("这项议题已经有表决票或者表决结果"))
    business = rules.by_ballot(meeting.what, item.business)
    if business.id == "recall" and not Recall.objects.filter(item=item).exists():
        raise Refused(refused("请先写明罢免谁、为什么、怎样考察"))
    require(voting.is_of_this_unit(business, meeting.unit.registration))
    require(voting.is_voted(business))
    if business.competence in {"elect", "evaluate"}:
        raise Refused(refused("选举和评议在各自的页上生成选票"))
    lines = [one.strip() for one in parts if one.strip()]
    if lines and business.id == "recall":
        raise Refused(
            refused("罢免一人一票，不分项表决；罢免几人的，分别列入议程", business.clause)
        )
    lines = lines or [item.title]
    asked = Asked(
        "resolution",
        item.title[:80],
        rules.body_of(meeting.what, business),
        adoption=rules.adoption_of(meeting.what, business),
    )
    title = f"{meeting.unit}{item.title}表决"
    choices = [NewChoice(one) for one in lines]
    ballot = make_papers(actor, meeting, title, asked, choices, today)
    about(meeting)
    return change(item, ballot=ballot, way="paper")


@action("取消表决票")
def drop_vote(*, actor: Actor, item: Item) -> Item:
    """Take the draft of the papers away, or a void vote, and with it what it came to."""
    meeting = run(actor, item.meeting, "retract")
    item = lock(item)
    ballot = item.ballot
    if ballot is None or ballot.state not in {"draft", "void"}:
        raise Refused(refused("只有还没有定稿的选票，或者已经作废的，可以取消"))
    if item.business in BY_BUSINESS:
        raise Refused(refused("选举的选票在选举的页上取消"))
    if ballot.state == "draft":
        require(standing.may_step("agenda", meeting.state))
        if item.result:
            raise Refused(refused("这项议题已经表决，表决结果不能改"))
        item = change(item, ballot=None, way="")
        ballots.drop_ballot(actor=actor, ballot=ballot)
    else:
        _nothing_came(item)
        item = without_result(item)
    about(meeting)
    return item


def _nothing_came(item: Item) -> None:
    """Refuse to take back what something else rests on already; grades of it are cleared."""
    if Recall.objects.filter(item=item).exclude(ended_on=None).exists():
        raise Refused(refused("已经依这次表决免职，不能取消"))
    if AdoptedMethod.objects.filter(item=item).exists():
        raise Refused(refused("已经依这次表决登记测评办法，不能取消"))
    for one in Evaluation.objects.filter(item=item):
        one.subjects.update(counts={}, valid=0, grade="")
        change(lock(one), counted_on=None, party_told_on=None, upper_told_on=None)


def without_result(item: Item) -> Item:
    """Let nothing of a void vote stand: the item may be dealt with anew."""
    nothing = dict.fromkeys(("present", "yes", "no", "abstain"))
    return change(item, ballot=None, way="", result="", steps=[], resolution="", **nothing)


@action("开始投票表决")
def begin_ballot(*, actor: Actor, item: Item, today: date) -> Item:
    """Begin the vote of an item in the hall, or hand papers to those who came since."""
    meeting = run(actor, item.meeting, "vote")
    item = lock(item)
    if item.ballot is None:
        raise Refused(refused("选票还没有生成"))
    if item.state != "now":
        raise Refused(refused("请先在主持面板开始这项议题"))
    if item.ballot.state == "set":
        _as_drafted(item, item.ballot)
    hand_out(actor, meeting, item.ballot, today)
    about(meeting)
    return item


@action("采用表决结果")
def take_vote(*, actor: Actor, item: Item) -> Item:
    """Take over what the ballot came to, as the result of the item, with its steps.

    Several parts are adopted together only where each is; what each came to stands in the steps.
    """
    meeting = run(actor, item.meeting, "vote")
    item = lock(item)
    ballot = item.ballot
    if item.result:
        raise Refused(refused("这项议题已经表决，表决结果不能改"))
    if ballot is None or ballot.state not in TAKEN_FROM:
        raise Refused(refused("选票还没有计票"))
    contest = _as_drafted(item, ballot)
    result = rules.result_of(contest.kind, contest.outcome)
    require(result.verdict)
    lines = list(contest.tally.get("lines", {}).values())
    votes = lines[0] if contest.kind == "resolution" and len(lines) == 1 else {}
    about(meeting)
    return change(
        item,
        result=result.word,
        present=int(contest.tally.get("present", 0)),
        yes=votes.get("yes"),
        no=votes.get("no"),
        abstain=votes.get("abstain"),
        steps=[[words, clause] for words, clause in result.steps],
    )
