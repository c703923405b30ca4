"""What an outside reader is asked, and that of its answer only the speech's own words are used."""

from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.speech import AREAS, Source, read_text
from zhijia.plans.speech.outside import LONGEST_PART, messages, parts, placed, understood

TEXT = "同志们：各单位要在六月底前开展隐患排查。要关心困难职工。各单位要在六月底前开展隐患排查。"
WHOLE = (0, len(TEXT))


def test_a_stretch_that_stands_there_is_placed_with_what_the_speech_says_of_it() -> None:
    entry = {
        "text": "要关心困难职工。",
        "area": "welfare",
        "responsible": "各单位",
        "deadline": "明天",
    }
    answer = placed(TEXT, WHOLE, [entry], [])

    [found] = answer.proposals
    assert TEXT[found.start : found.end] == "要关心困难职工"
    assert (found.area, found.responsible, found.deadline) == ("welfare", "各单位", "")


def test_what_is_not_in_the_speech_letter_for_letter_is_dropped_and_counted() -> None:
    entries = [
        {"text": "要关心 困难职工"},
        {"text": "要关爱困难职工"},
        {"text": 7},
        {},
        {"text": "要"},
    ]

    answer = placed(TEXT, WHOLE, entries, [])
    assert (answer.proposals, answer.inexact) == ((), 5)


def test_what_touches_a_task_or_comes_twice_is_known() -> None:
    entry = {"text": "要关心困难职工", "area": "nonsense"}
    start = TEXT.index("要关心")

    assert placed(TEXT, WHOLE, [entry], [(start + 3, start + 4)]).known == 1
    twice = placed(TEXT, WHOLE, [entry, entry], [])
    assert (len(twice.proposals), twice.known) == (1, 1)
    assert twice.proposals[0].area in AREAS


def test_an_answer_is_found_amid_thoughts_and_fences() -> None:
    said = '<think>[要不要]</think>好的：\n```json\n[{"text": "要关心困难职工"}, 3]\n```'

    assert understood(said) == [{"text": "要关心困难职工"}, {}]
    assert understood("没有找到任务") is None
    assert understood("[" * 100_000 + "]") is None
    assert understood("[]") == []


def test_only_what_follows_the_last_thought_is_the_answer() -> None:
    said = "<think>[1]</think><think>" * 20_000 + '[{"text": "甲"}]</think>[{"text": "乙"}]'

    assert understood(said) == [{"text": "乙"}]
    # Without an end there is nothing to search for again from each beginning: no hours go by.
    assert understood("<think>" * 280_000) is None


def test_a_long_speech_is_asked_about_in_parts_that_end_with_sentences() -> None:
    text = "各单位要开展检查。" * 2_000
    found = parts(text, 0, len(text))

    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= LONGEST_PART for a, b in found)
    assert all(text[a:b].endswith("。") for a, b in found)


def test_the_lines_of_the_original_are_sent_and_a_stretch_across_them_is_found() -> None:
    source = read_text("一、安全\n各单位要开展\n隐患排查。")
    sent = messages(source, (0, len(source.text)))[-1]["content"]

    assert sent == "一、安全\n各单位要开展\n隐患排查。"
    whole = (0, len(source.text))
    answer = placed(source.text, whole, [{"text": "各单位要开展\n隐患排查"}], [])
    assert len(answer.proposals) == 1


@given(
    st.text(max_size=300), st.lists(st.dictionaries(st.sampled_from(["text", "area"]), st.text()))
)
def test_no_answer_about_any_text_invents_a_word(text: str, entries: list[dict[str, str]]) -> None:
    whole = (0, len(text))
    for proposal in placed(text, whole, entries, []).proposals:
        assert 0 <= proposal.start < proposal.end <= len(text)
        assert proposal.area in AREAS
    for start, end in parts(text, 0, len(text)):
        messages(Source(text, (0,)), (start, end))
