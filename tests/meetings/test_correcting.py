"""What is mended afterwards: a mistyped answer, and posts of an election that fell."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import Plan, come, moment
from tests.meetings.elections import adopt, agreed, item, plan, put_forward, shown, watch
from tests.meetings.test_taking_office import chair_of, plan_auditors, plenary, vote
from zhijia.ballots import actions as ballots
from zhijia.meetings import actions
from zhijia.meetings.models import Corrected, Election, Meeting, Petition
from zhijia.meetings.queries import elections as queries
from zhijia.meetings.queries import taking_office as after
from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import waiting_for

DAY = timedelta(days=1)
Browser = Callable[..., Client]
FALLEN = "选举无效，请终止由它写入的任职"


@pytest.fixture
def hospital_chair(seat: Callable[[str, Unit], Actor], hospital: Unit) -> Actor:
    """孙志刚, 工会主席 of the hospital until the new term."""
    return seat("2002", hospital)


@pytest.fixture
def congress(
    plan: Plan, hospital: Unit, hospital_desk: Actor, delegates: list[Member], today: date
) -> Meeting:
    """The hospital's first congress of a term, called, of 234 members."""
    Member.objects.bulk_create(
        Member(unit=hospital, unit_path=hospital.path, name=f"职工{n:03d}", staff_no=f"S{n:03d}")
        for n in range(200)
    )
    meeting = plan()
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    return actions.call(actor=hospital_desk, meeting=meeting, today=today)


@pytest.fixture
def written(
    congress: Meeting,
    plan: Plan,
    hospital_desk: Actor,
    hospital_chair: Actor,
    delegates: list[Member],
    today: date,
) -> Election:
    """Committee of seven, three auditors and a chair elected, their posts written."""
    desk = hospital_desk
    come(desk, congress, 30)
    watch(desk, congress, delegates[20:23])
    root = listed(desk, congress, delegates, today)
    congress = actions.open_meeting(actor=desk, meeting=congress, today=today)
    adopt(desk, congress, "term", "seats", "method", "watchers")
    root = vote(desk, root, [29, 28, 27, 26, 25, 24, 23, 9], today)
    row = item(desk, congress, "audit_committee", "选举经费审查委员会委员")
    plan_auditors(desk, row, delegates, today)
    meeting = plenary(desk, plan, root, today)
    chair_of(desk, meeting, root, delegates, today)
    root = queries.elections().get(pk=root.pk)
    actions.write_posts(actor=desk, election=root, today=today)
    return queries.elections().get(pk=root.pk)


def listed(desk: Actor, meeting: Meeting, delegates: list[Member], today: date) -> Election:
    """Seven seats, eight on the list, everything agreed to and shown."""
    one = plan(desk, item(desk, meeting, "committee", "选举工会委员会委员"))
    one = put_forward(desk, one, delegates[:8], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    return shown(desk, one, delegates[24], today - 18 * DAY, today)


def chair_election() -> Election:
    return queries.elections().get(office="chair")


def void(actor: Actor, election: Election, today: date) -> Election:
    ballot = queries.last_ballot(election)
    assert ballot
    ballots.void_ballot(actor=actor, ballot=ballot, reason="收回的多于发出的", today=today)
    return queries.elections().get(pk=election.pk)


def held(hospital: Unit) -> dict[str, int]:
    posts = Post.objects.open().filter(unit=hospital)
    kinds = ("chair", "committee", "auditor")
    return {kind: posts.filter(kind=kind).count() for kind in kinds}


def waits(actor: Actor, today: date) -> bool:
    return any(one.title.startswith(FALLEN) for one in waiting_for(actor, today))


def new_chair(hospital: Unit) -> Actor:
    """Return whoever leads the hospital's union by the posts that were written."""
    return actor_for(Post.objects.open().get(unit=hospital, kind="chair").member)


# 选票作废以后的任职


def test_posts_of_a_void_ballot_stand_out_and_end_with_a_reason_and_a_document(
    written: Election, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    desk = hospital_desk
    said: dict[str, Any] = {
        "actor": desk,
        "reason": "选票收回多于发出",
        "document": "〔2026〕12号",
        "today": today,
    }
    with pytest.raises(Refused, match="选举有效，任职不能这样终止"):
        actions.end_posts(election=written, **said)
    assert not waits(desk, today)
    one = void(new_chair(hospital), written, today)
    assert waits(desk, today)
    verdict = after.fallen(one)
    assert "选票已经作废" in verdict.reason
    assert verdict.clause
    assert verdict.clause.id == "XJ-22"
    with pytest.raises(Refused, match="理由和文号"):
        actions.end_posts(election=one, **{**said, "document": " "})
    assert held(hospital) == {"chair": 1, "committee": 6, "auditor": 3}
    one = actions.end_posts(election=one, **said)
    assert held(hospital) == {"chair": 0, "committee": 0, "auditor": 3}
    post = one.elected.order_by("place")[0].post
    assert post
    assert (post.ending, post.end_document, post.until_on) == ("annulled", "〔2026〕12号", today)
    assert (one.ended_on, one.ended_why) == (today, "选票收回多于发出")
    assert chair_election().ended_on == today
    assert after.fallen(one)
    assert not waits(desk, today)


def test_whose_chair_fell_goes_on_as_a_member_of_the_committee_that_stands(
    written: Election, hospital_desk: Actor, hospital: Unit, delegates: list[Member], today: date
) -> None:
    one = void(new_chair(hospital), chair_election(), today)
    actions.end_posts(
        actor=hospital_desk, election=one, reason="票数有误", document="〔2026〕3号", today=today
    )
    assert held(hospital) == {"chair": 0, "committee": 7, "auditor": 3}
    posts = Post.objects.open().filter(unit=hospital, member=delegates[0])
    post = posts.get(kind__in=("chair", "committee"))
    assert (post.kind, post.way, post.met_on) == ("committee", "elected", written.announced_on)
    written.refresh_from_db()
    assert written.ended_on is None
    assert written.elected.get(member=delegates[0]).post == post


def test_an_election_that_was_not_approved_gives_no_posts_for_good(
    written: Election, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    desk = hospital_desk
    one = actions.report_result(
        actor=desk, election=written, to="化工集团工会", sent_on=today, today=today
    )
    assert one.report
    actions.take_answer(
        actor=desk,
        petition=one.report,
        answered_on=today,
        is_agreed=False,
        answer="〔2026〕8号",
        today=today,
    )
    one = queries.elections().get(pk=one.pk)
    assert "不予批准" in after.fallen(one).reason
    assert waits(desk, today)
    actions.end_posts(
        actor=desk, election=one, reason="上一级工会不予批准", document="〔2026〕8号", today=today
    )
    assert held(hospital)["committee"] == 0


def test_those_elected_anew_are_written_into_the_term_and_the_old_rows_stay(
    written: Election,
    hospital_desk: Actor,
    hospital: Unit,
    plan: Plan,
    delegates: list[Member],
    today: date,
) -> None:
    desk, congress = hospital_desk, written.item.meeting
    one = void(new_chair(hospital), written, today)
    actions.end_posts(actor=desk, election=one, reason="无效", document="〔2026〕1号", today=today)
    again = listed(desk, congress, delegates[1:], today)
    again = vote(desk, again, [29, 28, 27, 26, 25, 24, 23, 9], today)
    assert after.root_of(again) == again
    meeting = plenary(desk, plan, again, today)
    row = item(desk, meeting, "chair", "重新选举工会主席")
    chair = actions.plan_election(actor=desk, item=row, office="chair", seats=1, source=again)
    chair = agreed(desk, put_forward(desk, chair, [delegates[1]], today), today)
    watch(desk, meeting, delegates[20:23])
    adopt(desk, meeting, "watchers")
    chair = vote(desk, chair, [7], today)
    again = actions.write_posts(actor=desk, election=again, today=today)
    assert held(hospital) == {"chair": 1, "committee": 6, "auditor": 3}
    assert hospital.terms.count() == 1
    assert not again.elected.filter(post=None).exists()
    assert Post.objects.open().get(unit=hospital, kind="chair").member == delegates[1]
    assert written.elected.count() == 7


def test_the_page_of_an_election_that_fell_leads_to_ending_its_posts(
    written: Election,
    hospital_desk: Actor,
    hospital: Unit,
    sign_in: Browser,
    school_desk: Actor,
    today: date,
) -> None:
    desk = sign_in(hospital_desk)
    void(new_chair(hospital), written, today)
    page, url = (
        reverse(f"meetings:{name}", args=[written.item_id])
        for name in ("election", "election-fallen")
    )
    assert url in desk.get(page).content.decode()
    assert sign_in(school_desk).get(url).status_code == 404
    assert desk.post(url, {"reason": "无效", "document": ""}).status_code == 422
    assert desk.post(url, {"reason": "收回多于发出", "document": "〔2026〕2号"}).status_code == 302
    shown_ = desk.get(page).content.decode()
    assert "收回多于发出（〔2026〕2号）" in shown_
    assert url not in shown_


# 批复更正


@pytest.fixture
def answered(congress: Meeting, hospital_desk: Actor, today: date) -> Petition:
    row = actions.petition(
        actor=hospital_desk,
        meeting=congress,
        to="化工集团工会",
        title="关于召开大会的请示",
        sent_on=today - 9 * DAY,
        today=today,
        is_upper=True,
    )
    return actions.answer_petition(
        actor=hospital_desk,
        petition=row,
        answered_on=today,
        is_agreed=False,
        answer="〔2026〕7号",
        today=today,
    )


def test_a_mistyped_answer_is_corrected_with_a_reason_and_the_one_before_stays(
    answered: Petition, hospital_desk: Actor, school_desk: Actor, today: date
) -> None:
    said: dict[str, Any] = {
        "petition": answered,
        "answered_on": today - DAY,
        "is_agreed": True,
        "today": today,
    }
    said |= {"actor": hospital_desk, "answer": "〔2026〕17号", "why": "文号和结论看错"}
    same = {"answered_on": today, "is_agreed": False, "answer": "〔2026〕7号"}
    for change, words in (
        ({"why": " "}, "更正的理由"),
        (same, "没有改动"),
        ({"answered_on": today - 10 * DAY}, "上报之后"),
        ({"answered_on": today + DAY}, "上报之后"),
        ({"actor": school_desk}, "由本单位"),
    ):
        with pytest.raises(Refused, match=words):
            actions.correct_answer(**{**said, **change})
    answered.refresh_from_db()
    assert (answered.is_agreed, Corrected.objects.count()) == (False, 0)
    row = actions.correct_answer(**said)
    assert (row.is_agreed, row.answer, row.answered_on) == (True, "〔2026〕17号", today - DAY)
    kept = row.corrections.get()
    assert (kept.is_agreed, kept.answer, kept.why) == (False, "〔2026〕7号", "文号和结论看错")


def test_an_answer_that_is_not_there_is_not_corrected(
    answered: Petition, hospital_desk: Actor, today: date
) -> None:
    Petition.objects.update(answered_on=None)
    with pytest.raises(Refused, match="还没有批复"):
        actions.correct_answer(
            actor=hospital_desk,
            petition=answered,
            answered_on=today,
            is_agreed=True,
            answer="1",
            why="错",
            today=today,
        )
    assert not Corrected.objects.exists()


def test_the_meetings_page_shows_both_answers(
    answered: Petition, hospital_desk: Actor, school_desk: Actor, sign_in: Browser, today: date
) -> None:
    desk, url = sign_in(hospital_desk), reverse("meetings:petition-correct", args=[answered.pk])
    page = answered.meeting.get_absolute_url()
    assert url in desk.get(page).content.decode()
    assert sign_in(school_desk).get(url).status_code == 404
    filled = {"answered_on": today.isoformat(), "is_agreed": "yes", "answer": "〔2026〕17号"}
    assert desk.post(url, {**filled, "why": ""}).status_code == 422
    assert desk.post(url, {**filled, "why": "看错<b>"}).status_code == 302
    said = desk.get(page).content.decode()
    assert "〔2026〕17号" in said
    assert f"更正以前：{today:%Y-%m-%d} 不同意，〔2026〕7号" in said
    assert "看错&lt;b&gt;" in said
    Petition.objects.update(answered_on=None)
    assert desk.get(url).status_code == 404


def test_a_corrected_answer_to_the_results_is_known_to_the_term(
    written: Election, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    desk = hospital_desk
    one = actions.report_result(
        actor=desk, election=written, to="化工集团工会", sent_on=today, today=today
    )
    said: dict[str, Any] = {
        "actor": desk,
        "petition": one.report,
        "answered_on": today,
        "today": today,
    }
    actions.take_answer(is_agreed=True, answer="〔2026〕9号", **said)
    assert hospital.terms.get().approval == "〔2026〕9号"
    actions.correct_answer(is_agreed=True, answer="〔2026〕19号", why="看错", **said)
    assert hospital.terms.get().approval == "〔2026〕19号"


def test_a_list_whose_consent_turns_out_to_be_a_no_is_not_voted_on(
    congress: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    desk = hospital_desk
    one = listed(desk, congress, delegates, today)
    watch(desk, congress, delegates[20:23])
    one = actions.draft_ballot(actor=desk, election=one, today=today)
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    come(desk, congress, 30)
    meeting = actions.open_meeting(actor=desk, meeting=congress, today=today)
    adopt(desk, meeting, "term", "seats", "method", "watchers")
    actions.begin_item(actor=desk, item=one.item, at=moment())
    one = queries.elections().get(pk=one.pk)
    actions.correct_answer(
        actor=desk,
        petition=one.upper,
        answered_on=today,
        is_agreed=False,
        answer="不同意",
        why="登记错",
        today=today,
    )
    one = queries.elections().get(pk=one.pk)
    with pytest.raises(Refused, match="批复是不同意"):
        actions.begin_vote(actor=desk, election=one, today=today)
    assert one.ballot
    one.ballot.refresh_from_db()
    assert one.ballot.state == "set"
