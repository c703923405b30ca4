"""What is written about a member: read as people write it, refused where it makes no sense."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.org import rules
from zhijia.org.models import Member
from zhijia.org.roster.identity import check_digit
from zhijia.org.rules import NOTHING, Particulars
from zhijia.platform import strokes

TODAY = date(2026, 11, 26)


def number(born: str = "19850314", order: str = "123") -> str:
    """Return an invented identity number: the area 9999 does not exist."""
    start = f"999901{born}{order}"
    return start + check_digit(start + "0")


HERS = number(order="124")


def test_what_people_write_is_kept_in_one_form() -> None:
    facts = Particulars(
        id_number=f" {HERS[:6]} {HERS[6:14]}-{HERS[14:]} ",
        phone="＋86 199-0000-1234",
        birth_on="1985.3",
        worked_since="2007年7月",
        ethnicity="汉",
        political_status="党员",
        bank_card="6200 0000 0000 0000",
        department=" 检修车间 ",
    )
    kept, verdict = rules.settle(facts, TODAY)
    assert verdict
    assert kept == Particulars(
        id_number=HERS,
        phone="19900001234",
        gender="female",
        birth_on="1985-03-14",
        worked_since="2007-07",
        ethnicity="汉族",
        political_status="中共党员",
        bank_card="6200000000000000",
        department="检修车间",
    )


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id_number": HERS[:17]}, "不是 18 位"),
        ({"id_number": HERS[:17] + ("0" if HERS[17] != "0" else "1")}, "校验码不对"),
        ({"id_number": number("20850101")}, "不是有效日期"),
        ({"phone": "1990000123"}, "11 位数字"),
        ({"phone": "19900001234 19900001235"}, "只填一个"),
        ({"birth_on": "3/5/1985"}, "1985-03-01 的样子"),
        ({"birth_on": "2027-01"}, "不能晚于今天"),
        ({"worked_since": "2027"}, "不能晚于今天"),
        ({"birth_on": "1985", "worked_since": "1984-12"}, "早于出生日期"),
        ({"bank_card": "6200"}, "银行卡号"),
        ({"ethnicity": "火星族"}, "没有这个民族"),
        ({"political_status": "党"}, "没有这种政治面貌"),
        ({"gender": "both"}, "不在列表之中"),
        ({"employment": "slave"}, "不在列表之中"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(wrong: dict[str, str], why: str) -> None:
    _, verdict = rules.settle(replace(NOTHING, **wrong), TODAY)  # type: ignore[arg-type]  # by name
    assert not verdict
    assert why in verdict.reason
    assert not any(value in verdict.reason for value in wrong.values() if len(value) > 9)


def test_where_form_and_identity_number_disagree_somebody_has_to_choose() -> None:
    facts = Particulars(id_number=HERS, gender="male", birth_on="1985-04")
    _, verdict = rules.settle(facts, TODAY)
    assert not verdict
    assert "身份证号的性别是“女”，填的是“男”" in verdict.reason
    by_id, yes = rules.settle(facts, TODAY, rules.BY_ID)
    assert yes
    assert (by_id.gender, by_id.birth_on) == ("female", "1985-03-14")
    typed, yes = rules.settle(facts, TODAY, rules.AS_TYPED)
    assert yes
    assert (typed.gender, typed.birth_on) == ("male", "1985-04")


def test_a_choice_does_not_excuse_another_fault() -> None:
    facts = Particulars(id_number=HERS, gender="male", phone="1")
    for choice in (rules.BY_ID, rules.AS_TYPED):
        assert not rules.settle(facts, TODAY, choice)[1]


@given(st.builds(Particulars))
def test_what_was_read_once_reads_the_same_again(facts: Particulars) -> None:
    once, _ = rules.settle(facts, TODAY, rules.AS_TYPED)
    assert rules.settle(once, TODAY, rules.AS_TYPED)[0] == once


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("id_number", HERS, f"999901********{HERS[-4:]}"),
        ("phone", "19900001234", "199****1234"),
        ("bank_card", "6200000000001234", "****1234"),
        ("address", "某市某路一号", "某市某****"),
        ("phone", "", ""),
        ("id_number", "", ""),
    ],
)
def test_a_mask_leaves_what_tells_two_people_apart(kind: str, value: str, shown: str) -> None:
    assert rules.masked(kind, value) == shown


def test_every_particular_has_a_column() -> None:
    columns = {field.name for field in Member._meta.fields}
    assert {one.name for one in fields(Particulars)} <= columns


def test_particulars_print_nothing() -> None:
    assert repr(Particulars(phone="19900001234")) == "Particulars()"


NAMES = st.text(st.sampled_from("王欧阳官马葛明国丁一乙〇A·"), min_size=1, max_size=5)


@given(st.lists(NAMES, max_size=8))
def test_the_text_sorts_names_as_the_key_does(names: list[str]) -> None:
    by_text = sorted(names, key=strokes.sortable)
    by_key = sorted(names, key=lambda name: strokes.key(name)[:3])
    assert [strokes.sortable(one) for one in by_text] == [strokes.sortable(one) for one in by_key]


def test_a_person_may_be_sorted_by_another_spelling() -> None:
    assert rules.sort_key("龘文", "丁文") < rules.sort_key("王一")
    longest = Member._meta.get_field("stroke_key").max_length
    assert len(rules.sort_key("龘" * 50)) <= (longest or 0)
