"""通报: periods, sentences and the published order, from facts alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans import rules
from zhijia.plans.rules import BulletinFacts, ItemLine, Tally, UnitLine

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "name"),
    [
        ("week", DAY, date(2026, 11, 23), date(2026, 11, 29), "2026年第48周"),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), "2026年第53周"),
        ("month", DAY, date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "2026年12月"),
        ("month", date(2028, 2, 3), date(2028, 2, 1), date(2028, 2, 29), "2028年2月"),
        ("quarter", DAY, date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
    ],
)
def test_a_period_has_its_days_and_its_name(
    kind: str, day: date, first: date, last: date, name: str
) -> None:
    assert rules.period_of(kind, day) == (first, last)
    assert rules.period_name(kind, first) == name


@given(st.sampled_from(["week", "month", "quarter"]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_periods_lie_side_by_side(kind: str, day: date) -> None:
    first, last = rules.period_of(kind, day)
    assert first <= day <= last
    assert rules.period_of(kind, first) == rules.period_of(kind, last) == (first, last)
    assert rules.period_of(kind, last + timedelta(1))[0] == last + timedelta(1)


def test_a_bulletin_is_drawn_for_the_period_that_runs_or_the_one_before() -> None:
    asked = {"today": DAY, "is_issued": False}
    assert rules.may_draw(kind="month", first=date(2026, 11, 1), **asked)
    assert rules.may_draw(kind="month", first=date(2026, 10, 1), **asked)
    assert not rules.may_draw(kind="month", first=date(2026, 9, 1), **asked)
    assert not rules.may_draw(kind="month", first=date(2026, 12, 1), **asked)
    assert not rules.may_draw(kind="month", first=date(2026, 11, 2), **asked)
    assert not rules.may_draw(kind="year", first=date(2026, 1, 1), **asked)
    issued = rules.may_draw(kind="month", first=date(2026, 11, 1), today=DAY, is_issued=True)
    assert "已经印发" in str(issued)


def test_who_is_alike_shares_a_place_and_who_did_nothing_has_none() -> None:
    lines = [
        UnitLine("丁", tally=Tally()),
        UnitLine("丙", tally=Tally(done=1, on_time=0)),
        UnitLine("乙", tally=Tally(done=2, on_time=2)),
        UnitLine("甲", tally=Tally(done=2, on_time=2)),
    ]
    placed = [(place, line.name) for place, line in rules.placed(lines)]
    assert sorted(placed[:2]) == [("1", "乙"), ("1", "甲")]
    assert placed[2:] == [("3", "丙"), ("—", "丁")]


def facts(*lines: UnitLine, red: int = 0, yellow: int = 0) -> BulletinFacts:
    item = ItemLine("职工医院工会", "摸底排查", DAY - timedelta(6), 40, "逾期 6 天")
    period = "2026年11月"
    return BulletinFacts(period, DAY, lines, [item] * red, [item] * yellow)


def words(sections: list[rules.Section]) -> str:
    return "\n".join(text for section in sections for text in section["paragraphs"])


def test_a_bulletin_says_numbers_and_praises_nobody() -> None:
    told = rules.composed(
        facts(
            UnitLine("甲", 3, Tally(done=2, on_time=1, overdue=1), open=4, yellow=2),
            red=1,
            yellow=2,
        )
    )
    assert "交办 3 项次，办结 2 项次，其中按期办结 1 项次。" in words(told)
    assert "目前在办 4 项次，其中逾期（红灯）1 项次、临期或者落后（黄灯）2 项次。" in words(told)
    assert [section["heading"] for section in told] == [
        "总体情况",
        "各单位办理情况",
        "逾期事项",
        "临期和落后事项",
    ]
    assert told[1]["table"]["rows"] == [
        ["1", "甲", "3", "2", "1", "4", "2", "1", "33.3%"],
    ]
    for praise in ("表扬", "批评", "优秀", "先进", "希望"):
        assert praise not in words(told)


def test_where_nothing_happened_it_says_so() -> None:
    told = rules.composed(facts())
    assert "交办 0 项次，没有办结的" in words(told)
    assert "目前没有在办的" in words(told)
    assert len(told) == 2


def test_a_long_list_says_how_many_are_left_out() -> None:
    told = rules.composed(facts(UnitLine("甲", tally=Tally(overdue=120), open=120), red=50))
    assert "另有 70 项没有列出。" in words(told)


def test_who_sends_a_bulletin_back_says_why() -> None:
    assert rules.may_reply(is_approved=True, reply="")
    assert not rules.may_reply(is_approved=False, reply=" ")
    assert rules.may_reply(is_approved=False, reply="数字再核")
