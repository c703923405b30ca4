"""Claims about weighing: what is summed, what is left alone, and what a person is told."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.speech import Kind, Speech, read, take_apart
from zhijia.plans.speech.weighing import (
    GOES_ON,
    NAMES,
    OPENS,
    OUT,
    WEIGHTS,
    best_labels,
    manner_of,
)

HERE = Path(__file__).parent
WORDS = {"甲": (0.0, 1.0, 0.0), "乙": (0.0, 0.0, 9.0), "丙": (1.0, 0.0, 0.0)}


def speeches(folder: str) -> list[Speech]:
    texts = sorted((HERE / folder).glob("*.txt"))
    return [speech for t in texts for speech in take_apart(read(t.read_bytes(), t.name))]


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁")), min_size=1, max_size=8))
def test_nothing_goes_on_where_no_task_is_open(cues: list[list[str]]) -> None:
    labels = best_labels(cues, [OUT] * len(cues), WORDS)

    assert len(labels) == len(cues)
    assert labels[0] != GOES_ON
    assert (OUT, GOES_ON) not in list(pairwise(labels))


def test_the_greatest_sum_is_taken() -> None:
    assert best_labels([["甲"], ["乙"], ["丙"]], [OUT] * 3, WORDS) == [OPENS, GOES_ON, OUT]


def test_a_speech_is_told_formal_or_concrete_by_its_days_and_amounts() -> None:
    assert manner_of("要加强民主管理，要深化厂务公开。") == "正式"
    assert manner_of("每季度演练一次，6月底前完成，不少于3场。") == "具体"


def test_a_formal_speech_is_left_as_the_rules_see_it() -> None:
    congress = HERE / "formal" / "group-congress.txt"
    [speech] = take_apart(read(congress.read_bytes(), congress.name))

    assert not [piece for piece in speech.pieces if piece.cue.startswith("权衡")]


def test_what_was_weighed_says_what_weighed_most() -> None:
    pieces = [piece for speech in speeches("heldout") for piece in speech.pieces]
    told = [piece for piece in pieces if piece.cue.startswith("权衡为")]

    assert {piece.kind for piece in told} == {Kind.TASK, Kind.BACKGROUND}
    assert all(piece.cue.partition("：")[2] for piece in told)
    assert all(piece.cue[3:].startswith(NAMES) for piece in told)


def test_every_weight_says_something_and_none_says_everything() -> None:
    assert all(0 < max(map(abs, weights)) < 4 for weights in WEIGHTS.values())
