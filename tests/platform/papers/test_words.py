import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.papers.words import chinese, numbered

NUMERALS = {
    1: "一",
    10: "十",
    11: "十一",
    20: "二十",
    21: "二十一",
    100: "一百",
    105: "一百零五",
    110: "一百一十",
    1005: "一千零五",
    1010: "一千零一十",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("number", "numeral"), NUMERALS.items())
def test_numbers_are_spelt_as_people_say_them(number, numeral):
    assert chinese(number) == numeral


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_no_two_numbers_are_spelt_alike(one, other):
    assert (chinese(one) == chinese(other)) == (one == other)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_beyond_the_thousands_are_refused(number):
    with pytest.raises(ValueError, match="between"):
        chinese(number)


def test_headings_are_numbered_by_level_and_start_afresh_below_a_new_one():
    counts = [0, 0, 0, 0]

    numbers = [numbered(counts, level) for level in (1, 2, 3, 4, 4, 3, 2, 3, 1, 2)]

    assert numbers == [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "（2）",
        "2.",
        "（二）",
        "1.",
        "二、",
        "（一）",
    ]
