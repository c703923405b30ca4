"""The pages on which a report is edited, redrawn and signed, with htmx and without."""

from collections.abc import Callable
from datetime import date
from html import escape

import pytest
from django.test import Client

from zhijia.plans import actions as plans
from zhijia.plans.models import Assignment
from zhijia.writing import actions, queries
from zhijia.writing.models import Outline, Passage, Report

NASTY = '<b>查出</b> & "堃" 处'
HTMX = {"HX-Request": "true"}
WAYS = ["edit/", "add/", "move/", "drop/", "settle/"]


@pytest.fixture
def desk(sign_in, group_desk) -> Client:
    return sign_in(group_desk)


@pytest.fixture
def report(draft, file_tasks, group, group_desk, hospital, hospital_desk, give) -> Report:
    """The group's report of last year: one task, given to the hospital."""
    give(group_desk, file_tasks(group_desk, group, "要检查氧气站")[0], hospital)
    return draft(group_desk, group)


@pytest.fixture
def people(report) -> Passage:
    return report.passages.get(key="people")


@pytest.fixture
def form(people) -> Callable[..., dict[str, object]]:
    """Return what the form of the passage about people sends."""

    def filled(text: str, **more: object) -> dict[str, object]:
        return {"kind": "text", "text": text, "version": people.version, **more}

    return filled


def at(passage: Passage, way: str = "edit/") -> str:
    return f"/writing/passages/{passage.pk}/{way}"


def test_a_passage_is_saved_on_a_page_of_its_own_and_leads_back_to_it(desk, people, form):
    shown = desk.get(at(people))
    assert "〔会员人数：2人〕" in shown.text

    answer = desk.post(at(people), form("会员〔会员人数：2人〕。"))
    assert answer["Location"] == f"{people.report.get_absolute_url()}#p{people.pk}"
    people.refresh_from_db()
    assert isinstance(people.runs[1], int)


def test_htmx_gets_the_form_in_place_and_then_the_whole_leaf(desk, people, form):
    shown = desk.get(at(people), headers=HTMX)
    assert shown.text.strip().startswith('<div class="passage-sheet')

    answer = desk.post(at(people), form("会员不少。"), headers=HTMX)
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == "#leaf"
    assert "会员不少。" in answer.text
    assert "<html" not in answer.text
    back = desk.get(f"/writing/passages/{people.pk}/", headers=HTMX)
    assert f'id="p{people.pk}"' in back.text


def test_a_changed_number_comes_back_with_its_words_and_a_refusal(desk, people, form, kept):
    before = kept()
    answer = desk.post(at(people), form("会员〔会员人数：99人〕。"), headers=HTMX)

    assert answer.status_code == 422
    assert "HX-Retarget" not in answer
    assert "的数字是 2人，不能改成“99人”" in answer.text
    assert "会员〔会员人数：99人〕。" in answer.text, "what was typed is not lost"
    assert kept() == before


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"kind": "poem"},
        {"figure": "org.forgotten"},
        {"figure": "org.members", "group": "safety"},
        {"figure": "org.members", "start": "2026-01-01"},
        {"figure": "org.members", "start": "2026-02-01", "until": "2026-01-01"},
        {"figure": "org.members", "start": "2999-01-01", "until": "2999-02-01"},
        {"figure": "org.members", "of": "999999"},
        {"figure": "plans.rate", "group": "safety"},
    ],
)
def test_a_form_that_makes_no_sense_is_answered_in_words(desk, people, form, kept, change):
    before = kept()
    answer = desk.post(at(people), {**form("好。"), **change})

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.text or 'role="alert"' in answer.text
    assert kept() == before


def test_what_people_typed_is_shown_as_they_typed_it(desk, people, form, report):
    desk.post(at(people), form(NASTY))

    for address in (report.get_absolute_url(), f"{report.get_absolute_url()}history/", at(people)):
        page = desk.get(address)
        assert escape(NASTY) in page.text
        assert "<b>查出" not in page.text


def test_the_same_form_sent_twice_changes_once(desk, people, form, report):
    data = form("改了。", once="b" * 32)
    first, second = desk.post(at(people), data), desk.post(at(people), data)

    assert first["Location"] == second["Location"]
    assert report.changes.count() == 1


def test_two_people_at_one_passage_both_see_both_texts(sign_in, group_chair, desk, people, form):
    sign_in(group_chair).post(at(people), form("主席先写的。"))
    answer = desk.post(at(people), form("干事后写的。"))

    assert answer.status_code == 422
    assert "现在是“主席先写的。”" in answer.text
    assert "干事后写的。" in answer.text


@pytest.mark.parametrize("way", WAYS)
def test_no_passage_of_another_union_is_touched(sign_in, hospital_desk, people, kept, way):
    browser, before = sign_in(hospital_desk), kept()

    assert browser.post(at(people, way), {"way": "up", "choice": "adopt"}).status_code == 404
    assert browser.post(at(Passage(pk=10**9), way)).status_code == 404
    assert kept() == before


def test_those_above_read_but_do_not_edit(desk, draft, hospital, hospital_desk, kept):
    report = draft(hospital_desk, hospital)
    page, before = desk.get(report.get_absolute_url()), kept()

    assert "passage-edit" not in page.text
    one = report.passages.get(key="people")
    assert "由本单位的工会主席、副主席或者干事修改" in desk.get(at(one)).text
    answer = desk.post(at(one), {"kind": "text", "text": "改"})
    assert answer.status_code == 422
    assert kept() == before


def test_buttons_move_drop_and_bring_back(desk, people, report):
    desk.post(at(people, "move/"), {"way": "down"})
    desk.post(at(people, "drop/"))
    people.refresh_from_db()
    assert people.is_dropped
    assert desk.get(at(people)).status_code == 404

    number = report.changes.first().number
    answer = desk.post(f"{report.get_absolute_url()}history/{number}/undo/", follow=True)
    assert "已撤销，恢复 1 段" in answer.text
    again = desk.post(f"{report.get_absolute_url()}history/{number}/undo/")
    assert again.status_code == 422
    assert "请先撤销后来的改动" in again.text
    assert "没有这次改动" in desk.post(f"{report.get_absolute_url()}history/99/undo/").text


def test_the_last_change_of_a_passage_is_undone_where_it_is_edited(desk, people, form, report):
    assert "撤销上次改动" not in desk.get(at(people)).text
    desk.post(at(people), form("改过。"))
    address = f"{report.get_absolute_url()}history/1/undo/"
    assert f'action="{address}"' in desk.get(at(people)).text

    desk.post(address)
    people.refresh_from_db()
    assert people.runs == people.drawn


def test_a_passage_is_added_behind_another_and_at_the_beginning(desk, people, report, form):
    assert "加一段" in desk.get(at(people, "add/")).text
    desk.post(at(people, "add/"), form("后面的一段。"))
    first = f"{report.get_absolute_url()}add/"
    assert desk.get(first).status_code == 200
    desk.post(first, form("开头的一段。"))

    told = [one.runs for one in queries.standing(report)]
    assert told[0] == ["开头的一段。"]
    assert ["后面的一段。"] in told


@pytest.fixture
def moved(report, hospital_desk, group_desk, today) -> Assignment:
    """New data: the hospital's work is taken back."""
    work = Assignment.objects.get()
    return plans.withdraw(actor=group_desk, assignment=work, words="重复", today=today)


def test_redrawing_shows_what_it_will_do_and_marks_what_it_did(desk, report, moved):
    address = f"{report.get_absolute_url()}redraw/"
    page = desk.get(address)
    assert "交办任务：1项次 → 0项次" in page.text
    assert "写不出来了" in page.text

    places = [line.citation.place for line in page.context["preview"].lines]
    answer = desk.post(address, {"numbers": places, "words": "on"}, follow=True)
    assert "变动的数字和段落都已标出" in answer.text
    assert "按现在的记录，已经写不出这一段了" in answer.text
    desk.post(f"{report.get_absolute_url()}seen/")
    assert "passage-renewed" not in desk.get(report.get_absolute_url()).text
    assert "不用更新" in desk.get(address).text


def test_a_forged_number_to_renew_is_refused(desk, report, moved, kept):
    before = kept()

    answer = desk.post(f"{report.get_absolute_url()}redraw/", {"numbers": ["999"]})
    assert answer.status_code == 422
    assert kept() == before


def test_the_page_of_signing_lists_what_is_missing_and_has_no_button_then(
    sign_in, group_chair, desk, report
):
    address = f"{report.get_absolute_url()}sign/"
    page = sign_in(group_chair).get(address)
    assert "定稿前还要处理" in page.text
    assert 'data-confirm="定稿以后' not in page.text
    assert "由本单位的工会主席" in desk.get(address).text
    assert sign_in(group_chair).post(address).status_code == 422
    assert not Report.objects.exclude(signed_on=None).exists()


def test_the_chair_signs_on_the_page_and_the_kept_file_is_handed_out(
    sign_in, group_chair, report, today
):
    for one in queries.standing(report):
        if one.key in {"overview", "problems:fill", "next:fill"}:
            actions.edit_passage(
                actor=group_chair, passage=one, kind=one.kind, text="写好了。", today=today
            )
    browser = sign_in(group_chair)
    version = Report.objects.get().version
    page = browser.post(f"{report.get_absolute_url()}sign/", {"version": version}, follow=True)

    assert "已定稿，Word 文件已经存档" in page.text
    assert "passage-edit" not in page.text
    kept = Report.objects.get().file.place.read_bytes()
    file = browser.get(f"{report.get_absolute_url()}file/")
    assert b"".join(file.streaming_content) == kept
    again = browser.post(f"{report.get_absolute_url()}sign/", {"version": version})
    assert again.status_code == 422
    assert "已经定稿" in again.text


def test_an_outline_is_kept_on_its_page_and_its_versions_count(desk, group, report):
    assert "系统自带" in desk.get("/writing/outlines/").text
    address = f"/writing/outlines/{group.pk}/summary/"
    assert desk.get(address).status_code == 200
    data = {"version": 0, "place0": 2, "title0": "", "words0": NASTY, "place2": 1, "title2": "队伍"}

    page = desk.post(address, data, follow=True)
    assert "第 1 版" in page.text
    assert Outline.objects.get().slots == [
        {"section": "people", "title": "队伍", "words": ""},
        {"section": "opening", "title": "", "words": NASTY},
    ]
    again = desk.post(address, data)
    assert again.status_code == 422
    assert "他人刚改过这个模板" in again.text
    assert escape(NASTY) in again.text


def test_outlines_of_others_and_unknown_forms_are_not_found(desk, hospital, group):
    assert desk.get(f"/writing/outlines/{hospital.pk}/summary/").status_code == 404
    assert desk.get(f"/writing/outlines/{group.pk}/poem/").status_code == 404


def test_who_has_no_desk_keeps_no_outline(sign_in, member):
    assert "总结由本单位的" in sign_in(member).get("/writing/outlines/").text


def test_pages_of_a_report_cost_a_few_queries(
    desk, people, report, django_assert_max_num_queries, moved
):
    own = report.get_absolute_url()
    desk.get(own)

    for path, most in [
        (own, 14),
        (at(people), 16),
        (f"{own}history/", 14),
        (f"{own}sign/", 14),
        (f"{own}title/", 11),
        (f"{own}numbers/{people.runs[1]}/", 18),
        (f"{own}redraw/", 36),
        ("/writing/outlines/", 12),
    ]:
        with django_assert_max_num_queries(most):
            assert desk.get(path).status_code == 200, path


def test_a_report_with_many_numbers_of_many_units_costs_no_query_a_number(
    desk, report, people, group, found, group_desk, today, django_assert_max_num_queries
):
    for key in ("school", "power", "synthesis"):
        unit = found(key)
        for month in range(1, 5):
            year = report.start.year
            days = date(year, month, 1), date(year, month, 28)
            insert = actions.Insert("plans.tasks", "", unit, *days)
            people.refresh_from_db()
            names = queries.known(queries.citations_of(report))
            actions.edit_passage(
                actor=group_desk,
                passage=people,
                kind="text",
                text=f"{queries.typed(people, names)}，〔？〕，",
                insert=insert,
                today=today,
            )
    desk.get(report.get_absolute_url())

    with django_assert_max_num_queries(14):
        page = desk.get(report.get_absolute_url())
    assert len(page.context["leaf"].annex) >= 12
