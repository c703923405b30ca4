"""合理化建议: scores, shares, the benefit of twelve months, grades and money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matters.test_hazard_rules import words
from zhijia.law import HOUSE, LAW
from zhijia.matters.paper.suggestions import Reward, Suggestion, suggestion_paper
from zhijia.matters.rules import rewards
from zhijia.matters.rules import suggestions as rules
from zhijia.matters.rules.facts import Facts

DAY = date(2026, 1, 31)
OWN = frozenset({7})


def score(judge: int, *marks: int) -> rules.Score:
    keys = [one.key for one in rules.CRITERIA]
    return rules.Score(judge, dict(zip(keys, marks, strict=True)))


def test_the_marks_make_a_hundred() -> None:
    assert sum(one.full for one in rules.CRITERIA) == 100


def test_nobody_judges_their_own() -> None:
    marks = {"skill": 20, "benefit": 20, "reach": 10, "use": 10}
    assert rules.may_score(marks, judge=1, proposers=OWN)
    assert rules.may_score(marks, judge=7, proposers=OWN).clause == HOUSE["HOUSE-125"]
    assert not rules.may_score(marks, judge=None, proposers=OWN)


@pytest.mark.parametrize("bad", [{"skill": 31}, {"use": -1}, {"reach": None}])
def test_a_mark_lies_within_its_full_marks(bad: dict[str, int | None]) -> None:
    marks = {"skill": 20, "benefit": 20, "reach": 10, "use": 10}
    assert not rules.may_score(marks | bad, judge=1, proposers=OWN)


def test_of_four_all_count_and_of_five_the_outermost_do_not() -> None:
    four = [score(n, 30, 30, 20, t) for n, t in enumerate((0, 10, 10, 20))]
    assert rules.mean(four) == 90
    five = [*four, score(5, 0, 0, 0, 0)]
    assert rules.mean(five) == Fraction(80 + 90 + 90, 3)
    assert rules.mean([]) is None


def test_an_evaluation_needs_three_judges_the_union_and_all_their_scores() -> None:
    three = [score(n, 20, 20, 10, 10) for n in range(3)]
    assert not rules.may_conclude(three[:2], judges=2, has_union_judge=True)
    lacks = rules.may_conclude(three, judges=3, has_union_judge=False)
    assert lacks.clause == LAW["LM-09"]
    assert not rules.may_conclude(three, judges=4, has_union_judge=True)
    assert rules.may_conclude(three, judges=3, has_union_judge=True)


def test_sixty_is_enough_and_a_third_less_is_not() -> None:
    sixty = [score(n, 20, 20, 10, 10) for n in range(3)]
    assert rules.may_accept(sixty)
    assert not rules.may_accept([*sixty[:2], score(3, 19, 20, 10, 10)])
    assert not rules.may_accept([])


def test_what_did_not_work_on_trial_is_not_adopted() -> None:
    assert rules.may_adopt(trial_result="单耗下降 3%", is_trial_good=True)
    assert not rules.may_adopt(trial_result="", is_trial_good=True)
    assert rules.may_adopt(trial_result="无变化", is_trial_good=False).clause == LAW["LM-06"]


def test_shares_make_a_hundred_and_proposers_are_ten_at_most() -> None:
    assert rules.may_share([100])
    assert rules.may_share([10] * 10)
    assert not rules.may_share([60, 30])
    assert not rules.may_share([100, 0])
    assert not rules.may_share([9] * 11)
    assert not rules.may_share([])


@given(
    st.integers(0, 10_000_000),
    st.lists(st.integers(1, 20), min_size=1, max_size=10),
)
def test_a_split_reward_loses_no_fen(cents: int, weights: list[int]) -> None:
    shares = [*weights[1:]]
    shares = [100 - sum(shares), *shares] if sum(shares) < 100 else [100]
    amount = Decimal(cents) / 100
    parts = rules.split(amount, shares)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


def test_months_of_use_follow_the_day_of_adoption_over_short_months() -> None:
    assert rules.month_of(DAY, 1) == (date(2026, 1, 31), date(2026, 2, 27))
    assert rules.month_of(DAY, 2) == (date(2026, 2, 28), date(2026, 3, 30))
    assert rules.month_of(DAY, 12)[1] == date(2027, 1, 30)
    with pytest.raises(ValueError, match="no month 13"):
        rules.month_of(DAY, 13)


CONFIRM = {
    "adopted_on": DAY,
    "today": date(2026, 2, 28),
    "by": 1,
    "proposers": OWN,
    "is_confirmed": False,
    "basis": "电费发票",
}


@pytest.mark.parametrize(
    ("change", "is_ok"),
    [
        ({}, True),
        ({"today": date(2026, 2, 27)}, False),
        ({"by": 7}, False),
        ({"by": None}, False),
        ({"is_confirmed": True}, False),
        ({"basis": " "}, False),
        ({"adopted_on": None}, False),
    ],
)
def test_finance_confirms_a_month_that_is_over_with_its_basis(
    change: dict[str, object], is_ok: bool
) -> None:
    assert bool(rules.may_confirm(1, **CONFIRM | change)) is is_ok  # type: ignore[arg-type]


def test_there_is_no_thirteenth_month() -> None:
    verdict = rules.may_confirm(13, **CONFIRM | {"today": date(2030, 1, 1)})  # type: ignore[arg-type]
    assert verdict.clause == LAW["LM-07"]


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("1000000", 1),
        ("999999.99", 2),
        ("500000", 2),
        ("100000", 3),
        ("99999.99", 4),
        ("10000", 4),
        ("9999.99", 5),
        ("0.01", 5),
        ("0", None),
        ("-5", None),
    ],
)
def test_the_value_a_grade_begins_at_belongs_to_it(value: str, grade: int | None) -> None:
    assert rewards.grade_by_value(Decimal(value), rewards.NATIONAL) == grade


def test_what_borrows_is_one_grade_lower_and_never_below_the_last() -> None:
    lower = [
        rewards.grade_by_value(Decimal(value), rewards.NATIONAL, is_borrowed=True)
        for value in (1_000_000, 20_000, 10)
    ]
    assert lower == [2, 5, 5]


@pytest.mark.parametrize(
    ("mean", "borrowed", "grade"),
    [(90, False, 3), (89, False, 4), (60, False, 5), (59, False, None), (90, True, 4)],
)
def test_without_money_the_marks_give_the_grade(
    mean: int, borrowed: bool, grade: int | None
) -> None:
    assert rewards.grade_by_marks(Fraction(mean), is_borrowed=borrowed) == grade


def test_nothing_is_rewarded_before_it_is_used_works_and_is_confirmed() -> None:
    good = {"is_in_use": True, "has_effect": True, "is_counted": True, "confirmed": 12}
    assert rewards.may_reward(**good)  # type: ignore[arg-type]
    for bad in ({"is_in_use": False}, {"has_effect": False}, {"confirmed": 11}):
        assert not rewards.may_reward(**good | bad)  # type: ignore[arg-type]
    without = good | {"is_counted": False, "confirmed": 0}
    assert rewards.may_reward(**without)  # type: ignore[arg-type]


def pay(amount: int, grade: int, earlier: int = 0) -> bool:
    scale = rewards.NATIONAL
    return bool(
        rewards.may_pay(Decimal(amount), grade=grade, scale=scale, earlier=Decimal(earlier))
    )


def test_a_reward_lies_within_its_grade_and_a_rise_pays_the_difference() -> None:
    assert pay(2500, 1)
    assert pay(4000, 1)
    assert not pay(4001, 1)
    assert not pay(2499, 1)
    assert pay(2500, 1, earlier=1500)
    assert not pay(4000, 1, earlier=1500)
    assert not pay(100, 3, earlier=1500)
    assert not pay(-1, 5)


def test_the_first_two_grades_are_filed_above() -> None:
    assert [n for n in range(1, 6) if rewards.is_filed_above(n)] == [1, 2]


def test_a_scale_of_ones_own_has_five_falling_bands_and_a_document() -> None:
    own = replace(rewards.NATIONAL, source="集团〔2025〕9号")
    assert rewards.may_adopt_scale(own, since=DAY)
    assert not rewards.may_adopt_scale(own, since=None)
    assert not rewards.may_adopt_scale(replace(own, source=" "), since=DAY)
    assert not rewards.may_adopt_scale(replace(own, bands=own.bands[:4]), since=DAY)
    level = (replace(own.bands[0], value_from=Decimal(500_000)), *own.bands[1:])
    assert not rewards.may_adopt_scale(replace(own, bands=level), since=DAY)
    upside = (replace(own.bands[0], least=Decimal(9000)), *own.bands[1:])
    assert not rewards.may_adopt_scale(replace(own, bands=upside), since=DAY)
    floating = (*own.bands[:4], replace(own.bands[4], value_from=Decimal(1)))
    assert not rewards.may_adopt_scale(replace(own, bands=floating), since=DAY)


def test_the_form_tells_who_shares_what_and_keeps_the_judges_unnamed() -> None:
    one = Suggestion(
        "议〔2026〕1号", "余热利用", "节能", "已实施", [("陶然", 60), ("金磊", 40)], "", "检修车间",
        DAY, "现状", "措施", "效果", "年省电", "同意推荐", "采纳",
    )  # fmt: skip
    parts = [("陶然", Decimal("300.00")), ("金磊", Decimal("200.00"))]
    reward = Reward(Decimal(120000), "三等奖", Decimal(500), "条例第六条附表", parts)
    text = words(suggestion_paper(one, [score(9, 25, 25, 15, 15)], reward))
    for said in (
        "陶然（60%）、金磊（40%）",
        "三等奖",
        "陶然 300.00 元",
        "评委1",
        "80.0",
        "现状分析",
    ):
        assert said in text


def test_the_reward_has_thirty_days_after_the_twelfth_month() -> None:
    adopted = date(2025, 3, 1)
    assert rules.month_of(adopted, 12)[1] == date(2026, 2, 28)
    assert rules.rewarded_by(adopted) == date(2026, 3, 30)


@pytest.mark.parametrize(("on", "is_right"), [("2026-03-01", True), ("2026-02-28", False)])
def test_nothing_is_adopted_before_its_trial_began(on: str, is_right: bool) -> None:
    said = {"trial_result": "有效", "is_good": True, "counted": "marks", "adopted_on": on}
    facts = Facts(
        values={}, given=said, today=date(2026, 4, 1), times={}, since_on=date(2026, 3, 1)
    )
    verdict = rules.is_proved(facts)
    assert bool(verdict) is is_right
    assert is_right or verdict.clause == LAW["LM-07"]
