"""From deadline words to a day: only where the words leave no choice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.speech import due_date

SPRING = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今年6月底前", date(2026, 6, 30)),
        ("6月30日前", date(2026, 6, 30)),
        ("2027年2月底前", date(2027, 2, 28)),
        ("明年1月15日前", date(2027, 1, 15)),
        ("5月上旬", date(2026, 5, 10)),
        ("6 月底前", date(2026, 6, 30)),
        ("六月底前", date(2026, 6, 30)),
        ("十二月二十五日前", date(2026, 12, 25)),
        ("十月十日前", date(2026, 10, 10)),
        ("年底前", date(2026, 12, 31)),
        ("全年", date(2026, 12, 31)),
        ("今年下半年", date(2026, 12, 31)),
        ("上半年", date(2026, 6, 30)),
        ("三季度", date(2026, 9, 30)),
        ("会后一周内", date(2026, 3, 17)),
        ("会后10天内", date(2026, 3, 20)),
        ("会后一个月内", date(2026, 4, 10)),
    ],
)
def test_certain_words_give_the_last_day_they_allow(words: str, day: date) -> None:
    assert due_date(words, SPRING) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "每季度",
        "每月",
        "6月前",
        "6月初",
        "2月30日前",
        "1月底前",
        "春节前",
        "本周五前",
        "尽快",
        "13月底前",
    ],
)
def test_recurring_vague_past_and_impossible_days_give_none(words: str) -> None:
    assert due_date(words, SPRING) is None


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert due_date("会后一个月内", date(2026, 1, 31)) == date(2026, 2, 28)


@given(
    st.text(alphabet="今明年月底前会后一二三周天内0123456789上下半季度每日", max_size=14),
    st.dates(),
)
def test_no_words_make_it_fail_and_no_day_lies_before_the_speech(words: str, day: date) -> None:
    due = due_date(words, day)

    assert due is None or due >= day


@pytest.mark.parametrize("words", ["会后一周内", "会后3个月内", "明年6月底前"])
def test_past_the_end_of_the_calendar_there_is_no_day(words: str) -> None:
    assert due_date(words, date(9999, 12, 31)) is None
