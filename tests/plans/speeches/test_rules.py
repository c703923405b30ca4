"""What may be cut, joined, promoted and confirmed, without a database."""

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
