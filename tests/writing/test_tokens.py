"""Numbers in a text that somebody edits: nobody can type one into another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.writing import rules
from zhijia.writing.rules import Token

MEMBERS = Token(0, "会员人数", "1234人")
RATE = Token(1, "办结率", "66.7%")
KNOWN = {0: MEMBERS, 1: RATE}
PLAIN = st.text("全年工会会员共有，。（）：〔〕职工2026", max_size=12)


def test_a_text_that_nobody_changed_comes_back_as_it_was() -> None:
    runs = ["共有会员", 0, "，办结率", 1, "。"]
    text = rules.typed(runs, KNOWN)

    assert text == "共有会员〔会员人数：1234人〕，办结率〔办结率：66.7%〕。"
    assert rules.read(text, KNOWN) == (runs, rules.read("好", KNOWN)[1])


@given(st.lists(PLAIN | st.sampled_from([0, 1]), max_size=6))
def test_whatever_stood_in_the_text_before_may_be_saved_again(parts: list[str | int]) -> None:
    runs: list[str | int] = []
    for part in parts:  # numbers stand apart, as the product itself writes them
        runs += [part, "，"] if isinstance(part, int) else [f"甲{part}乙"]
    runs = rules.joined(runs)
    text = rules.typed(runs, KNOWN)

    read, verdict = rules.read(text, KNOWN, before=text)
    assert verdict, verdict
    assert rules.plain(read, KNOWN) == rules.plain(runs, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "共有会员〔会员人数：1235人〕",
        "共有会员〔会员人数：1234〕",
        "共有会员〔会员人数：1234万人〕",
        "共有会员〔会员人数〕",
        "共有会员〔会员人数：一千人〕",
        "共有会员〔会员人数：〕",
    ],
)
def test_a_number_that_was_changed_is_refused_with_the_true_one(text: str) -> None:
    _, verdict = rules.read(text, KNOWN)

    assert not verdict
    assert "1234人" in str(verdict)
    assert verdict.clause
    assert verdict.clause.id == "HOUSE-77"


@pytest.mark.parametrize("value", ["1234人", "1,234人", "1，234人", " 1234 人 "])
def test_commas_and_blanks_make_no_other_number(value: str) -> None:
    runs, verdict = rules.read(f"共有〔会员人数：{value}〕。", KNOWN)

    assert verdict
    assert runs == ["共有", 0, "。"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("共有会员1〔会员人数：1234人〕", "连起来会变成另一个数"),
        ("共有会员-〔会员人数：1234人〕", "连起来会变成另一个数"),
        ("〔会员人数：1234人〕5", "连起来会变成另一个数"),
        ("〔会员人数：1234人〕〔办结率：66.7%〕", "连起来会变成另一个数"),
        ("共有会员〔会员人数：1234人", "没有成对"),
        ("共有会员会员人数：1234人〕", "没有成对"),
        ("慰问〔慰问人次：300人次〕", "没有叫“慰问人次”的数字"),
    ],
)
def test_a_number_cannot_be_broken_lengthened_or_made_up(text: str, why: str) -> None:
    _, verdict = rules.read(text, KNOWN)

    assert not verdict
    assert why in str(verdict)


def test_the_brackets_of_a_document_number_are_no_number_of_ours() -> None:
    text = "根据集工发〔2026〕1号和〔注：见上〕，"

    assert rules.read(text, KNOWN) == ([text], rules.read("好", KNOWN)[1])


def test_two_numbers_of_one_name_are_told_apart() -> None:
    asked = ["会员：人数", "会员〔人数", "会员，人数"]
    names = rules.tokens((place, label, f"{place}人") for place, label in enumerate(asked))

    assert [token.label for token in names.values()] == ["会员，人数", "会员人数", "会员，人数之2"]
    for place, token in names.items():
        assert rules.read(f"共{token}", names)[0] == ["共", place]


def test_a_number_goes_where_its_mark_stands_or_before_the_last_stop() -> None:
    assert rules.inserted("共〔？〕，好。", MEMBERS) == "共〔会员人数：1234人〕，好。"
    assert rules.inserted("共有会员。", MEMBERS) == "共有会员〔会员人数：1234人〕。"
    assert rules.inserted("", MEMBERS) == "〔会员人数：1234人〕"


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        (" \n ", "text", "请写文字"),
        ("一\n二", "head1", "只能是一行"),
        ("长" * 101, "head2", "最多 100 字"),
        ("长" * 3001, "text", "最多 3000 字"),
        ("共〔？〕人", "text", "请选好要插入的数字"),
    ],
)
def test_what_is_no_passage_is_refused(text: str, kind: str, why: str) -> None:
    assert why in str(rules.may_write(text, kind))


def test_paragraphs_are_told_apart_by_lines() -> None:
    assert rules.lines(" 一。\r\n\r\n二。 ") == ["一。", "二。"]
    assert rules.may_write("一。\n二。", "text")
