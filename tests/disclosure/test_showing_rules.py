"""公示规则: how long it hangs, what may stand in it, who hears objections."""

from datetime import date

import pytest

from zhijia.disclosure.rules import masking, showing
from zhijia.disclosure.rules.showing import Line
from zhijia.disclosure.rules.showing_kinds import SHOWING_KINDS, periods
from zhijia.law import HOUSE, LAW
from zhijia.platform.refs.announced import announced, calendar_of

CALENDAR = calendar_of(announced())
MONDAY = date(2026, 3, 2)


def until(kind: str, unit: str, on: date, registration: str = "") -> date:
    return showing.least_until(periods(kind, unit, registration), on, CALENDAR)


def test_five_working_days_run_over_a_weekend_and_the_first_day_is_not_counted() -> None:
    assert until("honour", "hospital", MONDAY) == date(2026, 3, 9)


def test_the_chair_of_an_enterprise_is_shown_for_seven_days_and_for_five_working_days() -> None:
    assert until("chair", "company", MONDAY) == date(2026, 3, 9)
    before_spring_festival = date(2026, 2, 13)
    assert until("chair", "company", before_spring_festival) > date(2026, 2, 20)
    assert until("chair", "company", before_spring_festival) == until(
        "candidate", "company", before_spring_festival
    )


def test_seven_days_outlast_five_working_days_where_a_saturday_is_worked() -> None:
    # 2026-02-28 is a Saturday that people work: five working days end before seven days do.
    on = date(2026, 2, 24)
    seven, five = until("chair", "company", on), until("candidate", "company", on)
    assert five == date(2026, 3, 2)
    assert seven == date(2026, 3, 3)


def test_the_chair_of_a_school_is_shown_like_any_candidate() -> None:
    assert len(periods("chair", "school", "institution")) == 1
    assert len(periods("chair", "school", "non_profit")) == 2


@pytest.mark.parametrize("kind", SHOWING_KINDS)
def test_every_kind_hangs_for_five_working_days_at_least(kind: str) -> None:
    assert all(one.n >= 5 for one in periods(kind, "company"))


def test_a_day_too_early_is_refused_by_the_clause_that_asks_for_more() -> None:
    held = periods("chair", "company")
    early = showing.lasts(date(2026, 2, 24), date(2026, 3, 2), held, CALENDAR)
    assert not early
    assert early.clause == LAW["QZ-10"]
    assert showing.lasts(date(2026, 2, 24), date(2026, 3, 3), held, CALENDAR)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("张三丰", "张*丰"), ("欧阳靖", "欧阳*"), ("司马相如", "司马*如")],
)
def test_the_middle_of_a_name_is_hidden(name: str, shown: str) -> None:
    assert masking.masked(name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "身份证 110101199003071234",
        "身份证 11010119900307123X",
        "电话 138 0013 8000",
        "电话１３８００１３８０００",
        "卡号 6222-0212-3456-7890-123",
        "86-138-0013-8000",
        "0138 0013 8000",
        "138--0013--8000",
    ],
)
def test_numbers_of_persons_are_refused(text: str) -> None:
    refused = masking.may_be_told(text)
    assert not refused
    assert refused.clause == HOUSE["HOUSE-165"]


@pytest.mark.parametrize(
    "text", ["电话 0571-88886666", "电话 010-68201234-8001", "2026年3月2日至9日", "奖金 12000 元"]
)
def test_other_numbers_pass(text: str) -> None:
    assert masking.may_be_told(text)


def test_an_illness_is_no_word_for_a_hardship_but_safety_is_for_an_honour() -> None:
    assert not masking.may_be_told("本人患病致困", is_grave=True)
    assert masking.may_be_told("抢救患病工友，事迹突出")


def shows(kind: str, **more: object) -> showing.Verdict:
    line = Line("张三丰", {"category": "意外致困"}, 7)
    said = {"title": "公示", "text": "现予公示。", "basis": "委员会会议", "lines": [line], **more}
    return showing.shows(kind, **said)  # type: ignore[arg-type]


def test_a_masked_name_does_not_stand_whole_in_the_text() -> None:
    assert shows("hardship")
    assert not shows("hardship", text="张三丰同志家庭困难。")
    assert not shows("hardship", title="关于张 三 丰的公示")


def test_a_hardship_shows_no_column_beyond_its_own() -> None:
    refused = shows("hardship", lines=[Line("张三丰", {"deeds": "某事"}, 7)])
    assert not refused
    assert refused.clause == LAW["PI-05"]


def test_an_evaluation_is_told_to_the_party_first() -> None:
    assert not showing.reported("evaluation", None, MONDAY)
    assert not showing.reported("evaluation", date(2026, 3, 3), MONDAY)
    assert showing.reported("evaluation", MONDAY, MONDAY)
    assert showing.reported("honour", None, MONDAY)


def test_whoever_is_shown_hears_no_objections() -> None:
    assert not showing.may_hear(7, "张三丰", [Line("张三丰", {}, 7)])
    assert not showing.may_hear(8, "张三丰", [Line("张 三丰", {})]), "a namesake who is no member"
    assert showing.may_hear(8, "李四", [Line("张三丰", {}, 7)])


def test_a_showing_is_never_cut_short() -> None:
    now = date(2026, 3, 9)
    for until_on in (date(2026, 3, 6), now):
        said = {"now": now, "until_on": until_on, "reason": "时间紧", "today": MONDAY}
        assert not showing.may_prolong("open", **said)  # type: ignore[arg-type]
    assert not showing.may_close("open", until_on=now, today=now, waiting=0)
    assert showing.may_close("open", until_on=now, today=date(2026, 3, 10), waiting=0)


def test_a_showing_waits_for_its_last_objection() -> None:
    refused = showing.may_close(
        "ended", until_on=date(2026, 3, 9), today=date(2026, 3, 10), waiting=1
    )
    assert not refused
    assert refused.clause == HOUSE["HOUSE-163"]


def test_the_result_tells_numbers_and_no_names() -> None:
    assert showing.found_result(0, 0) == "公示期间没有收到异议。"
    assert showing.found_result(3, 1) == "公示期间收到异议 3 件，1 件成立、2 件不成立。"
