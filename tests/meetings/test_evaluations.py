"""The yearly evaluations: grades only by the adopted method, years side by side, recalls."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.meetings.conftest import Plan, come, moment
from tests.meetings.elections import adopt, graded, item
from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.ballots.rules.asking import Asked
from zhijia.disclosure.models import Publication
from zhijia.meetings import actions
from zhijia.meetings.models import AdoptedMethod, Evaluation, FollowUp, Item, Meeting, Recall
from zhijia.meetings.queries import evaluations as queries
from zhijia.meetings.queries.telling import drafted
from zhijia.meetings.rules.evaluations import Method, grade_of, may_keep
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)
GRADES = ("满意", "基本满意", "不满意")
Browser = Callable[..., Client]


@pytest.mark.parametrize(
    ("counts", "grade"),
    [((20, 5, 5), "满意"), ((19, 6, 5), "基本满意"), ((5, 10, 15), "不满意"), ((0, 0, 0), "")],
)
def test_a_grade_is_found_by_the_numbers_of_the_method(
    counts: tuple[int, int, int], grade: str
) -> None:
    papers = dict(zip(GRADES, counts, strict=True))
    assert grade_of(Method(66, 50), papers, sum(counts), GRADES) == grade
    assert grade_of(None, papers, sum(counts), GRADES) == ""


@given(st.integers(1, 100), st.integers(1, 100), st.integers(0, 50), st.integers(0, 50))
def test_no_count_has_two_grades(good: int, bad: int, best: int, worst: int) -> None:
    if not may_keep(good=good, bad=bad, is_adopted=True):
        return
    valid = best + worst
    is_best = valid and best * 100 >= good * valid
    is_worst = valid and worst * 100 >= bad * valid
    assert not (is_best and is_worst)


@pytest.fixture
def head(hospital: Unit, hospital_desk: Actor, delegates: list[Member], today: date) -> Member:
    """The first delegate is the hospital's chair."""
    org.appoint(
        actor=hospital_desk,
        unit=hospital,
        member=delegates[0],
        kind="chair",
        from_on=today - 400 * DAY,
        basis=Basis("elected", "第二届第一次会员代表大会", today - 400 * DAY),
    )
    return delegates[0]


@pytest.fixture
def session(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date
) -> Callable[[int], Meeting]:
    """Open a session of the congress with 30 of 34, watchers named."""

    def opened(number: int) -> Meeting:
        meeting = plan(session=number, title=f"第三届第{number}次会员代表大会")
        actions.seat(actor=hospital_desk, meeting=meeting, members=delegates)
        meeting = actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
        meeting = actions.call(actor=hospital_desk, meeting=meeting, today=today)
        come(hospital_desk, meeting, 30)
        for role, who in zip(
            ("chief_scrutineer", "teller_a", "teller_b"), delegates[20:], strict=False
        ):
            actions.name_watch(actor=hospital_desk, meeting=meeting, role=role, member=who)
        return actions.open_meeting(actor=hospital_desk, meeting=meeting, today=today)

    return opened


def method(desk: Actor, meeting: Meeting, today: date) -> AdoptedMethod:
    adopt(desk, meeting, "assessing")
    row = meeting.items.get(business="assessing")
    return actions.keep_method(actor=desk, item=row, good=66, bad=50, today=today)


def evaluated(
    desk: Actor, meeting: Meeting, who: Member, counts: tuple[int, int, int], year: int, today: date
) -> Evaluation:
    row = item(desk, meeting, "heads", "评议工会主席")
    one = actions.plan_evaluation(actor=desk, item=row, year=year, members=[who])
    actions.draft_evaluation(actor=desk, evaluation=one, today=today)
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    assert row.ballot
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.begin_item(actor=desk, item=row, at=moment())
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    actions.begin_ballot(actor=desk, item=row, today=today)
    graded(
        desk, Ballot.objects.get(pk=row.ballot_id), dict(zip(GRADES, counts, strict=True)), today
    )
    found = queries.evaluation_of(Item.objects.select_related("ballot").get(pk=row.pk))
    assert found
    return actions.take_grades(actor=desk, evaluation=found, today=today)


@pytest.mark.parametrize(
    ("change", "words"), [("subject", "评议对象与设定的不一致"), ("grades", "等次、评议项目")]
)
def test_papers_that_evaluate_otherwise_than_was_set_are_not_begun(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    today: date,
    change: str,
    words: str,
) -> None:
    desk = hospital_desk
    row = item(desk, session(1), "heads", "评议工会主席")
    one = actions.plan_evaluation(actor=desk, item=row, year=today.year, members=[head])
    actions.draft_evaluation(actor=desk, evaluation=one, today=today)
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    assert row.ballot
    contest = row.ballot.contests.get()
    if change == "subject":
        ballots.add_choices(actor=desk, contest=contest, lines=["职工医院工会"])
    else:
        asked = Asked("evaluation", contest.title, "evaluation", grades=("满意", "不满意"))
        ballots.edit_contest(actor=desk, contest=contest, asked=asked)
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.begin_item(actor=desk, item=row, at=moment())
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    with pytest.raises(Refused, match=words):
        actions.begin_ballot(actor=desk, item=row, today=today)
    assert Ballot.objects.get().state == "set"


def test_without_an_adopted_method_there_are_counts_and_no_grade(
    session: Callable[[int], Meeting], hospital_desk: Actor, head: Member, today: date
) -> None:
    one = evaluated(hospital_desk, session(1), head, (2, 8, 20), today.year, today)
    row = one.subjects.get()
    assert (row.valid, row.counts, row.grade, row.label) == (
        30,
        {"满意": 2, "基本满意": 8, "不满意": 20},
        "",
        "工会主席",
    )
    one.item.refresh_from_db()
    assert one.item.result == "graded"


def test_a_method_is_kept_only_as_it_was_adopted(
    session: Callable[[int], Meeting], hospital_desk: Actor, today: date
) -> None:
    meeting = session(1)
    row = item(hospital_desk, meeting, "assessing", "民主测评办法")
    with pytest.raises(Refused, match="还没有经大会表决通过"):
        actions.keep_method(actor=hospital_desk, item=row, good=66, bad=50, today=today)
    actions.begin_item(actor=hospital_desk, item=row, at=moment())
    actions.vote_by_hands(actor=hospital_desk, item=row, yes=30, no=0, abstain=0)
    row.refresh_from_db()
    with pytest.raises(Refused, match="合计应超过 100%"):
        actions.keep_method(actor=hospital_desk, item=row, good=40, bad=50, today=today)
    assert not AdoptedMethod.objects.exists()
    kept = actions.keep_method(actor=hospital_desk, item=row, good=66, bad=50, today=today)
    with pytest.raises(Refused, match="已经登记"):
        actions.keep_method(actor=hospital_desk, item=row, good=70, bad=50, today=today)
    with pytest.raises(Refused, match="通过之后"):
        actions.file_method(
            actor=hospital_desk, method=kept, filed_on=today - DAY, document="", today=today
        )
    actions.file_method(
        actor=hospital_desk, method=kept, filed_on=today, document="〔2026〕4号", today=today
    )
    assert AdoptedMethod.objects.get().said.is_filed


def test_two_bad_years_running_let_somebody_propose_a_recall(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    sign_in: Browser,
    today: date,
) -> None:
    desk, first = hospital_desk, session(1)
    method(desk, first, today)
    evaluated(desk, first, head, (2, 8, 20), today.year - 1, today)
    one = evaluated(desk, session(2), head, (3, 9, 18), today.year, today)
    line = queries.compared(one, runs=True)[0]
    assert line.grades == ["不满意", "不满意"]
    page = sign_in(desk).get(reverse("meetings:evaluation", args=[one.item_id])).content.decode()
    assert "可以提出罢免" in page
    assert f"{today.year - 1} 年 不满意" in page
    assert "评议结果先报党组织" in page


def test_counts_of_an_evaluation_stand_on_no_page_of_its_meeting(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    delegates: list[Member],
    sign_in: Browser,
    today: date,
) -> None:
    one = evaluated(hospital_desk, session(1), head, (2, 8, 20), today.year, today)
    row = Item.objects.get(pk=one.item_id)
    assert [words for words, _ in row.steps] == [
        "应参加 34 人，发出 30 张，收回 30 张，有效 30 张，无效 0 张"
    ]
    actions.end_item(actor=hospital_desk, item=row, at=moment())
    meeting = actions.close_meeting(
        actor=hospital_desk, meeting=Meeting.objects.get(pk=row.meeting_id), today=today
    )
    minutes = drafted(meeting, today)
    actions.write_minutes(actor=hospital_desk, meeting=meeting, text=minutes, at=moment())
    delegate, desk = sign_in(actor_for(delegates[1])), sign_in(hospital_desk)
    pages = [
        delegate.get(meeting.get_absolute_url()),
        desk.get(reverse("meetings:screen", args=[meeting.pk])),
        delegate.get(reverse("meetings:item-ballot", args=[row.pk])),
        desk.get("/search/", {"q": meeting.title}),
    ]
    assert [page.status_code for page in pages] == [200] * 4
    for said in (minutes, *(page.content.decode() for page in pages)):
        assert "满意" not in said
    assert meeting.title in pages[-1].content.decode()


def test_delegates_see_grades_only_once_the_party_was_told_and_never_of_four_papers(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    delegates: list[Member],
    sign_in: Browser,
    today: date,
) -> None:
    one = evaluated(hospital_desk, session(1), head, (2, 8, 20), today.year, today)
    delegate, desk = sign_in(actor_for(delegates[1])), sign_in(hospital_desk)
    url = reverse("meetings:evaluation", args=[one.item_id])
    page = delegate.get(url).content.decode()
    assert "不满意 20" not in page
    assert "评议结果先报党组织，再公开" in page
    assert "不满意 20" in desk.get(url).content.decode()
    one = actions.report_evaluation(
        actor=hospital_desk, evaluation=one, party_told_on=today, today=today
    )
    assert "不满意 20" in delegate.get(url).content.decode()
    one.subjects.update(valid=4)
    page = delegate.get(url).content.decode()
    assert "不满意 20" not in page
    assert "有效票不足 5 张" in page


def test_grades_of_an_earlier_year_are_not_told_beside_a_later_one_before_they_are_open(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    today: date,
) -> None:
    desk, first = hospital_desk, session(1)
    method(desk, first, today)
    earlier = evaluated(desk, first, head, (2, 8, 20), today.year - 1, today)
    one = evaluated(desk, session(2), head, (3, 9, 18), today.year, today)
    assert queries.compared(one, runs=False)[0].grades == ["不满意"]
    assert queries.compared(one, runs=True)[0].grades == ["不满意", "不满意"]
    actions.report_evaluation(actor=desk, evaluation=earlier, party_told_on=today, today=today)
    assert queries.compared(one, runs=False)[0].grades == ["不满意", "不满意"]


def test_two_bad_years_with_a_year_between_them_are_not_running(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    head: Member,
    sign_in: Browser,
    today: date,
) -> None:
    desk, first = hospital_desk, session(1)
    method(desk, first, today)
    evaluated(desk, first, head, (2, 8, 20), today.year - 2, today)
    one = evaluated(desk, session(2), head, (3, 9, 18), today.year, today)
    assert queries.compared(one, runs=True)[0].grades == ["不满意"]
    page = sign_in(desk).get(reverse("meetings:evaluation", args=[one.item_id])).content.decode()
    assert f"{today.year - 2} 年 不满意" in page
    assert "可以提出罢免" not in page


def test_results_are_told_to_the_party_first_and_not_before_they_are_there(
    session: Callable[[int], Meeting], hospital_desk: Actor, head: Member, today: date
) -> None:
    one = evaluated(hospital_desk, session(1), head, (20, 5, 5), today.year, today)
    with pytest.raises(Refused, match="计票之后"):
        actions.report_evaluation(
            actor=hospital_desk, evaluation=one, party_told_on=today - DAY, today=today
        )
    one = actions.report_evaluation(
        actor=hospital_desk,
        evaluation=one,
        party_told_on=today,
        upper_told_on=today,
        today=today,
    )
    assert one.party_told_on == today


# 公开


def _closed(desk: Actor, one: Evaluation, today: date) -> Evaluation:
    """End the item and close its meeting."""
    row = Item.objects.get(pk=one.item_id)
    actions.end_item(actor=desk, item=row, at=moment())
    actions.close_meeting(actor=desk, meeting=row.meeting, today=today)
    found = queries.evaluation_of(row)
    assert found
    return found


def test_results_are_published_inside_the_unit_after_the_party_was_told(
    session: Callable[[int], Meeting], hospital_desk: Actor, head: Member, today: date
) -> None:
    desk, meeting = hospital_desk, session(1)
    method(desk, meeting, today)
    one = evaluated(desk, meeting, head, (2, 8, 20), today.year, today)
    said = {"actor": desk, "title": "评议结果", "scope": "members", "forms": ["board"]}
    said |= {"today": today}

    def publish(found: Evaluation, **more: str) -> FollowUp:
        return actions.publish_evaluation(evaluation=found, **{**said, **more})  # type: ignore[arg-type]  # facts by name

    with pytest.raises(Refused, match="闭会以后"):
        publish(one)
    one = _closed(desk, one, today)
    with pytest.raises(Refused, match="评议结果先报党组织"):
        publish(one)
    one = actions.report_evaluation(actor=desk, evaluation=one, party_told_on=today, today=today)
    with pytest.raises(Refused, match="不向社会公开"):
        publish(one, scope="public")
    one.subjects.update(valid=4)
    with pytest.raises(Refused, match="有效票不足 5 张"):
        publish(one)
    one.subjects.update(valid=30)
    assert not Publication.objects.exists()
    made = publish(one)
    assert made.publication
    assert (made.item, made.publication.scope) == (one.item, "members")
    text = made.publication.editions.get().text
    assert f"工会主席{head.name}：有效票 30 张，满意 2 票，基本满意 8 票，不满意 20 票" in text
    assert "评定为“不满意”" in text
    with pytest.raises(Refused, match="已经拟稿公开"):
        publish(one)
    assert Publication.objects.count() == 1


def test_results_of_a_void_vote_are_not_published(
    session: Callable[[int], Meeting], hospital_desk: Actor, head: Member, today: date
) -> None:
    desk = hospital_desk
    one = _closed(desk, evaluated(desk, session(1), head, (20, 5, 5), today.year, today), today)
    one = actions.report_evaluation(actor=desk, evaluation=one, party_told_on=today, today=today)
    Ballot.objects.update(state="void")
    one = queries.evaluation_of(Item.objects.get(pk=one.item_id)) or one
    with pytest.raises(Refused, match="测评票已经作废"):
        actions.publish_evaluation(
            actor=desk,
            evaluation=one,
            title="评议结果",
            scope="members",
            forms=["board"],
            today=today,
        )
    assert not Publication.objects.exists()


def test_the_page_publishes_what_may_be_shown(
    session: Callable[[int], Meeting],
    hospital_desk: Actor,
    school_desk: Actor,
    head: Member,
    sign_in: Browser,
    today: date,
) -> None:
    desk = hospital_desk
    one = _closed(desk, evaluated(desk, session(1), head, (20, 5, 5), today.year, today), today)
    page, url = (
        reverse(f"meetings:{name}", args=[one.item_id])
        for name in ("evaluation", "evaluation-publish")
    )
    browser = sign_in(desk)
    assert url not in browser.get(page).content.decode()
    assert "评议结果先报党组织" in browser.get(url).content.decode()
    actions.report_evaluation(actor=desk, evaluation=one, party_told_on=today, today=today)
    assert url in browser.get(page).content.decode()
    assert sign_in(school_desk).get(url).status_code == 404
    filled = {"title": "评议结果", "scope": "members", "forms": ["board"]}
    assert browser.post(url, {**filled, "scope": "public"}).status_code == 422
    assert browser.post(url, filled).status_code == 302
    shown = browser.get(page).content.decode()
    assert url not in shown
    assert Publication.objects.get().get_absolute_url() in shown


# 罢免


@pytest.fixture
def recall(session: Callable[[int], Meeting], hospital_desk: Actor, head: Member) -> Recall:
    row = item(hospital_desk, session(1), "recall", "罢免工会主席")
    return actions.plan_recall(
        actor=hospital_desk,
        item=row,
        post=Post.objects.get(member=head, kind="chair"),
        reason="连续两年测评不满意",
        examined="党委和集团工会已考察",
    )


def test_a_recall_is_proposed_with_its_reason_after_an_examination(
    session: Callable[[int], Meeting], hospital_desk: Actor, head: Member
) -> None:
    row = item(hospital_desk, session(1), "recall", "罢免工会主席")
    post = Post.objects.get(member=head, kind="chair")
    for said, words in (
        ({"examined": " "}, "考察"),
        ({"reason": ""}, "事由"),
        ({"by_committee": False, "asking": 11, "of": 34}, "不足三分之一"),
    ):
        with pytest.raises(Refused, match=words):
            actions.plan_recall(
                actor=hospital_desk,
                item=row,
                post=post,
                **{"reason": "严重过失", "examined": "已考察", **said},  # type: ignore[arg-type]  # facts by name
            )
    assert not Recall.objects.exists()


def test_a_recall_takes_effect_with_the_approval_from_above(
    recall: Recall, hospital_desk: Actor, head: Member, today: date
) -> None:
    said = {"approved_on": today, "document": "〔2026〕6号", "today": today}
    with pytest.raises(Refused, match="没有通过罢免"):
        actions.approve_recall(actor=hospital_desk, recall=recall, **said)  # type: ignore[arg-type]  # facts by name
    Item.objects.filter(pk=recall.item_id).update(result="adopted", yes=18)
    recall = Recall.objects.select_related("item__meeting__unit", "post__unit").get(pk=recall.pk)
    with pytest.raises(Refused, match="批准文号"):
        actions.approve_recall(actor=hospital_desk, recall=recall, **{**said, "document": " "})  # type: ignore[arg-type]  # facts by name
    assert Post.objects.get(member=head, kind="chair").until_on is None
    actions.approve_recall(actor=hospital_desk, recall=recall, **said)  # type: ignore[arg-type]  # facts by name
    post = Post.objects.get(member=head, kind="chair")
    assert (post.ending, post.end_yes, post.end_of) == ("recalled", 18, 34)


def test_the_pages_of_an_evaluation_and_a_recall(
    recall: Recall,
    hospital_desk: Actor,
    school_desk: Actor,
    delegates: list[Member],
    sign_in: Browser,
    today: date,
) -> None:
    desk, outsider = sign_in(hospital_desk), sign_in(school_desk)
    meeting = recall.item.meeting
    row = item(hospital_desk, meeting, "home", "会员评家")
    url = reverse("meetings:evaluation", args=[row.pk])
    assert "还没有设定" in desk.get(url).content.decode()
    plan_url = reverse("meetings:evaluation-plan", args=[row.pk])
    assert "职工医院工会" in desk.get(plan_url).content.decode()
    said = {"year": today.year, "names": "", "has_party": "on"}
    refused = desk.post(plan_url, said)
    assert refused.status_code == 422
    assert "还没有评议对象" in refused.content.decode()
    assert desk.post(plan_url, {**said, "names": "职工医院工会"}).status_code == 302
    papers = reverse("meetings:evaluation-press", args=[row.pk, "papers"])
    assert outsider.post(papers).status_code == 404
    assert desk.post(papers).status_code == 302
    assert desk.post(papers).status_code == 422
    page = desk.get(url).content.decode()
    assert "打开选票" in page
    assert "只公布各等次票数" in page
    drop = reverse("meetings:evaluation-press", args=[row.pk, "drop"])
    assert desk.post(drop).status_code == 302
    assert "还没有评议结果" in desk.get(reverse("meetings:evaluations")).content.decode()
    item_page = desk.get(reverse("meetings:item-ballot", args=[recall.item_id])).content.decode()
    assert "连续两年测评不满意" in item_page
    for name in ("recall-plan", "recall-approve"):
        page_url = reverse(f"meetings:{name}", args=[recall.item_id])
        assert desk.get(page_url).status_code == 200
        assert outsider.get(page_url).status_code == 404
        assert desk.get(reverse(f"meetings:{name}", args=[row.pk])).status_code == 404
    work = item(hospital_desk, meeting, "work", "工作报告")
    assert desk.get(reverse("meetings:evaluation", args=[work.pk])).status_code == 404
    assert desk.get(reverse("meetings:method", args=[work.pk])).status_code == 404


def test_a_method_is_entered_then_filed_on_its_page(
    in_session: Meeting,
    hospital_desk: Actor,
    school_desk: Actor,
    sign_in: Browser,
    today: date,
) -> None:
    adopt(hospital_desk, in_session, "assessing")
    row = in_session.items.get(business="assessing")
    desk, url = sign_in(hospital_desk), reverse("meetings:method", args=[row.pk])
    for name in ("meeting", "panel"):
        page = desk.get(reverse(f"meetings:{name}", args=[in_session.pk])).content.decode()
        assert url in page, name
    assert desk.post(url, {"good": 66, "bad": 50}).status_code == 302
    filing = reverse("meetings:method-file", args=[AdoptedMethod.objects.get(item=row).pk])
    page = desk.get(url).content.decode()
    assert filing in page
    assert "还没有报上一级工会备案" in page
    said = {"filed_on": today.isoformat(), "document": "〔2026〕4号"}
    assert sign_in(school_desk).post(filing, said).status_code == 404
    assert desk.post(filing, said).status_code == 302
    assert "〔2026〕4号" in desk.get(url).content.decode()
