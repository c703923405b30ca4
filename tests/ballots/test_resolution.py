"""A resolution, item by item: on paper and from everywhere, adopted and not, as it is read out."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from tests.ballots.conftest import Browser, Election, come, hand_in
from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions, queries
from zhijia.ballots.models import Ballot, Contest
from zhijia.ballots.rules.asking import Asked
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

MEMBERS = Asked("resolution", "会员代表大会决议", "other", adoption="members")
STAFF = Asked("resolution", "职工代表大会决议", "staff_congress", adoption="staff")
CONTRACT = Asked("resolution", "集体合同草案", "staff_congress", adoption="contract")
ITEMS = ("批准工作报告", "批准财务报告", "修改会费办法")


def read_out(contest: Contest) -> list[str]:
    """Return the steps as they are kept: what a scrutineer reads out."""
    return [words for words, _ in contest.outcome["steps"]]


def counted(ballot: Ballot, actor: Actor, today: date) -> Contest:
    """End a vote on paper and count it."""
    ballot = actions.close_ballot(actor=actor, ballot=ballot, today=today, now=now())
    return actions.count_ballot(actor=actor, ballot=ballot, today=today).contests.get()


def lines(due: int, *yes: int) -> dict[str, dict[str, int]]:
    """Return what the items got: so many for, one abstained, the others against."""
    return {name: {"yes": n, "no": due - 1 - n} for name, n in zip(ITEMS, yes, strict=True)}


def test_each_item_is_decided_by_itself_and_read_out_in_order(
    desk: Actor, opened: Election, today: date, sign_in: Browser
) -> None:
    ballot = opened(MEMBERS, choices=ITEMS)
    due, least = ballot.due, ballot.due // 2 + 1
    come(ballot, desk, today, due)
    hand_in(ballot.contests.get(), lines(due, least, least - 1, 0), due)
    contest = counted(ballot, desk, today)
    assert list(contest.outcome["items"].values()) == ["adopted", "rejected", "rejected"]
    needed = f"弃权 1 票；过半数为 {least} 票"
    assert read_out(contest) == [
        f"应到 {due} 人，实到 {due} 人，达到三分之二",
        f"批准工作报告：赞成 {least} 票，不赞成 {due - 1 - least} 票，{needed}",
        "获得通过",
        f"批准财务报告：赞成 {least - 1} 票，不赞成 {due - least} 票，{needed}",
        "未获通过",
        f"修改会费办法：赞成 0 票，不赞成 {due - 1} 票，{needed}",
        "未获通过",
    ]
    page = sign_in(desk).get(f"/ballots/{ballot.pk}/result/").text
    assert (
        page.index("批准工作报告：赞成") < page.index("获得通过") < page.index("批准财务报告：赞成")
    )
    assert "不赞成" in page
    assert "反对" not in page
    assert "会员代表大会条例" in page


def test_with_less_than_two_thirds_nothing_is_put_to_the_vote(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened(MEMBERS, choices=ITEMS)
    came = (2 * ballot.due + 2) // 3 - 1
    come(ballot, desk, today, came)
    hand_in(ballot.contests.get(), lines(came, came - 1, came - 1, came - 1), came)
    contest = counted(ballot, desk, today)
    assert {*contest.outcome["items"].values()} == {"rejected"}
    assert read_out(contest) == [f"应到 {ballot.due} 人，实到 {came} 人，不足三分之二，不能表决"]


def test_the_draft_contract_that_gets_just_half_is_open(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened(CONTRACT, choices=ITEMS)
    due, half = ballot.due, -(-ballot.due // 2)
    come(ballot, desk, today, due)
    hand_in(ballot.contests.get(), lines(due, half, half, half), due)
    contest = counted(ballot, desk, today)
    wanted = "open" if due % 2 == 0 else "adopted"
    assert {*contest.outcome["items"].values()} == {wanted}


# 远程


@pytest.fixture
def rule(cast: Cast, desk: Actor, today: date) -> None:
    """Put the province's rule on file that lets a staff congress vote from everywhere."""
    actions.file_rule(
        actor=desk,
        unit=cast.units["group"],
        subject="staff_congress",
        title="职工代表大会条例实施办法",
        issuer="省总工会",
        level="provincial",
        number="省工发〔2026〕12号",
        article="第二十条",
        since_on=today,
    )


def remote(hall: Make) -> Hall:
    later = now() + timedelta(hours=1)
    return hall(
        STAFF, way="remote", is_rehearsal=False, revote=True, closes_at=later, choices=ITEMS
    )


def test_a_staff_congress_votes_from_everywhere_only_by_a_written_rule(hall: Make) -> None:
    with pytest.raises(Refused, match="须先登记允许远程表决的地方书面规定"):
        remote(hall)
    assert Ballot.objects.get().state == "draft"


def test_items_voted_on_from_everywhere_are_decided_by_those_due(
    hall: Make, rule: None, desk: Actor, today: date, sign_in: Browser
) -> None:
    found = remote(hall).open()
    due, least = found.ballot.due, found.ballot.due // 2 + 1
    for n in range(due - 1):  # one stays away
        # Cells: yes and no of each item.
        found.cast(found.fill(n, 0, 2 if n < least - 1 else 3, 5))
    found.cast(found.fill(0, 1, 3, 4))  # the first one thinks again, of everything
    Ballot.objects.update(closes_at=now())
    found.close()
    found.seal()
    found.decrypt(0)
    found.decrypt(2)
    ballot = actions.count_ballot(actor=desk, ballot=found.ballot, today=today)
    contest = ballot.contests.get()
    assert list(contest.outcome["items"].values()) == ["adopted", "rejected", "rejected"]
    steps = read_out(contest)
    assert steps[0] == f"应到 {due} 人，实到 {due - 1} 人，达到三分之二"
    assert (
        steps[1] == f"批准工作报告：赞成 {due - 2} 票，不赞成 1 票，弃权 0 票；过半数为 {least} 票"
    )
    assert (steps[2], steps[4], steps[6]) == ("获得通过", "未获通过", "未获通过")
    assert f"赞成 {least - 2} 票" in steps[3]
    assert "赞成 1 票" in steps[5]
    assert ballot.took_part == due - 1
    told = actions.tell_result(actor=desk, ballot=ballot, today=today)
    assert queries.told_contests(told, is_whole=False)[0].heads == (
        "姓名或者事项|赞成|不赞成|弃权|结果"
    )
