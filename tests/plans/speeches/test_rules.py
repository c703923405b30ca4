"""What may be cut, joined, promoted and confirmed, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans import rules

MARKED = st.text(alphabet="开展检查，、；。：", max_size=40)


@given(MARKED)
def test_every_place_that_is_offered_may_be_cut(text: str) -> None:
    for at in rules.split_places(text):
        assert rules.may_split(length=len(text), at=at)
        assert text[at - 1] in "，、；。："


@given(st.integers(1, 100), st.integers(-5, 105))
def test_a_cut_leaves_words_on_both_sides(length: int, at: int) -> None:
    assert bool(rules.may_split(length=length, at=at)) == (0 < at < length)


@given(MARKED)
def test_trimming_takes_only_marks_at_the_ends(text: str) -> None:
    trimmed = rules.trimmed(text)
    assert trimmed in text
    assert rules.trimmed(trimmed) == trimmed
    assert not trimmed.endswith(("，", "。"))


@given(st.booleans())
def test_a_piece_is_promoted_or_worked_on_but_never_both(is_task: bool) -> None:
    assert bool(rules.may_promote(is_task=is_task)) != bool(rules.is_proposed(is_task=is_task))


def test_a_speech_is_confirmed_once_and_with_a_task() -> None:
    assert rules.may_confirm(is_confirmed=False, tasks=1)
    assert "还没有一条任务" in rules.may_confirm(is_confirmed=False, tasks=0).reason
    assert rules.may_confirm(is_confirmed=True, tasks=1).clause


def test_a_text_is_refused_when_it_is_empty_or_known_as_a_whole() -> None:
    assert "没有读到文字" in rules.may_take_in(found=0, known=0).reason
    assert rules.may_take_in(found=2, known=2).clause
    assert rules.may_take_in(found=2, known=1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("权益保障 机制", "权益保障机制"),
        ("加强学习,改进作风;", "加强学习，改进作风；"),
        ("走访 200 户 以上", "走访 200 户以上"),
        ("按 GB/T 9704, A4 印发", "按 GB/T 9704, A4 印发"),
        ("12,000 元", "12,000 元"),
    ],
)
def test_a_task_is_written_without_the_clerks_stray_blanks_and_marks(typed: str, said: str) -> None:
    assert rules.tidied(typed) == said
