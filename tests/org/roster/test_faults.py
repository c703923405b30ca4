"""What is refused, what is flagged, and what rows held against each other show."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.org.roster.making import (
    HEAD,
    TODAY,
    beside,
    errors,
    identity,
    only,
    phone,
    roster,
    understand,
    warnings,
    xlsx,
)
from zhijia.org.roster.nouns import LABELS, SAID, Fault

MAN, WOMAN = identity(order=123), identity(order=124)


def two(first: Sequence[Any], second: Sequence[Any]) -> Any:
    """Read two people: name, ID, staff number, sex, phone."""
    return roster([HEAD, [*first, "科"], [*second, "科"]])


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"姓名": None}, ["name_missing"]),
        ({"姓名": "#N/A"}, ["name_missing"]),
        ({"姓名": "无"}, ["name_missing"]),
        ({"姓名": "王" * 300}, ["name_too_long"]),
        ({"姓名": "<script>alert(1)</script>"}, ["name_invalid"]),
        ({"姓名": 12345}, ["name_invalid"]),
        ({"身份证号": None, "工号": None}, ["id_missing"]),
        ({"身份证号": "#REF!", "工号": "/"}, ["id_missing"]),
        ({"身份证号": 9.99902198511072e17}, ["id_lost_digits"]),
        ({"身份证号": "9.99E+17"}, ["id_lost_digits"]),
        ({"身份证号": MAN[:15]}, ["id_format"]),
        ({"身份证号": MAN[:17] + str((int(MAN[17], 11) + 1) % 10)}, ["id_check_digit"]),
        ({"身份证号": identity("19871305")}, ["id_birth"]),
        ({"姓名": None, "身份证号": MAN[:15]}, ["id_format", "name_missing"]),
    ],
)
def test_a_row_that_cannot_be_imported_lists_all_its_errors(
    cells: dict[str, Any], kinds: list[str]
) -> None:
    found = beside(**cells, 手机="6123")
    assert errors(found) == [(2, kind) for kind in kinds]
    assert (found.people, found.warnings, found.rows) == ((), (), 1)


@pytest.mark.parametrize(
    ("cells", "kinds", "kept"),
    [
        ({"身份证号": None}, ["id_missing"], {"id_number": None, "staff_no": "A1"}),
        ({"身份证号": "#N/A"}, ["cell_error", "id_missing"], {"id_number": None}),
        ({"性别": "女"}, ["sex_mismatch"], {"sex": "男"}),
        ({"性别": "不详"}, ["sex_unknown"], {"sex": "男"}),
        ({"性别": 0}, ["sex_unknown"], {"sex": "男"}),
        ({"性别": None}, [], {"sex": "男"}),
        ({"性别": 1}, [], {"sex": "男"}),
        ({"出生年月": "1985.4"}, ["birth_mismatch"], {"birth": "1985-03-12"}),
        ({"出生年月": "1985.3"}, [], {"birth": "1985-03-12"}),
        ({"出生年月": 1985}, [], {"birth": "1985-03-12"}),
        ({"出生年月": "85.3"}, ["date_unreadable"], {"birth": "1985-03-12"}),
        ({"出生年月": 1985.1}, ["birth_mismatch"], {"birth": "1985-03-12"}),
        ({"入会时间": 2010.1}, ["date_ambiguous"], {"joined_on": None}),
        ({"入会时间": "3/5/2010"}, ["date_ambiguous"], {"joined_on": None}),
        ({"入会时间": "毕业时"}, ["date_unreadable"], {"joined_on": None}),
        ({"入会时间": "2000-07-01"}, ["date_implausible"], {"joined_on": "2000-07-01"}),
        ({"入会时间": "2027"}, ["date_implausible"], {"joined_on": "2027"}),
        ({"入会时间": "2026"}, [], {"joined_on": "2026"}),
        ({"入会时间": "2001-03"}, [], {"joined_on": "2001-03"}),
        ({"入会时间": "2001-03-11"}, ["date_implausible"], {"joined_on": "2001-03-11"}),
        ({"入会时间": "2001-03-12"}, [], {"joined_on": "2001-03-12"}),
        ({"参加工作时间": "2001-02"}, ["date_implausible"], {"work_started_on": "2001-02"}),
        ({"手机": "6123"}, ["phone_invalid"], {"phone": None}),
        ({"手机": f"{phone(1)}/{phone(2)}"}, ["phone_multiple"], {"phone": phone(1)}),
        ({"政治面貌": "积极分子"}, ["political_unknown"], {"political_status": None}),
        ({"民族": "汉簇"}, ["ethnicity_unknown"], {"ethnicity": None}),
        ({"民族": "汉"}, [], {"ethnicity": "汉族"}),
        ({"学历": "#VALUE!"}, ["cell_error"], {"education": None}),
        ({"学历": "=1+1"}, [], {"education": None}),  # a formula nobody computed has no value
        ({"部门": "<img src=x>"}, [], {"department": "<img src=x>"}),
        ({"工号": "Ａ０１２"}, [], {"staff_no": "A012"}),
        ({"工号": 20231}, [], {"staff_no": "20231"}),
    ],
)
def test_a_doubt_is_flagged_and_the_person_imported(
    cells: dict[str, Any], kinds: list[str], kept: dict[str, Any]
) -> None:
    found = beside(**cells)
    assert (errors(found), warnings(found)) == ([], [(2, kind) for kind in kinds])
    person = only(found)
    assert {field: getattr(person, field) for field in kept} == kept


def test_without_an_id_sex_and_birth_come_from_the_cells() -> None:
    person = only(beside(身份证号="无", 性别="女性", 出生年月="1985年3月"))
    assert (person.sex, person.birth) == ("女", "1985-03")


def test_without_an_id_an_ambiguous_birth_is_left_out() -> None:
    found = beside(身份证号=None, 出生年月=1985.1)
    assert warnings(found) == [(2, "date_ambiguous"), (2, "id_missing")]
    assert only(found).birth is None


@pytest.mark.parametrize("born", ["19850112", "19851012"])
def test_an_ambiguous_birth_agrees_with_an_id_of_either_month(born: str) -> None:
    assert warnings(beside(身份证号=identity(born), 出生年月=1985.1)) == []


def test_a_birth_in_the_future_is_flagged() -> None:
    assert (2, "date_implausible") in warnings(beside(身份证号=None, 出生年月="2030.3"))


def test_notes_go_to_the_remarks() -> None:
    found = beside(
        姓名="王小明(借调)", 手机=f"{phone(1)}（家属）", 入会时间="2013.07（补办）", 备注="党小组长"
    )
    assert [kind for _, kind in warnings(found)] == ["note_split"] * 3
    person = only(found)
    assert person.name == "王小明"
    assert person.remarks is not None
    assert set(person.remarks.split("；")) == {"党小组长", "借调", "家属", "补办"}


def test_the_same_person_twice_stays_once() -> None:
    sheets = {
        "一": [HEAD, ["王小明", MAN, "A1", "男", phone(1), "科"]],
        "二": [
            HEAD,
            ["王 小 明（女）", MAN, "B1", "男", "", "科"],
            ["王小明", MAN, "B2", "", "", ""],
        ],
    }
    found = understand(xlsx(sheets), "a.xlsx")
    assert [(f.sheet, f.row, f.kind) for f in found.errors] == [
        ("二", 2, "id_duplicate"),
        ("二", 3, "id_duplicate"),
    ]
    assert only(found).sheet == "一"


def test_one_id_with_two_names_refuses_everybody() -> None:
    found = two(["王小明", MAN, "A1", "男", ""], ["李建国", MAN, "A2", "男", ""])
    assert errors(found) == [(2, "id_conflict"), (3, "id_conflict")]
    assert not found.people


def test_one_staff_number_for_two_people_refuses_both() -> None:
    found = two(["王小明", MAN, "A1", "男", ""], ["李红", WOMAN, "A1", "女", ""])
    assert errors(found) == [(2, "staff_no_conflict"), (3, "staff_no_conflict")]


def test_one_staff_number_for_two_names_without_id_refuses_both() -> None:
    found = two(["王小明", "", "A1", "男", ""], ["李红", "", "A1", "女", ""])
    assert errors(found) == [(2, "staff_no_conflict"), (3, "staff_no_conflict")]


def test_branches_number_their_own_people() -> None:
    sheets = {
        "一": [HEAD, ["王小明", MAN, "001", "男", phone(1), "科"]],
        "二": [HEAD, ["李红", WOMAN, "001", "女", phone(2), "科"]],
    }
    found = understand(xlsx(sheets), "a.xlsx")
    assert (errors(found), len(found.people)) == ([], 2)


def test_a_shared_phone_is_flagged_at_the_later_row() -> None:
    found = two(["王小明", MAN, "A1", "男", phone(1)], ["李红", WOMAN, "A2", "女", phone(1)])
    assert (errors(found), warnings(found)) == ([], [(3, "phone_shared")])
    assert [person.phone for person in found.people] == [phone(1)] * 2


def test_two_people_of_one_name_are_two_people() -> None:
    found = two(["王芳", identity(order=222), "A1", "女", ""], ["王芳", WOMAN, "A2", "女", ""])
    assert (found.faults, len(found.people)) == ((), 2)


@pytest.mark.parametrize("refuses", [True, False])
def test_every_kind_of_fault_has_a_sentence_without_the_value(refuses: bool) -> None:
    kinds = SAID["refused" if refuses else "flagged"]
    for kind in kinds:
        for field in LABELS:
            fault = Fault(3, "会员", kind, field, MAN, refuses)
            assert fault.message.endswith("。")
            assert "{" not in fault.message
            assert MAN not in fault.message + repr(fault)


def test_the_text_form_of_a_person_names_nobody() -> None:
    shown = repr(only(beside(手机=phone(1))))
    assert not any(secret in shown for secret in ("王小明", identity(), phone(1), "动力车间"))


def test_today_bounds_the_future() -> None:
    assert warnings(beside(入会时间=TODAY.isoformat())) == []
    assert warnings(beside(入会时间="2026-11-23")) == [(2, "date_implausible")]
