"""`zhijia speech tasks FILE`: a line of JSON for each task, a sentence for each refusal."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from zhijia.plans.commands import tasks
from zhijia.plans.speech import AREAS
from zhijia.plans.speech.pace import bench

KEYS = ["text", "start", "end", "speech", "point", "area", "responsible", "deadline", "figures"]
TEXT = (
    "一、抓好培训。各单位要在6月底前举办不少于2期培训班,参训率不低于90%。\n"
    "二、抓好帮扶。要慰问困难职工。"
)


def lines_of(path: Path) -> list[dict[str, str | int]]:
    out = StringIO()

    assert tasks(["tasks", str(path)], out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_task_is_one_line_with_its_place_and_fields(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text(TEXT, "utf-8")
    first, second = lines_of(path)
    flat = TEXT.replace("\n", "")

    assert list(first) == KEYS
    assert flat[int(first["start"]) : int(first["end"])] == first["text"]
    assert (first["speech"], first["point"]) == ("讲话.txt", "一、抓好培训")
    assert (first["responsible"], first["deadline"]) == ("各单位", "6月底前")
    assert first["figures"] == "不少于2期;不低于90%"
    assert {first["area"], second["area"]} <= set(AREAS)


def test_several_speeches_of_a_file_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("".join(f"篇{n}讲话\n{TEXT}\n" for n in "一二三"), "utf-8")

    assert {line["speech"] for line in lines_of(path)} == {1, 2, 3}


def test_a_speech_without_a_demand_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("谢谢大家!", "utf-8")

    assert lines_of(path) == []


def test_what_cannot_be_read_is_said_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    out = StringIO()

    assert tasks(["tasks", str(empty)], out) == 2
    assert tasks(["tasks", str(tmp_path / "没有.txt")], out) == 2
    assert out.getvalue() == ""
    said = capsys.readouterr().err
    assert "是空的" in said
    assert "打不开或写不了文件" in said


def test_the_table_is_written_as_excel_and_word(tmp_path: Path) -> None:
    path, sheet, paper = (tmp_path / name for name in ("讲话.txt", "表.xlsx", "表.docx"))
    path.write_text(TEXT, "utf-8")
    asked = ["tasks", str(path), "--xlsx", str(sheet), "--docx", str(paper)]
    assert tasks(asked, StringIO()) == 0

    rows = list(load_workbook(sheet).active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert rows[head][1:4] == ("类别/来源", "原文要求", "工作任务")
    assert len(rows) == head + 3
    first = dict(zip(rows[head], rows[head + 1], strict=True))
    assert first["原文要求"].startswith("各单位要在6月底前")
    assert first["工作目标/考核标准"] == "不少于2期；不低于90%"
    assert first["完成时限"] == "待定", "without the day of the speech no date is certain"
    table = Document(str(paper)).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["序号", "类别/来源"]
    assert len(table.rows) == 3


def test_a_table_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text(TEXT, "utf-8")
    nowhere = str(tmp_path / "没有" / "表.xlsx")
    assert tasks(["tasks", str(path), "--xlsx", nowhere], StringIO()) == 2
    assert "写不了文件" in capsys.readouterr().err


def test_the_package_needs_no_django() -> None:
    code = "import sys, zhijia.plans.commands; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_time_grows_with_length_and_not_faster() -> None:
    bench(2_000)
    short, long = bench(20_000), bench(80_000)

    assert long < 12 * short + 0.5
