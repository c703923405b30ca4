"""Which rows are persons, and which sheets are rosters."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.org.roster.making import (
    HEAD,
    TODAY,
    csv,
    errors,
    identity,
    merged,
    only,
    phone,
    roster,
    understand,
    xlsx,
)
from zhijia.org.roster import Roster, read


def person(order: int, name: str = "王小明") -> list[str]:
    return [name, identity(order=order), f"A{order}", "男", phone(order), "动力车间"]


def names(found: Roster) -> list[str]:
    return [one.name for one in found.people]


ONE, TWO = person(101, "王小明"), person(203, "李建国")


@pytest.mark.parametrize(
    "row",
    [
        [None] * 6,
        ["", None, "", None, "", "动力车间"],
        ["/", "—", "无", "男", "NULL", "动力车间"],
        list(HEAD),
        ["合计", None, None, None, None, "38人"],
        ["合 计", "", "38人"],
        ["动力车间小计：", None, "12"],
        ["总计（人）", None, "38"],
        ["共38人"],
        ["38人", None, None, None, None, None],
        ["注：本表一式两份。"],
        ["说明: 身份证号须与本人证件一致。"],
        ["备注：以上人员均已核对"],
        ["填表人：范晓楠", None, None, None, "19900000000"],
        ["审核：", "钟桂兰", None, None, phone(1)],
        ["单位负责人（签字）：", None, None, "填表人：", phone(2)],
        ["制表人", "贺志宏", None, None, phone(3)],
        ["工会主席：", None, None, None, phone(4)],
        ["张三（示例）", identity(order=301), "000", "男", phone(5), "财务科"],
        ["示例", identity(order=301), "000", "男", phone(5), "财务科"],
        ["必填", None, "选填", None, "11位"],
        [None, identity(order=301), "000", "男", phone(5), "示例"],
        ["2.电话请填手机，没有的不填。"],
        ["填表人 范晓楠"],
        ["一、动力车间"],
        ["综合办公室"],
    ],
)
def test_what_is_nobody_is_left_out(row: list[str | None]) -> None:
    found = roster([HEAD, ONE, row, TWO])
    assert (found.rows, found.errors, names(found)) == (2, (), ["王小明", "李建国"])


@pytest.mark.parametrize(
    "row",
    [
        ["王小明", None, None, None, None, None],
        [None, None, None, None, phone(1), "动力车间"],
        [None, None, "A9", None, None, None],
        ["主席", identity(order=301), "A9", "男", phone(1), "工会主席"],
        ["示范区小明", identity(order=301), None, None, None, "示范车间"],
        ["计小小", None, None, None, None, None],
    ],
)
def test_a_name_an_id_a_staff_number_or_a_phone_makes_a_person(row: list[str | None]) -> None:
    found = roster([HEAD, ONE, row])
    assert found.rows == 2


def test_a_person_is_not_lost_for_a_signature_in_the_remarks() -> None:
    found = roster([[*HEAD, "备注"], ["李建国", "", "", "男", phone(1), "科", "负责人：王某"]])
    assert errors(found) == [(2, "id_missing")]


def test_a_heading_merged_over_the_row_is_nobody() -> None:
    found = roster([HEAD, ["张家港项目", *[None] * 5], ONE], merged("A2:F2"))
    assert (found.rows, names(found)) == (1, ["王小明"])


def test_a_merged_department_belongs_to_every_row_it_covers() -> None:
    rows = [
        ["部门", "姓名", "身份证号"],
        ["动力车间", *ONE[:2]],
        [None, *TWO[:2]],
        [None, "赵六", ""],
    ]
    found = roster(rows, merged("A2:A3"))
    assert [one.department for one in found.people] == ["动力车间", "动力车间"]
    assert errors(found) == [(4, "id_missing")]


def test_rows_under_one_merged_name_are_one_person() -> None:
    rows = [
        ["姓名", "身份证号", "手机", "家庭成员姓名"],
        ["王小明", identity(), None, "王大明"],
        [None, None, phone(7), "李小红"],
        ["李建国", identity(order=203), phone(8), "李大国"],
    ]
    found = roster(rows, merged("A2:A3", "B2:B3"))
    assert [(one.row, one.name, one.phone) for one in found.people] == [
        (2, "王小明", phone(7)),
        (4, "李建国", phone(8)),
    ]


def test_a_second_table_on_a_sheet_may_have_its_columns_elsewhere() -> None:
    found = roster([HEAD, ONE, [], ["工号", "姓名", "身份证号"], ["B7", *TWO[:2]]])
    assert [(one.row, one.staff_no) for one in found.people] == [(2, "A101"), (5, "B7")]
    assert found.header_rows == {"会员": (1,)}


def test_rows_hidden_by_a_filter_are_rows_like_any_other() -> None:
    def filtered(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:F3"
        sheet.row_dimensions[2].hidden = True

    assert roster([HEAD, ONE, TWO], filtered).rows == 2


def test_every_visible_sheet_is_read_and_the_others_are_named() -> None:
    def dress(sheet: Worksheet) -> None:
        states = {"存档": "hidden", "字典": "veryHidden"}
        sheet.sheet_state = states.get(sheet.title, "visible")

    sheets = {
        "填表说明": [["列名", "说明"], ["姓名", "与身份证一致"]],
        "一分会": [HEAD, ONE],
        "存档": [HEAD, TWO],
        "二分会": [["会员名单"], ["姓名", "手机", "身份证号"], ["李建国", phone(5), TWO[1]]],
        "字典": [["男"]],
        "Sheet1": [],
    }
    found = understand(xlsx(sheets, dress), "a.xlsx")
    assert found.sheets_used == ("一分会", "二分会")
    assert [(s.sheet, s.why) for s in found.sheets_skipped] == [
        ("填表说明", "no header row of a roster"),
        ("存档", "hidden"),
        ("字典", "hidden"),
        ("Sheet1", "empty"),
    ]
    assert [(one.sheet, one.row) for one in found.people] == [("一分会", 2), ("二分会", 3)]
    assert all(skipped.message for skipped in found.sheets_skipped)


def test_a_row_of_csv_is_a_record_even_where_a_cell_has_two_lines() -> None:
    head = [*HEAD, "备注"]
    rows = [head, [*ONE, '"两行\n备注"'], [""] * 7, [*TWO, ""]]
    found = read(csv(rows), "a.csv", TODAY)
    assert [one.row for one in found.people] == [2, 4]
    assert found.people[0].remarks == "两行备注"


def test_a_person_has_a_key_only_for_a_column_of_the_file() -> None:
    found = roster([["姓名", "身份证号", "部门"], [*ONE[:2], "动力车间"]])
    assert found.columns == {"name", "id_number", "department"}
    assert only(found).staff_no is None
