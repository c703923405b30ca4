"""`zhijia people import FILE --unit CODE`, as somebody at a terminal uses it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.org.roster.making import identity, xlsx
from zhijia.org import commands
from zhijia.org.models import Member, Unit
from zhijia.org.roster import console
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.sheets.models import Import, Part, Piece

HEADS = ["姓名", "身份证号", "工号", "入会时间"]
WANG = ["王小明", identity("19850312", 123), "A1", "2015-07-01"]
LI = ["李秀兰", identity("19900704", 124), "A2", "2015-07-01"]
BAD = ["张三", "12345", "A3", "2015-07-01"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "花名册.xlsx"


def people(file: Path, *words: str) -> tuple[int, str]:
    out = io.StringIO()
    return console.people(["import", str(file), *words], out, commands.people), out.getvalue()


def filled(file: Path, *rows: list[Any]) -> Path:
    file.write_bytes(xlsx([HEADS, *rows]))
    return file


def test_a_roster_comes_into_the_unit_named(file: Path, group: Unit) -> None:
    status, told = people(filled(file, WANG, LI), "--unit", "JT")
    assert status == 0
    assert "新增 2 人" in told
    assert "已导入" in told
    assert group.members.filter(name__in=["王小明", "李秀兰"]).count() == 2
    assert Import.objects.get().state == "done", "the pages can take it back"
    assert "王小明" not in told


def test_a_second_time_there_is_nothing_to_do(file: Path, group: Unit) -> None:
    people(filled(file, WANG), "--unit", "JT")
    status, told = people(file, "--unit", "JT")
    assert (status, "不变 1 人" in told, "没有要新增或者变更的人" in told) == (0, True, True)
    assert group.members.filter(name="王小明").count() == 1


def test_a_dry_run_is_held_against_the_register_and_leaves_nothing(file: Path, group: Unit) -> None:
    people(filled(file, WANG), "--unit", "JT")
    before = (Piece.objects.count(), Part.objects.count())
    status, told = people(filled(file, WANG, LI), "--unit", "JT", "--dry-run")
    assert status == 0
    assert "新增 1 人，变更 0 人，不变 1 人" in told
    assert "没有改动任何数据" in told
    assert not Member.objects.filter(name="李秀兰").exists()
    assert (Piece.objects.count(), Part.objects.count()) == before


def test_one_bad_row_holds_all_back(
    file: Path, group: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = people(filled(file, WANG, BAD), "--unit", "JT")
    assert status == 1
    assert "第 3 行：身份证号不是 18 位" in told
    assert "没有导入任何人：有 1 行不能导入" in capsys.readouterr().err
    assert not group.members.filter(name="王小明").exists()
    assert not Piece.objects.exists(), "the file is not kept"


def test_unless_bad_rows_are_to_be_skipped(file: Path, group: Unit, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    status, _ = people(filled(file, WANG, BAD), "--unit", "JT", "--skip-bad", "--report", str(out))
    assert status == 0
    assert group.members.filter(name="王小明").exists()
    page = load_workbook(out).active
    assert page
    assert [page.cell(row, 5).value for row in (1, 2)] == ["导入结果", "已新增"]
    assert str(page.cell(3, 5).value).startswith("未导入：身份证号不是 18 位")


def test_what_was_understood_is_written_as_json_too(
    file: Path, group: Unit, tmp_path: Path
) -> None:
    out = tmp_path / "读出.json"
    people(filled(file, WANG), "--unit", "JT", "--json", str(out))
    assert json.loads(out.read_text("utf-8"))["people"][0]["name"] == "王小明"


def test_a_unit_that_is_not_there_is_refused(
    file: Path, group: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = people(filled(file, WANG), "--unit", "XX")
    assert status == 2
    assert "没有代码为“XX”的单位" in capsys.readouterr().err
    assert not Import.objects.exists()


def test_without_a_unit_it_can_only_be_looked_at(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert people(filled(file, WANG))[0] == 2
    assert "--unit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\x89PNG\r\n\x1a\nxx", "这是图片"),
        (b"x" * (40 * 1024 * 1024 + 1), "超过 40 MB"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence_and_nothing_is_kept(
    file: Path, group: Unit, capsys: pytest.CaptureFixture[str], data: bytes, why: str
) -> None:
    file.write_bytes(data)
    status, _ = people(file, "--unit", "JT")
    assert status == 2
    assert why in capsys.readouterr().err
    assert not Piece.objects.exists()


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, group: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert people(tmp_path / "没有.xlsx", "--unit", "JT")[0] == 2
    assert "打不开" in capsys.readouterr().err


def test_the_record_knows_that_no_account_did_it(file: Path, group: Unit) -> None:
    people(filled(file, WANG), "--unit", "JT")
    entry = AuditEntry.objects.get(action="sheets.write_in")
    assert (entry.user_id, entry.member_id) == (None, None)
    assert entry.after["办理"] == "命令行"
