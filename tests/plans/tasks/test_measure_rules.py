"""What a target may be, how far a number has come, and how it is shared out; periods by the day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.rules import measures as rules
from zhijia.plans.rules import natures
from zhijia.platform.refs.days import Calendar

PEOPLE, RATE, MONEY = rules.Counts(), rules.Counts(is_rate=True), rules.Counts(is_money=True)
WEEKS = Calendar()


@pytest.mark.parametrize(
    ("number", "target", "percent"),
    [(0, 200, 0), (None, 200, 0), (1, 3, 33), (199, 200, 99), (200, 200, 100), (900, 200, 100)],
)
def test_per_cent_are_whole_and_never_round_up(
    number: int | None, target: int, percent: int
) -> None:
    assert rules.percent_of(number, Decimal(target)) == percent
    assert rules.is_reached(percent) == (percent == 100)


def test_a_number_below_zero_is_no_progress() -> None:
    assert rules.percent_of(Decimal(-3), Decimal(10)) == 0


@pytest.mark.parametrize(
    ("target", "counts", "words"),
    [
        ("0", PEOPLE, "大于 0"),
        ("-5", PEOPLE, "大于 0"),
        ("2.5", PEOPLE, "整数"),
        ("100.5", RATE, "不能超过 100%"),
        ("95.55", RATE, "0.1"),
        ("1000000000000", PEOPLE, "太大"),
    ],
)
def test_a_target_that_cannot_be_shown_is_refused(
    target: str, counts: rules.Counts, words: str
) -> None:
    verdict = rules.may_aim(Decimal(target), counts)
    assert not verdict
    assert words in verdict.reason


def test_targets_of_each_kind_are_granted() -> None:
    assert rules.may_aim(Decimal(200), PEOPLE)
    assert rules.may_aim(Decimal("95.5"), RATE)
    assert rules.may_aim(Decimal("1234.56"), MONEY)


def test_the_days_that_are_counted_need_an_end_that_comes_after_their_beginning() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert rules.may_count(from_on=first, until_on=last, due_on=None)
    assert rules.may_count(from_on=first, until_on=None, due_on=last)
    assert "截止" in rules.may_count(from_on=first, until_on=None, due_on=None).reason
    assert "不能晚于" in rules.may_count(from_on=last, until_on=first, due_on=None).reason
    assert "最长" in rules.may_count(from_on=first, until_on=date(2036, 1, 1), due_on=None).reason


def test_months_are_cut_at_both_ends() -> None:
    spans = rules.months_of(date(2026, 1, 20), date(2026, 3, 5))
    assert spans == [
        (date(2026, 1, 20), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 5)),
    ]


def test_half_the_days_expect_half_the_number() -> None:
    start, end = date(2026, 1, 1), date(2026, 1, 10)
    whole = Decimal(100)
    assert rules.expected(whole, start=start, end=end, on=date(2026, 1, 5)) == 50
    assert rules.expected(whole, start=start, end=end, on=date(2025, 12, 1)) == 0
    assert rules.expected(whole, start=start, end=end, on=date(2027, 1, 1)) == 100


@given(
    st.integers(0, 100_000),
    st.lists(st.integers(0, 5_000), min_size=1, max_size=40),
    st.sampled_from([Decimal(1), Decimal("0.01")]),
)
def test_shares_always_add_up_and_nobody_is_a_step_away_from_their_due(
    whole: int, weights: list[int], step: Decimal
) -> None:
    shares = rules.proportional(Decimal(whole), weights, step)
    assert sum(shares) == whole
    total = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        due = Decimal(whole * weight) / total if total else Decimal(whole) / len(weights)
        assert abs(share - due) <= step


def test_nobody_to_share_with_gets_nothing() -> None:
    assert rules.proportional(Decimal(5), [], Decimal(1)) == []


def test_shares_that_do_not_add_up_are_told_by_how_much() -> None:
    verdict = rules.add_up(Decimal(200), [Decimal(150), Decimal(80)], PEOPLE)
    assert not verdict
    assert "230" in verdict.reason
    assert "多 30" in verdict.reason
    assert rules.add_up(Decimal(200), [Decimal(150), Decimal(50)], PEOPLE)


def test_a_rate_is_the_same_for_everybody() -> None:
    assert rules.add_up(Decimal(95), [Decimal(95), Decimal(95)], RATE)
    assert not rules.add_up(Decimal(95), [Decimal(95), Decimal(90)], RATE)


def test_quarters_end_on_their_last_day_or_the_working_day_after() -> None:
    # 2026-05-31 is a Sunday; with a plain calendar June begins on a Monday.
    found = natures.stretches("month", date(2026, 5, 1), date(2026, 7, 31), WEEKS)
    assert [one.due_on for one in found] == [
        date(2026, 6, 1),
        date(2026, 6, 30),
        date(2026, 7, 31),
    ]
    assert found[0].until_on == date(2026, 5, 31)


def test_no_period_is_due_after_the_work_itself() -> None:
    found = natures.stretches("month", date(2026, 5, 1), date(2026, 5, 31), WEEKS)
    assert [one.due_on for one in found] == [date(2026, 5, 31)]


def test_a_holiday_moves_the_day_on() -> None:
    # 国庆: the third quarter ends before it, the working day after a day off on 30 September.
    off = frozenset({date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)})
    calendar = Calendar(off=off)
    [first, *_] = natures.stretches("quarter", date(2026, 7, 1), date(2026, 12, 31), calendar)
    assert first.due_on == date(2026, 10, 5)


def test_a_first_period_of_which_little_is_left_is_let_pass() -> None:
    found = natures.stretches("month", date(2026, 11, 26), date(2026, 12, 31), WEEKS)
    assert [one.from_on for one in found] == [date(2026, 12, 1)]
    whole = natures.stretches("month", date(2026, 11, 10), date(2026, 12, 31), WEEKS)
    assert [one.from_on for one in whole] == [date(2026, 11, 10), date(2026, 12, 1)]
    only = natures.stretches("quarter", date(2026, 12, 20), date(2026, 12, 31), WEEKS)
    assert [one.from_on for one in only] == [date(2026, 12, 20)]


def test_work_that_goes_on_lets_no_day_pass() -> None:
    found = natures.stretches("month", date(2026, 11, 26), date(2026, 12, 31), WEEKS, goes_on=True)
    assert [one.from_on for one in found] == [date(2026, 11, 26), date(2026, 12, 1)]


@given(
    st.sampled_from(list(natures.FIRSTS)),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
)
def test_periods_follow_each_other_without_a_gap(every: str, start: date, days: int) -> None:
    end = start + timedelta(days=days)
    found = natures.stretches(every, start, end, WEEKS)
    assert found
    assert found[-1].until_on == end
    for one, following in pairwise(found):
        assert following.from_on == one.until_on + natures.DAY
    assert all(one.from_on <= one.until_on <= one.due_on or one.due_on == end for one in found)


def test_standing_work_is_reported_by_the_quarter_unless_told_otherwise() -> None:
    assert natures.frequency("standing", "") == "quarter"
    assert natures.frequency("standing", "month") == "month"
    assert natures.frequency("recurring", "") == ""
    assert natures.frequency("once", "") == ""


def test_standing_work_ends_in_its_last_period() -> None:
    said = {"nature": "standing", "missing": 0, "last_from": date(2026, 10, 1)}
    assert not natures.may_end(**said, today=date(2026, 9, 30))
    assert natures.may_end(**said, today=date(2026, 10, 1))
    assert natures.may_end(**{**said, "nature": "recurring"}, today=date(2026, 9, 30))


def test_a_period_that_was_due_and_not_reported_holds_the_end_up() -> None:
    verdict = natures.may_end(
        nature="recurring", missing=2, last_from=None, today=date(2026, 9, 30)
    )
    assert "还有 2 期" in verdict.reason


@pytest.mark.parametrize(
    ("due", "reported", "colour"),
    [(-1, False, "red"), (0, False, "yellow"), (3, False, "yellow"), (9, False, "green")],
)
def test_a_period_has_a_light_of_its_own(due: int, reported: bool, colour: str) -> None:
    today = date(2026, 11, 26)
    day = today + timedelta(days=due)
    assert natures.turn_light(day, is_reported=reported, today=today, scheme="gyr") == colour
    assert natures.turn_light(day, is_reported=True, today=today, scheme="gyr") == "done"


def test_the_worse_light_shows() -> None:
    today = date(2026, 11, 26)
    late = today - timedelta(days=2)
    assert natures.worse("green", late, today, scheme="gyr") == "red"
    assert natures.worse("green", None, today, scheme="gyr") == "green"
    assert natures.worse("done", late, today, scheme="gyr") == "done"
    assert natures.first_due(today, late) == late
