"""What the index knows of a text, and what a question asks of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.search.words import MOST_TOKENS, asked, plain, terms, tokens

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1)


def fits(question: str, text: str, *, is_text: bool = False) -> bool:
    """Say whether a text has all that a question asks."""
    known = set(tokens([text]))
    wanted = terms(asked(question, is_text=is_text))
    return bool(wanted) and all(
        any(one.startswith(term.token) for one in known) if term.is_start else term.token in known
        for term in wanted
    )


@pytest.mark.parametrize("part", ["陶", "陶然", "然之", "陶然之", "陶然之乐"])
def test_every_part_of_a_name_finds_it(part):
    assert fits(part, "陶然之乐")


@pytest.mark.parametrize("part", ["然陶", "陶之", "乐天", "%", "", "  ", "“”", "·"])
def test_what_does_not_stand_in_a_name_does_not_find_it(part):
    assert not fits(part, "陶然之乐")


@given(text=CHINESE, data=st.data())
def test_every_piece_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert fits(text[start:end], text)


def test_a_name_of_characters_newer_than_the_database_is_found():
    assert fits("𬍤", "王𬍤𱍊")
    assert fits("𬍤𱍊", "王𬍤𱍊")


@pytest.mark.parametrize("typed", ["阿卜杜拉·买买提", "阿卜杜拉买买提", "阿卜杜拉•买买提", "拉买"])
def test_a_dot_in_a_name_may_be_typed_or_not(typed):
    assert fits(typed, "阿卜杜拉·买买提")


@pytest.mark.parametrize("typed", ["jx5004", "JX5004", "ＪＸ５００４", "jx50"])
def test_numbers_are_found_whole_or_by_their_beginning(typed):
    assert fits(typed, "JX5004")


@pytest.mark.parametrize("typed", ["5004", "jx", "x5004"])
def test_numbers_are_not_found_by_their_middle_or_by_two_characters(typed):
    assert not fits(typed, "JX5004")


def test_a_question_about_texts_is_cut_into_words_that_may_stand_apart():
    text = "各单位要对职工中的困难家庭开展帮扶"
    assert fits("困难职工帮扶", text, is_text=True) == fits("困难职工 帮扶", text, is_text=True)
    assert fits("困难帮扶", text, is_text=True)
    assert not fits("困难帮扶", text)


def test_quoted_words_must_stand_as_they_are():
    text = "各单位要对困难家庭开展帮扶"
    assert fits("“困难家庭”", text, is_text=True)
    assert not fits("“困难帮扶”", text, is_text=True)
    assert not fits('"困难帮扶', text, is_text=True), "an open quotation is one as well"
    assert asked("“困难职工” 慰问", is_text=True) == ["困难职工", "慰问"]


def test_a_text_without_end_keeps_as_many_tokens_as_an_entry_may_have():
    endless = "".join(chr(0x4E00 + n % 20_000) for n in range(200_000))
    assert len(tokens([endless[:150_000]])) <= MOST_TOKENS


def test_no_token_can_end_a_question_or_speak_of_scope():
    nasty = "' OR 1 \" * @1b0001 & | ! <-> \\ \x00 (王)"
    assert set("".join(tokens([nasty]))) <= set("or1b0001王")
    wanted = terms(asked(nasty, is_text=False))
    assert {term.token for term in wanted} == {"or", "1", "1b0001", "王"}


def test_one_form_stands_for_every_width():
    assert plain("Ａ１ｂ　２") == "a1b 2"
