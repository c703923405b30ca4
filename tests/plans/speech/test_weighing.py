"""What is weighed where no single cue decides well, and how a person can follow it."""

from zhijia.plans.speech import Kind, Piece, read_text, take_apart
from zhijia.plans.speech.weighing import is_concrete
from zhijia.plans.speech.words import lexicon

DAYS = "一、抓好安全。各车间要在6月底前完成隐患整改，每月检查2次。"


def pieces(text: str) -> list[tuple[str, Piece]]:
    source = read_text(text)
    found = [piece for speech in take_apart(source) for piece in speech.pieces]
    return [(source.text[piece.start : piece.end], piece) for piece in found]


def tasks(text: str) -> list[str]:
    return [words for words, piece in pieces(text) if piece.kind is Kind.TASK]


def test_every_weight_is_a_whole_number_beside_words_in_which_it_held() -> None:
    entries = [entry for table in lexicon("weights").values() for entry in table.values()]

    assert len(entries) > 100
    assert all(isinstance(entry["weight"], int) and entry["weight"] for entry in entries)
    assert sum(not entry["example"] for entry in entries) <= 5


def test_weights_of_areas_are_whole_numbers() -> None:
    assert all(isinstance(weight, int) for weight in lexicon("area_weights").values())


def test_a_speech_that_gives_days_and_amounts_is_told_from_a_general_one() -> None:
    assert is_concrete(DAYS)
    assert not is_concrete("2013年12月20日,要加强学习,提高素质,改进作风。" * 3)
    assert not is_concrete("1、迎接工会第十二次代表大会。2、认真学习。3、改进作风。")


def test_what_no_verb_opens_is_a_demand_amid_days_and_amounts_and_names_its_cues() -> None:
    text = f"{DAYS}安全员要每天到现场巡查，有情况随时上报。"
    found = [piece for words, piece in pieces(text) if "有情况随时上报" in words]

    assert [piece.kind for piece in found] == [Kind.TASK]
    assert "线索" in found[0].cue or "一件事" in found[0].cue


def test_what_goes_on_with_a_demand_is_one_task_with_it_and_says_by_which_cues() -> None:
    text = f"{DAYS}各车间要每月开一次碰头会，把意见一条条改掉。"
    words, piece = next(entry for entry in pieces(text) if "碰头会" in entry[0])

    assert words == "各车间要每月开一次碰头会，把意见一条条改掉"
    assert "与后句是一件事：后句以把、将开头+" in piece.cue


def test_what_a_label_announces_is_no_task() -> None:
    text = f"{DAYS}2、规范换届选举。各分会要按期换届。牵头单位：组织部；完成时限：2025年9月底前。"

    assert tasks(text)[-1] == "各分会要按期换届"


def test_what_the_speaker_will_do_himself_is_no_task() -> None:
    assert not [words for words in tasks(f"{DAYS}年底我要一个一个听汇报。") if "听汇报" in words]
