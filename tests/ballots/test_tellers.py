"""Boxes and two tellers: blind, settled with reasons, counted anew; no refusal leaves a trace."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import now

from zhijia.ballots import actions, queries
from zhijia.ballots.models import Ballot, Contest, Issue, Recount, Sheet, Watcher
from zhijia.ballots.rules import tellers as rules
from zhijia.ballots.rules.asking import Asked
from zhijia.ballots.rules.counts import Counted, read
from zhijia.law import LAW
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

VOTES = (("yes", 3), ("no", 1))
Closed = Callable[..., Contest]


@pytest.fixture
def closed(opened: Callable[..., Ballot], desk: Actor, today: date) -> Closed:
    """Open a vote on paper, let four people come, put four papers down, and close it."""

    def closed_one(came: int = 4, **more: object) -> Contest:
        ballot = opened(**more)
        for voter in ballot.voters.all()[:came]:
            actions.sign_in(actor=desk, voter=voter, way="paper", today=today)
        actions.put_box(actor=desk, ballot=ballot, box="会场", issued=came, returned=came)
        ballot = actions.close_ballot(actor=desk, ballot=ballot, today=today, now=now())
        return ballot.contests.get()

    return closed_one


@pytest.fixture
def one(cast: Cast) -> Actor:
    """甲, the first teller."""
    return actor_for(cast.members["3003"])


@pytest.fixture
def other(cast: Cast) -> Actor:
    """乙, the second teller."""
    return actor_for(cast.members["4003"])


@pytest.fixture
def scrutineer(cast: Cast) -> Actor:
    """The chief scrutineer."""
    return actor_for(cast.members["2003"])


def said(contest: Contest, yes: int = 3, valid: int = 4, **more: object) -> dict[str, object]:
    """Return a sheet: the first candidate has `yes` votes for, the others none against."""
    keys = [choice.key for choice in contest.choices.all()]
    lines = {key: {"yes": 0, "no": valid} for key in keys}
    lines[keys[0]] = {"yes": yes, "no": valid - yes}
    return {"valid": valid, "void": 0, "lines": lines, "others": {}, "voids": {}, **more}


def hand_in(actor: Actor, contest: Contest, pile: int = 1, **more: object) -> Sheet:
    return actions.hand_in(actor=actor, contest=contest, pile=pile, **said(contest, **more))  # type: ignore[arg-type]


# 发票收票


def test_no_more_papers_are_given_out_than_people_signed_in(
    opened: Callable[..., Ballot], desk: Actor, today: date
) -> None:
    ballot = opened()
    voters = list(ballot.voters.all()[:3])
    for voter in voters[:2]:
        actions.sign_in(actor=desk, voter=voter, way="paper", today=today)
    actions.sign_in(actor=desk, voter=voters[2], way="mobile", today=today)
    actions.put_box(actor=desk, ballot=ballot, box="会场", issued=1, returned=1)
    with pytest.raises(Refused, match="会场发出 3 张，签到领取纸质选票的 2 人") as no:
        actions.put_box(actor=desk, ballot=ballot, box="分会场", issued=2, returned=2)
    assert no.value.verdict.clause == LAW["XJ-22"]
    with pytest.raises(Refused, match="流动票箱发出 2 张，登记用流动票箱投票的 1 人"):
        actions.put_box(actor=desk, ballot=ballot, box="一号", issued=2, returned=0, is_mobile=True)
    assert ballot.issues.count() == 1


def test_more_papers_back_than_out_is_put_down_and_makes_the_vote_void(
    closed: Closed, desk: Actor
) -> None:
    contest = closed()
    box = contest.ballot.issues.get()
    actions.put_box(actor=desk, ballot=contest.ballot, box="会场", issued=4, returned=5, row=box)
    (total,) = queries.boxes_of(contest.ballot)
    assert not total.verdict
    assert contest.ballot.issues.get().returned == 5


def test_papers_of_one_kind_and_of_all_kinds_are_not_mixed(closed: Closed, desk: Actor) -> None:
    contest = closed()
    with pytest.raises(Refused, match="已经按全部内容一张票登记"):
        actions.put_box(
            actor=desk, ballot=contest.ballot, box="二", issued=0, returned=0, contest=contest
        )
    assert Issue.objects.count() == 1


def test_boxes_are_for_the_desk_and_who_watches_and_not_after_the_result(
    closed: Closed, one: Actor, other: Actor, desk: Actor, cast: Cast, today: date
) -> None:
    contest = closed()
    box = contest.ballot.issues.get()
    with pytest.raises(Refused, match="由本单位工会的主席"):
        actions.drop_box(actor=actor_for(cast.members["4001"]), row=box)
    hand_in(one, contest), hand_in(other, contest)
    actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    with pytest.raises(Refused, match="报告结果以前"):
        actions.drop_box(actor=one, row=box)
    assert contest.ballot.issues.get() == box


# 两人计票


def test_two_sheets_alike_are_settled_and_counted(
    closed: Closed, one: Actor, other: Actor, desk: Actor, today: date
) -> None:
    contest = closed()
    first = hand_in(one, contest)
    assert not first.is_settled
    assert hand_in(other, contest).is_settled
    ballot = actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    contest.refresh_from_db()
    assert ballot.state == "counted"
    assert contest.tally["valid"] == 4
    assert contest.outcome["steps"]


def test_abstentions_left_open_are_reckoned(closed: Closed, one: Actor) -> None:
    contest = closed()
    keys = [choice.key for choice in contest.choices.all()]
    lines = {key: {"yes": 1, "no": 1} for key in keys}
    made = hand_in(one, contest, lines=lines)
    assert {marks["abstain"] for marks in read(made.counts).lines.values()} == {2}


def test_nobody_learns_the_others_numbers_before_both_are_in(
    closed: Closed, one: Actor, other: Actor, desk: Actor, scrutineer: Actor
) -> None:
    contest = closed()
    hand_in(one, contest)
    for actor in (other, desk, scrutineer):
        view = queries.pile_view(actor, contest, 1)
        assert view["seen"] == view["former"] == view["different"] == []
    assert len(queries.pile_view(one, contest, 1)["seen"]) == 1
    hand_in(other, contest, yes=2)
    for actor in (one, other, desk, scrutineer):
        view = queries.pile_view(actor, contest, 1)
        assert len(view["seen"]) == 2
        assert view["different"]


def test_the_record_tells_nothing_of_the_numbers(closed: Closed, one: Actor) -> None:
    contest = closed()
    hand_in(one, contest)
    entry = AuditEntry.objects.filter(action="ballots.hand_in").get()
    assert entry.after == {"项目": str(contest), "叠": 1}


def test_who_counts_is_a_teller_and_no_candidate(
    closed: Closed, one: Actor, desk: Actor, scrutineer: Actor, cast: Cast
) -> None:
    contest = closed()
    for actor in (desk, scrutineer):
        with pytest.raises(Refused, match="两名计票人各自登录"):
            hand_in(actor, contest)
    contest.choices.filter(place=1).update(member=one.member_id)
    with pytest.raises(Refused, match="候选人不得担任监票人、计票人"):
        hand_in(one, contest)
    assert not Sheet.objects.exists()


def test_one_person_is_not_both_tellers(closed: Closed, one: Actor) -> None:
    contest = closed()
    Watcher.objects.create(
        ballot=contest.ballot, role="teller_b", name="同一人", member_id=one.member_id
    )
    with pytest.raises(Refused, match="不能是同一个人"):
        hand_in(one, contest)
    assert not Sheet.objects.exists()


def test_papers_are_counted_after_the_vote_and_after_boxes_were_put_down(
    opened: Callable[..., Ballot], closed: Closed, one: Actor
) -> None:
    ballot = opened()
    with pytest.raises(Refused, match="投票结束以后才计票"):
        hand_in(one, ballot.contests.get())
    contest = closed()
    contest.ballot.issues.all().delete()
    with pytest.raises(Refused, match="还没有登记发票和收票"):
        hand_in(one, contest)
    assert not Sheet.objects.exists()


def test_a_teller_counts_no_more_papers_than_came_back(closed: Closed, one: Actor) -> None:
    contest = closed()
    hand_in(one, contest)
    with pytest.raises(Refused, match="您计的各叠共 5 张，收回 4 张"):
        hand_in(one, contest, pile=2, valid=1, yes=1)
    assert Sheet.objects.count() == 1


def test_a_sheet_may_be_handed_in_anew_until_the_other_is_in(
    closed: Closed, one: Actor, other: Actor
) -> None:
    contest = closed()
    first = hand_in(one, contest, yes=1)
    second = hand_in(one, contest)
    assert second.replaces == first
    hand_in(other, contest)
    with pytest.raises(Refused, match="两人都已交"):
        hand_in(one, contest)
    assert Sheet.objects.count() == 3


def test_piles_add_up_and_a_missing_pile_keeps_the_result_back(
    closed: Closed, one: Actor, other: Actor, desk: Actor, today: date
) -> None:
    contest = closed(came=7)
    for actor in (one, other):
        hand_in(actor, contest, pile=1)
    with pytest.raises(Refused, match="各叠共 4 张，收回 7 张"):
        actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    contest.ballot.refresh_from_db()
    assert contest.ballot.state == "closed"
    for actor in (one, other):
        hand_in(actor, contest, pile=2, valid=3, yes=2)
    actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    contest.refresh_from_db()
    key = contest.choices.all()[0].key
    assert contest.tally["valid"] == 7
    assert contest.tally["lines"][key]["yes"] == 5


def test_a_thousand_papers_go_in_as_twenty_piles() -> None:
    pile = Counted(50, 0, {"m1": {"yes": 30, "no": 20, "abstain": 0}})
    from zhijia.ballots.rules.counts import added

    whole = added([pile] * 20)
    assert (whole.valid, whole.lines["m1"]["yes"]) == (1000, 600)
    assert rules.is_complete(1000, 1000)


# 核对


def test_a_difference_is_settled_by_a_scrutineer_with_who_and_why(
    closed: Closed, one: Actor, other: Actor, scrutineer: Actor, desk: Actor, today: date
) -> None:
    contest = closed()
    hand_in(one, contest), hand_in(other, contest, yes=2)
    different = queries.differing(contest, queries.pile_of(contest, 1))
    assert [(each.one, each.other) for each in different] == [(3, 2), (1, 2)]
    right = {each.name: each.one for each in different}
    why = {each.name: "乙漏画一笔" for each in different}
    with pytest.raises(Refused, match="还不一致"):
        actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    with pytest.raises(Refused, match="监票人会同两名计票人"):
        actions.settle(actor=one, contest=contest, pile=1, right=right, why=why)
    first = different[0].name
    with pytest.raises(Refused, match="以哪个数为准、为什么"):
        actions.settle(
            actor=scrutineer, contest=contest, pile=1, right=right, why={**why, first: " "}
        )
    assert Sheet.objects.filter(is_settled=True).count() == 0
    actions.settle(actor=scrutineer, contest=contest, pile=1, right=right, why=why)
    pile = queries.pile_of(contest, 1)
    assert pile.state == "agreed"
    assert len(pile.former) == 2  # both sheets stay
    (view,) = queries.tellers_view(desk, contest.ballot)["told"]
    assert any("甲 3、乙 2，以 3 为准；乙漏画一笔（" in words for words in view.settled)
    assert scrutineer.name in view.settled[0]
    actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)


def test_settled_numbers_are_judged_as_a_sheet_is(
    closed: Closed, one: Actor, other: Actor, scrutineer: Actor
) -> None:
    contest = closed()
    hand_in(one, contest), hand_in(other, contest, yes=2)
    different = queries.differing(contest, queries.pile_of(contest, 1))
    right = {each.name: 4 for each in different}
    why = {each.name: "理由" for each in different}
    with pytest.raises(Refused, match="合计 8，有效票 4 张"):
        actions.settle(actor=scrutineer, contest=contest, pile=1, right=right, why=why)
    assert Sheet.objects.count() == 2


# 重新计票


def test_a_result_is_not_corrected_but_counted_anew_and_what_was_stays_visible(
    closed: Closed, one: Actor, other: Actor, scrutineer: Actor, desk: Actor, today: date
) -> None:
    contest = closed()
    hand_in(one, contest), hand_in(other, contest)
    ballot = actions.count_ballot(actor=desk, ballot=contest.ballot, today=today)
    contest = Contest.objects.get(pk=contest.pk)
    with pytest.raises(Refused, match="计票单不能更正"):
        hand_in(one, contest, yes=4)
    with pytest.raises(Refused, match="写明重新计票的理由"):
        actions.recount(actor=scrutineer, contest=contest, pile=1, reason="", today=today)
    assert Sheet.objects.count() == 2
    ballot = actions.recount(
        actor=scrutineer, contest=contest, pile=1, reason="漏计一张", today=today
    )
    assert ballot.state == "closed"
    kept = Recount.objects.get()
    assert kept.kept["outcome"]["steps"]
    assert queries.pile_of(contest, 1).state == "again"
    with pytest.raises(Refused, match="还不一致"):
        actions.count_ballot(actor=desk, ballot=ballot, today=today)
    contest = Contest.objects.get(pk=contest.pk)
    for actor in (one, other):
        hand_in(actor, contest, yes=4)
    pile = queries.pile_of(contest, 1)
    assert pile.state == "agreed"
    assert len(pile.former) == 2
    ballot = actions.count_ballot(actor=desk, ballot=ballot, today=today)
    actions.tell_result(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="公布或者封存以后不再重新计票"):
        actions.recount(actor=desk, contest=contest, pile=1, reason="再来", today=today)
    assert Recount.objects.count() == 1


# One sheet by itself.

ELECTION = Asked("election", "委员", "committee", seats=2, write_ins=True)
NAMES = {"m1": "甲", "m2": "乙", "m9": "丙"}


def sheet(valid: int, void: int = 0, others: int = 0, **marks: tuple[int, int, int]) -> Counted:
    words = ("yes", "no", "abstain")
    lines = {key: dict(zip(words, each, strict=True)) for key, each in marks.items()}
    return Counted(valid, void, lines, {"m9": others} if others else {})


@pytest.mark.parametrize(
    ("counted", "voids", "why"),
    [
        (sheet(0), {}, "一叠为 1 至 100 张"),
        (sheet(101), {}, "一叠为 1 至 100 张"),
        (sheet(4, 1), {}, "各项原因合计 0 张"),
        (sheet(4, m1=(3, 1, 1)), {}, "合计 5，有效票 4 张"),
        (sheet(4, m1=(3, 0, 0)), {}, "合计 3，有效票 4 张"),
        (sheet(4, others=5, m1=(0, 4, 0), m2=(0, 4, 0)), {}, "多于有效票"),
        (sheet(4, others=2, m1=(3, 1, 0), m2=(4, 0, 0)), {}, "最多选 2 人"),
        (sheet(4, others=2, m1=(1, 1, 2), m2=(1, 0, 3)), {}, "投不赞成票的才可以另选"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(
    counted: Counted, voids: dict[str, int], why: str
) -> None:
    verdict = rules.is_right(ELECTION, NAMES, counted, voids)
    assert not verdict
    assert why in verdict.reason


def test_a_sheet_that_can_be_is_taken() -> None:
    right = sheet(4, 1, 1, m1=(3, 1, 0), m2=(2, 1, 1))
    assert rules.is_right(ELECTION, NAMES, right, {"many": 1})
    marks = Asked("evaluation", "评议", "evaluation", grades=("满意", "不满意"))
    graded = Counted(4, 0, {"m1": {"满意": 3}})  # one paper said nothing of them
    assert rules.is_right(marks, NAMES, graded, {})
    assert not rules.is_right(marks, NAMES, Counted(4, 0, {"m1": {"满意": 5}}), {})
