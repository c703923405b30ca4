"""What a door takes, and what a receipt looks like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.doorway import rules
from zhijia.platform.doorway.rules import Knock

WORKED, ANSWERED, SILENT = Knock(is_worked=True), Knock(is_answered=True), Knock()


@given(st.binary(min_size=16, max_size=32))
def test_a_code_that_is_typed_in_small_letters_and_with_gaps_is_the_same_code(
    digest: bytes,
) -> None:
    code = rules.receipt_of(digest)
    assert len(code) == 16
    assert rules.plain_receipt(f" {rules.spaced(code).lower()} ") == code


@pytest.mark.parametrize("written", ["", "ABC", "A" * 15, "A" * 17, "零" * 16, "' OR 1=1 --"])
def test_what_is_no_code_is_none(written: str) -> None:
    assert rules.plain_receipt(written) == ""


def test_a_worked_letter_goes_in_and_a_silent_one_does_not() -> None:
    at = {"waiting": 0, "by_question": 0, "is_strict": False}
    assert rules.may_enter(WORKED, **at)
    assert rules.may_enter(ANSWERED, **at)
    assert not rules.may_enter(SILENT, **at)


def test_answered_letters_fill_only_a_part_of_the_box() -> None:
    full = {"waiting": rules.MOST_BY_QUESTION, "by_question": rules.MOST_BY_QUESTION}
    assert not rules.may_enter(ANSWERED, **full, is_strict=False)
    assert rules.may_enter(WORKED, **full, is_strict=False)


def test_a_strict_door_asks_for_work() -> None:
    assert not rules.may_enter(ANSWERED, waiting=0, by_question=0, is_strict=True)
    assert rules.may_enter(WORKED, waiting=0, by_question=0, is_strict=True)


def test_a_full_box_takes_nobody() -> None:
    assert not rules.may_enter(WORKED, waiting=rules.MOST_WAITING, by_question=0, is_strict=False)


def test_the_fuller_the_box_the_harder_the_ticket() -> None:
    hard = [rules.bits(waiting) for waiting in range(rules.MOST_WAITING + 1)]
    assert hard == sorted(hard)
    assert hard[0] < hard[-1] <= rules.HARDEST
    assert rules.bits(0, is_strict=True) > rules.bits(0)


@pytest.mark.parametrize("work", ["", "0" * 21, "纸"])
def test_work_of_another_shape_is_none(work: str) -> None:
    assert not rules.is_work("ticket", work, 8)


def test_work_is_for_one_ticket() -> None:
    work = next(str(n) for n in range(10**6) if rules.is_work("mine", str(n), 12))
    assert rules.is_work("mine", work, 12)
    assert not rules.is_work("mine", work, 40)


@pytest.mark.parametrize(
    ("said", "is_right"),
    [("7", True), (" ７ ", True), ("8", False), ("七", False), ("", False), ("²", False)],
)
def test_the_little_question_takes_digits_of_any_width(said: str, is_right: bool) -> None:
    assert rules.is_answer(3, 4, said) is is_right


def test_a_shut_door_and_a_closed_one_say_different_things() -> None:
    day = date(2026, 11, 27)
    shut = rules.stands_open(closed_on=None, shut_on=day)
    closed = rules.stands_open(closed_on=day, shut_on=None)
    assert not shut
    assert not closed
    assert shut.reason != closed.reason
    assert rules.stands_open(closed_on=None, shut_on=None)


@pytest.mark.parametrize(("kept", "waiting"), [(20, 20), (0, 600)])
def test_photos_have_an_end(kept: int, waiting: int) -> None:
    assert not rules.may_add_photo(kept=kept, waiting=waiting)
    assert rules.may_add_photo(kept=19, waiting=19)


@pytest.mark.parametrize(
    ("size", "fits"), [(0, False), (1, True), (10 * 1024**2, True), (10 * 1024**2 + 1, False)]
)
def test_a_photo_is_judged_by_its_size_before_it_is_read(size: int, fits: bool) -> None:
    assert bool(rules.is_photo(size)) is fits
