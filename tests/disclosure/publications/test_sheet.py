"""公开目录 as a table: what is read, what is refused row by row, written, and taken back."""

from datetime import date
from io import BytesIO

import pytest

from zhijia.disclosure.models import Catalogue, Item, Revision
from zhijia.disclosure.sheets.catalogues import ASKED, BringItems, read_values
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import SHEETS

GOOD = {
    "group": "涉及职工切身利益",
    "name": "食堂收支",
    "content": "采购、成本、结余",
    "forms": "公开栏，微信",
    "rhythm": "每月",
    "within": "5个工作日",
    "department": "后勤部",
}


def test_a_row_is_read_as_people_write_it() -> None:
    fields, wrong = read_values(GOOD)
    assert not wrong
    assert fields["forms"] == ["board", "wechat"]
    assert (fields["within"], fields["counted"], fields["scope"]) == (5, "workdays", "members")


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("group", "其他", "公开类别“其他”认不出来"),
        ("forms", "大喇叭", "公开形式“大喇叭”认不出来"),
        ("rhythm", "经常", "公开频次“经常”认不出来"),
        ("within", "尽快", "公开时限请写成"),
        ("within", "0日", "公开时限请写成"),
    ],
)
def test_what_is_not_understood_is_said_by_its_head(key: str, said: str, words: str) -> None:
    _, wrong = read_values({**GOOD, key: said})
    assert words in "".join(wrong)


def table(*rows: dict[str, str]) -> bytes:
    """Return an Excel file with these rows."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out)
    page = book.add_worksheet("公开目录")
    for n, column in enumerate(ASKED):
        page.write(0, n, column.head)
        for k, row in enumerate(rows, 1):
            page.write(k, n, row.get(column.key, ""))
    book.close()
    return out.getvalue()


def test_a_table_lists_new_items_corrects_known_ones_and_is_taken_back(
    catalogue: Catalogue, power: Unit, power_desk: Actor, today: date
) -> None:
    known = catalogue.items.get(name="规章制度")
    power.refresh_from_db()
    same = {
        "group": known.get_group_display(),
        "name": known.name,
        "content": known.content,
        "forms": known.forms_said,
        "rhythm": known.get_rhythm_display(),
        "within": str(known.limit),
        "department": "法务部",
    }
    brings = BringItems()
    lines = brings.read(table(GOOD, same, GOOD), "目录.xlsx", today).lines
    rows = list(brings.judge(power, {}, lines, power_desk, today))
    assert [row.kind for row in rows] == ["add", "change", "refused"]
    written = list(
        brings.write(actor=power_desk, place=power, chosen={}, rows=rows[:2], today=today)
    )
    made = Item.objects.get(name="食堂收支")
    known.refresh_from_db()
    assert (made.dues.count(), known.department) == (1, "法务部")
    editions = set(Revision.objects.exclude(kind="adopted").values_list("edition", flat=True))
    assert editions == {2}, "what one person changes on a day is one edition"
    brings.undo(actor=power_desk, place=power, rows=written)
    assert not Item.objects.filter(name="食堂收支").exists()
    known.refresh_from_db()
    assert known.department == "企业管理部"


def test_what_somebody_touched_since_is_not_taken_back(
    catalogue: Catalogue, power: Unit, power_desk: Actor, today: date
) -> None:
    brings = BringItems()
    lines = brings.read(table(GOOD), "目录.xlsx", today).lines
    rows = list(brings.judge(power, {}, lines, power_desk, today))
    written = list(brings.write(actor=power_desk, place=power, chosen={}, rows=rows, today=today))
    Item.objects.filter(name="食堂收支").update(version=9)
    with pytest.raises(Refused, match="改动过"):
        brings.undo(actor=power_desk, place=power, rows=written)
    assert Item.objects.filter(name="食堂收支").exists()


def test_the_export_has_the_columns_of_the_paper(
    catalogue: Catalogue, power_desk: Actor, hospital_desk: Actor
) -> None:
    sheet = SHEETS["disclosure.catalogue"]
    heads = [column.head for column in sheet.told_columns]
    for head in ("公开类别", "公开事项", "公开内容", "公开形式", "公开范围", "责任部门", "责任人"):
        assert head in heads
    assert len(sheet.rows(power_desk, {"unit": "GD"})) == 19
    assert sheet.rows(hospital_desk, {"unit": "GD"}) == []
    assert all(isinstance(column, Column) for column in sheet.columns)
