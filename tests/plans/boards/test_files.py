"""The list taken out: as Excel with chosen columns, as Word."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import tasks as rules
from zhijia.platform.actor import Actor
from zhijia.platform.once import fresh
from zhijia.platform.sheets.models import Export

from .conftest import at

TAKE = "/sheets/plans.work/export/"


def taken(browser: Client, question: str, *columns: str) -> list[list[str]]:
    """Take the list out as Excel; return its rows from the heads on."""
    said = {"columns": columns, "paper": "landscape", "once": fresh()}
    page = browser.post(f"{TAKE}?{question}", said, follow=True)
    assert page.status_code == 200
    file = browser.get(f"/sheets/exports/{Export.objects.latest('pk').pk}/file/")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(file)))
    return book.get_sheet_by_index(0).to_python()[2:]


def test_the_list_offers_what_it_shows(desk: Client, told: list[Task], power: Unit) -> None:
    question = desk.get(at("board-list"), {"light": "red", "page": "2"}).context["question"]
    assert question == "light=red&unit=JT&scope=below"


def test_excel_has_the_chosen_columns_of_all_rows_that_answer(
    desk: Client, told: list[Task], hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    work = Assignment.objects.get(unit=hospital)
    work = actions.sign(actor=hospital_desk, assignment=work, today=today)
    actions.report(actor=hospital_desk, assignment=work, words="已查三处", percent=40, today=today)
    heads, *rows = taken(desk, "light=red&unit=JT&scope=below", "unit", "percent", "light", "said")
    assert heads == ["序号", "承办单位", "进度（%）", "亮灯", "最近进展"]
    assert rows == [[1.0, "职工医院工会", 40.0, "逾期 3 天", "已查三处"]]


def test_a_unit_takes_out_its_own_rows_whatever_the_address_says(
    hospital_browser: Client, told: list[Task], power: Unit
) -> None:
    for question in ("", f"unit={power.code}"):
        _, *rows = taken(hospital_browser, question, "unit")
        assert [row[1] for row in rows] == ["职工医院工会"]


def test_word_has_a_table_of_the_list(desk: Client, told: list[Task]) -> None:
    page = desk.get(at("board-word"), {"state": "open"})
    table = Document(BytesIO(b"".join(page))).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:4] == ["序号", "编号", "任务", "承办单位"]
    assert [row.cells[3].text for row in table.rows[1:]] == [
        "职工医院工会",
        "供电公司工会",
        "子弟学校工会",
    ]


def test_a_list_too_long_for_word_is_sent_back_with_its_question(
    desk: Client, told: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_ON_PAPER", 3)
    page = desk.get(at("board-word"), {"sort": "far"}, follow=True)
    assert page.redirect_chain[0][0] == f"{at('board-list')}?sort=far"
    assert "Word 表一次最多 3 项" in page.text
