"""The workbook that comes back: the same cells, and what became of each row."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.org.roster.making import (
    HEAD,
    TODAY,
    csv,
    errors,
    identity,
    merged,
    phone,
    understand,
    warnings,
    xlsx,
)
from zhijia.org.roster import Roster, read, report
from zhijia.org.roster.returned import FINE, REFUSED
from zhijia.platform.sheets.returned import FLAGGED, RESULT

GOOD = ["王小明", identity(), "A1", "男", phone(1), "动力车间"]
BAD = ["李建国", 9.99902198511072e17, "A2", "男", phone(2), "动力车间"]
DOUBTFUL = ["赵六", "", "A3", "男", "6123", "动力车间"]


def returned(data: bytes) -> tuple[Roster, Any]:
    found = understand(data, "花名册.xlsx")
    return found, load_workbook(io.BytesIO(report(data, "花名册.xlsx", found)))


def cells(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_column_says_what_became_of_each_row() -> None:
    _, book = returned(xlsx([["花名册"], HEAD, GOOD, BAD, DOUBTFUL, ["合计"]]))
    title, head, good, bad, doubtful, total = cells(book["会员"])
    assert (title[6], head[6], good[6], total[6]) == (None, RESULT, FINE, None)
    assert bad[6].startswith(REFUSED)
    assert doubtful[6].startswith(FLAGGED)
    assert doubtful[6].count("。") >= 3
    assert (head[:6], good[:6]) == (list(HEAD), GOOD)


def test_ids_come_back_as_text() -> None:
    _, book = returned(xlsx([HEAD, BAD]))
    assert book["会员"]["B2"].value == "9.99902198511072E+17"
    assert book["会员"]["B2"].data_type == "s"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(A1)", "http://example.invalid", "<b>", "\ud7ff\x01"]
)
def test_no_text_comes_back_as_a_formula_or_a_link(text: str) -> None:
    data = csv([HEAD, [*GOOD[:5], text]])
    book = load_workbook(io.BytesIO(report(data, "a.csv", read(data, "a.csv", TODAY))))
    cell = book["花名册"]["F2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text.replace("\x01", ""), None)


def test_a_mended_copy_reads_as_the_first_file_did() -> None:
    rows = [
        ["部门", "姓名", "身份证号", "工号", "手机", "入会时间", "家庭成员"],
        ["动力车间", "王小明", identity(), "A1", None, 2010.1, "父亲"],
        [None, None, None, None, phone(3), None, "母亲"],
        [None, "李建国", 9.99902198511072e17, "A2", phone(2), 20100701, None],
        ["化验室", "赵六", None, "A3", "6123", "2010.1", None],
    ]
    data = xlsx(rows, merged("A2:A4", "B2:B3", "C2:C3", "D2:D3"))
    first = understand(data, "a.xlsx")
    again = report(data, "a.xlsx", first)
    second = understand(again, "b.xlsx")
    assert second.people == first.people
    assert (errors(second), warnings(second)) == (errors(first), warnings(first))
    assert first.people[0].department == "动力车间"
    third = report(again, "b.xlsx", second)
    assert load_workbook(io.BytesIO(third)).active.max_column == 8


def test_all_sheets_come_back_under_names_excel_takes() -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden" if sheet.title == "存档" else "visible"

    long = "一" * 31
    data = xlsx({"存档": [HEAD, GOOD], long: [HEAD, GOOD], "说明": [["请填写"]], "空": []}, dress)
    found, book = returned(data)
    assert book.sheetnames == ["存档", long, "说明", "空"]
    assert (book["存档"].sheet_state, book.active.title) == ("hidden", long)
    assert book["存档"]["G2"].value is None
    assert found.sheets_used == (long,)


def test_a_slip_in_a_header_is_said_beside_it() -> None:
    _, book = returned(xlsx([[*HEAD[:4], "联系电活", "部门"], GOOD]))
    assert "写错" in book["会员"]["G1"].value
