"""隐患: grades, limits, who looks again, what goes up."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from zhijia.law import HOUSE, LAW
from zhijia.matters.paper.hazards import Hazard, Order, Recheck, order_paper, recheck_paper
from zhijia.matters.rules import hazards as rules

DAY = date(2026, 2, 10)
PLAN = dict.fromkeys(rules.PLAN, "写明了")


def test_what_must_stop_work_or_lies_outside_the_unit_is_major() -> None:
    assert rules.grade_of(rules.Look()) == "minor"
    assert rules.grade_of(rules.Look(must_stop=True)) == "major"
    assert rules.grade_of(rules.Look(is_beyond_unit=True)) == "major"


def test_a_hazard_may_be_graded_above_what_was_seen_and_never_below() -> None:
    assert rules.may_grade("major", rules.Look())
    verdict = rules.may_grade("minor", rules.Look(must_stop=True))
    assert not verdict
    assert verdict.clause == LAW["YH-03"]
    assert not rules.may_grade("none", rules.Look())


@pytest.mark.parametrize(
    ("grade", "days", "reason", "is_ok"),
    [
        ("minor", 0, "", True),
        ("minor", 7, "", True),
        ("minor", 8, "", False),
        ("minor", 8, "备件须从外地订购", True),
        ("major", 30, "", True),
        ("major", 31, " ", False),
        ("minor", -1, "有理由也不行", False),
    ],
)
def test_days_for_mending(grade: str, days: int, reason: str, is_ok: bool) -> None:
    due_on = DAY + timedelta(days=days)
    verdict = rules.may_set_due(grade, issued_on=DAY, due_on=due_on, reason=reason)
    assert bool(verdict) is is_ok
    assert is_ok or verdict.clause == HOUSE["HOUSE-120"]


def test_where_people_could_be_hurt_measures_meanwhile_are_a_must() -> None:
    assert rules.may_order("minor", is_life=False, measures="")
    assert not rules.may_order("minor", is_life=True, measures="  ")
    assert rules.may_order("minor", is_life=True, measures="拉警戒线，停用")
    assert not rules.may_order("major", is_life=False, measures="")


def test_what_is_major_needs_all_six_parts_of_a_plan() -> None:
    assert rules.has_plan("minor", {})
    assert rules.has_plan("major", PLAN)
    verdict = rules.has_plan("major", PLAN | {"money": " "})
    assert not verdict
    assert "经费和物资" in verdict.reason


def test_who_mended_does_not_look_again() -> None:
    assert rules.may_recheck(checker=2, menders={1})
    assert not rules.may_recheck(checker=1, menders={1, 3})
    assert not rules.may_recheck(checker=None, menders=set())


@pytest.mark.parametrize(
    ("failures", "late", "goes"), [(0, 0, False), (1, 6, False), (2, -3, True), (0, 7, True)]
)
def test_twice_failed_or_a_week_late_goes_to_the_union_above(
    failures: int, late: int, goes: bool
) -> None:
    today = DAY + timedelta(days=late)
    assert bool(rules.must_go_up(failures=failures, due_on=DAY, today=today)) is goes


def test_without_a_day_only_failures_send_it_up() -> None:
    assert not rules.must_go_up(failures=1, due_on=None, today=DAY)
    assert rules.must_go_up(failures=2, due_on=None, today=DAY)


def test_what_is_major_ends_only_when_authority_and_congress_were_told() -> None:
    told = {"is_told_authority": True, "is_told_congress": False}
    assert rules.owes_report("minor", is_told_authority=False, is_told_congress=False)
    verdict = rules.owes_report("major", **told)
    assert not verdict
    assert "职工（代表）大会" in verdict.reason
    assert "监管部门" not in verdict.reason
    assert rules.owes_report("major", is_told_authority=True, is_told_congress=True)


def test_the_last_day_is_on_time() -> None:
    assert rules.is_on_time(mended_on=DAY, due_on=DAY)
    assert not rules.is_on_time(mended_on=DAY + timedelta(days=1), due_on=DAY)


def test_a_notice_of_danger_rests_on_the_right_to_leave() -> None:
    assert rules.clause_of_alarm(is_life=True) == LAW["LB-03"]
    assert rules.clause_of_alarm(is_life=False) == LAW["LB-04"]


HAZARD = Hazard(
    "隐〔2026〕1号",
    "检修车间分工会",
    "护栏脱焊",
    "二号炉平台",
    "高处作业",
    "major",
    True,
    DAY,
    "人靠上会坠落。",
    2,
)


def words(file: bytes) -> str:
    document = Document(BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_notice_says_what_by_when_and_that_people_may_leave() -> None:
    order = Order(
        "供电公司", DAY, DAY + timedelta(days=30), "补焊", "拉警戒", [("治理目标", "恢复")]
    )
    text = words(order_paper(HAZARD, order))
    for said in (
        "隐患整改通知书",
        "供电公司：",
        "2026年3月12日前完成",
        "停止作业",
        "拉警戒",
        "恢复",
    ):
        assert said in text


def test_the_record_of_rechecks_keeps_the_failed_one_too() -> None:
    looks = [
        Recheck("金磊", DAY, "点焊", "魏红梅", DAY, False, "焊缝开裂"),
        Recheck("金磊", DAY, "满焊", "魏红梅", DAY, True, "牢固"),
    ]
    text = words(recheck_paper(HAZARD, DAY, looks))
    for said in ("第1次整改", "不合格", "焊缝开裂", "第2次整改", "满焊"):
        assert said in text
