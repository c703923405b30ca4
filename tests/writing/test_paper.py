"""The Word file, opened again as Word would."""

from io import BytesIO

from docx import Document

from zhijia.writing.models import Report
from zhijia.writing.queries import word


def opened(report: Report):
    """Return the file as python-docx reads it."""
    return Document(BytesIO(word(report)))


def test_the_file_says_what_the_page_says_and_its_annex_lists_the_citations(
    draft, file_tasks, group, group_desk, hospital, hospital_desk, give, finish, text, on
):
    task = file_tasks(group_desk, group, "要检查<氧气站>&配电室")[0]
    finish(give(group_desk, task, hospital), hospital_desk, group_desk, "<好>&堃𠮷", on(5, 1))
    report = draft(group_desk, group)

    paper = opened(report)
    written = [p.text for p in paper.paragraphs]
    assert written[0] == report.title == paper.core_properties.title
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "一、组织和会员情况",
        "二、工作任务落实情况",
        "三、存在的问题",
        "四、下一步工作安排",
    ]
    assert [p.text for p in paper.paragraphs if p.style.name == "Heading 2"] == [
        "（一）劳动保护方面"
    ]
    for line in text(report).splitlines():
        assert any(paragraph.endswith(line) for paragraph in written), line
    assert "“<好>&堃𠮷”" in "\n".join(written)


def test_the_rows_of_the_annex_are_the_citations(draft, file_tasks, group, group_desk):
    file_tasks(group_desk, group, "要检查氧气站", "要检查配电室")
    report = draft(group_desk, group)

    (annex,) = opened(report).tables
    rows = [[cell.text for cell in row.cells] for row in annex.rows]
    assert rows[0] == ["序号", "指标", "单位", "期间", "数值", "口径", "记录条数"]
    year = report.start.year
    stock = {"org.units", "org.members", "plans.open", "plans.overdue"}
    assert rows[1:] == [
        [
            str(c.place + 1),
            c.label,
            "化工集团工会",
            f"截至{year}年12月31日" if c.figure in stock else f"{year}年1月1日至12月31日",
            c.shown,
            c.means,
            str(c.rows),
        ]
        for c in report.citations.all()
    ]
    assert ["立项任务（劳动保护）", "2项"] in [[row[1], row[4]] for row in rows]


def test_the_file_is_signed_by_the_unit_on_the_day_of_the_draft(draft, group, group_desk, today):
    written = [p.text for p in opened(draft(group_desk, group)).paragraphs if p.text]

    day = f"{today.year}年{today.month}月{today.day}日"
    assert "化工集团工会" in written[written.index(day) - 1]
    assert "附件：数据来源" in written
