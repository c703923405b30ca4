"""The items of a standard come in as a table and are taken back as a whole."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from zhijia.checks import actions
from zhijia.checks.sheets.items import BringItems
from zhijia.platform.acts import Refused

HEADS = ["编号", "部分", "要求", "满分", "评分办法", "评分尺度", "否决项", "佐证", "依据"]
NEW = ["6.1", "附加", "有创新做法", 3, "分档", "有 3；没有 0", "", "材料", "本单位规定"]
WRONG = ["6.2", "附加", "写错的", 3, "分档", "有 2；没有 0", "", "", ""]
CHANGED = ["1.4", "安全思想要严肃", "换了说法", 3, "是否符合", "", "", "", ""]


def table(*rows):
    book = Workbook()
    for row in (HEADS, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def judged(edition, group_desk, today):
    def judge(*rows):
        lines = BringItems().read(table(*rows), "标准.xlsx", today).lines
        return list(BringItems().judge(edition, {}, lines, group_desk, today))

    return judge


def test_rows_are_judged_before_anything_is_written(judged, edition):
    new, wrong, changed, twice = judged(NEW, WRONG, CHANGED, NEW)
    assert [one.kind for one in (new, wrong, changed, twice)] == [
        "add",
        "refused",
        "change",
        "refused",
    ]
    assert "第一档的得分应当是满分 3" in wrong.messages[0]
    assert ("要求", "换了说法") in [(one.label, one.after) for one in changed.changes]
    assert "重复" in twice.messages[0]
    assert edition.items.count() == 20


def test_a_table_is_written_and_taken_back(judged, edition, group_desk, today):
    rows = [one for one in judged(NEW, CHANGED) if one.kind != "refused"]
    before = edition.items.get(code="1.4").line
    said = {"actor": group_desk, "place": edition, "rows": rows}
    written = list(BringItems().write(**said, chosen={}, today=today))
    assert edition.items.get(code="6.1").full == 3
    assert edition.items.get(code="1.4").asks == "换了说法"
    edition.refresh_from_db()
    BringItems().undo(actor=group_desk, place=edition, rows=written)
    assert not edition.items.filter(code="6.1").exists()
    assert edition.items.get(code="1.4").line == before


def test_what_was_changed_since_is_not_taken_back(judged, edition, group_desk, today):
    rows = judged(NEW)
    written = list(
        BringItems().write(actor=group_desk, place=edition, rows=rows, chosen={}, today=today)
    )
    line = edition.items.get(code="1.1").line
    actions.save_item(actor=group_desk, edition=edition, line=line)
    edition.refresh_from_db()
    with pytest.raises(Refused, match="又改过这一版"):
        BringItems().undo(actor=group_desk, place=edition, rows=written)
    assert edition.items.filter(code="6.1").exists()


def test_a_version_in_use_takes_no_table(judged, open_round, power, edition, group_desk):
    open_round(power)
    edition.refresh_from_db()
    assert not BringItems().places(group_desk).exists()
    assert not BringItems().may(group_desk, edition)
