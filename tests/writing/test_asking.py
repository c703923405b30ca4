"""A report goes to its chair and comes back: asked, signed or handed back, told on the way."""

from datetime import date

import pytest
from django.test import Client

from zhijia.org import actions as org
from zhijia.org.rules import Ending
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import waiting_for
from zhijia.writing import actions, queries
from zhijia.writing.models import Report
from zhijia.writing.rules import FILL_IN


@pytest.fixture
def open_report(draft, group, group_desk) -> Report:
    return draft(group_desk, group)


@pytest.fixture
def report(open_report, group_desk, today) -> Report:
    """The group's report with nothing left open."""
    names = queries.known(queries.citations_of(open_report))
    for one in queries.standing(open_report):
        if FILL_IN in (words := queries.typed(one, names)):
            text = words.replace(FILL_IN, "已经写好。")
            actions.edit_passage(
                actor=group_desk, passage=one, kind=one.kind, text=text, today=today
            )
    return Report.objects.get()


@pytest.fixture
def chair(group_chair, sign_in) -> Client:
    """The chair's browser; they have an account, so they can be told."""
    return sign_in(group_chair)


@pytest.fixture
def desk(group_desk, sign_in) -> Client:
    return sign_in(group_desk)


def told(user_id: int | None) -> list[str]:
    return list(Notice.objects.filter(user=user_id).order_by("pk").values_list("title", flat=True))


def test_the_chair_is_asked_told_and_has_it_on_their_list(
    report, chair, desk, group_chair, group_desk, today
):
    page = desk.post(f"{report.get_absolute_url()}ask/", follow=True)
    assert "已送主席定稿" in page.text

    todos = [one.title for one in waiting_for(group_chair, today)]
    assert f"定稿：{report.title}" in todos
    assert "待定稿" in chair.get("/writing/").text
    user = chair.get("/").wsgi_request.user.pk
    assert told(user) == [f"请定稿：{report.title}"]
    assert not [one for one in waiting_for(group_desk, today) if one.title.startswith("定稿：")]


def test_handed_back_with_words_it_leaves_the_list_and_the_desk_is_told(
    report, chair, desk, group_chair, group_desk, today
):
    actions.submit(actor=group_desk, report=report, today=today)
    page = chair.post(
        f"{report.get_absolute_url()}hand-back/", {"words": "问题写得太轻。"}, follow=True
    )

    assert "已退回经办人修改" in page.text
    assert not [one for one in waiting_for(group_chair, today) if one.title.startswith("定稿：")]
    last = Notice.objects.filter(kind="writing.handed_back", user=group_desk.user_id).get()
    assert (last.title, last.words) == (f"退回修改：{report.title}", "问题写得太轻。")
    actions.submit(actor=group_desk, report=report, today=today)
    assert Report.objects.get().waits


def test_once_signed_the_desk_is_told_and_nothing_waits(
    report, chair, desk, group_chair, group_desk, today
):
    actions.submit(actor=group_desk, report=report, today=today)
    actions.sign(actor=group_chair, report=report, today=today)

    assert not queries.waiting(group_chair).exists()
    assert told(group_desk.user_id)[-1] == f"已定稿：{report.title}"


def test_nobody_is_asked_to_sign_a_report_with_gaps(open_report, group_desk, chair, today, kept):
    before = kept()

    with pytest.raises(Refused, match="处没有处理，不能定稿"):
        actions.submit(actor=group_desk, report=open_report, today=today)
    assert kept() == before


def test_the_chair_is_asked_once(report, group_desk, chair, today, kept):
    actions.submit(actor=group_desk, report=report, today=today)
    before = kept()

    with pytest.raises(Refused, match="已经送主席审定"):
        actions.submit(actor=group_desk, report=report, today=today)
    assert kept() == before


def test_a_union_without_a_chair_is_told_that_nobody_can_sign(report, group_desk, today, kept):
    before = kept()

    with pytest.raises(Refused, match="没有人可以定稿，请先任职"):
        actions.submit(actor=group_desk, report=report, today=today)
    assert kept() == before


def test_only_who_signs_hands_back_and_only_what_waits(
    report, group_desk, hospital_desk, group_chair, chair, today, kept
):
    before = kept()

    for actor, why in [(group_desk, "由本单位的工会主席"), (hospital_desk, "由本单位的工会主席")]:
        with pytest.raises(Refused, match=why):
            actions.hand_back(actor=actor, report=report, words="改", today=today)
    with pytest.raises(Refused, match="没有送审"):
        actions.hand_back(actor=group_chair, report=report, words="改", today=today)
    page = chair.post(f"{report.get_absolute_url()}hand-back/", {"words": "改"})
    assert page.status_code == 422
    assert "没有送审" in page.text
    assert chair.post(f"{report.get_absolute_url()}hand-back/").status_code == 422
    assert kept() == before


def test_only_the_desk_asks(report, hospital_desk, sign_in, today: date, kept):
    browser, before = sign_in(hospital_desk), kept()

    with pytest.raises(Refused, match="由本单位的工会主席、副主席或者干事修改"):
        actions.submit(actor=hospital_desk, report=report, today=today)
    assert browser.post(f"{report.get_absolute_url()}ask/").status_code == 404
    assert kept() == before


def test_a_draft_is_thrown_away_and_nobody_finds_it_again(
    open_report, desk, group_desk, hospital_desk, kept
):
    words = open_report.title
    assert words in desk.get("/search/", {"q": words}).text
    at = open_report.get_absolute_url()
    assert "不能恢复" in desk.get(f"{at}drop/").text
    with pytest.raises(Refused, match="由本单位的工会主席、副主席或者干事修改"):
        actions.drop(actor=hospital_desk, report=open_report)

    page = desk.post(f"{at}drop/", {"version": open_report.version}, follow=True)

    assert "草稿已删除" in page.text
    assert not Report.objects.exists()
    assert desk.get(at).status_code == 404
    assert at not in desk.get("/search/", {"q": words}).text


def test_what_waits_for_the_chair_or_is_signed_is_not_thrown_away(
    report, desk, group_desk, group_chair, chair, today, kept
):
    actions.submit(actor=group_desk, report=report, today=today)
    at, before = report.get_absolute_url(), kept()
    assert "请先撤回送审" in desk.get(f"{at}drop/").text
    with pytest.raises(Refused, match="请先撤回送审"):
        actions.drop(actor=group_desk, report=report)
    assert kept() == before

    actions.sign(actor=group_chair, report=report, today=today)
    before = kept()
    with pytest.raises(Refused, match="作为档案保存"):
        actions.drop(actor=group_desk, report=report)
    assert desk.post(f"{at}drop/", {"version": 1}).status_code == 422
    assert kept() == before


def test_words_written_meanwhile_are_not_thrown_away_unseen(open_report, desk, group_desk, kept):
    seen = open_report.version
    actions.retitle(actor=group_desk, report=open_report, title="新标题")
    before = kept()

    page = desk.post(f"{open_report.get_absolute_url()}drop/", {"version": seen})

    assert page.status_code == 422
    assert "报告刚有改动" in page.text
    assert kept() == before


def test_where_the_chair_is_gone_the_desk_takes_it_back_and_goes_on(
    report, desk, chair, group, group_desk, group_chair, today
):
    actions.submit(actor=group_desk, report=report, today=today)
    post = group.posts.get(member=group_chair.member_id)
    org.relieve(actor=group_desk, post=post, until_on=today, ending=Ending("resigned"))
    at = report.get_absolute_url()
    assert f"{at}recall/" in desk.get(f"{at}sign/").text
    assert "已撤回送审" in desk.post(f"{at}recall/", follow=True).text
    assert not Report.objects.get().waits
    assert f"{at}recall/" not in desk.get(f"{at}sign/").text
    actions.drop(actor=group_desk, report=Report.objects.get())
    assert not Report.objects.exists()


def test_only_what_waits_is_taken_back_and_only_by_its_desk(
    report, desk, group_desk, chair, hospital_desk, today, kept
):
    at, before = report.get_absolute_url(), kept()
    with pytest.raises(Refused, match="没有送审，不必撤回"):
        actions.recall(actor=group_desk, report=report)
    assert desk.post(f"{at}recall/").status_code == 422
    assert kept() == before
    actions.submit(actor=group_desk, report=report, today=today)
    before = kept()
    with pytest.raises(Refused, match="由本单位的"):
        actions.recall(actor=hospital_desk, report=report)
    assert kept() == before
    assert Report.objects.get().waits
