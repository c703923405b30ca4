"""Time limits end where the Code has them end; notices are counted in whole days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.refs.announced import Moved, announced, calendar_of
from zhijia.platform.refs.days import (
    UNANNOUNCED,
    UNRECORDED,
    Calendar,
    Kind,
    add,
    mark,
    notice,
    notify_by,
)

CALENDAR = calendar_of(announced())
DAY = timedelta(days=1)
DATES = st.dates(date(2019, 6, 1), date(2028, 12, 31))
NUMBERS = st.integers(0, 120)
KINDS = st.sampled_from(Kind)
NOTICES = st.sampled_from([Kind.DAYS, Kind.WORKDAYS])


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),  # a Saturday worked before the Spring Festival
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-10-10", True),
        ("2026-09-19", False),
        ("2022-12-31", False),  # named by the notice of 2023
        ("2024-02-09", True),
        ("2025-10-06", False),
        ("2027-01-01", True),  # not announced yet: a Friday
        ("2027-01-02", False),
    ],
)
def test_people_work_when_the_notice_says_so(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "n", "kind", "last"),
    [
        ("2026-11-02", 15, Kind.DAYS, "2026-11-17"),
        ("2026-11-02", 5, Kind.WORKDAYS, "2026-11-09"),
        ("2026-11-01", 5, Kind.WORKDAYS, "2026-11-06"),  # begun on a Sunday
        ("2026-09-24", 1, Kind.DAYS, "2026-09-28"),  # 中秋节 and its weekend
        ("2026-09-30", 5, Kind.WORKDAYS, "2026-10-13"),  # 10 October is worked
        ("2026-02-09", 10, Kind.DAYS, "2026-02-24"),
        ("2026-02-04", 10, Kind.DAYS, "2026-02-14"),  # a worked Saturday is no holiday
        ("2026-01-31", 1, Kind.MONTHS, "2026-02-28"),
        ("2026-12-31", 2, Kind.MONTHS, "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2024-02-29", 1, Kind.YEARS, "2025-02-28"),
        ("2024-02-29", 4, Kind.YEARS, "2028-02-29"),
        ("2021-11-22", 5, Kind.YEARS, "2026-11-23"),  # the 22nd is a Sunday
    ],
)
def test_a_period_ends_on_this_day(start: str, n: int, kind: Kind, last: str) -> None:
    found = add(date.fromisoformat(start), n, kind, calendar=CALENDAR)
    assert found.isoformat() == last


def test_what_must_not_roll_ends_on_the_very_day() -> None:
    begun = date(2021, 11, 22)
    assert add(begun, 5, Kind.YEARS, calendar=CALENDAR, rolls=False) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("given_on", "meeting", "kind", "whole"),
    [
        ("2026-11-02", "2026-11-10", Kind.WORKDAYS, 5),
        ("2026-11-02", "2026-11-10", Kind.DAYS, 7),
        ("2026-09-28", "2026-10-12", Kind.WORKDAYS, 5),  # 29, 30, 8, 9 and the 10th, a Saturday
        ("2026-11-10", "2026-11-10", Kind.DAYS, 0),
        ("2026-11-09", "2026-11-10", Kind.DAYS, 0),
        ("2026-11-12", "2026-11-10", Kind.WORKDAYS, 0),
    ],
)
def test_neither_the_day_of_notice_nor_of_the_meeting_counts(
    given_on: str, meeting: str, kind: Kind, whole: int
) -> None:
    first, last = date.fromisoformat(given_on), date.fromisoformat(meeting)
    assert notice(first, last, kind, calendar=CALENDAR) == whole


def test_notice_of_five_working_days_is_given_by_this_day() -> None:
    given_by = notify_by(date(2026, 11, 10), 5, Kind.WORKDAYS, calendar=CALENDAR)
    assert given_by == date(2026, 11, 2)
    over_the_holiday = notify_by(date(2026, 10, 12), 5, Kind.WORKDAYS, calendar=CALENDAR)
    assert over_the_holiday == date(2026, 9, 28)


def test_a_day_counted_over_years_we_do_not_know_is_marked() -> None:
    known = CALENDAR.years
    assert known == frozenset(range(2020, 2027))
    assert mark(date(2026, 12, 1), date(2026, 12, 31), CALENDAR) == ""
    assert mark(date(2026, 12, 1), date(2027, 1, 4), CALENDAR) == UNANNOUNCED
    assert mark(date(2019, 12, 1), date(2020, 1, 4), CALENDAR) == UNRECORDED
    assert mark(date(2026, 1, 1), date(2026, 1, 4), Calendar()) == UNANNOUNCED


def test_of_a_day_named_twice_the_last_word_counts() -> None:
    day = date(2027, 1, 4)
    words = [Moved(day, True, "调休上班", 2027, "甲"), Moved(day, False, "元旦", 2027, "乙")]
    assert not calendar_of(words).is_workday(day)


@pytest.mark.parametrize("year", range(2020, 2027))
def test_a_year_has_about_two_hundred_and_fifty_working_days(year: int) -> None:
    days = (date(year, 1, 1) + k * DAY for k in range(366))
    worked = sum(CALENDAR.is_workday(day) for day in days if day.year == year)
    assert 247 <= worked <= 252


def test_no_time_limit_is_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        add(date(2026, 1, 1), -1, Kind.DAYS, calendar=CALENDAR)
    with pytest.raises(ValueError, match="below zero"):
        notify_by(date(2026, 1, 1), -1, Kind.DAYS, calendar=CALENDAR)


@pytest.mark.parametrize("kind", [Kind.MONTHS, Kind.YEARS])
def test_a_notice_is_not_counted_in_months(kind: Kind) -> None:
    with pytest.raises(ValueError, match="days"):
        notice(date(2026, 1, 1), date(2026, 3, 1), kind, calendar=CALENDAR)
    with pytest.raises(ValueError, match="days"):
        notify_by(date(2026, 3, 1), 1, kind, calendar=CALENDAR)


@given(DATES, KINDS)
def test_no_time_ends_where_it_began(start: date, kind: Kind) -> None:
    assert add(start, 0, kind, calendar=CALENDAR) == start


@given(DATES, NUMBERS, KINDS)
def test_more_time_never_ends_earlier(start: date, n: int, kind: Kind) -> None:
    less, more = (add(start, k, kind, calendar=CALENDAR) for k in (n, n + 1))
    assert less <= more


@given(DATES, NUMBERS, KINDS)
def test_who_starts_later_never_ends_earlier(start: date, n: int, kind: Kind) -> None:
    earlier, later = (add(day, n, kind, calendar=CALENDAR) for day in (start, start + DAY))
    assert earlier <= later


@given(DATES, st.integers(1, 120), KINDS)
def test_a_period_ends_on_a_working_day(start: date, n: int, kind: Kind) -> None:
    assert CALENDAR.is_workday(add(start, n, kind, calendar=CALENDAR))


@given(DATES, st.integers(1, 60))
def test_working_days_are_those_one_can_tick_off(start: date, n: int) -> None:
    last = add(start, n, Kind.WORKDAYS, calendar=CALENDAR)
    ticked = [start + k * DAY for k in range(1, (last - start).days + 1)]
    assert sum(map(CALENDAR.is_workday, ticked)) == n


@given(DATES, st.integers(1, 60))
def test_days_are_those_one_can_tick_off_before_they_roll(start: date, n: int) -> None:
    last = add(start, n, Kind.DAYS, calendar=CALENDAR, rolls=False)
    assert (last - start).days == n
    rolled = add(start, n, Kind.DAYS, calendar=CALENDAR)
    passed = [last + k * DAY for k in range((rolled - last).days)]
    assert not any(map(CALENDAR.is_workday, passed))


@given(DATES, st.integers(0, 60), NOTICES)
def test_notice_by_that_day_is_enough_and_a_day_later_is_not(
    meeting: date, n: int, kind: Kind
) -> None:
    given_by = notify_by(meeting, n, kind, calendar=CALENDAR)
    assert notice(given_by, meeting, kind, calendar=CALENDAR) == n
    if n:
        assert notice(given_by + DAY, meeting, kind, calendar=CALENDAR) < n
