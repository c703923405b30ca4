"""An item that is decided secretly: its papers, its vote, its result, and who may do what."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import moment
from tests.meetings.elections import counted, item
from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.meetings import actions
from zhijia.meetings.models import Item, Meeting
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

SignIn = Callable[..., Client]


@pytest.fixture
def recall(in_session: Meeting, hospital_desk: Actor, delegates: list[Member]) -> Item:
    """A recall on the agenda of a congress in session, with watchers named."""
    for role, who in zip(
        ("chief_scrutineer", "teller_a", "teller_b"), delegates[20:], strict=False
    ):
        actions.name_watch(actor=hospital_desk, meeting=in_session, role=role, member=who)
    post = org.appoint(
        actor=hospital_desk,
        unit=in_session.unit,
        member=delegates[0],
        kind="vice_chair",
        from_on=in_session.meets_on,
        basis=Basis("elected", "第二届第一次会员代表大会", in_session.meets_on),
    )
    row = item(hospital_desk, in_session, "recall", "罢免工会副主席")
    with pytest.raises(Refused, match="请先写明罢免谁"):
        actions.draft_vote(actor=hospital_desk, item=row, today=in_session.meets_on)
    actions.plan_recall(
        actor=hospital_desk, item=row, post=post, reason="严重过失", examined="已经考察"
    )
    return row


def voted(desk: Actor, row: Item, yes: int, today: date) -> Item:
    row = actions.draft_vote(actor=desk, item=row, today=today)
    assert row.ballot
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.begin_item(actor=desk, item=row, at=moment())
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    row = actions.begin_ballot(actor=desk, item=row, today=today)
    assert row.ballot
    counted(desk, Ballot.objects.get(pk=row.ballot_id), [yes], today)
    return actions.take_vote(actor=desk, item=Item.objects.get(pk=row.pk))


@pytest.mark.parametrize(("yes", "result"), [(18, "adopted"), (17, "rejected")])
def test_more_than_half_of_all_delegates_recall(
    recall: Item, hospital_desk: Actor, today: date, yes: int, result: str
) -> None:
    row = voted(hospital_desk, recall, yes, today)
    assert (row.result, row.present, row.yes) == (result, 30, yes)
    assert any("34" in words for words, _ in row.steps)
    with pytest.raises(Refused, match="不能改"):
        actions.take_vote(actor=hospital_desk, item=row)
    with pytest.raises(Refused, match="已经有表决票"):
        actions.draft_vote(actor=hospital_desk, item=row, today=today)


def test_who_was_handed_a_paper_is_not_struck_from_the_sign_ins(
    recall: Item, hospital_desk: Actor, today: date
) -> None:
    row = voted(hospital_desk, recall, 18, today)
    seat = row.meeting.seats.get(place=1)
    with pytest.raises(Refused, match="已经在表决中领票"):
        actions.undo_sign_in(actor=hospital_desk, seat=seat, why="点错", at=moment())
    seat.refresh_from_db()
    assert seat.is_there
    assert not row.meeting.struck.exists()
    late = row.meeting.seats.get(place=34)
    actions.sign_in(actor=hospital_desk, seat=late, at=moment())
    actions.undo_sign_in(actor=hospital_desk, seat=late, why="点错", at=moment())
    assert row.meeting.struck.get().name == late.name, "who took no paper may be struck"


def test_a_secret_item_is_not_voted_on_by_hand_and_an_election_not_as_a_resolution(
    recall: Item, hospital_desk: Actor, today: date
) -> None:
    actions.begin_item(actor=hospital_desk, item=recall, at=moment())
    with pytest.raises(Refused, match="应当无记名投票"):
        actions.vote_by_hands(actor=hospital_desk, item=recall, yes=30, no=0, abstain=0)
    row = item(hospital_desk, recall.meeting, "committee", "选举委员")
    with pytest.raises(Refused, match="在各自的页上"):
        actions.draft_vote(actor=hospital_desk, item=row, today=today)
    assert not Ballot.objects.exists()


def test_the_page_leads_from_papers_to_the_result(
    recall: Item,
    hospital_desk: Actor,
    school_desk: Actor,
    sign_in: SignIn,
) -> None:
    desk, outsider = sign_in(hospital_desk), sign_in(school_desk)
    url = reverse("meetings:item-ballot", args=[recall.pk])
    assert "还没有表决票" in desk.get(url).content.decode()
    papers = reverse("meetings:item-papers", args=[recall.pk])
    in_parts = desk.post(papers, {"parts": "第一项\n\n第二项"})
    assert in_parts.status_code == 422
    assert "罢免一人一票，不分项表决" in in_parts.content.decode()
    assert not Ballot.objects.exists()
    assert desk.post(papers, {"parts": ""}).status_code == 302
    recall.refresh_from_db()
    assert recall.ballot
    assert recall.ballot.contests.get().choices.count() == 1
    assert "打开选票" in desk.get(url).content.decode()
    begin = reverse("meetings:item-press", args=[recall.pk, "begin"])
    refused = desk.post(begin)
    assert refused.status_code == 422
    assert "主持面板" in refused.content.decode()
    drop = reverse("meetings:item-press", args=[recall.pk, "drop"])
    for one in (url, papers):
        assert outsider.get(one).status_code == 404
    assert outsider.post(drop).status_code == 404
    assert desk.post(reverse("meetings:item-press", args=[recall.pk, "no"])).status_code == 404
    assert desk.post(drop).status_code == 302
    assert not Ballot.objects.exists()
    other = item(hospital_desk, recall.meeting, "other", "其他重大问题")
    papers = reverse("meetings:item-papers", args=[other.pk])
    assert desk.post(papers, {"parts": "第一项\n\n第二项"}).status_code == 302
    assert Ballot.objects.get().contests.get().choices.count() == 2


def test_nothing_stands_on_a_void_vote_and_the_meeting_is_not_filed_over_it(
    recall: Item, hospital_desk: Actor, seat: Callable[[str, Unit], Actor], today: date
) -> None:
    desk, meeting = hospital_desk, recall.meeting
    row = voted(desk, recall, 20, today)
    with pytest.raises(Refused, match="已经作废的，可以取消"):
        actions.drop_vote(actor=desk, item=row)
    actions.end_item(actor=desk, item=row, at=moment(), resolution="通过罢免")
    actions.close_meeting(actor=desk, meeting=meeting, today=today)
    actions.write_minutes(actor=desk, meeting=meeting, text="会议纪要", at=moment())
    ballots.void_ballot(
        actor=seat("2002", meeting.unit), ballot=ballot_of(row), reason="清点有误", today=today
    )
    with pytest.raises(Refused, match="投票已经作废，结果不成立"):
        actions.archive(actor=desk, meeting=meeting, today=today)
    actions.drop_vote(actor=desk, item=row)
    row.refresh_from_db()
    assert (row.ballot, row.result, row.steps, row.yes, row.resolution) == (None, "", [], None, "")
    assert actions.archive(actor=desk, meeting=meeting, today=today).state == "archived"


def test_a_recall_that_asks_for_another_on_its_papers_is_not_begun(
    recall: Item, hospital_desk: Actor, today: date
) -> None:
    desk = hospital_desk
    row = actions.draft_vote(actor=desk, item=recall, today=today)
    contest = ballot_of(row).contests.get()
    ballots.drop_choice(actor=desk, choice=contest.choices.get())
    ballots.add_choices(actor=desk, contest=contest, lines=["罢免工会主席"])
    ballots.set_ballot(actor=desk, ballot=ballot_of(row), today=today)
    actions.begin_item(actor=desk, item=row, at=moment())
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    with pytest.raises(Refused, match="罢免事项与议题“罢免工会副主席”不一致"):
        actions.begin_ballot(actor=desk, item=row, today=today)
    assert ballot_of(row).state == "set"


def ballot_of(row: Item) -> Ballot:
    return Ballot.objects.get(pk=row.ballot_id)
