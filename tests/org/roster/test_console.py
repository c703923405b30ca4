"""`zhijia people import FILE --dry-run` at the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.org.roster.making import HEAD, identity, phone, xlsx
from zhijia.site.console import main

GOOD = ["王小明", identity(), "A1", "男", phone(1), "动力车间"]
BAD = ["李建国", "123", "A2", "男", phone(2), "动力车间"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(xlsx({"一分会": [HEAD, GOOD, BAD], "空": []}))
    return path


def test_a_preview_says_how_many_and_which_rows(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "import", str(file), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "共读出 2 人：可以导入 1 人，不能导入 1 人" in said
    assert "「一分会」第 3 行：身份证号不是 18 位" in said
    assert "没有读取工作表「空」" in said
    assert not any(secret in said for secret in ("王小明", "李建国", identity(), phone(1)))


def test_a_preview_writes_json_and_the_returned_workbook(file: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "out.json", tmp_path / "back.xlsx"
    asked = ["people", "import", str(file), "--dry-run", "--json", str(out), "--report", str(back)]
    assert main(asked) == 0
    written = json.loads(out.read_text("utf-8"))
    assert (written["file"], written["rows"], written["importable"]) == ("花名册.xlsx", 2, 1)
    assert back.read_bytes().startswith(b"PK")


def test_without_dry_run_nothing_is_promised(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert main(["people", "import", str(file), "--json", str(out)]) == 2
    assert "--dry-run" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "空"), (b"\x89PNG\r\n", "图片"), (None, "打不开")]
)
def test_what_cannot_be_read_is_said_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, word: str
) -> None:
    path, out = tmp_path / "a.xlsx", tmp_path / "out.json"
    if content is not None:
        path.write_bytes(content)
    assert main(["people", "import", str(path), "--dry-run", "--json", str(out)]) == 2
    assert word in capsys.readouterr().err
    assert not out.exists()


def test_a_table_that_is_no_roster_is_said_to_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("品名,数量\n毛巾,3\n", "utf-8")
    assert main(["people", "import", str(path), "--dry-run"]) == 0
    assert "没有找到花名册" in capsys.readouterr().out


def test_a_preview_needs_no_django(file: Path) -> None:
    code = (
        "import sys; from zhijia.site.console import main;"
        f"status = main(['people', 'import', {str(file)!r}, '--dry-run']);"
        "sys.exit(status or 'django' in sys.modules)"
    )
    alone = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    answer = subprocess.run([sys.executable, "-c", code], env=alone, capture_output=True)
    assert answer.returncode == 0
