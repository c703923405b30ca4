"""After the vote: report and reply, posts from the day of election, what is still to be done."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import Plan, come, moment
from tests.meetings.elections import adopt, agreed, counted, item, plan, put_forward, shown, watch
from zhijia.ballots import actions as ballots
from zhijia.ballots.queries import eligible_members
from zhijia.meetings import actions
from zhijia.meetings.models import Duty, Election, Item, Meeting, Override
from zhijia.meetings.queries import election_page as page
from zhijia.meetings.queries import elections as queries
from zhijia.meetings.queries import taking_office as after
from zhijia.meetings.rules.taking_office import AFTER
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import Ending
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import waiting_for

DAY = timedelta(days=1)
Browser = Callable[..., Client]


@pytest.fixture
def staff(hospital: Unit, delegates: list[Member]) -> list[Member]:
    rows = [
        Member(unit=hospital, unit_path=hospital.path, name=f"职工{n:03d}", staff_no=f"S{n:03d}")
        for n in range(200)
    ]
    return Member.objects.bulk_create(rows)


@pytest.fixture
def elected(
    plan_congress: Callable[[], Meeting],
    hospital_desk: Actor,
    delegates: list[Member],
    today: date,
) -> Election:
    """The committee of seven, elected and announced."""
    desk, meeting = hospital_desk, plan_congress()
    election = plan(desk, item(desk, meeting, "committee", "选举工会委员会委员"))
    election = put_forward(desk, election, delegates[:8], today - 20 * DAY)
    election = agreed(desk, election, today - 19 * DAY)
    election = shown(desk, election, delegates[20], today - 18 * DAY, today)
    watch(desk, meeting, delegates[20:23])
    come(desk, meeting, 30)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, "term", "seats", "method", "watchers")
    return vote(desk, election, [29, 28, 27, 26, 25, 24, 23, 9], today)


def waiting(actor: Actor, today: date) -> list[str]:
    """Return what waits for somebody after an election, without the meeting's name."""
    found = {one.title.partition("：")[0] for one in waiting_for(actor, today)}
    return sorted(found & {"请将选举结果报上一级工会", *(one.title for one in AFTER.values())})


@pytest.fixture
def plan_congress(
    plan: Plan, hospital_desk: Actor, staff: list[Member], today: date
) -> Callable[[], Meeting]:
    def planned() -> Meeting:
        meeting = plan()
        actions.seat_holders(actor=hospital_desk, meeting=meeting)
        actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
        return actions.call(actor=hospital_desk, meeting=meeting, today=today)

    return planned


def vote(desk: Actor, election: Election, votes: list[int], today: date) -> Election:
    """Print, vote, count, take over and announce."""
    one = actions.draft_ballot(actor=desk, election=election, today=today)
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    one = queries.elections().get(pk=one.pk)
    actions.begin_vote(actor=desk, election=one, today=today)
    ballot = queries.last_ballot(one)
    assert ballot
    counted(desk, ballot, votes, today)
    actions.take_result(actor=desk, election=one, today=today)
    one = queries.elections().get(pk=one.pk)
    actions.announce(actor=desk, election=one, today=today)
    return queries.elections().get(pk=election.pk)


def plenary(desk: Actor, plan: Plan, root: Election, today: date) -> Meeting:
    """The first plenary of the new committee, opened with all of it there."""
    meeting = plan(kind="committee", title="第三届委员会一次全委会", term=0, session=0)
    people = [one.member for one in root.elected.all()]
    actions.seat(actor=desk, meeting=meeting, members=people)
    actions.fix_roll(actor=desk, meeting=meeting, today=today)
    actions.call(actor=desk, meeting=meeting, today=today)
    come(desk, meeting, len(people))
    return actions.open_meeting(actor=desk, meeting=meeting, today=today)


def chair_of(
    desk: Actor, meeting: Meeting, root: Election, delegates: list[Member], today: date
) -> Election:
    """The plenary elects its chair: the one with the most votes."""
    row = item(desk, meeting, "chair", "选举工会主席")
    one = actions.plan_election(actor=desk, item=row, office="chair", seats=1, source=root)
    actions.nominate(actor=desk, election=one, member=delegates[0], group="第一小组", today=today)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=today
    )
    one = agreed(desk, one, today)
    watch(desk, meeting, delegates[20:23])
    adopt(desk, meeting, "watchers")
    return vote(desk, one, [7], today)


@pytest.fixture
def with_chair(
    elected: Election, hospital_desk: Actor, plan: Plan, delegates: list[Member], today: date
) -> Election:
    """Committee and chair elected; return the committee's election."""
    meeting = plenary(hospital_desk, plan, elected, today)
    chair_of(hospital_desk, meeting, elected, delegates, today)
    return queries.elections().get(pk=elected.pk)


def test_posts_wait_for_the_chair_and_a_head_may_answer_for_going_on(
    elected: Election,
    hospital_desk: Actor,
    seat: Callable[[str, Unit], Actor],
    hospital: Unit,
    today: date,
) -> None:
    with pytest.raises(Refused, match="主席还没有选出"):
        actions.write_posts(actor=hospital_desk, election=elected, today=today)
    assert not hospital.terms.exists()
    chair = seat("2002", hospital)
    actions.write_posts(actor=chair, election=elected, today=today, why="主席人选待上级推荐")
    assert hospital.terms.get().number == 3
    assert "主席还没有选出" in Override.objects.get().what


def test_a_new_committee_takes_office_from_the_day_of_election_and_ends_the_one_before(
    with_chair: Election,
    hospital_desk: Actor,
    hospital: Unit,
    delegates: list[Member],
    seat: Callable[[str, Unit], Actor],
    today: date,
) -> None:
    seat("2003", hospital)  # a committee member of the term before
    one = actions.write_posts(actor=hospital_desk, election=with_chair, today=today)
    term = hospital.terms.get()
    assert (term.number, term.elected_on, term.years, term.seats) == (3, today, 5, 7)
    open_ = Post.objects.open().filter(unit=hospital)
    assert [p.member for p in open_.filter(kind="chair")] == [delegates[0]]
    assert open_.filter(kind="committee", term=term).count() == 6
    before = Post.objects.get(member__staff_no="2003")
    assert (before.ending, before.until_on) == ("term_ended", today)
    assert one.written_on == today
    assert one.elected.get(member=delegates[0]).post == open_.get(kind="chair")
    assert not one.elected.filter(post=None).exists()
    assert set(Duty.objects.values_list("key", flat=True)) == {
        "certificate",
        "representative",
        "bank",
        "leaving",
    }
    with pytest.raises(Refused, match="已经写入"):
        actions.write_posts(actor=hospital_desk, election=one, today=today)
    assert hospital.terms.count() == 1


def test_a_reply_is_written_into_the_term_and_none_is_no_approval(
    with_chair: Election, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    desk, report = hospital_desk, "请将选举结果报上一级工会"
    assert waiting(desk, today) == [report]
    actions.write_posts(actor=desk, election=with_chair, today=today)
    duties = {one.title for one in AFTER.values()}
    assert waiting(desk, today) == sorted({report, *duties})
    one = actions.report_result(
        actor=desk, election=with_chair, to="化工集团工会", sent_on=today, today=today
    )
    assert hospital.terms.get().reported_on == today
    assert one.report
    assert waiting(desk, today) == sorted(duties)
    with pytest.raises(Refused, match="已经上报"):
        actions.report_result(
            actor=desk, election=with_chair, to="化工集团工会", sent_on=today, today=today
        )
    assert hospital.terms.get().approval == ""
    actions.take_answer(
        actor=desk,
        petition=one.report,
        answered_on=today,
        is_agreed=True,
        answer="化工工字〔2026〕9号",
        today=today,
    )
    term = hospital.terms.get()
    assert (term.approval, term.approved_on) == ("化工工字〔2026〕9号", today)


def test_a_reply_to_the_results_entered_from_the_meetings_page_is_known_to_the_term(
    with_chair: Election, hospital_desk: Actor, hospital: Unit, sign_in: Browser, today: date
) -> None:
    desk, browser = hospital_desk, sign_in(hospital_desk)
    actions.write_posts(actor=desk, election=with_chair, today=today)
    one = actions.report_result(
        actor=desk, election=with_chair, to="化工集团工会", sent_on=today, today=today
    )
    url = reverse("meetings:petition-answer", args=[one.report_id])
    assert url in browser.get(one.item.meeting.get_absolute_url()).content.decode()
    said: dict[str, Any] = {
        "answered_on": today.isoformat(),
        "is_agreed": "yes",
        "answer": "〔2026〕9号",
    }
    assert browser.post(url, said).status_code == 302
    term = hospital.terms.get()
    assert (term.approval, term.approved_on) == ("〔2026〕9号", today)
    again = browser.post(url, {**said, "is_agreed": "no"})
    assert again.status_code == 422
    assert "批复已经登记" in again.content.decode()
    one.refresh_from_db()
    assert one.report
    assert one.report.is_agreed


def test_the_certificate_is_done_with_its_number_and_known_to_the_term(
    with_chair: Election, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    actions.write_posts(actor=hospital_desk, election=with_chair, today=today)
    duty = Duty.objects.get(key="certificate")
    assert duty.due_on
    assert duty.due_on >= today + 30 * DAY
    for said in ({"document": " "}, {"done_on": today + DAY}):
        with pytest.raises(Refused):
            actions.do_duty(
                actor=hospital_desk,
                duty=duty,
                today=today,
                **{"document": "法证字第1号", "done_on": today, **said},
            )
    duty.refresh_from_db()
    assert duty.done_on is None
    actions.do_duty(
        actor=hospital_desk, duty=duty, done_on=today, document="法证字第1号", today=today
    )
    assert hospital.terms.get().certified_on == today


def test_a_chair_comes_out_of_the_committee_that_was_elected(
    elected: Election, hospital_desk: Actor, plan: Plan, delegates: list[Member], today: date
) -> None:
    meeting = plenary(hospital_desk, plan, elected, today)
    row = item(hospital_desk, meeting, "chair", "选举工会主席")
    one = actions.plan_election(
        actor=hospital_desk, item=row, office="chair", seats=1, source=elected
    )
    actions.nominate(
        actor=hospital_desk, election=one, member=delegates[30], group="小组", today=today
    )
    one = actions.list_candidates(
        actor=hospital_desk, election=one, nominees=list(one.nominees.all()), today=today
    )
    with pytest.raises(Refused, match="代表31：不是新当选的委员"):
        actions.draft_ballot(actor=hospital_desk, election=one, today=today)
    one.refresh_from_db()
    assert one.ballot is None


def test_women_are_named_by_the_committee_and_never_elected_by_the_congress(
    with_chair: Election, hospital_desk: Actor, hospital: Unit, delegates: list[Member], today: date
) -> None:
    desk = hospital_desk
    meeting = Meeting.objects.get(kind="committee")
    row = item(desk, meeting, "women", "女职工委员会委员名单")
    one = actions.plan_election(actor=desk, item=row, office="women", seats=3)
    for who in delegates[10:13]:
        actions.nominate(actor=desk, election=one, member=who, group="女职工", today=today)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=today
    )
    with pytest.raises(Refused, match="还没有经会议表决通过"):
        actions.name_women(actor=desk, item=row, today=today)
    adopt(desk, meeting, "women")
    one = actions.name_women(actor=desk, item=Item.objects.get(pk=row.pk), today=today)
    actions.write_posts(actor=desk, election=one, today=today)
    posts = Post.objects.open().filter(unit=hospital, kind="women")
    assert posts.count() == 3
    assert {post.way for post in posts} == {"nominated"}


def test_the_pages_after_an_election_open_and_refuse_in_words(
    with_chair: Election,
    hospital_desk: Actor,
    sign_in: Browser,
    school_desk: Actor,
    today: date,
) -> None:
    desk, key = sign_in(hospital_desk), with_chair.item_id
    url = reverse("meetings:election", args=[key])
    page = desk.get(url).content.decode()
    assert "选举结果还没有报上一级工会" in page
    assert desk.get(reverse("meetings:election-answer", args=[key])).status_code == 404
    said: dict[str, Any] = {"to": "化工集团工会", "sent_on": (today - DAY).isoformat()}
    report = reverse("meetings:election-report", args=[key])
    early = desk.post(report, said)
    assert early.status_code == 422
    assert "不能早于宣布结果" in early.content.decode()
    assert desk.post(report, {**said, "sent_on": today.isoformat()}).status_code == 302
    answered = {"answered_on": today.isoformat(), "is_agreed": "no", "answer": "〔2026〕3号"}
    answer_url = reverse("meetings:election-answer", args=[key])
    assert desk.post(answer_url, answered).status_code == 302
    assert "应当重新选举" in desk.get(url).content.decode()
    assert desk.post(reverse("meetings:election-write", args=[key])).status_code == 302
    duty = Duty.objects.get(key="bank")
    done = reverse("meetings:duty-done", args=[duty.pk])
    assert sign_in(school_desk).get(done).status_code == 404
    filled = {"done_on": today.isoformat(), "document": "工商银行回执"}
    assert desk.post(done, filled).status_code == 302
    assert "工商银行回执" in desk.get(url).content.decode()


def test_auditors_elect_their_head_at_their_own_first_meeting(
    elected: Election, hospital_desk: Actor, plan: Plan, delegates: list[Member], today: date
) -> None:
    desk, congress = hospital_desk, elected.item.meeting
    row = item(desk, congress, "audit_committee", "选举经费审查委员会委员")
    auditors = plan_auditors(desk, row, delegates, today)
    meeting = plan(kind="audit", title="经审会第一次全体会议", term=0, session=0)
    people = [one.member for one in auditors.elected.all()]
    actions.seat(actor=desk, meeting=meeting, members=people)
    actions.fix_roll(actor=desk, meeting=meeting, today=today)
    actions.call(actor=desk, meeting=meeting, today=today)
    come(desk, meeting, 3)
    actions.open_meeting(actor=desk, meeting=meeting, today=today)
    head = item(desk, meeting, "head", "选举经审会主任")
    one = actions.plan_election(
        actor=desk, item=head, office="audit_head", seats=1, source=auditors
    )
    actions.nominate(actor=desk, election=one, member=people[0], group="委员", today=today)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=today
    )
    watch(desk, meeting, delegates[20:23])
    adopt(desk, meeting, "watchers")
    one = vote(desk, one, [3], today)
    assert [each.member for each in one.elected.all()] == [people[0]]
    ballot = queries.last_ballot(one)
    assert ballot
    contest = ballot.contests.get()
    assert (contest.body, contest.write_ins, contest.slots) == ("audit_head", True, 1)
    assert {each.member for each in ballot.eligible.all()} == {*people}
    root = queries.elections().get(pk=elected.pk)
    offices = {each.office for each in after.renewal_of(root)}
    assert offices == {"committee", "auditor", "audit_head"}


def plan_auditors(desk: Actor, row: Item, delegates: list[Member], today: date) -> Election:
    """Three auditors, one for one, elected at the same congress."""
    one = actions.plan_election(actor=desk, item=row, office="auditor", seats=3)
    one = put_forward(desk, one, delegates[10:13], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[24], today - 18 * DAY, today)
    return vote(desk, one, [30, 29, 28], today)


def test_after_a_runoff_the_whole_committee_may_be_written_in_as_chair(
    plan_congress: Callable[[], Meeting],
    hospital_desk: Actor,
    hospital: Unit,
    delegates: list[Member],
    today: date,
) -> None:
    desk, meeting = hospital_desk, plan_congress()
    one = plan(desk, item(desk, meeting, "committee", "选举工会委员会委员"))
    one = put_forward(desk, one, delegates[:8], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[20], today - 18 * DAY, today)
    watch(desk, meeting, delegates[20:23])
    come(desk, meeting, 30)
    actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, "term", "seats", "method", "watchers")
    one = actions.draft_ballot(actor=desk, election=one, today=today)
    actions.begin_item(actor=desk, item=one.item, at=moment())
    for votes in ([29, 28, 27, 26, 25, 24, 20, 20], [12, 18]):
        one = queries.elections().get(pk=one.pk)
        ballot = queries.last_ballot(one)
        assert ballot
        ballots.set_ballot(actor=desk, ballot=ballot, today=today)
        actions.begin_vote(actor=desk, election=one, today=today)
        ballot = queries.last_ballot(one)
        assert ballot
        counted(desk, ballot, votes, today)
        one = actions.take_result(actor=desk, election=one, today=today)
        if one.then:
            actions.follow_up(actor=desk, election=one, today=today)
    assert one.then == ""
    elected = {*one.elected.values_list("member_id", flat=True)}
    assert len(elected) == 7
    assert {each.pk for each in eligible_members(hospital, ["chair"])} == elected


def test_a_by_election_fills_a_seat_for_the_rest_of_the_term(
    with_chair: Election,
    hospital_desk: Actor,
    hospital: Unit,
    plan: Plan,
    delegates: list[Member],
    today: date,
) -> None:
    desk = hospital_desk
    actions.write_posts(actor=desk, election=with_chair, today=today)
    term = hospital.terms.get()
    meeting = plan(session=2, title="第三届第二次会员代表大会")
    actions.seat(actor=desk, meeting=meeting, members=delegates)
    actions.fix_roll(actor=desk, meeting=meeting, today=today)
    actions.call(actor=desk, meeting=meeting, today=today)
    row = item(desk, meeting, "by_election", "补选工会委员会委员")
    one = actions.plan_election(actor=desk, item=row, office="committee", seats=1, percent=5)
    one = put_forward(desk, one, delegates[13:15], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[24], today - 18 * DAY, today)
    watch(desk, meeting, delegates[20:23])
    come(desk, meeting, 30)
    actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, "method", "watchers")
    one = vote(desk, one, [20, 10], today)
    actions.write_posts(actor=desk, election=one, today=today)
    sitting = {*delegates[:7], delegates[13]}
    assert {*eligible_members(hospital, ["standing", "chair"])} == sitting
    post = Post.objects.get(unit=hospital, member=delegates[13], kind="committee")
    assert (post.way, post.term, post.from_on) == ("by_elected", term, today)
    assert hospital.terms.count() == 1
    assert _outside(desk, plan, with_chair, [delegates[13], delegates[30]], today) == ("代表31",)


def _outside(
    desk: Actor, plan: Plan, root: Election, people: list[Member], today: date
) -> tuple[str, ...]:
    """Return who of these would not be of those a chair comes out of, at a later plenary."""
    root = queries.elections().get(pk=root.pk)
    meeting = plan(kind="committee", title="第三届委员会二次全委会", term=0, session=0)
    row = item(desk, meeting, "chair", "选举工会主席")
    one = actions.plan_election(actor=desk, item=row, office="chair", seats=1, source=root)
    for who in people:
        actions.nominate(actor=desk, election=one, member=who, group="小组", today=today)
    rows = list(one.nominees.all())
    one = actions.list_candidates(actor=desk, election=one, nominees=rows, today=today)
    one = queries.elections().get(pk=one.pk)
    return queries.course_of(one, queries.nominees_of(one)).alone().outside


def test_a_second_chair_in_a_term_is_reported_and_leaves_duties_of_its_own(
    with_chair: Election,
    hospital_desk: Actor,
    hospital: Unit,
    plan: Plan,
    delegates: list[Member],
    today: date,
) -> None:
    desk = hospital_desk
    actions.write_posts(actor=desk, election=with_chair, today=today)
    told: dict[str, Any] = {"actor": desk, "to": "化工集团工会", "sent_on": today, "today": today}
    first = actions.report_result(election=with_chair, **told)
    assert first.report
    actions.take_answer(
        actor=desk,
        petition=first.report,
        answered_on=today,
        is_agreed=True,
        answer="〔2026〕9号",
        today=today,
    )
    org.relieve(
        actor=desk,
        post=Post.objects.open().get(unit=hospital, kind="chair"),
        until_on=today,
        ending=Ending("resigned"),
    )
    before = set(Duty.objects.values_list("pk", flat=True))
    meeting = plenary(desk, plan, with_chair, today)
    root = queries.elections().get(pk=with_chair.pk)
    second = chair_of(desk, meeting, root, delegates[1:], today)
    # Where it was filed, what follows goes on.
    Meeting.objects.filter(pk=meeting.pk).update(state="archived")
    second = queries.elections().get(pk=second.pk)
    second = actions.write_posts(actor=desk, election=second, today=today)
    own = Duty.objects.exclude(pk__in=before)
    assert {one.key for one in own} == {"representative", "bank", "leaving"}
    assert {one.election_id for one in own} == {second.pk}
    shown_ = page.afterwards(queries.elections().get(pk=second.pk), today)["duties"]
    assert {one.pk for one, _ in shown_} == before | {one.pk for one in own}  # type: ignore[attr-defined]  # duties
    second = actions.report_result(election=second, **told)
    assert second.report
    assert second.report != first.report
    assert second.report.meeting == meeting
    assert hospital.terms.get().approval == "〔2026〕9号"
    with pytest.raises(Refused, match="已经上报"):
        actions.report_result(election=second, **told)


def test_the_pages_of_what_was_elected_ask_fifteen_questions(
    with_chair: Election,
    hospital_desk: Actor,
    sign_in: Browser,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    desk, chair = sign_in(hospital_desk), Election.objects.get(office="chair")
    urls = [reverse("meetings:election", args=[one.item_id]) for one in (with_chair, chair)]

    def open_all(words: str) -> None:
        for url in urls:
            desk.get(url)
            with django_assert_max_num_queries(15):  # type: ignore[attr-defined]  # a context manager
                page = desk.get(url).content.decode()
            assert words in page

    open_all("写入职务")
    actions.report_result(
        actor=hospital_desk, election=with_chair, to="化工集团工会", sent_on=today, today=today
    )
    actions.write_posts(
        actor=hospital_desk, election=queries.elections().get(pk=with_chair.pk), today=today
    )
    open_all("登记办结")


# 常务委员会


def test_a_standing_committee_comes_out_of_the_new_committee_and_the_chair_out_of_it(
    plan_congress: Callable[[], Meeting],
    hospital_desk: Actor,
    hospital: Unit,
    plan: Plan,
    delegates: list[Member],
    today: date,
) -> None:
    desk = hospital_desk
    Member.objects.bulk_create(
        Member(unit=hospital, unit_path=hospital.path, name=f"会员{n:04d}", staff_no=f"H{n:04d}")
        for n in range(800)
    )
    root = committee_of(desk, plan_congress(), delegates, 15, today)
    people = [one.member for one in root.elected.all()]
    meeting = plenary(desk, plan, root, today)
    watch(desk, meeting, delegates[20:23])
    adopt(desk, meeting, "watchers")
    row = item(desk, meeting, "standing", "选举常务委员")
    said: dict[str, Any] = {"actor": desk, "item": row, "office": "standing", "source": root}
    for seats, percent, words in ((8, 10, "名额 8 人，应为 9 至 11 人"), (9, 5, "不低于 10%")):
        with pytest.raises(Refused, match=words):
            actions.plan_election(seats=seats, percent=percent, **said)
    one = actions.plan_election(seats=9, percent=10, **said)
    with pytest.raises(Refused, match="差额率 10% 应有 10 人"):
        put_forward(desk, one, people[:9], today)
    one = put_forward(desk, one, [*people[1:10], delegates[30]], today)
    one = agreed(desk, one, today)
    with pytest.raises(Refused, match="代表31：不是新当选的委员"):
        actions.draft_ballot(actor=desk, election=one, today=today)
    one = queries.elections().get(pk=one.pk)
    actions.withdraw_list(actor=desk, election=one)
    one = queries.elections().get(pk=one.pk)
    actions.drop_nominee(actor=desk, nominee=one.nominees.get(member=delegates[30]))
    one = agreed(desk, put_forward(desk, one, people[:10], today), today)
    one = vote(desk, one, [15, 15, 14, 14, 13, 13, 12, 12, 11, 3], today)
    assert [each.member for each in one.elected.all()] == people[:9]
    chair_row = item(desk, meeting, "chair", "选举工会主席")
    sources = queries.sources_of(Election(item=chair_row, office="chair"))
    assert [each.pk for each in sources] == [one.pk, root.pk]
    chair = actions.plan_election(
        actor=desk, item=chair_row, office="chair", seats=1, source=sources[0]
    )
    chair = agreed(desk, put_forward(desk, chair, [people[9]], today), today)
    with pytest.raises(Refused, match="不是新当选的委员"):
        actions.draft_ballot(actor=desk, election=chair, today=today)
    actions.withdraw_list(actor=desk, election=queries.elections().get(pk=chair.pk))
    chair = queries.elections().get(pk=chair.pk)
    actions.drop_nominee(actor=desk, nominee=chair.nominees.get())
    chair = agreed(desk, put_forward(desk, chair, [people[0]], today), today)
    chair = vote(desk, chair, [15], today)
    actions.write_posts(actor=desk, election=chair, today=today)
    posts = Post.objects.open().filter(unit=hospital)
    held = {kind: posts.filter(kind=kind).count() for kind in ("chair", "standing", "committee")}
    assert held == {"chair": 1, "standing": 8, "committee": 6}
    assert posts.get(kind="chair").member == people[0]
    assert hospital.terms.get().seats == 15


def committee_of(
    desk: Actor, meeting: Meeting, delegates: list[Member], seats: int, today: date
) -> Election:
    """A committee of so many, elected out of one more, and announced."""
    one = plan(desk, item(desk, meeting, "committee", "选举工会委员会委员"), seats=seats)
    one = put_forward(desk, one, delegates[: seats + 1], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[20], today - 18 * DAY, today)
    watch(desk, meeting, delegates[20:23])
    come(desk, meeting, 30)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, "term", "seats", "method", "watchers")
    return vote(desk, one, [30 - n // 2 for n in range(seats)] + [1], today)
