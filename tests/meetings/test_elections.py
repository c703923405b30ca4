"""An election: what comes before it, who may stand, the papers, the count, the second vote."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.meetings.conftest import Plan, come, moment
from tests.meetings.elections import (
    adopt,
    agreed,
    counted,
    item,
    plan,
    put_forward,
    shown,
    watch,
)
from zhijia.ballots import actions as ballots
from zhijia.ballots.actions.choices import NewChoice, put_choices
from zhijia.ballots.models import Ballot
from zhijia.ballots.rules.asking import Asked
from zhijia.ballots.rules.rolls import NewVoter
from zhijia.meetings import actions
from zhijia.meetings.models import Elected, Election, Meeting, Nominee, Override
from zhijia.meetings.queries import elections as queries
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)
SEATS, STAND = 7, 8
OPENING = ("term", "seats", "method", "watchers")


@pytest.fixture
def staff(hospital: Unit, delegates: list[Member]) -> list[Member]:
    """So many members that their delegates may elect: 234 with the delegates."""
    rows = [
        Member(unit=hospital, unit_path=hospital.path, name=f"职工{n:03d}", staff_no=f"S{n:03d}")
        for n in range(200)
    ]
    return Member.objects.bulk_create(rows)


@pytest.fixture
def hospital_chair(seat: Callable[[str, Unit], Actor], hospital: Unit) -> Actor:
    """孙志刚, 工会主席 of the hospital."""
    return seat("2002", hospital)


@pytest.fixture
def first(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], staff: list[Member], today: date
) -> Meeting:
    """The hospital's first congress of a term, its roll fixed, called for today."""
    meeting = plan()
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    meeting = actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    return actions.call(actor=hospital_desk, meeting=meeting, today=today)


@pytest.fixture
def election(first: Meeting, hospital_desk: Actor) -> Election:
    return _plan(hospital_desk, first)


def _plan(desk: Actor, meeting: Meeting, **said: object) -> Election:
    return plan(desk, item(desk, meeting, "committee", "选举工会委员会委员"), **said)


@pytest.fixture
def ready(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> Election:
    """Everything done before the papers: list, consent, 公示 that is over, watchers named."""
    desk = hospital_desk
    election = put_forward(desk, election, delegates[:STAND], today - 20 * DAY)
    election = agreed(desk, election, today - 19 * DAY)
    election = shown(desk, election, delegates[20], today - 18 * DAY, today)
    watch(desk, election.item.meeting, delegates[20:23])
    return queries.elections().get(pk=election.pk)


@pytest.fixture
def voting(ready: Election, hospital_desk: Actor, today: date) -> Election:
    """The congress is open with 30 of 34, has adopted what it must, and votes."""
    desk, meeting = hospital_desk, ready.item.meeting
    one = actions.draft_ballot(actor=desk, election=ready, today=today)
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    come(desk, meeting, 30)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, *OPENING)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    one = queries.elections().get(pk=one.pk)
    return actions.begin_vote(actor=desk, election=one, today=today)


def ballot_of(election: Election) -> Ballot:
    found = queries.last_ballot(queries.elections().get(pk=election.pk))
    assert found
    return found


# 设定和推荐


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"seats": 3}, "委员名额应为 7 至 15 人"),
        ({"years": 4}, "不能是 4 年"),
        ({"percent": 4}, "差额率不低于 5%"),
        ({"office": "women"}, "女职工委员会由协商提名"),
        ({"office": "chair"}, "不选举这个职务"),
    ],
)
def test_an_election_is_set_up_as_the_law_allows(
    first: Meeting, hospital_desk: Actor, said: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        _plan(hospital_desk, first, **said)
    assert not Election.objects.exists()


def test_only_the_desk_of_the_unit_prepares_an_election(
    election: Election, school_desk: Actor, delegates: list[Member], today: date
) -> None:
    with pytest.raises(Refused, match="由本单位"):
        actions.nominate(
            actor=school_desk, election=election, member=delegates[0], group="内科", today=today
        )
    assert not Nominee.objects.exists()


def test_groups_put_forward_and_the_list_needs_one_more_than_seats(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    for one in delegates[:STAND]:
        actions.nominate(
            actor=hospital_desk, election=election, member=one, group="内科分会", today=today
        )
    with pytest.raises(Refused, match="应有 8 人"):
        actions.list_candidates(
            actor=hospital_desk,
            election=election,
            nominees=list(election.nominees.all()[:SEATS]),
            today=today,
        )
    assert not election.nominees.filter(is_listed=True).exists()
    again = actions.nominate(
        actor=hospital_desk, election=election, member=delegates[0], group="内科分会", today=today
    )
    assert again.nominations.count() == 1


def test_who_is_barred_is_not_listed_and_the_clause_says_why(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    org.note_bar(
        actor=hospital_desk, member=delegates[0], kind="legal", source="登记证书", from_on=today
    )
    with pytest.raises(Refused, match="代表01：法定代表人不得担任工会委员") as caught:
        put_forward(hospital_desk, election, delegates[:STAND], today)
    assert caught.value.verdict.clause
    assert caught.value.verdict.clause.id == "XJ-08"
    assert not election.nominees.filter(is_listed=True).exists()


def test_a_list_of_2008_only_warns(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    org.note_bar(
        actor=hospital_desk, member=delegates[0], kind="deputy", source="任免文件", from_on=today
    )
    put_forward(hospital_desk, election, delegates[:STAND], today)
    assert election.nominees.filter(is_listed=True).count() == STAND


def test_a_candidate_does_not_watch_and_a_watcher_does_not_stand(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    desk, meeting = hospital_desk, election.item.meeting
    actions.name_watch(actor=desk, meeting=meeting, role="scrutineer", member=delegates[0])
    with pytest.raises(Refused, match="候选人不得担任监票人"):
        put_forward(desk, election, delegates[:STAND], today)
    barred = election.nominees.get(member=delegates[0])
    actions.drop_nominee(actor=desk, nominee=barred)
    put_forward(desk, election, delegates[1 : STAND + 1], today)
    with pytest.raises(Refused, match="候选人不得担任监票人"):
        actions.name_watch(actor=desk, meeting=meeting, role="teller_a", member=delegates[1])
    assert meeting.watches.count() == 1


def test_nobody_is_both_tellers(first: Meeting, hospital_desk: Actor) -> None:
    who = first.seats.get(place=9).member
    assert who
    actions.name_watch(actor=hospital_desk, meeting=first, role="teller_a", member=who)
    with pytest.raises(Refused, match="不能是同一人"):
        actions.name_watch(actor=hospital_desk, meeting=first, role="teller_b", member=who)
    assert first.watches.count() == 1


# 审查、公示


def test_a_list_is_changed_only_before_it_is_shown(
    ready: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    actions.withdraw_list(actor=hospital_desk, election=ready)
    ready.refresh_from_db()
    assert (ready.listed_on, ready.party, ready.showing) == (None, None, None)


def test_a_running_showing_holds_the_list(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    election = put_forward(hospital_desk, election, delegates[:STAND], today)
    actions.show_candidates(
        actor=hospital_desk, election=election, handler=delegates[20], today=today
    )
    election = queries.elections().get(pk=election.pk)
    with pytest.raises(Refused, match="正在公示"):
        actions.withdraw_list(actor=hospital_desk, election=election)
    words = [str(one.verdict) for one in _lacks(election, today)]
    assert any("公示到" in one for one in words)
    election.refresh_from_db()
    assert election.listed_on == today


def _lacks(election: Election, today: date) -> list[object]:
    found = queries.found_of(election, queries.nominees_of(election), today)
    return [one for one in found.before if not one.verdict]


def test_no_reply_is_no_approval(
    election: Election, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    desk, long_ago = hospital_desk, today - 30 * DAY
    election = put_forward(desk, election, delegates[:STAND], long_ago)
    election = actions.ask_consent(
        actor=desk, election=election, whom="upper", to="集团工会", sent_on=long_ago, today=today
    )
    words = " ".join(str(one.verdict) for one in _lacks(election, today))  # type: ignore[attr-defined]  # a finding
    assert "没有批复不等于批准" in words
    with pytest.raises(Refused, match="已经上报"):
        actions.ask_consent(
            actor=desk, election=election, whom="upper", to="集团工会", sent_on=today, today=today
        )


# 选票


def test_papers_are_not_made_over_what_is_missing_unless_the_head_answers_for_it(
    election: Election,
    hospital_desk: Actor,
    hospital_chair: Actor,
    delegates: list[Member],
    today: date,
) -> None:
    put_forward(hospital_desk, election, delegates[:STAND], today)
    for why in ("", "来不及"):
        with pytest.raises(Refused):
            actions.draft_ballot(actor=hospital_desk, election=election, today=today, why=why)
    assert not Ballot.objects.exists()
    one = actions.draft_ballot(
        actor=hospital_chair, election=election, today=today, why="党委口头同意，文件后补"
    )
    assert one.ballot
    told = Override.objects.get()
    assert "还没有公示" in told.what
    assert told.reason == "党委口头同意，文件后补"


def test_the_papers_carry_the_list_the_roll_and_who_watches(
    ready: Election, hospital_desk: Actor, today: date
) -> None:
    one = actions.draft_ballot(actor=hospital_desk, election=ready, today=today)
    assert one.ballot
    ballot = one.ballot
    contest = ballot.contests.get()
    assert (ballot.voters.count(), contest.seats, contest.choices.count()) == (34, SEATS, STAND)
    assert (contest.body, contest.percent, contest.write_ins) == ("committee", 5, True)
    assert ballot.watchers.count() == 3
    set_one = ballots.set_ballot(actor=hospital_desk, ballot=ballot, today=today)
    assert set_one.due == 34
    with pytest.raises(Refused, match="选票已经生成"):
        actions.withdraw_list(actor=hospital_desk, election=one)


def test_a_draft_is_taken_back_and_made_anew(
    ready: Election, hospital_desk: Actor, today: date
) -> None:
    one = actions.draft_ballot(actor=hospital_desk, election=ready, today=today)
    one = actions.drop_papers(actor=hospital_desk, election=one)
    assert one.ballot is None
    assert not Ballot.objects.exists()
    one = actions.draft_ballot(actor=hospital_desk, election=one, today=today)
    assert one.ballot


# 投票


def test_before_the_meeting_adopted_its_method_nobody_votes(
    ready: Election, hospital_desk: Actor, today: date
) -> None:
    desk, meeting = hospital_desk, ready.item.meeting
    one = actions.draft_ballot(actor=desk, election=ready, today=today)
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    come(desk, meeting, 30)
    actions.open_meeting(actor=desk, meeting=meeting, today=today)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    one = queries.elections().get(pk=one.pk)
    with pytest.raises(Refused, match="“本届任期”还没有经本次会议表决通过"):
        actions.begin_vote(actor=desk, election=one, today=today)
    assert ballot_of(one).state == "set"


def test_who_is_in_the_hall_gets_a_paper_and_who_comes_later_too(
    voting: Election, hospital_desk: Actor, today: date
) -> None:
    ballot = ballot_of(voting)
    assert (ballot.state, ballot.voters.filter(way="paper").count()) == ("open", 30)
    late = voting.item.meeting.seats.get(place=31)
    actions.sign_in(actor=hospital_desk, seat=late, at=moment())
    actions.begin_vote(actor=hospital_desk, election=voting, today=today)
    assert ballot.voters.filter(way="paper").count() == 31


def test_a_hall_is_handed_papers_at_once(
    voting: Election,
    hospital_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    ballot = ballot_of(voting)
    ballot.voters.update(way="", is_present=False, signed_on=None)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]  # a context manager
        actions.begin_vote(actor=hospital_desk, election=voting, today=today)
    came = ballot.voters.filter(way="paper", is_present=True, signed_on=today)
    assert (came.count(), ballot.voters.filter(way="").count()) == (30, 4)


def test_the_count_becomes_the_result_of_the_item(
    voting: Election, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="还没有计票"):
        actions.take_result(actor=hospital_desk, election=voting, today=today)
    counted(hospital_desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 23, 9], today)
    one = actions.take_result(actor=hospital_desk, election=voting, today=today)
    row = one.item
    row.refresh_from_db()
    assert (row.result, row.present, one.then) == ("elected", 30, "")
    assert any("应到会" in words for words, _ in row.steps)
    assert list(one.elected.values_list("yes", flat=True)) == [29, 28, 27, 26, 25, 24, 23]
    one = actions.announce(actor=hospital_desk, election=one, today=today)
    assert one.announced_on == today
    assert ballot_of(one).told_on == today
    with pytest.raises(Refused, match="已经宣布"):
        actions.take_result(actor=hospital_desk, election=one, today=today)
    assert Elected.objects.count() == SEATS


def test_a_tie_is_voted_on_again_among_the_tied(
    voting: Election, hospital_desk: Actor, today: date
) -> None:
    desk = hospital_desk
    counted(desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 20, 20], today)
    one = actions.take_result(actor=desk, election=voting, today=today)
    assert (one.then, one.elected.count()) == ("runoff", 6)
    with pytest.raises(Refused, match="再次投票"):
        actions.announce(actor=desk, election=one, today=today)
    again = actions.follow_up(actor=desk, election=one, today=today)
    assert again.contests.get().choices.count() == 2
    with pytest.raises(Refused, match="还没有计票"):
        actions.take_result(actor=desk, election=one, today=today)
    ballots.set_ballot(actor=desk, ballot=again, today=today)
    actions.begin_vote(actor=desk, election=one, today=today)
    counted(desk, ballot_of(one), [12, 18], today)
    one = actions.take_result(actor=desk, election=one, today=today)
    assert (one.then, one.elected.count()) == ("", SEATS)
    assert one.elected.get(place=SEATS).yes == 18


def test_too_few_with_a_majority_leave_seats_to_another_vote(
    voting: Election, hospital_desk: Actor, today: date
) -> None:
    counted(hospital_desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 17, 16], today)
    one = actions.take_result(actor=hospital_desk, election=voting, today=today)
    one.item.refresh_from_db()
    assert (one.then, one.elected.count(), one.item.result) == ("fill", 6, "unfilled")
    again = actions.follow_up(actor=hospital_desk, election=one, today=today)
    assert again.contests.get().seats == 1


# 选票与会议一致


def _set(desk: Actor, ready: Election, today: date, spoil: Callable[[Ballot], object]) -> Election:
    """Make the papers, change their draft on its own page, set them, and go on to the item."""
    meeting = ready.item.meeting
    one = actions.draft_ballot(actor=desk, election=ready, today=today)
    assert one.ballot
    spoil(one.ballot)
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    come(desk, meeting, 30)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, *OPENING)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    return queries.elections().get(pk=one.pk)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("candidate", "候选人与建议名单不一致"),
        ("seats", "应选名额、差额率"),
        ("voter", "名册（33 人）与会议固定的应到名单（34 人）不一致"),
        ("swap", "应到名单（34 人）不一致"),
        ("contest", "应当只有这一项"),
    ],
)
def test_papers_that_were_changed_on_their_draft_are_not_voted_on(
    ready: Election,
    hospital_desk: Actor,
    staff: list[Member],
    today: date,
    change: str,
    words: str,
) -> None:
    desk = hospital_desk

    def spoil(ballot: Ballot) -> None:
        contest = ballot.contests.get()
        if change == "candidate":
            put_choices(actor=desk, contest=contest, choices=[NewChoice("职工000", staff[0])])
        elif change == "seats":
            ballots.edit_contest(
                actor=desk,
                contest=contest,
                asked=Asked(
                    "election", contest.title, contest.body, seats=6, percent=5, write_ins=True
                ),
            )
        elif change == "contest":
            ballots.add_contest(
                actor=desk,
                ballot=ballot,
                asked=Asked("resolution", "另一件事", "other", adoption="members"),
            )
            put_choices(actor=desk, contest=ballot.contests.last(), choices=[NewChoice("另一件事")])
        else:
            ballots.drop_voter(actor=desk, voter=ballot.voters.last())
            if change == "swap":
                voter = NewVoter("职工001", staff[1].pk, "S001", "", "")
                ballots.put_voter(actor=desk, ballot=ballot, voter=voter)

    one = _set(desk, ready, today, spoil)
    with pytest.raises(Refused, match=words):
        actions.begin_vote(actor=desk, election=one, today=today)
    assert ballot_of(one).state == "set"
    assert not ballot_of(one).voters.exclude(way="").exists()


def test_a_draft_of_a_meeting_is_not_deleted_at_its_own_desk(
    ready: Election, hospital_desk: Actor, today: date
) -> None:
    one = actions.draft_ballot(actor=hospital_desk, election=ready, today=today)
    assert one.ballot
    with pytest.raises(Refused, match="请到会议的议题页取消选票"):
        ballots.drop_ballot(actor=hospital_desk, ballot=one.ballot)
    assert Ballot.objects.get().watchers.count() == 3


def test_an_item_with_papers_stays_on_the_agenda_and_is_not_decided_by_hand(
    voting: Election, hospital_desk: Actor
) -> None:
    desk, row = hospital_desk, voting.item
    with pytest.raises(Refused, match="已经生成选票"):
        actions.vote_by_hands(actor=desk, item=row, yes=30, no=0, abstain=0)
    row.meeting.items.filter(pk=row.pk).update(state="waiting")
    with pytest.raises(Refused, match="请先取消选票"):
        actions.drop_item(actor=desk, item=row)
    row.refresh_from_db()
    assert (row.state, row.result) == ("waiting", "")


def test_an_item_that_waits_is_not_voted_on(voting: Election, hospital_desk: Actor) -> None:
    row = item(hospital_desk, voting.item.meeting, "work", "工作报告")
    with pytest.raises(Refused, match="开始这项议题"):
        actions.vote_by_hands(actor=hospital_desk, item=row, yes=30, no=0, abstain=0)
    row.refresh_from_db()
    assert row.result == ""


def test_a_meeting_does_not_close_over_a_vote_that_nobody_took_or_announced(
    voting: Election, hospital_desk: Actor, today: date
) -> None:
    desk, meeting = hospital_desk, voting.item.meeting
    counted(desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 23, 9], today)
    actions.end_item(actor=desk, item=voting.item, at=moment())
    with pytest.raises(Refused, match="还没有采用或者宣布"):
        actions.close_meeting(actor=desk, meeting=meeting, today=today)
    actions.take_result(actor=desk, election=voting, today=today)
    with pytest.raises(Refused, match="还没有采用或者宣布"):
        actions.close_meeting(actor=desk, meeting=meeting, today=today)
    one = queries.elections().get(pk=voting.pk)
    actions.announce(actor=desk, election=one, today=today)
    assert actions.close_meeting(actor=desk, meeting=meeting, today=today).state == "closed"


def test_the_committee_stays_on_the_agenda_while_the_chair_comes_out_of_it(
    election: Election, hospital_desk: Actor
) -> None:
    desk, meeting = hospital_desk, election.item.meeting
    row = item(desk, meeting, "chair", "选举工会主席")
    actions.plan_election(actor=desk, item=row, office="chair", seats=1, source=election)
    with pytest.raises(Refused, match="候选人出自这项选举"):
        actions.drop_item(actor=desk, item=election.item)
    actions.drop_item(actor=desk, item=row)
    actions.drop_item(actor=desk, item=election.item)
    assert not Election.objects.exists()


def test_nothing_counted_on_a_void_ballot_is_announced_and_papers_are_made_anew(
    voting: Election, hospital_desk: Actor, hospital_chair: Actor, today: date
) -> None:
    desk = hospital_desk
    ballot = counted(desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 23, 9], today)
    actions.take_result(actor=desk, election=voting, today=today)
    ballots.void_ballot(actor=hospital_chair, ballot=ballot, reason="清点有误", today=today)
    one = queries.elections().get(pk=voting.pk)
    with pytest.raises(Refused, match="选票已经作废"):
        actions.announce(actor=desk, election=one, today=today)
    actions.drop_papers(actor=desk, election=one)
    one = queries.elections().get(pk=voting.pk)
    assert (one.ballot, one.counted_on, one.announced_on, one.then) == (None, None, None, "")
    assert (one.item.result, one.item.steps) == ("", [])
    assert not one.elected.exists()
    assert actions.draft_ballot(actor=desk, election=one, today=today).ballot


def test_a_result_whose_ballot_was_declared_void_is_not_reported_nor_written(
    voting: Election, hospital_desk: Actor, hospital_chair: Actor, today: date
) -> None:
    desk = hospital_desk
    ballot = counted(desk, ballot_of(voting), [29, 28, 27, 26, 25, 24, 23, 9], today)
    actions.take_result(actor=desk, election=voting, today=today)
    one = queries.elections().get(pk=voting.pk)
    actions.announce(actor=desk, election=one, today=today)
    ballots.void_ballot(actor=hospital_chair, ballot=ballot, reason="清点有误", today=today)
    one = queries.elections().get(pk=voting.pk)
    with pytest.raises(Refused, match="选票已经作废"):
        actions.report_result(
            actor=desk, election=one, to="化工集团工会", sent_on=today, today=today
        )
    with pytest.raises(Refused, match="选票已经作废"):
        actions.write_posts(actor=hospital_chair, election=one, today=today, why="急")
    one.refresh_from_db()
    assert (one.report, one.written_on) == (None, None)


# 另行投票与上一轮一致


def _round(
    desk: Actor, one: Election, votes: list[int], today: date, *, then: str, why: str = ""
) -> Election:
    """Set, vote, count and take over the ballot that is to be dealt with now."""
    ballots.set_ballot(actor=desk, ballot=ballot_of(one), today=today)
    one = queries.elections().get(pk=one.pk)
    actions.begin_vote(actor=desk, election=one, today=today, why=why)
    counted(desk, ballot_of(one), votes, today)
    one = actions.take_result(actor=desk, election=one, today=today)
    assert one.then == then
    return one


TIED = [29, 28, 27, 26, 25, 24, 20, 20]
SHORT = [29, 28, 27, 26, 25, 24, 17, 16]


@pytest.mark.parametrize(
    ("votes", "change", "words"),
    [
        (TIED, "candidate", "候选人与上一轮留下的不一致（另有职工000）"),
        (TIED, "drop", "缺少上一轮的候选人"),
        (TIED, "seats", "应选 1 人，选票上是 2 人"),
        (TIED, "round", "轮次与上一轮的结果不一致"),
        (SHORT, "seats", "应选 1 人，选票上是 2 人"),
        (SHORT, "candidate", "候选人与上一轮留下的不一致（另有职工000）"),
        (TIED, "voter", "应到名单（34 人）不一致"),
    ],
)
def test_a_second_vote_that_was_changed_on_its_draft_is_not_begun(
    voting: Election,
    hospital_desk: Actor,
    staff: list[Member],
    today: date,
    votes: list[int],
    change: str,
    words: str,
) -> None:
    desk = hospital_desk
    counted(desk, ballot_of(voting), votes, today)
    actions.take_result(actor=desk, election=voting, today=today)
    again = actions.follow_up(actor=desk, election=voting, today=today)
    contest = again.contests.get()
    if change == "candidate":
        put_choices(actor=desk, contest=contest, choices=[NewChoice("职工000", staff[0])])
    elif change == "drop":
        ballots.drop_choice(actor=desk, choice=contest.choices.last())
    elif change == "voter":
        ballots.drop_voter(actor=desk, voter=again.voters.last())
    else:
        is_runoff = contest.is_runoff and change != "round"
        asked = Asked(
            "election",
            contest.title,
            "committee",
            seats=2 if change == "seats" else 1,
            percent=5,
            write_ins=not is_runoff,
            is_runoff=is_runoff,
        )
        ballots.edit_contest(actor=desk, contest=contest, asked=asked)
    Ballot.objects.filter(pk=again.pk).update(state="set", due=again.voters.count())
    one = queries.elections().get(pk=voting.pk)
    with pytest.raises(Refused) as caught:
        actions.begin_vote(actor=desk, election=one, today=today)
    assert words in caught.value.verdict.reason
    assert ballot_of(one).state == "set"
    assert not ballot_of(one).voters.exclude(way="").exists()


def test_for_open_seats_somebody_else_is_put_up_only_with_a_word_of_the_head(
    voting: Election,
    hospital_desk: Actor,
    hospital_chair: Actor,
    staff: list[Member],
    today: date,
) -> None:
    desk = hospital_desk
    counted(desk, ballot_of(voting), SHORT, today)
    actions.take_result(actor=desk, election=voting, today=today)
    again = actions.follow_up(actor=desk, election=voting, today=today)
    contest = again.contests.get()
    put_choices(actor=desk, contest=contest, choices=[NewChoice("职工000", staff[0])])
    ballots.set_ballot(actor=desk, ballot=again, today=today)
    one = queries.elections().get(pk=voting.pk)
    with pytest.raises(Refused, match="主席、副主席说明理由"):
        actions.begin_vote(actor=desk, election=one, today=today, why="各代表团补充提名")
    actions.begin_vote(actor=hospital_chair, election=one, today=today, why="各代表团补充提名")
    assert "另有职工000" in Override.objects.get().what
    counted(desk, ballot_of(one), [5, 5, 20], today)
    one = actions.take_result(actor=desk, election=one, today=today)
    assert (one.then, one.elected.count()) == ("", SEATS)
    assert Override.objects.count() == 1


# 差额预选


@pytest.fixture
def preferring(
    first: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> Election:
    """A preliminary round: eight on the list, seven of them become candidates for seven seats."""
    desk = hospital_desk
    one = _plan(desk, first, keep=SEATS)
    one = put_forward(desk, one, delegates[:STAND], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[20], today - 18 * DAY, today)
    watch(desk, first, delegates[20:23])
    come(desk, first, 30)
    meeting = actions.open_meeting(actor=desk, meeting=first, today=today)
    adopt(desk, meeting, *OPENING)
    one = actions.draft_ballot(actor=desk, election=one, today=today)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    return queries.elections().get(pk=one.pk)


def test_a_preliminary_round_leaves_somebody_out_and_keeps_as_many_as_there_are_seats(
    first: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    with pytest.raises(Refused, match="不能少于应选名额"):
        _plan(hospital_desk, first, keep=6)
    row = item(hospital_desk, first, "chair", "直接选举工会主席")
    with pytest.raises(Refused, match="可以等额选举，不设预选"):
        plan(hospital_desk, row, office="chair", seats=1, percent=0, keep=1)
    assert not Election.objects.exists()
    one = _plan(hospital_desk, first, keep=STAND)
    with pytest.raises(Refused, match="预选取前 8 名，候选人 8 人，预选须有差额"):
        put_forward(hospital_desk, one, delegates[:STAND], today)
    one.refresh_from_db()
    assert one.listed_on is None


def test_after_a_preliminary_round_the_formal_one_may_be_one_for_one(
    preferring: Election, hospital_desk: Actor, today: date
) -> None:
    desk = hospital_desk
    contest = ballot_of(preferring).contests.get()
    assert (contest.round, contest.keep, contest.seats) == ("preliminary", SEATS, SEATS)
    one = _round(desk, preferring, [9, 8, 7, 6, 5, 4, 3, 2], today, then="formal")
    assert not one.elected.exists()
    with pytest.raises(Refused, match="须进行正式选举"):
        actions.announce(actor=desk, election=one, today=today)
    again = actions.follow_up(actor=desk, election=one, today=today)
    asked = again.contests.get()
    assert (asked.round, asked.seats, asked.choices.count()) == ("formal", SEATS, SEATS)
    one = _round(desk, one, [29, 28, 27, 26, 25, 24, 23], today, then="")
    assert one.elected.count() == SEATS
    steps = " ".join(words for words, _ in queries.elections().get(pk=one.pk).item.steps)
    assert "差额预选，以得赞成票多少为序取前 7 人为正式候选人" in steps
    assert "已经差额预选，可以等额选举" in steps
    assert actions.announce(actor=desk, election=one, today=today).announced_on == today


def test_a_tie_for_the_last_place_of_a_preliminary_round_elects_nobody(
    preferring: Election, hospital_desk: Actor, today: date
) -> None:
    desk = hospital_desk
    one = _round(desk, preferring, [29, 28, 27, 26, 25, 24, 20, 20], today, then="runoff")
    again = actions.follow_up(actor=desk, election=one, today=today)
    assert (again.contests.get().round, again.contests.get().choices.count()) == ("preliminary", 2)
    one = _round(desk, one, [12, 18], today, then="formal")
    assert not one.elected.exists()
    actions.follow_up(actor=desk, election=one, today=today)
    asked = ballot_of(one).contests.get()
    assert (asked.round, asked.is_runoff, asked.seats) == ("formal", False, SEATS)
    assert asked.choices.count() == SEATS
    one = _round(desk, one, [29, 28, 27, 26, 25, 24, 23], today, then="")
    assert one.elected.count() == SEATS


def test_a_draft_that_was_made_a_formal_round_is_not_voted_on(
    preferring: Election, hospital_desk: Actor, today: date
) -> None:
    desk, ballot = hospital_desk, ballot_of(preferring)
    contest = ballot.contests.get()
    ballots.edit_contest(
        actor=desk,
        contest=contest,
        asked=Asked("election", contest.title, "committee", seats=SEATS, percent=5, write_ins=True),
    )
    ballots.set_ballot(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="预选还是正式选举"):
        actions.begin_vote(actor=desk, election=preferring, today=today)
    assert ballot_of(preferring).state == "set"
