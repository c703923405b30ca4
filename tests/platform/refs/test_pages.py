"""The calendar's pages: everybody reads it, the desk of the top unit keeps it."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from zhijia.platform.refs import actions, queries
from zhijia.platform.refs.announced import Moved
from zhijia.platform.refs.models import Holiday

PASTED = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。"""
NOTICE = {"year": "2027", "source": "国办发明电〔2026〕9号", "text": PASTED}
DAY = {
    "day": "2026-12-31",
    "is_workday": "off",
    "name": "厂休",
    "source": "厂发〔2026〕3号",
    "year": "2026",
    "version": "0",
}


@pytest.fixture
def desk(sign_in, group_desk):
    return sign_in(group_desk)


def test_everybody_reads_which_days_are_off(sign_in, member):
    page = sign_in(member).get("/calendar/?year=2026")
    assert page.status_code == 200
    assert "2026年2月15日" in page.text
    assert "国办发明电〔2025〕7号" in page.text
    assert "由最上级单位的工会主席、副主席或者干事办理" in page.text


def test_a_year_not_announced_says_so(desk):
    assert "放假安排未公布" in desk.get(f"/calendar/?year={localdate().year + 1}").text
    assert "放假安排未收录" in desk.get("/calendar/?year=2010").text


def test_a_year_with_a_day_or_two_is_not_yet_known(desk):
    desk.post("/calendar/day/", {**DAY, "day": "2027-12-31", "year": "2027"})
    assert "放假安排未公布：登记的放假日还不全" in desk.get("/calendar/?year=2027").text


@pytest.mark.parametrize("asked", ["", "?year=", "?year=abc", "?year=99999", "?year=-1"])
def test_a_year_that_is_none_shows_this_years(desk, asked):
    page = desk.get(f"/calendar/{asked}")
    assert page.status_code == 200
    assert f"{localdate().year} 年放假安排" in page.text


def test_a_notice_is_pasted_and_the_days_stand_there(desk):
    answer = desk.post("/calendar/year/", NOTICE, follow=True)
    assert "已登记 14 天" in answer.text
    assert "2027年2月14日" in answer.text
    assert queries.calendar().is_workday(date(2027, 2, 14))
    assert not queries.calendar().is_workday(date(2027, 2, 8))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"text": PASTED.replace("共7天", "共8天")}, "“春节”一行写的是 8 天，读到 7 天"),
        ({"text": "各位同事：大家好。"}, "没有读到放假的日子"),
        ({"text": PASTED.splitlines()[0]}, "只读到 3 天放假"),
        ({"source": ""}, "请填写文号"),
        ({"year": "1999"}, "大于或等于2000"),
    ],
)
def test_a_notice_that_does_not_add_up_comes_back_with_its_text(desk, wrong, why):
    answer = desk.post("/calendar/year/", {**NOTICE, **wrong})
    assert answer.status_code == 422
    assert why in answer.text
    assert {**NOTICE, **wrong}["text"].splitlines()[0] in answer.text
    assert not Holiday.objects.exists()


def test_a_day_is_entered_corrected_and_taken_back(desk):
    assert desk.post("/calendar/day/", DAY).status_code == 302
    row = Holiday.objects.get()
    assert "厂休" in desk.get(f"/calendar/day/{row.pk}/").text

    desk.post(f"/calendar/day/{row.pk}/", {**DAY, "name": "全厂检修", "version": "1"})
    assert "全厂检修" in desk.get("/calendar/?year=2026").text

    assert desk.post(f"/calendar/day/{row.pk}/drop/", {}).status_code == 302
    assert not Holiday.objects.exists()


def test_two_people_at_one_day_both_see_what_the_other_wrote(desk, group_chair):
    desk.post("/calendar/day/", DAY)
    row = Holiday.objects.get()
    other = Moved(row.day, False, "年终盘点", 2026, "厂发〔2026〕3号")
    actions.set_day(actor=group_chair, moved=other)

    answer = desk.post(f"/calendar/day/{row.pk}/", {**DAY, "name": "全厂检修", "version": "1"})
    assert answer.status_code == 422
    assert "年终盘点" in answer.text
    assert "全厂检修" in answer.text
    assert Holiday.objects.get().name == "年终盘点"


def test_who_does_not_keep_it_is_told_who_does_and_changes_nothing(sign_in, power_desk):
    browser = sign_in(power_desk)
    assert "由最上级单位" in browser.get("/calendar/year/").text
    assert browser.post("/calendar/year/", NOTICE).status_code == 422
    assert browser.post("/calendar/day/", DAY).status_code == 422
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("where", ["day/999/", "day/999/drop/"])
def test_a_day_nobody_entered_is_not_found(desk, where):
    assert desk.get(f"/calendar/{where}").status_code == 404


def test_a_name_with_signs_stays_a_name(desk):
    desk.post("/calendar/day/", {**DAY, "name": "<b>休</b>"})
    assert "<b>休</b>" not in desk.get("/calendar/?year=2026").text


def test_the_page_needs_few_queries(desk, django_assert_max_num_queries):
    desk.post("/calendar/year/", NOTICE)
    with django_assert_max_num_queries(13):
        desk.get("/calendar/?year=2027")
