"""`zhijia-verify` and `zhijia ballots rehearse`, as somebody types them."""

import subprocess
import sys
from pathlib import Path

import pytest

from zhijia.ballots.verify import console, telling
from zhijia.ballots.verify.archive import MANIFEST
from zhijia.ballots.verify.verifier import verify
from zhijia.site.console import main

REHEARSE = "ballots rehearse --voters 12 --candidates 3 --seats 2 --write-ins 1 --paper 6 --out"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert main([*REHEARSE.split(), str(tmp_path / "a")]) == 0
    return tmp_path / "a"


def test_a_rehearsal_tells_its_steps_and_reads_out_its_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*REHEARSE.split(), str(tmp_path / "a")]) == 0
    told = capsys.readouterr().out
    for words in [
        "3 名密钥保管人完成密钥仪式，各自读出：",
        "6 人领取纸质票",
        "纸质票 6 张单独计票",
        "两名监票人签名，投票截止",
        "核验通过：每张计票的选票都有效，结果与选票一致。",
        "应到会 12 人，参加选举 12 人",
        "应选 2 人",
    ]:
        assert words in told


def test_a_rehearsal_never_writes_over_what_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main([*REHEARSE.split(), str(folder)]) == 2
    assert "已经有文件" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("--voters 4 --candidates 2 --seats 1", "至少 5 人"),
        ("--voters 9 --candidates 2 --seats 3", "不超过候选人数"),
        ("--voters 9 --candidates 2 --seats 1 --write-ins 2", "不超过应选人数"),
        ("--voters 9 --candidates 2 --seats 1 --paper 10", "不超过选举人数"),
    ],
)
def test_a_rehearsal_that_is_no_election_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, why: str
) -> None:
    assert main(["ballots", "rehearse", *words.split(), "--out", str(tmp_path / "a")]) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("more", [[], ["--fast"], ["--fast", "--workers", "2"]])
def test_a_good_archive_ends_with_0(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    capsys.readouterr()
    assert console.main([str(folder), *more]) == 0
    told = capsys.readouterr().out
    assert "［不通过］" not in told
    assert "［未查］" not in told


def test_a_bad_archive_ends_with_1_and_says_which_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "keys.txt").write_bytes((folder / "keys.txt").read_bytes()[65:])
    assert console.main([str(folder)]) == 1
    told = capsys.readouterr().out
    assert "［不通过］选举人凭证清单和选举清单一致" in told
    assert "清单有 11 个凭证，选举清单写的是 12 个" in told
    assert "［未查］结果和解密所得一致" in told
    assert "核验不通过" in told


def test_what_was_told_is_compared_as_it_was_copied(folder: Path) -> None:
    manifest = verify(folder).manifest
    assert manifest is not None
    eid = manifest.eid.hex().upper()
    assert console.main([str(folder), "--eid", f"{eid[:32]} {eid[32:]}", "--fast"]) == 0
    assert console.main([str(folder), "--eid", "00" * 32]) == 1
    assert console.main([str(folder), "--head", "00" * 32, "--fast"]) == 1


@pytest.mark.parametrize("words", [[], ["--eid", "x"], ["--workers", "0"], ["--eid", "é" * 64]])
def test_a_wrong_question_ends_with_2(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        console.main([str(folder), *words] if words else [])
    assert leaving.value.code == 2


def test_no_archive_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert console.main([str(tmp_path / "none")]) == 2
    assert "没有找到档案" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_ends_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert console.main([str(folder), "--fast", "--report", str(folder / "no" / "x.html")]) == 2
    assert "没有完成核验" in capsys.readouterr().err


def test_the_page_of_the_report_shows_text_as_text(folder: Path, tmp_path: Path) -> None:
    assert console.main([str(folder), "--fast", "--report", str(tmp_path / "r.html")]) == 0
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "核验通过" in page
    assert "<script" not in page
    raw = (folder / MANIFEST).read_bytes().replace("演练工会".encode(), b"<b>x</b>")
    (folder / MANIFEST).write_bytes(raw)
    page = telling.page(verify(folder))
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x" not in page


def test_the_verifier_runs_without_django_and_without_a_database(folder: Path) -> None:
    code = (
        "import sys; from zhijia.ballots.verify.console import main; status = main(sys.argv[1:]);"
        "assert not {'django', 'sqlite3', 'psycopg'} & set(sys.modules), 'imported';"
        "sys.exit(status)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder), "--fast"], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()
