from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zhijia.platform.papers import Paper

HEADS = [
    "序号",
    "类别/来源",
    "原文要求",
    "工作任务",
    "具体措施",
    "工作目标/考核标准",
    "牵头（分管）领导",
    "牵头（责任）单位",
    "配合单位",
    "责任人",
    "完成时限",
    "进展情况",
    "存在问题",
    "下步措施",
    "状态",
    "备注",
]
LONG = "要盯住高温季节，把防暑降温的钱和物落到每一个班组，谁家没落实就找谁的主席说话。"


def task(number):
    return [
        str(number),
        "维权服务",
        LONG,
        *["走访班组建立台账"] * 6,
        "李秀兰",
        *["2026年7月31日"] * 6,
    ]


def table_of(paper):
    return Document(BytesIO(paper.to_bytes())).tables[0]


def shown(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def widths(table):
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]


@pytest.fixture
def tasks():
    paper = Paper("任务分解表", landscape=True)
    paper.table(HEADS, (task(number) for number in (1, 2)))
    return table_of(paper)


def test_a_table_shows_what_it_was_given(tasks):
    assert shown(tasks) == [HEADS, task(1), task(2)]


def test_the_head_is_repeated_and_no_row_is_torn(tasks):
    looks = [row._tr.trPr for row in tasks.rows]

    assert all(look.find(qn("w:cantSplit")) is not None for look in looks)
    assert [look.find(qn("w:tblHeader")) is not None for look in looks] == [True, False, False]


def test_a_table_is_ruled_and_as_wide_as_the_text(tasks):
    borders = tasks._tbl.tblPr.find(qn("w:tblBorders"))

    assert {border.get(qn("w:val")) for border in borders} == {"single"}
    assert len(borders) == 6
    assert sum(widths(tasks)) == pytest.approx(Mm(257).twips, abs=16)


def test_sixteen_columns_leave_a_name_on_one_line_and_the_sentence_the_most_room(tasks):
    by_head = dict(zip(HEADS, widths(tasks), strict=True))
    size = tasks.cell(1, 9).paragraphs[0].runs[0].font.size

    assert size == Pt(9)
    assert by_head["责任人"] > 3 * size.twips + 2 * Mm(1).twips
    assert max(by_head, key=by_head.__getitem__) == "原文要求"


def test_given_widths_are_kept_in_proportion():
    paper = Paper("题")
    paper.table(["甲", "乙"], [["1", "2"]], widths=[1, 3])

    first, second = widths(table_of(paper))
    assert second == pytest.approx(3 * first, abs=3)


def test_short_cells_are_centred_and_long_ones_begin_at_the_left(tasks):
    sides = {head: tasks.cell(1, n).paragraphs[0].alignment.name for n, head in enumerate(HEADS)}

    assert sides["责任人"] == sides["序号"] == "CENTER"
    assert sides["原文要求"] == "LEFT"


def test_lines_within_a_cell_stay_lines():
    paper = Paper("题")
    paper.table(["甲"], [["一\n二"]])

    assert shown(table_of(paper)) == [["甲"], ["一\n二"]]


def test_a_table_without_rows_says_so_across_its_width():
    paper = Paper("题")
    paper.table(["甲", "乙"], [])

    table = table_of(paper)
    assert shown(table) == [["甲", "乙"], ["（无）", "（无）"]]
    assert len(table.rows[1]._tr.tc_lst) == 1


def test_two_tables_in_a_row_stay_two():
    paper = Paper("题")
    paper.table(["甲"], [["1"]])
    paper.table(["乙"], [["2"]])

    first, second = Document(BytesIO(paper.to_bytes())).tables
    assert first._tbl.getnext().tag == qn("w:p")
    assert second._tbl.getnext().tag == qn("w:p")


@pytest.mark.parametrize(
    ("heads", "rows", "widths"),
    [
        ([], [], None),
        (["甲", "乙"], [["1"]], None),
        (["甲"], [["1", "2"]], None),
        (["甲"], [["1"]], [1, 2]),
    ],
)
def test_a_table_that_does_not_add_up_is_refused_and_leaves_no_trace(heads, rows, widths):
    paper = Paper("题")
    paper.page_break()

    with pytest.raises(ValueError, match="needs"):
        paper.table(heads, rows, widths=widths, caption="表题")

    document = Document(BytesIO(paper.to_bytes()))
    assert document.tables == []
    assert [p.text for p in document.paragraphs if p.text] == ["题"]


def test_a_thousand_rows_are_drawn():
    paper = Paper("花名册")
    paper.table(["序号", "姓名"], ([str(n), "李秀兰"] for n in range(1000)))

    assert len(table_of(paper)._tbl.tr_lst) == 1001
