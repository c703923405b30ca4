from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhijia.platform.sheets import Column, workbook
from zhijia.platform.wording import legible

MARCH = date(2026, 3, 5)
ID = "320101196001011234"
COLUMNS = [
    Column("姓名", 10),
    Column("身份证号", 22),
    Column("慰问日期", kind="date"),
    Column("慰问金", kind="money"),
    Column("人次", kind="number"),
]
ROWS = [
    ["李秀兰", ID, date(2026, 1, 20), Decimal("500.10"), 1],
    ["张建国", None, None, Decimal("1234.20"), 2],
]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def opened(file):
    return load_workbook(BytesIO(file)).active


def visits(**how):
    return opened(workbook("慰问发放表", COLUMNS, ROWS, unit="江东化工集团工会", day=MARCH, **how))


def one_cell(value, kind="text"):
    columns = [Column("栏", kind=kind)]
    return opened(workbook("表", columns, [[value]], unit="工会", day=MARCH))["B4"]


def test_a_sheet_opens_with_title_unit_date_heads_and_numbered_rows():
    rows = list(visits().values)

    assert rows[0][0] == "慰问发放表"
    assert rows[1][0] == "单位：江东化工集团工会　　日期：2026年3月5日"
    assert rows[2] == ("序号", "姓名", "身份证号", "慰问日期", "慰问金", "人次")
    assert rows[3] == (1, "李秀兰", ID, datetime(2026, 1, 20), 500.1, 1)
    assert rows[4] == (2, "张建国", None, None, 1234.2, 2)
    assert len(rows) == 5


def test_a_sheet_is_ready_for_print():
    sheet = visits()

    assert sheet.title == "慰问发放表"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "A2:F2"}


def test_a_sheet_can_stand_upright():
    assert visits(landscape=False).page_setup.orientation != "landscape"


def test_all_cells_from_the_heads_down_are_ruled():
    for row in visits(total=True)["A3:F6"]:
        assert {cell.border.left.style for cell in row} == {"thin"}
        assert {cell.border.bottom.style for cell in row} == {"thin"}


def test_columns_are_as_wide_as_asked():
    sheet = visits()

    assert sheet.column_dimensions["C"].width == pytest.approx(22, abs=1)


def test_a_row_is_high_enough_for_its_longest_text_and_a_short_one_is_left_alone():
    columns = [Column("工作任务", 20), Column("备注", 20, wrap=False), Column("日期", kind="date")]
    rows = [["走" * 50, "", None], ["走访", "访" * 50, None], ["一\n二\n三", "", None]]
    sheet = opened(workbook("表", columns, rows, unit="工会", day=MARCH))

    heights = [sheet.row_dimensions[row].height for row in (4, 5, 6)]
    assert heights == [6 * 16, None, 3 * 16]


def test_a_title_too_long_for_the_page_is_given_lines():
    short, long = (
        opened(workbook(title, [Column("栏", 40)], [], unit="工会", day=MARCH))
        for title in ("总结", "总" * 60)
    )

    assert long.row_dimensions[1].height > 2 * short.row_dimensions[1].height


def test_no_row_is_higher_than_excel_allows():
    sheet = opened(workbook("表", [Column("栏")], [["长" * 9000]], unit="工会", day=MARCH))

    assert sheet.row_dimensions[4].height == pytest.approx(409, abs=0.5)


def test_an_id_stays_text_to_the_last_digit():
    cell = visits()["C4"]

    assert (cell.value, cell.number_format) == (ID, "@")


def test_dates_and_money_can_be_reckoned_with():
    sheet = visits()

    assert (sheet["D4"].is_date, sheet["D4"].number_format) == (True, "yyyy-mm-dd")
    assert (sheet["E4"].data_type, sheet["E4"].number_format) == ("n", "#,##0.00")


def test_sums_are_values_and_only_of_numbers_and_money():
    file = workbook("表", COLUMNS, ROWS, unit="工会", day=MARCH, total=True)

    assert [cell.value for cell in opened(file)[6]] == ["合计", None, None, None, 1734.3, 3]
    assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")


def test_without_rows_there_are_heads_and_a_sum_of_nothing():
    file = workbook("表", COLUMNS, [], unit="工会", day=MARCH, total=True)

    assert [cell.value for cell in opened(file)[4]] == ["合计", None, None, None, 0, 0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}"])
def test_a_text_that_looks_like_a_formula_stays_a_text_everywhere(text):
    file = workbook(text, [Column(text)], [[text]], unit=text, day=MARCH)

    sheet = opened(file)
    assert [sheet[place].value for place in ("A1", "B3", "B4")] == [text] * 3
    assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["http://a.example", "mailto:a@b.example", "internal:A1", "0123"])
def test_a_text_does_not_become_a_link_or_a_number(text):
    cell = one_cell(text)

    assert (cell.value, cell.hyperlink) == (text, None)


def test_text_that_looks_like_the_file_s_own_markup_cannot_break_it():
    assert one_cell("<r><t>甲</r>").value == "<r><t>甲</r> "


@settings(max_examples=60, deadline=None)  # a whole Excel file each time
@given(ANY_TEXT)
@example("甲<乙>&丙 堃喆犇㛃𠮷\x00\x0b\ud800")
@example("<r></r>")
@example(" 前后空格 ")
def test_any_text_survives(text):
    file = workbook(text, [Column(text)], [[text]], unit=text, day=MARCH)

    shown = opened(file)["B4"].value or ""
    assert shown.rstrip() == legible(text).rstrip()


def test_a_text_too_long_for_a_cell_ends_in_words_that_say_so():
    value = one_cell("𠮷" * 40_000).value

    assert value.endswith("𠮷……（内容过长，以下略）")
    assert 32_760 <= len(value.encode("utf-16-le")) // 2 <= 32_767


def test_a_day_before_excel_s_calendar_is_written_out():
    assert one_cell(date(1899, 12, 31), "date").value == "1899-12-31"


@pytest.mark.parametrize(
    ("value", "kind", "refusal"),
    [
        ("12", "number", TypeError),
        (True, "number", TypeError),
        (float("nan"), "number", ValueError),
        (Decimal("Infinity"), "money", ValueError),
        (int(ID), "number", ValueError),
        ("2026-03-05", "date", TypeError),
        (datetime(2026, 3, 5), "date", TypeError),
    ],
)
def test_a_cell_that_is_not_of_its_columns_kind_is_refused(value, kind, refusal):
    with pytest.raises(refusal):
        one_cell(value, kind)


@pytest.mark.parametrize(("columns", "rows"), [([], []), (COLUMNS, [["李秀兰"]])])
def test_a_sheet_that_does_not_add_up_is_refused(columns, rows):
    with pytest.raises(ValueError, match="needs"):
        workbook("表", columns, rows, unit="工会", day=MARCH)


def test_more_rows_than_excel_holds_are_refused_and_not_dropped(monkeypatch):
    monkeypatch.setattr("zhijia.platform.sheets.book.LAST_ROW", 4)
    three = [["甲"]] * 3

    assert opened(workbook("表", [Column("栏")], three[:2], unit="工会", day=MARCH)).max_row == 5
    with pytest.raises(ValueError, match="holds"):
        workbook("表", [Column("栏")], three, unit="工会", day=MARCH)


def test_the_same_rows_give_the_same_file():
    one, other = (workbook("表", COLUMNS, ROWS, unit="工会", day=MARCH) for _ in range(2))

    assert one == other
