from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhijia.platform.papers import Paper
from zhijia.platform.wording import legible

MARCH = date(2026, 3, 5)
HOSTILE = "甲<乙>&丙\x00\x0b\ud800堃喆犇㛃𠮷"
CLEAN = "甲<乙>&丙堃喆犇㛃𠮷"
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def reopened(paper):
    return Document(BytesIO(paper.to_bytes()))


def texts(paper):
    return [paragraph.text for paragraph in reopened(paper).paragraphs if paragraph.text]


def look(paragraph):
    """The face for Chinese, the size and the line height that a reader sees, in points."""
    (run,) = paragraph.runs
    face = run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
    style = paragraph.style
    return face, style.font.size.pt, style.paragraph_format.line_spacing.pt


def indent(paragraph, name):
    """An indent in hundredths of a character, of the paragraph or of its style."""
    for element in (paragraph._p, paragraph.style.element):
        for found in element.iter(qn("w:ind")):
            if value := found.get(qn(f"w:{name}")):
                return int(value)
    return None


@pytest.fixture
def report():
    paper = Paper("江东化工集团工会2026年度工作总结", subtitle="（2026年3月5日）")
    paper.recipient("各分会:")
    paper.lead("现将有关情况报告如下。")
    paper.heading("工作回顾")
    paper.heading("思想引领", 2)
    paper.heading("学习", 3)
    paper.heading("讲座", 4)
    paper.paragraph("全年举办讲座12场。")
    paper.table(["领域", "任务数"], [["帮扶", "30"]], caption="任务完成情况")
    paper.attachments(["任务分解表", "数据来源"])
    paper.signature("江东化工集团工会", MARCH)
    paper.appendix("任务分解表")
    return paper


def test_a_paper_has_the_margins_of_the_standard(report):
    (section,) = reopened(report).sections

    margins = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, name).mm) for name in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    assert grid.get(qn("w:linePitch")) == "579"


def test_each_part_has_its_face_size_and_line(report):
    looks = {p.text: look(p) for p in reopened(report).paragraphs if p.text}

    assert looks == {
        "江东化工集团工会2026年度工作总结": ("方正小标宋简体", 22, 34),
        "（2026年3月5日）": ("楷体_GB2312", 16, 28),
        "各分会：": ("仿宋_GB2312", 16, 28),
        "现将有关情况报告如下。": ("仿宋_GB2312", 16, 28),
        "一、工作回顾": ("黑体", 16, 28),
        "（一）思想引领": ("楷体_GB2312", 16, 28),
        "1.学习": ("仿宋_GB2312", 16, 28),
        "（1）讲座": ("仿宋_GB2312", 16, 28),
        "全年举办讲座12场。": ("仿宋_GB2312", 16, 28),
        "任务完成情况": ("黑体", 14, 28),
        "附件：1.\t任务分解表": ("仿宋_GB2312", 16, 28),
        "2.\t数据来源": ("仿宋_GB2312", 16, 28),
        "江东化工集团工会": ("仿宋_GB2312", 16, 28),
        "2026年3月5日": ("仿宋_GB2312", 16, 28),
        "附件1": ("黑体", 16, 28),
        "任务分解表": ("方正小标宋简体", 22, 34),
    }


def test_lines_are_exact_and_text_begins_two_characters_in(report):
    paragraphs = {p.text: p for p in reopened(report).paragraphs}
    text = paragraphs["全年举办讲座12场。"]

    assert text.style.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert indent(text, "firstLineChars") == 200
    assert indent(paragraphs["一、工作回顾"], "firstLineChars") == 200
    assert indent(paragraphs["各分会："], "firstLineChars") is None


def test_every_run_names_its_chinese_face(report):
    document = reopened(report)
    section = document.sections[0]
    roots = [document.element, section.footer._element, section.even_page_footer._element]

    runs = [run for root in roots for run in root.iter(qn("w:r"))]
    assert len(runs) > 20
    for run in runs:
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia"))
        assert fonts.get(qn("w:hint")) == "eastAsia"


def test_the_file_names_stand_ins_for_faces_a_machine_may_lack(report):
    fonts = ZipFile(BytesIO(report.to_bytes())).read("word/fontTable.xml").decode()

    assert 'w:name="仿宋_GB2312"' in fonts
    assert 'w:val="仿宋,FangSong"' in fonts


def test_page_numbers_stand_at_the_outer_edge(report):
    document = reopened(report)
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert document.settings.odd_and_even_pages_header_footer
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert (odd.alignment.name, indent(odd, "rightChars")) == ("RIGHT", 100)
    assert (even.alignment.name, indent(even, "leftChars")) == ("LEFT", 100)
    assert odd.style.font.size == Pt(14)
    assert [code.text for code in odd._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert round(section.footer_distance.mm) == 25


def test_headings_can_be_walked_in_the_navigation_pane(report):
    styles = {p.text: p.style.name for p in reopened(report).paragraphs}

    assert styles["一、工作回顾"] == "Heading 1"
    assert styles["（1）讲座"] == "Heading 4"


def test_a_paper_tells_its_title_and_language_and_nobody_s_name(report):
    about = reopened(report).core_properties
    names = ZipFile(BytesIO(report.to_bytes())).namelist()

    assert about.title == "江东化工集团工会2026年度工作总结"
    assert about.language == "zh-CN"
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created is None
    assert "docProps/app.xml" not in names
    assert "docProps/thumbnail.jpeg" not in names


def test_a_heading_of_a_fifth_level_is_refused_and_leaves_no_trace(report):
    before = texts(report)

    for level in (0, 5):
        with pytest.raises(ValueError, match="level"):
            report.heading("再细", level)

    assert texts(report) == before


def test_each_line_becomes_a_paragraph_without_the_blanks_typed_before_it():
    paper = Paper("题")

    paper.paragraph("　　第一段。\r\n\n  第二段。\n")

    assert texts(paper) == ["题", "第一段。", "第二段。"]


def test_a_line_feed_breaks_a_title_where_the_meaning_wants_it():
    title, *_ = reopened(Paper("关于表彰的\n通知")).paragraphs

    assert title.text == "关于表彰的\n通知"
    assert len(list(title._p.iter(qn("w:br")))) == 1


def test_a_title_of_three_hundred_characters_is_printed_whole():
    paper = Paper("总" * 300)

    assert texts(paper) == ["总" * 300]
    assert reopened(paper).core_properties.title == "总" * 255


def test_one_attachment_has_no_number_and_its_appendix_neither():
    paper = Paper("题")
    paper.attachments(["名单"])
    paper.appendix("名单")

    assert texts(paper) == ["题", "附件：名单", "附件", "名单"]


def test_attachments_hang_under_the_beginning_of_their_names(report):
    first, second = (p for p in reopened(report).paragraphs if p.style.name == "附件说明")

    assert (indent(first, "leftChars"), indent(first, "hangingChars")) == (600, 400)
    assert (indent(second, "leftChars"), indent(second, "hangingChars")) == (600, 100)


def test_a_paper_without_attachments_does_not_mention_them():
    paper = Paper("题")
    paper.attachments([])

    assert texts(paper) == ["题"]


@pytest.mark.parametrize(
    ("unit", "unit_edge", "date_edge"),
    [
        ("江东化工集团工会", 325, 400),  # 8 characters over the 6.5 of the date
        ("工会", 625, 400),
        ("江东化工集团有限责任公司工会委员会", 200, 725),
    ],
)
def test_the_unit_is_centred_over_the_date(unit, unit_edge, date_edge):
    paper = Paper("题")
    paper.signature(unit, date(2026, 12, 5))

    *_, above, below = reopened(paper).paragraphs
    assert (above.text, below.text) == (unit, "2026年12月5日")
    assert indent(above, "rightChars") == unit_edge
    assert indent(below, "rightChars") == date_edge


def test_a_signature_never_stands_alone_on_a_page():
    paper = Paper("题")
    paper.paragraph("特此报告。")
    paper.signature("工会", MARCH)

    *_, text, gap, second_gap, unit, day = reopened(paper).paragraphs
    kept = [p.paragraph_format.keep_with_next for p in (text, gap, second_gap, unit, day)]
    assert text.text == "特此报告。"
    assert kept == [True, True, True, True, False]


def test_an_appendix_begins_a_page_and_numbers_its_headings_afresh():
    paper = Paper("题")
    paper.heading("甲")
    paper.appendix("名单")
    paper.heading("乙")
    paper.appendix("清单")

    paragraphs = reopened(paper).paragraphs
    assert [p.text for p in paragraphs if p.text] == [
        "题", "一、甲", "附件1", "名单", "一、乙", "附件2", "清单",
    ]  # fmt: skip
    begun = [p.text for p in paragraphs if p.paragraph_format.page_break_before]
    assert begun == ["附件1", "附件2"]


def test_a_page_break_turns_one_page_before_text_and_before_a_table():
    paper = Paper("题")
    paper.page_break()
    paper.paragraph("甲\n乙")
    paper.page_break()
    paper.table(["丙"], [["丁"]])

    document = reopened(paper)
    turned = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in turned] == ["甲", ""]
    assert turned[1]._p.getnext().tag == qn("w:tbl")


def test_anything_typed_anywhere_comes_out_without_what_word_cannot_hold():
    paper = Paper(HOSTILE, subtitle=HOSTILE)
    paper.recipient(HOSTILE)
    paper.lead(HOSTILE)
    paper.heading(HOSTILE)
    paper.table([HOSTILE], [[HOSTILE]], caption=HOSTILE)
    paper.attachments([HOSTILE])
    paper.signature(HOSTILE, MARCH)
    paper.appendix(HOSTILE)

    document = reopened(paper)
    assert sum(CLEAN in p.text for p in document.paragraphs) == 9
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [[CLEAN]] * 2


@settings(max_examples=40, deadline=None)  # a whole Word file each time
@given(ANY_TEXT, ANY_TEXT)
@example("</w:t>", "\r\n\t")
def test_any_title_and_any_cell_survive(title, cell):
    paper = Paper(title)
    paper.table(["栏"], [[cell]])

    document = reopened(paper)
    assert document.paragraphs[0].text == legible(title.strip())
    assert document.tables[0].cell(1, 0).text == legible(cell)


@pytest.mark.parametrize(("size", "long", "short"), [("A4", 297, 210), ("A3", 420, 297)])
def test_a_lying_sheet_turns_the_page_of_the_file(size, long, short):
    (section,) = reopened(Paper("任务分解表", landscape=True, size=size)).sections

    assert section.orientation.name == "LANDSCAPE"
    assert section.page_width == pytest.approx(Mm(long), abs=Mm(0.1))
    assert section.page_height == pytest.approx(Mm(short), abs=Mm(0.1))
