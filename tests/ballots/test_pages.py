"""The pages: what each person sees of a ballot, what they may press, what that costs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.ballots.conftest import (
    COMMITTEE,
    EVALUATION,
    Browser,
    Election,
    come,
    hand_in,
    person,
)
from tests.ballots.test_actions import FIRST, SECOND, THIRD, count, votes
from zhijia.ballots import actions
from zhijia.ballots.models import Ballot, Contest, Voter, WrittenRule
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

Asks = Callable[[int], object]


def text(client: Client, url: str, status: int = 200) -> str:
    """Return a page; its status must be as told."""
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


@pytest.fixture
def at_desk(sign_in: Browser, desk: Actor) -> Client:
    """The browser of the group's desk."""
    return sign_in(desk)


def test_a_ballot_is_drawn_up_on_the_pages(cast: Cast, at_desk: Client, today: date) -> None:
    unit = cast.units["group"]
    sent = {"unit": unit.pk, "body": "committee", "title": "换届选举", "held_on": today.isoformat()}
    answer = at_desk.post("/ballots/new/", sent)
    ballot = Ballot.objects.get()
    assert answer["Location"] == ballot.get_absolute_url()
    page = text(at_desk, answer["Location"])
    for words in ("名册上还没有人", "还没有表决内容", "还没有总监票人"):
        assert words in page
    contest = {"title": "选举委员", "body": "committee", "seats": 2, "round": "formal"}
    assert at_desk.post(f"/ballots/{ballot.pk}/contests/new/election/", contest).status_code == 302
    made = ballot.contests.get()
    assert (made.percent, made.write_ins, made.slots) == (5, True, 2)
    at_desk.post(f"/ballots/contests/{made.pk}/choices/", {"lines": "1001\n2002\n3002"})
    assert made.choices.count() == 3
    at_desk.post(f"/ballots/{ballot.pk}/roll/fill/", {"source": "members"})
    for role, staff_no in [
        ("chief_scrutineer", "2003"),
        ("teller_a", "3003"),
        ("teller_b", "4003"),
    ]:
        who = cast.members[staff_no].pk
        at_desk.post(f"/ballots/{ballot.pk}/watchers/new/", {"role": role, "member": who})
    answer = at_desk.post(f"/ballots/{ballot.pk}/set/", follow=True)
    ballot.refresh_from_db()
    assert (ballot.state, "已定稿" in answer.content.decode()) == ("set", True)


def test_what_is_missing_comes_back_with_the_page(at_desk: Client, draft: Election) -> None:
    ballot = draft(watch={})
    answer = at_desk.post(f"/ballots/{ballot.pk}/set/")
    assert answer.status_code == 422
    assert "还没有总监票人" in answer.content.decode()


def test_every_way_says_why_it_may_or_may_not_be_used(at_desk: Client, draft: Election) -> None:
    page = text(at_desk, draft().get_absolute_url())
    for words in ("纸质选票", "会场电子", "远程电子", "可用", "不可用", "没有登记省级以上"):
        assert words in page


@pytest.mark.parametrize("kind", ["resolution", "evaluation"])
def test_other_questions_are_asked_on_the_pages(
    at_desk: Client, draft: Election, kind: str
) -> None:
    ballot = draft()
    sent = {
        "title": "某事",
        "adoption": "members",
        "grade_set": "own",
        "own_grades": "好、一般、差",
        "line_text": "德 60\n能：40%",
        "score_text": "好 100\n一般 60\n差 0",
    }
    at_desk.post(f"/ballots/{ballot.pk}/contests/new/{kind}/", sent)
    made = ballot.contests.get(kind=kind)
    page = text(at_desk, f"/ballots/contests/{made.pk}/edit/")
    if kind == "evaluation":
        assert made.lines == [["德", 60], ["能", 40]]
        assert "好、一般、差" in page
    assert text(at_desk, ballot.get_absolute_url()).count("某事") >= 1


def test_what_cannot_be_read_is_said_beside_the_field(at_desk: Client, draft: Election) -> None:
    ballot = draft()
    sent = {"title": "评议", "grade_set": "satisfaction", "line_text": "德", "score_text": ""}
    answer = at_desk.post(f"/ballots/{ballot.pk}/contests/new/evaluation/", sent)
    assert answer.status_code == 422
    assert "读不出权重" in answer.content.decode()
    assert ballot.contests.count() == 1


def test_a_pasted_roll_tells_what_it_left_out(at_desk: Client, draft: Election) -> None:
    ballot = draft(source="committee")
    answer = at_desk.post(
        f"/ballots/{ballot.pk}/roll/paste/", {"text": "陶然\n<b>某</b>"}, follow=True
    )
    page = answer.content.decode()
    assert "第 2 行" in page
    assert "<b>某</b>" not in page


def test_forged_addresses_are_not_there(
    cast: Cast, sign_in: Browser, draft: Election, desk: Actor
) -> None:
    ballot = draft()
    contest, voter = ballot.contests.get(), ballot.voters.first()
    assert voter
    stranger = sign_in(cast.actors["school_desk"])
    for url in (
        ballot.get_absolute_url(),
        f"/ballots/{ballot.pk}/roll/",
        f"/ballots/{ballot.pk}/desk/",
        f"/ballots/{ballot.pk}/result/",
        f"/ballots/contests/{contest.pk}/edit/",
        f"/ballots/{ballot.pk}/contests/new/dance/",
    ):
        text(stranger, url, 404)
    assert stranger.post(f"/ballots/voters/{voter.pk}/drop/").status_code == 404
    assert Voter.objects.filter(pk=voter.pk).exists()


def test_a_member_sees_a_ballot_once_it_is_set_and_nothing_of_the_desk(
    cast: Cast, sign_in: Browser, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft()
    voter = sign_in(person(cast, "5004"))
    text(voter, ballot.get_absolute_url(), 404)
    actions.set_ballot(actor=desk, ballot=ballot, today=today)
    page = text(voter, ballot.get_absolute_url())
    assert "怎样参加" in page
    assert FIRST in page
    assert "撤回定稿" not in page
    text(voter, f"/ballots/{ballot.pk}/roll/", 404)
    assert str(ballot) in text(voter, "/ballots/mine/")


def test_the_desk_checks_people_in_and_the_second_desk_is_told(
    cast: Cast, sign_in: Browser, at_desk: Client, opened: Election
) -> None:
    ballot = opened()
    voter = ballot.voters.get(name="陶然")
    assert "陶然" in text(at_desk, f"/ballots/{ballot.pk}/desk/?q=5004")
    url = f"/ballots/voters/{voter.pk}/sign/"
    answer = at_desk.post(url, {"way": "paper", "q": voter.group})
    assert "q=" in answer["Location"], "the group stays for the next person"
    teller = sign_in(person(cast, "3003"))
    answer = teller.post(url, {"way": "paper", "q": "陶然"})
    assert answer.status_code == 422
    assert "已经签到" in answer.content.decode()
    at_desk.post(f"/ballots/voters/{voter.pk}/unsign/", {"q": "陶然"})
    voter.refresh_from_db()
    assert voter.way == ""


def test_the_result_is_read_out_step_by_step_and_told_to_voters_when_it_is_told(
    cast: Cast, sign_in: Browser, at_desk: Client, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    due = ballot.due
    come(ballot, desk, today, due)
    rows = votes((FIRST, due, 0), (SECOND, due - 5, 5), (THIRD, due - 5, 5))
    hand_in(ballot.contests.get(), rows, due)
    count(ballot, desk, today)
    page = text(at_desk, f"/ballots/{ballot.pk}/result/")
    assert "得票相同，还有 1 个名额" in page
    assert "再次投票" in page
    voter = sign_in(person(cast, "5004"))
    text(voter, f"/ballots/{ballot.pk}/result/", 404)
    at_desk.post(f"/ballots/{ballot.pk}/tell/")
    assert "宣读顺序" in text(voter, f"/ballots/{ballot.pk}/result/")
    answer = at_desk.post(f"/ballots/contests/{ballot.contests.get().pk}/follow/")
    again = Ballot.objects.get(follows=ballot)
    assert answer["Location"] == again.get_absolute_url()
    assert "承接" in text(at_desk, ballot.get_absolute_url())


def test_few_grades_are_told_to_voters_as_their_number_only(
    cast: Cast, sign_in: Browser, at_desk: Client, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened(EVALUATION, choices=("1001",))
    come(ballot, desk, today, ballot.due)
    hand_in(ballot.contests.get(), {FIRST: {"满意": 3, "不满意": 1}}, 4)
    ballot = count(ballot, desk, today)
    actions.tell_result(actor=desk, ballot=ballot, today=today)
    voter = sign_in(person(cast, "5004"))
    page = text(voter, f"/ballots/{ballot.pk}/result/")
    assert "只公布合计" in page
    assert "3（75.0%）" not in page
    assert "3（75.0%）" in text(at_desk, f"/ballots/{ballot.pk}/result/")


def test_void_says_why(sign_in: Browser, at_desk: Client, chair: Actor, opened: Election) -> None:
    ballot = opened()
    assert "由本单位的工会主席、副主席办理" in text(at_desk, f"/ballots/{ballot.pk}/void/")
    sign_in(chair).post(f"/ballots/{ballot.pk}/void/", {"reason": "名册有误<br>"})
    page = text(at_desk, ballot.get_absolute_url())
    assert "已作废：名册有误&lt;br&gt;" in page


def test_a_rule_is_put_on_file_and_ends(at_desk: Client, cast: Cast, today: date) -> None:
    assert "还没有登记书面规定" in text(at_desk, "/ballots/rules/")
    sent = {
        "unit": cast.units["group"].pk,
        "subject": "elections",
        "title": "工会选举办法",
        "issuer": "省总工会",
        "level": "provincial",
        "number": "省工发〔2026〕9号",
        "article": "第五条",
        "since_on": today.isoformat(),
    }
    assert at_desk.post("/ballots/rules/new/", sent).status_code == 302
    rule = WrittenRule.objects.get()
    assert "《工会选举办法》第五条" in text(at_desk, "/ballots/rules/")
    text(at_desk, f"/ballots/rules/{rule.pk}/file/", 404)
    at_desk.post(f"/ballots/rules/{rule.pk}/drop/")
    rule.refresh_from_db()
    assert rule.until_on == today


def test_empty_lists_say_what_to_do(at_desk: Client) -> None:
    assert "先做一次演练" in text(at_desk, "/ballots/")
    assert "还没有请您参加的表决" in text(at_desk, "/ballots/mine/")


def test_lists_ask_the_same_however_many_there_are(
    at_desk: Client,
    opened: Election,
    django_assert_max_num_queries: Asks,
) -> None:
    ballot = opened()
    for _ in range(3):
        opened()
    for url, most in [
        ("/ballots/", 22),
        ("/ballots/mine/", 24),
        (f"/ballots/{ballot.pk}/roll/", 24),
    ]:
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            text(at_desk, url)


def test_the_sign_in_desk_asks_little(
    at_desk: Client, opened: Election, django_assert_max_num_queries: Asks
) -> None:
    ballot = opened()
    voter = ballot.voters.get(name="陶然")
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        text(at_desk, f"/ballots/{ballot.pk}/desk/?q=5004")
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        at_desk.post(f"/ballots/voters/{voter.pk}/sign/", {"way": "paper"})


def test_the_page_of_a_ballot_asks_the_same_however_many_stand(
    at_desk: Client,
    desk: Actor,
    draft: Election,
    django_assert_max_num_queries: Asks,
) -> None:
    ballot = draft()
    contest = Contest.objects.get(ballot=ballot)
    actions.add_choices(actor=desk, contest=contest, lines=["4002", "4004", "5001", "6001"])
    with django_assert_max_num_queries(48):  # type: ignore[attr-defined]
        text(at_desk, ballot.get_absolute_url())


def test_asking_keeps_its_words(at_desk: Client, draft: Election) -> None:
    ballot = draft()
    page = text(at_desk, f"/ballots/contests/{ballot.contests.get().pk}/edit/")
    assert COMMITTEE.title in page
