"""What a task is about: its own words, not its doer's or receiver's, else what stands around."""

from zhijia.plans.speech import Kind, read, take_apart
from zhijia.plans.speech.areas import own_area
from zhijia.plans.speech.around import Told, surroundings
from zhijia.plans.speech.words import lexicon


def areas(text: str) -> list[str]:
    pieces = [
        piece for speech in take_apart(read(text.encode(), "a.txt")) for piece in speech.pieces
    ]
    return [piece.area for piece in pieces if piece.kind is Kind.TASK]


def test_to_whom_something_is_handed_in_is_not_what_it_is_about() -> None:
    assert own_area("", "报给市总生活保障部", fronted=False) == "writing"
    assert own_area("", "报企管部汇总", fronted=False) == "writing"
    assert own_area("方案", "提交职代会审议", fronted=True) == "meetings"


def test_the_name_of_a_doer_is_not_what_a_task_is_about() -> None:
    said = "财务部6月底前为一线职工安排体检500人。女工委每季度组织技能比武1次。"

    assert areas("一、落实任务。" + said) == ["welfare", "activities"]


def test_a_verb_that_opens_a_longer_word_does_not_decide() -> None:
    assert own_area("", "学习新规程", fronted=False) == "training"
    assert own_area("", "学习心得每人写一篇", fronted=False) == "writing"


def test_a_task_without_telling_words_looks_to_the_nearest_that_has_some() -> None:
    told = [
        Told("safety", block=1, sentence=1, point=0),
        Told("", block=1, sentence=1, point=0),
        Told("funds", block=2, sentence=2, point=0),
    ]

    around = list(surroundings(told, concrete=True))

    assert around[1].before == ("safety", "同句")
    assert around[1].after == ("funds", "同条")
    assert around[0].before == ("", "异条")
    assert around[1].speech == {"safety": 0.5, "funds": 0.5}
    assert around[0].speech == {"funds": 1.0}


def test_no_word_stands_in_two_areas() -> None:
    for name in ("opens", "acts", "words", "weak"):
        words = [
            word for entry in lexicon("areas").values() for word in entry.get(name, "").split()
        ]
        assert len(words) == len(set(words)), name
