"""The rules of the boards, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.rules import boards

TODAY = date(2026, 11, 26)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_speech_is_the_mean_of_its_tasks_rounded_down() -> None:
    assert boards.mean([100, 100, 99]) == 99
    assert boards.mean([]) == 0


def test_a_task_nobody_has_is_nowhere() -> None:
    assert boards.task_degree(0, 0) == 0


@given(st.lists(st.integers(0, 100), min_size=1, max_size=50))
def test_only_what_is_done_at_every_unit_says_a_hundred(degrees: list[int]) -> None:
    assert (boards.task_degree(sum(degrees), len(degrees)) == 100) == (set(degrees) == {100})


@pytest.mark.parametrize(
    ("shown", "columns"),
    [
        (set(), ["red", "yellow", "green"]),
        ({"red", "green"}, ["red", "yellow", "green"]),
        ({"unlit"}, ["red", "yellow", "blue", "unlit"]),
        ({"blue", "green", "unlit"}, ["red", "yellow", "blue", "green", "unlit"]),
    ],
)
def test_a_table_has_the_lights_of_the_schemes_that_are_used(
    shown: set[str], columns: list[str]
) -> None:
    assert boards.columns(shown) == columns


def test_the_twenty_first_question_is_refused_and_a_known_one_is_not() -> None:
    assert boards.may_keep_view(kept=19, is_known=False)
    refused = boards.may_keep_view(kept=20, is_known=False)
    assert not refused
    assert "最多存 20 个" in refused.reason
    assert boards.may_keep_view(kept=20, is_known=True)


def test_a_line_holds_whole_months() -> None:
    line = boards.line_of([date(2026, 9, 30), date(2027, 1, 4)], TODAY)
    assert (line.first, line.last) == (date(2026, 9, 1), date(2027, 1, 31))
    assert [first.month for first, _ in line.months()] == [9, 10, 11, 12, 1]


def test_a_line_without_days_shows_this_month_and_the_two_after_it() -> None:
    line = boards.line_of([], TODAY)
    assert (line.first, line.last) == (date(2026, 11, 1), date(2027, 1, 31))


def test_a_line_too_long_loses_its_beginning_but_never_today() -> None:
    line = boards.line_of([date(2020, 1, 1)], TODAY)
    assert (line.first, line.last) == (date(2024, 12, 1), date(2026, 11, 30))
    far = boards.line_of([date(2036, 1, 1)], TODAY)
    assert far.first == date(2026, 11, 1)


@given(st.lists(DAYS, max_size=5))
def test_every_line_holds_today_and_its_months_fill_it(days: list[date]) -> None:
    line = boards.line_of(days, TODAY)
    assert line.at(TODAY) is not None
    assert sum(mark.width for _, mark in line.months()) == pytest.approx(100, abs=2)


def test_a_stretch_is_cut_where_the_line_ends() -> None:
    line = boards.Line(date(2026, 11, 1), date(2026, 11, 30))
    whole = line.mark(date(2026, 1, 1), date(2027, 1, 1))
    assert whole == boards.Mark(0.0, 100.0, is_cut_left=True, is_cut_right=True)
    assert line.mark(date(2026, 11, 1), date(2026, 11, 3)) == boards.Mark(0.0, 10.0)
    assert line.mark(date(2026, 1, 1), date(2026, 1, 2)) is None


@pytest.mark.parametrize(("rows", "screens"), [(0, 1), (1, 1), (10, 1), (11, 2), (100, 10)])
def test_ten_rows_fill_a_screen(rows: int, screens: int) -> None:
    assert boards.screens(rows) == screens


def test_the_month_after_december_is_january() -> None:
    assert boards.month_after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert boards.next_day(date(2026, 12, 31)) == TODAY.replace(year=2027, month=1, day=1)
    assert boards.soon_by(TODAY) == TODAY + timedelta(days=3)
