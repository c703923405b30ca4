"""A declared sheet read from what people send."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from zhijia.platform.sheets import Column
from zhijia.platform.sheets.opening import Unreadable
from zhijia.platform.sheets.reading import read, returned
from zhijia.platform.sheets.template import template

TODAY = date(2026, 11, 26)
COLUMNS = [
    Column("单位名称", key="name", is_required=True, other_heads=("名称",), longest=10),
    Column("单位代码", kind="id", key="code", is_required=True, example="JX"),
    Column("类型", kind="choice", key="kind", choices=("车间（部门）", "企业")),
    Column("建会日期", kind="date", key="on"),
    Column("人数", kind="number", key="count"),
    Column("金额", kind="money", key="money"),
]
HEADS = ["单位名称", "单位代码", "类型", "建会日期", "人数", "金额"]


def xlsx(*rows, merge=()):
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    for one in merge:
        page.merge_cells(one)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def understood(*rows, **how):
    return read(xlsx(HEADS, *rows, **how), COLUMNS, TODAY).lines


def one(**cells):
    usual = dict.fromkeys(HEADS, "") | {"单位名称": "检修车间", "单位代码": "JX"} | cells
    [line] = understood(list(usual.values()))
    return line


def test_the_header_is_found_below_titles_in_any_order_and_spelling() -> None:
    data = xlsx(["组织一览表"], [], ["序号", "代 码", "单位代码*", "名称 "], [1, "x", "JX", "检修"])
    [line] = read(data, COLUMNS, TODAY).lines
    assert (line.row, line.values["name"], line.values["code"]) == (4, "检修", "JX")


def test_rows_that_are_none_are_left_out() -> None:
    lines = understood(
        ["示例", "SL", "", "", "", ""],
        ["", "", "", "", "", ""],
        HEADS,
        ["检修", "JX", "", "", "", ""],
        ["合计", "", "", "", 3, ""],
        ["填表人：王小明", "", "", "", "", ""],
    )
    assert [line.row for line in lines] == [5]


def test_a_row_without_what_must_be_there_is_refused_by_its_excel_number() -> None:
    [line] = understood(["检修", "", "", "", "", ""])
    assert (line.row, line.refused) == (2, ("没有填单位代码，请补填。",))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2015-06-01", "2015-06-01"),
        ("2015.6.1", "2015-06-01"),
        ("２０１５年６月１日", "2015-06-01"),
        (datetime(2015, 6, 1), "2015-06-01"),
    ],
)
def test_a_day_is_read_however_it_is_written(cell, value) -> None:
    line = one(建会日期=cell)
    assert (line.values["on"], line.refused) == (value, ())


@pytest.mark.parametrize("cell", ["2015-06", "去年", "2015-02-30"])
def test_a_day_is_never_made_up(cell) -> None:
    assert one(建会日期=cell).refused == ("建会日期要写到日，例如 2010-07-01，请改正。",)


def test_a_day_to_come_is_refused() -> None:
    assert one(建会日期="2026-11-27").refused == ("建会日期晚于今天，请核对。",)


@pytest.mark.parametrize(
    ("cell", "value"), [("58", "58"), (58.0, "58"), ("１，２００".replace("，", ","), "1200")]
)
def test_a_number_is_read_however_it_is_written(cell, value) -> None:
    assert one(人数=cell).values["count"] == value


@pytest.mark.parametrize("cell", ["-1", "1.5", "若干", "NaN", "1e999999"])
def test_what_is_no_number_of_people_is_refused(cell) -> None:
    assert one(人数=cell).refused


def test_money_keeps_its_cents() -> None:
    assert one(金额="1,234.50").values["money"] == "1234.50"


@pytest.mark.parametrize("cell", ["车间（部门）", "车间", " 车间 "])
def test_a_choice_is_taken_by_its_word(cell) -> None:
    assert one(类型=cell).values["kind"] == "车间（部门）"


def test_another_choice_is_refused_with_the_list() -> None:
    assert one(类型="公司").refused == ("类型只能填：车间（部门）、企业。",)


def test_too_long_a_text_is_refused() -> None:
    assert one(单位名称="很" * 11).refused == ("单位名称超过 10 个字，请缩短。",)


def test_html_stays_what_it_is() -> None:
    assert one(单位名称="<b>x</b>").values["name"] == "<b>x</b>"


def test_merged_cells_belong_to_every_row_they_cover() -> None:
    lines = understood(
        ["一", "A", "企业", "", "", ""], ["二", "B", "", "", "", ""], merge=["C2:C3"]
    )
    assert [line.values["kind"] for line in lines] == ["企业", "企业"]


def test_a_file_without_the_columns_says_which_it_needs() -> None:
    with pytest.raises(Unreadable, match="单位名称、单位代码"):
        read(xlsx(["姓名", "性别"], ["王小明", "男"]), COLUMNS, TODAY)


def test_a_csv_of_any_encoding_is_read() -> None:
    text = "单位名称;单位代码\n检修车间;JX\n"
    for encoding in ("utf-8-sig", "gbk", "utf-16"):
        [line] = read(text.encode(encoding), COLUMNS, TODAY).lines
        assert line.values["name"] == "检修车间"


def test_the_template_itself_holds_no_row() -> None:
    assert read(template("组织一览表", COLUMNS), COLUMNS, TODAY).lines == ()


def test_the_returned_workbook_says_beside_each_row_what_became_of_it() -> None:
    data = xlsx(["标题"], HEADS, ["检修", "JX"], ["运行", ""])
    page = load_workbook(
        BytesIO(returned(data, "表.xlsx", "表", COLUMNS, {"Sheet": {3: "已新增", 4: "未导入"}}))
    ).active
    assert [page.cell(row, 7).value for row in (2, 3, 4)] == ["导入结果", "已新增", "未导入"]
