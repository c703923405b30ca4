"""Names stand by the strokes of the surname, as the national table has its characters.

surnames.txt holds surnames in the order of 通用规范汉字表 (2013), one of its levels a line: the
table itself is set in the order of GB 13000.1. The order was taken from the table's numbers, not
from the strokes; no character is there whose strokes had to be mended to fit.
"""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform import strokes
from zhijia.platform.strokes.names import compound_surnames
from zhijia.platform.strokes.order import UNKNOWN, ranks

LEVELS = [
    line.split() for line in (Path(__file__).parent / "surnames.txt").read_text("utf-8").split("\n")
]
SURNAMES = [surname for level in LEVELS for surname in level]
NAMES = st.text(st.sampled_from([*SURNAMES, *"阳官马葛明国 ·〇A"]), min_size=1, max_size=5)


def ordered(*names: str) -> list[str]:
    """Return the names in order, whatever order they came in."""
    shuffled = list(names)
    Random(7).shuffle(shuffled)
    return sorted(shuffled, key=strokes.key)


def test_more_than_four_hundred_surnames_stand_as_in_the_national_table() -> None:
    assert len(set(SURNAMES)) > 400
    for level in LEVELS:
        assert ordered(*level) == level


@pytest.mark.parametrize(
    "names",
    [
        ["丁一", "于谦", "万方", "马明", "王东", "白云", "李华", "张勇", "陈静", "赵红", "魏来"],
        ["干将", "于谦"],  # the same strokes: 竖 before 竖钩, as the table has them
        ["孔明", "双喜"],
        ["毛一", "从心", "邹文", "邵云"],  # characters of two levels of the table
    ],
)
def test_fewer_strokes_first_then_the_first_strokes(names: list[str]) -> None:
    assert ordered(*names) == names


def test_of_one_surname_the_single_character_comes_first() -> None:
    names = ["王军", "王勇", "王晨", "王毅", "王一鸣", "王小洪", "王东明"]
    assert ordered(*names) == names


def test_a_compound_surname_stands_after_the_single_one_of_its_first_character() -> None:
    names = ["司文", "司明远", "司马光", "司马迁", "司马一鸣", "司空图", "司徒南"]
    assert ordered(*names) == names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("欧阳修", ("欧阳", "修")),
        ("诸葛孔明", ("诸葛", "孔明")),
        ("上官婉儿", ("上官", "婉儿")),
        ("欧阳", ("欧", "阳")),  # two characters are a surname and a name
        ("张　三", ("张", "三")),
        ("阿依古丽·买买提", ("阿", "依古丽买买提")),
        ("", ("", "")),
    ],
)
def test_a_name_parts_into_surname_and_given_name(name: str, parts: tuple[str, str]) -> None:
    assert strokes.parted(name) == parts


def test_a_surname_is_said_where_the_name_misleads() -> None:
    assert strokes.parted("东方红", "东") == ("东", "方红")
    assert strokes.key("东方红", "东") != strokes.key("东方红")
    with pytest.raises(ValueError, match="begins"):
        strokes.key("东方红", "西")


def test_a_person_may_be_sorted_as_if_written_otherwise() -> None:
    people = [("张三", ""), ("張二", "张二"), ("李四", "")]
    by = sorted(people, key=lambda one: strokes.key(one[0], as_if=one[1]))
    assert [name for name, _ in by] == ["李四", "張二", "张三"]


def test_a_character_without_data_stands_last_and_always_in_the_same_place() -> None:
    assert ordered("Ann", "龘明", "\ue000三", "一") == ["一", "龘明", "Ann", "\ue000三"]


def test_every_character_of_the_national_table_has_a_rank() -> None:
    lines = (Path(strokes.__file__).parent / "strokes.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert sorted(int(row[2]) for row in rows if row[2]) == list(range(1, 8106))
    assert [(len(row[1]), row[1]) for row in rows] == sorted((len(r[1]), r[1]) for r in rows)
    assert len(ranks()) == len(rows) < UNKNOWN


def test_the_compound_surnames_are_of_two_characters() -> None:
    assert {len(surname) for surname in compound_surnames()} == {2}
    assert {"欧阳", "司马", "上官", "诸葛", "尉迟", "令狐"} <= compound_surnames()


@given(NAMES, NAMES)
def test_two_names_that_differ_have_different_places(one: str, other: str) -> None:
    same = "".join(strokes.parted(one)) == "".join(strokes.parted(other))
    assert (strokes.key(one) == strokes.key(other)) is same


@given(NAMES)
def test_spaces_in_a_name_do_not_move_it(name: str) -> None:
    assert strokes.key("　 ".join(name)) == strokes.key(name)


@pytest.mark.parametrize(
    ("name", "set_as"),
    [
        ("张三", "张\u3000三"),
        ("张 三", "张\u3000三"),
        ("张\u3000三", "张\u3000三"),
        ("欧阳修", "欧阳修"),
        ("堃", "堃"),
        ("Li", "Li"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("", ""),
    ],
)
def test_a_name_of_two_characters_is_set_as_wide_as_three(name: str, set_as: str) -> None:
    assert strokes.padded(name) == set_as
