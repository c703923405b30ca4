"""The task table as Excel and Word: sixteen columns, all rows, nothing invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from zhijia.org.models import Unit
from zhijia.plans import actions, paper, rules
from zhijia.plans.models import Assignment, Task
from zhijia.plans.paper import Line, Part, Share
from zhijia.platform.actor import Actor

from .conftest import Browse, File, Give

Most = Callable[[int], Any]
DAY = date(2026, 11, 22)
EXCEL, WORD = reverse("plans:tasks-excel"), reverse("plans:tasks-word")
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

BARE = Line(
    number="2026-001",
    area="劳动保护",
    source="《讲话》",
    original="要排查隐患",
    wording="排查隐患",
    figures="",
    responsible="",
    deadline="",
    due_on=None,
    stands="未交办",
    dropped_for="",
    shares=(),
)
AT_WORK = Share(
    "职工医院工会", DAY, 60, "查出 3 处", False, (Part("冯晓燕（护理部主任）", "查病房"),)
)
DONE = Share("子弟学校工会", DAY, 100, "已查完", True)


def cell(line: Line, head: str) -> str:
    """Return one cell of a line by its head."""
    return paper.cells(line)[HEADS.index(head) - 1]


def test_the_columns_are_those_of_practice_in_their_order() -> None:
    assert list(paper.HEADS) == HEADS


@pytest.mark.parametrize("head", ["牵头（分管）领导", "牵头（责任）单位", "责任人", "完成时限"])
def test_what_nobody_has_said_is_open(head: str) -> None:
    assert cell(BARE, head) == "待定"


@pytest.mark.parametrize("head", ["具体措施", "配合单位", "进展情况", "存在问题", "下步措施"])
def test_what_nobody_has_written_is_left_to_the_hand(head: str) -> None:
    assert cell(BARE, head) == ""


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("牵头（责任）单位", "职工医院工会\n子弟学校工会"),
        ("具体措施", "冯晓燕（护理部主任）：查病房"),
        ("责任人", "冯晓燕（护理部主任）"),
        ("进展情况", "职工医院工会：60%，查出 3 处\n子弟学校工会：已办结，已查完"),
        ("状态", "在办\n1/2 办结"),
        ("完成时限", "2026-11-22"),
    ],
)
def test_units_parts_and_newest_words_fill_their_columns(head: str, words: str) -> None:
    line = replace(BARE, stands="在办", shares=(AT_WORK, DONE))
    assert cell(line, head) == words


def test_who_assists_and_what_is_in_the_way_fill_their_columns() -> None:
    lead = replace(AT_WORK, problems="缺检测仪", next_step="下周复查")
    helper = replace(DONE, problems="人手不够")
    line = replace(BARE, shares=(lead,), assisting=(helper,))
    assert cell(line, "牵头（责任）单位") == "职工医院工会"
    assert cell(line, "配合单位") == "子弟学校工会"
    assert cell(line, "存在问题") == "职工医院工会：缺检测仪\n子弟学校工会：人手不够"
    assert cell(line, "下步措施") == "职工医院工会：下周复查"
    alone = replace(BARE, shares=(lead,))
    assert cell(alone, "存在问题") == "缺检测仪"


def test_units_with_different_days_are_each_named_with_theirs() -> None:
    later = replace(DONE, due_on=DAY + timedelta(days=9))
    words = cell(replace(BARE, shares=(AT_WORK, later)), "完成时限")
    assert words == "职工医院工会 2026-11-22\n子弟学校工会 2026-12-01"


def test_what_the_speech_said_of_who_and_when_stands_in_the_notes() -> None:
    line = replace(BARE, responsible="各单位", deadline="年底前", dropped_for="重复")
    words = "编号2026-001\n撤销原因：重复\n原文单位：各单位\n原文时限：年底前"
    assert cell(line, "备注") == words


# The files that pages hand out


def excel(browser: Client, **asked: Any) -> list[list[Any]]:
    """Return all rows of the Excel file, its title and head included."""
    answer = browser.get(EXCEL, asked)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def word(browser: Client, **asked: Any) -> Any:
    """Return the Word file, opened."""
    return Document(BytesIO(b"".join(browser.get(WORD, asked).streaming_content)))


@pytest.fixture
def at_school(
    underway: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    hospital_desk: Actor,
    today: date,
) -> Assignment:
    """The task at the school too; the hospital has reported."""
    actions.report(
        actor=hospital_desk, assignment=underway, words="病房已查", percent=40, today=today
    )
    return give(underway.task, school)


def test_the_excel_file_bears_title_unit_heads_and_every_task(
    desk: Client, at_school: Assignment
) -> None:
    title, _, heads, row, *rest = excel(desk)
    task = at_school.task
    assert title[0] == "任务分解表"
    assert heads == HEADS
    assert row[0] == 1
    assert row[HEADS.index("工作任务")] == task.wording
    assert row[HEADS.index("原文要求")] == task.original
    assert "职工医院工会：40%，病房已查" in row[HEADS.index("进展情况")]
    assert not rest


def test_the_word_file_bears_the_same_lying_on_its_side(
    desk: Client, at_school: Assignment
) -> None:
    document = word(desk)
    table, page = document.tables[0], document.sections[0]
    assert [c.text for c in table.rows[0].cells] == HEADS
    assert [c.text or None for c in table.rows[1].cells[1:]] == excel(desk)[3][1:]
    assert page.page_width > page.page_height
    assert document.paragraphs[0].text == "任务分解表"


def test_the_files_are_named_by_title_unit_and_day(
    desk: Client, issued: Assignment, today: date
) -> None:
    for address, suffix in ((EXCEL, "xlsx"), (WORD, "docx")):
        answer = desk.get(address, {"year": today.year})
        b"".join(answer.streaming_content)
        sent = QueryDict(answer["Content-Disposition"].replace("; ", "&"))
        name = f"{today.year}年度任务分解表_化工集团工会_{today:%Y-%m-%d}.{suffix}"
        assert sent["filename*"] == f"utf-8''{name}"


def test_a_file_holds_exactly_the_rows_that_were_asked_for(
    desk: Client, file_tasks: File, give: Give, hospital: Unit, hospital_desk: Actor
) -> None:
    tasks = file_tasks(*(f"各单位要做好第{n}项工作" for n in range(60)))
    give(tasks[7], hospital)
    assert len(excel(desk)) == 3 + 60
    assert [row[3] for row in excel(desk, unit=hospital.code)[3:]] == [tasks[7].wording]
    assert len(word(desk, state="unassigned").tables[0].rows) == 1 + 59


def test_a_table_without_tasks_says_so(desk: Client, group: Unit) -> None:
    assert "（无）" in word(desk).tables[0].rows[1].cells[0].text
    assert len(excel(desk)) == 3


def test_a_units_table_tells_nothing_of_what_others_said(
    sign_in: Browse, school_desk: Actor, at_school: Assignment
) -> None:
    row = excel(sign_in(school_desk))[3]
    assert row[HEADS.index("牵头（责任）单位")] == "子弟学校工会"
    assert "病房已查" not in str(row)


def test_a_formula_in_a_wording_stays_text(
    desk: Client, task: Task, group_desk: Actor, today: date
) -> None:
    wording = "=HYPERLINK(1)"
    actions.edit_task(
        actor=group_desk, task=task, wording=wording, area="other", due_on=None, today=today
    )
    assert excel(desk)[3][HEADS.index("工作任务")] == wording


def test_sixty_tasks_cost_a_file_no_more_queries_than_one(
    desk: Client,
    file_tasks: File,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    for task in file_tasks(*(f"各单位要做好第{n}项工作" for n in range(60))):
        actions.assign(actor=group_desk, task=task, units=[hospital], due_on=today, today=today)
    with django_assert_max_num_queries(12):
        assert len(word(desk).tables[0].rows) == 61


def test_a_table_too_long_for_word_is_asked_to_be_narrowed_and_excel_takes_it(
    desk: Client, file_tasks: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules.tasks, "MOST_ON_PAPER", 2)
    file_tasks("各单位要开展一次隐患排查", "各单位要建立困难职工档案", "各单位要组织一次技能比武")
    page = desk.get(WORD, {"state": "unassigned"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('plans:tasks')}?state=unassigned", 302)]
    assert "Word 表一次最多 2 项任务，现有 3 项" in page.text
    assert len(excel(desk, state="unassigned")) == 3 + 3
    assert len(word(desk, q="隐患").tables[0].rows) == 2


def test_a_table_of_too_many_works_is_asked_to_be_narrowed_and_what_fits_is_made(
    desk: Client,
    sign_in: Browse,
    at_school: Assignment,
    school_desk: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules.tasks, "MOST_IN_TABLE", 1)
    page = desk.get(EXCEL, {"state": "open"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('plans:tasks')}?state=open", 302)]
    assert "1 条承办记录，现有 1 项、2 条" in page.text
    assert "看板的“清单”导出 Excel" in page.text
    assert len(excel(sign_in(school_desk))) == 3 + 1  # its own work only
