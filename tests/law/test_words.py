"""The counting words: every vector of the rulebook, and the exact fractions they stand for."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import words

COUNTS = st.integers(0, 10**9)
PEOPLE = st.integers(1, 10**9)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=100)


@pytest.mark.parametrize(
    ("due", "quorum", "majority"),
    [(100, 67, 51), (99, 66, 50), (3, 2, 2), (7, 5, 4), (9, 6, 5), (101, 68, 51), (90, 60, 46)],
)
def test_who_must_come_and_who_must_agree(due: int, quorum: int, majority: int) -> None:
    assert words.least_reaching(due, words.TWO_THIRDS) == quorum
    assert words.two_thirds(quorum, due)
    assert not words.two_thirds(quorum - 1, due)
    assert words.least_exceeding(due, words.HALF) == majority
    assert words.more_than_half(majority, due)
    assert not words.more_than_half(majority - 1, due)


def test_exactly_half_is_half_or_more_but_not_more_than_half() -> None:
    assert words.half_or_more(45, 90)
    assert not words.more_than_half(45, 90)
    assert words.more_than_half(46, 90)
    assert not words.half_or_more(44, 90)
    assert words.least_reaching(90, words.HALF) == 45


@pytest.mark.parametrize(
    ("percent", "seats", "candidates"),
    [
        (5, 3, 4),
        (5, 5, 6),
        (5, 7, 8),
        (5, 9, 10),
        (5, 11, 12),
        (5, 20, 21),
        (5, 21, 23),
        (5, 37, 39),
        (5, 45, 48),
        (10, 9, 10),
        (10, 10, 11),
        (10, 11, 13),
        (15, 1, 2),
        (15, 6, 7),
        (15, 7, 9),
        (15, 20, 23),
        (0, 1, 1),
    ],
)
def test_so_many_candidates_at_least(percent: int, seats: int, candidates: int) -> None:
    assert words.candidates_for(seats, percent) == candidates


@pytest.mark.parametrize(
    ("word", "below", "at", "above"),
    [
        (words.at_least, False, True, True),
        (words.at_most, True, True, False),
        (words.more_than, False, False, True),
        (words.fewer_than, True, False, False),
    ],
)
def test_whether_the_number_itself_counts(
    word: Callable[[int, int], bool], below: bool, at: bool, above: bool
) -> None:
    assert [word(99, 100), word(100, 100), word(101, 100)] == [below, at, above]


@pytest.mark.parametrize(
    "word", [words.more_than_half, words.half_or_more, words.two_thirds, words.one_third]
)
def test_of_nobody_there_is_no_share(word: Callable[[int, int], bool]) -> None:
    assert not word(0, 0)
    assert not word(1, 0)


@pytest.mark.parametrize(("part", "of"), [(-1, 3), (1, -3)])
def test_people_are_not_counted_below_zero(part: int, of: int) -> None:
    with pytest.raises(ValueError, match="below zero"):
        words.more_than_half(part, of)


@pytest.mark.parametrize("of", [0, -1])
def test_a_share_of_nobody_is_no_number(of: int) -> None:
    with pytest.raises(ValueError, match="nobody"):
        words.least_reaching(of, words.HALF)
    with pytest.raises(ValueError, match="nobody"):
        words.least_exceeding(of, words.HALF)
    with pytest.raises(ValueError, match="nobody"):
        words.candidates_for(of, 5)


def test_a_rate_is_not_below_zero() -> None:
    with pytest.raises(ValueError, match="rate"):
        words.candidates_for(3, -5)


@given(COUNTS, PEOPLE, SHARES)
def test_a_share_is_what_the_fraction_says(part: int, of: int, share: Fraction) -> None:
    assert words.reaches(part, of, share) == (Fraction(part, of) >= share)
    assert words.exceeds(part, of, share) == (Fraction(part, of) > share)


@given(COUNTS, PEOPLE)
def test_the_named_shares_are_those_they_are_named_for(part: int, of: int) -> None:
    exact = Fraction(part, of)
    assert words.more_than_half(part, of) == (exact > Fraction(1, 2))
    assert words.half_or_more(part, of) == (exact >= Fraction(1, 2))
    assert words.two_thirds(part, of) == (exact >= Fraction(2, 3))
    assert words.one_third(part, of) == (exact >= Fraction(1, 3))


@given(PEOPLE, SHARES)
def test_the_least_number_is_enough_and_one_fewer_is_not(of: int, share: Fraction) -> None:
    least = words.least_reaching(of, share)
    assert words.reaches(least, of, share)
    assert least == 0 or not words.reaches(least - 1, of, share)
    beyond = words.least_exceeding(of, share)
    assert words.exceeds(beyond, of, share)
    assert not words.exceeds(beyond - 1, of, share)


@given(PEOPLE, st.integers(0, 200))
def test_the_rate_is_kept_and_one_candidate_fewer_would_break_it(seats: int, percent: int) -> None:
    found = words.candidates_for(seats, percent)
    assert Fraction(found - seats, seats) >= Fraction(percent, 100)
    assert found == seats or Fraction(found - 1 - seats, seats) < Fraction(percent, 100)
