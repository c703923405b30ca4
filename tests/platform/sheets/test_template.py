"""The empty table people fill in."""

from io import BytesIO

from openpyxl import load_workbook

from zhijia.platform.sheets import Column
from zhijia.platform.sheets.template import template

COLUMNS = [
    Column("姓名", 10, key="name", is_required=True, example="王小明", help="与身份证一致"),
    Column("身份证号", 22, "id", key="id", example="999901198503121234"),
    Column("类型", 10, "choice", key="kind", choices=("在编", "合同制"), example="在编"),
    Column("人数", 8, "number", key="count", example="3"),
]


def made():
    return load_workbook(BytesIO(template("会员花名册", COLUMNS, ["一句说明"])))


def test_a_required_column_has_a_star_and_the_example_is_marked() -> None:
    page = made()["会员花名册"]
    assert [cell.value for cell in page[3]] == ["序号", "姓名*", "身份证号", "类型", "人数"]
    assert page["A4"].value == "示例"
    assert page["B4"].value == "王小明"


def test_a_column_of_ids_is_text_before_anybody_types() -> None:
    page = made()["会员花名册"]
    assert page.column_dimensions["C"].number_format == "@"
    assert page.column_dimensions["E"].number_format == "General"
    assert page["C4"].number_format == "@"


def test_choices_drop_down_from_a_hidden_list_for_thousands_of_rows() -> None:
    book = made()
    [rule] = book["会员花名册"].data_validations.dataValidation
    assert rule.formula1 == "'可选项'!$C$1:$C$2"
    assert "D5000" in rule.cells
    assert book["可选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["可选项"]["C"]] == ["在编", "合同制"]


def test_a_sheet_explains_every_column() -> None:
    page = made()["填表说明"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_row=5)]
    assert rows[1] == ["姓名", "是", "与身份证一致", "王小明"]
    assert rows[3][2] == "可填：在编、合同制"
    assert page["A7"].value == "一句说明"


def test_what_looks_like_a_formula_stays_a_word() -> None:
    column = Column("名称", key="name", example="=1+1")
    page = load_workbook(BytesIO(template("表", [column, column])))["表"]
    assert page["B4"].data_type == "s"
