"""The organisation's rules, each number beside its clause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import LAW
from zhijia.law.in_force import NATIONAL
from zhijia.org import rules
from zhijia.org.rules import Tone

MAY_DAY = date(2026, 5, 1)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("members", "least", "most"),
    [
        (0, 3, 5),
        (24, 3, 5),
        (25, 3, 7),
        (200, 3, 7),
        (201, 7, 15),
        (1000, 7, 15),
        (1001, 15, 21),
        (5000, 15, 21),
        (5001, 21, 29),
        (10000, 21, 29),
        (10001, 29, 37),
        (50000, 29, 37),
        (50001, 37, 45),
        (1_000_000, 37, 45),
    ],
)
def test_a_committee_has_the_seats_of_its_band(members: int, least: int, most: int) -> None:
    assert rules.seats_for(members) == (least, most)
    assert rules.committee_size(members=members, seats=least)
    assert rules.committee_size(members=members, seats=most)
    assert not rules.committee_size(members=members, seats=least - 1)
    assert not rules.committee_size(members=members, seats=most + 1)


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_more_members_never_mean_fewer_seats(few: int, many: int) -> None:
    few, many = sorted((few, many))
    least, most = rules.seats_for(few)
    assert least <= rules.seats_for(many)[0]
    assert most <= rules.seats_for(many)[1]


@given(st.integers(0, 200_000), st.integers(0, 100))
def test_the_size_of_a_committee_is_always_judged_by_the_same_clause(
    members: int, seats: int
) -> None:
    verdict = rules.committee_size(members=members, seats=seats)
    assert verdict.clause == LAW["XJ-05"]
    assert str(members) in verdict.reason or seats == 1


@pytest.mark.parametrize(("members", "fits"), [(24, True), (25, False)])
def test_one_person_may_be_the_committee_of_fewer_than_twenty_five(
    members: int, fits: bool
) -> None:
    assert bool(rules.committee_size(members=members, seats=1)) is fits


@pytest.mark.parametrize(("members", "fits"), [(24, True), (25, False), (26, False)])
def test_twenty_five_members_need_a_committee(members: int, fits: bool) -> None:
    verdict = rules.needs_committee(members)
    assert bool(verdict) is fits
    assert verdict.clause == LAW["GHF-01"]


@given(st.integers(-1, 12))
def test_a_term_is_three_or_five_years(years: int) -> None:
    verdict = rules.term_length(years)
    assert bool(verdict) is (years in {3, 5})
    assert verdict.clause == LAW["GHF-06"]


@pytest.mark.parametrize(
    ("elected_on", "years", "ends_on"),
    [
        (date(2023, 5, 1), 3, date(2026, 5, 1)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2021, 12, 31), 5, date(2026, 12, 31)),
    ],
)
def test_a_term_ends_on_the_same_date_years_on(elected_on: date, years: int, ends_on: date) -> None:
    assert rules.term_ends(elected_on, years) == ends_on


@given(days, st.sampled_from([3, 5]))
def test_no_term_ends_in_another_year(elected_on: date, years: int) -> None:
    ends_on = rules.term_ends(elected_on, years)
    assert ends_on.year == elected_on.year + years
    assert (ends_on.month, ends_on.day) in {(elected_on.month, elected_on.day), (2, 28)}


@pytest.mark.parametrize(
    ("later", "tone"), [(-1, Tone.BREACH), (0, Tone.WARN), (1, Tone.WARN), (180, Tone.WARN)]
)
def test_a_term_runs_to_its_last_day_and_is_announced_half_a_year_before(
    later: int, tone: Tone
) -> None:
    ends_on = MAY_DAY + timedelta(days=later)
    found = rules.term_runs(until_on=ends_on, today=MAY_DAY, law=NATIONAL)
    assert not found.verdict
    assert found.tone is tone
    assert found.due_on == ends_on
    assert found.verdict.clause == LAW["XJ-26"]
    assert not found.verdict.clause.checked, "nobody has held the wording of this article yet"


def test_a_term_is_quiet_until_half_a_year_before_its_end() -> None:
    for ends_on, quiet in ((date(2026, 11, 1), False), (date(2026, 11, 2), True)):
        found = rules.term_runs(until_on=ends_on, today=MAY_DAY, law=NATIONAL)
        assert bool(found.verdict) is quiet
    a_year = replace(NATIONAL, expiry_notice_months=12)
    assert not rules.term_runs(until_on=date(2027, 5, 1), today=MAY_DAY, law=a_year).verdict


@pytest.mark.parametrize(
    ("today", "tone"),
    [
        (date(2026, 5, 2), Tone.WARN),
        (date(2026, 10, 31), Tone.WARN),
        (date(2026, 11, 1), Tone.BREACH),
    ],
)
def test_a_term_put_off_with_approval_runs_to_the_day_it_was_put_off_to(
    today: date, tone: Tone
) -> None:
    delay = date(2026, 10, 31)
    found = rules.term_runs(until_on=MAY_DAY, delayed_until_on=delay, today=today, law=NATIONAL)
    assert found.tone is tone
    assert "2026-10-31" in found.verdict.reason


@pytest.mark.parametrize(
    ("elected_on", "document", "ok", "words"),
    [
        (date(2026, 5, 2), "", True, ""),
        (MAY_DAY, "", True, ""),
        (date(2026, 4, 30), "", False, "提前 1 天"),
        (date(2026, 1, 1), "集工发〔2025〕9号", True, "集工发〔2025〕9号"),
    ],
)
def test_a_committee_is_renewed_before_its_day_only_with_approval(
    elected_on: date, document: str, ok: bool, words: str
) -> None:
    verdict = rules.early_is_approved(elected_on=elected_on, due_on=MAY_DAY, document=document)
    assert bool(verdict) is ok
    assert words in verdict.reason
    assert ok or verdict.clause == LAW["XJ-26"]


@given(days, days)
def test_no_election_lies_ahead(elected_on: date, today: date) -> None:
    assert bool(rules.term_begins(elected_on=elected_on, today=today)) is (elected_on <= today)


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_full_committee_has_as_many_people_as_seats(seats: int, sitting: int) -> None:
    verdict = rules.vacancies(seats=seats, sitting=sitting)
    assert bool(verdict) is (seats == sitting)
    assert ("缺额" in verdict.reason) is (sitting < seats)
    assert ("超出" in verdict.reason) is (sitting > seats)


@given(st.integers(0, 9), st.integers(0, 9))
def test_only_an_empty_unit_is_dissolved(members: int, below: int) -> None:
    verdict = rules.may_dissolve(members=members, units_below=below)
    assert bool(verdict) is (members == below == 0)
    assert verdict.clause is not None


@pytest.mark.parametrize(("depth", "grows"), [(1, True), (7, True), (8, False)])
def test_the_tree_has_eight_levels(depth: int, grows: bool) -> None:
    assert bool(rules.may_grow(depth)) is grows


@given(days, days)
def test_nothing_ends_before_it_begins(on: date, since: date) -> None:
    verdict = rules.may_end(on=on, since=since, begun="任职日期")
    assert bool(verdict) is (on >= since)


@pytest.mark.parametrize(
    ("code", "fits"),
    [("JT", True), ("a01", True), ("A-1", False), ("", False), ("一分厂", False), ("A\n", False)],
)
def test_a_units_code_has_no_hyphen(code: str, fits: bool) -> None:
    assert bool(rules.unit_code(code)) is fits


@pytest.mark.parametrize(
    ("number", "fits"),
    [("1001", True), ("G-07", True), ("12 3", False), ("", False), ("工1", False)],
)
def test_a_staff_number_is_letters_digits_and_hyphens(number: str, fits: bool) -> None:
    assert bool(rules.staff_number(number)) is fits


def test_the_last_desk_is_kept() -> None:
    assert not rules.keeps_a_desk(0)
    assert rules.keeps_a_desk(1)


def test_a_unit_has_as_many_units_below_it_as_a_path_has_digits_for() -> None:
    assert rules.has_room(9_999)
    assert not rules.has_room(10_000)
