"""An archive is verified as it was downloaded: a zip, of the files alone or below a folder."""

import zipfile
from pathlib import Path

import pytest

from tests.ballots.archives import rehearsed
from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify import console


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip") / "档案"
    rehearsed(Asked(voters=6, candidates=2, seats=1, write_ins=0)).write(folder)
    return folder


def packed(folder: Path, file: Path, below: str = "", **more: str) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for one in sorted(folder.iterdir()):
            whole.write(one, f"{below}{one.name}")
        for name, text in more.items():
            whole.writestr(name, text)
    return file


@pytest.mark.parametrize("below", ["", "档案/"])
def test_a_zip_is_verified_as_its_folder_is(folder: Path, tmp_path: Path, below: str) -> None:
    assert console.main([str(packed(folder, tmp_path / "a.zip", below)), "--fast"]) == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("note.txt", "多出 note.txt"),
        ("../out.txt", "多出 ..／out.txt"),
        ("..", "多出 （..）"),
        ("sub/note.txt", "多出 sub／note.txt"),
    ],
)
def test_what_lies_beside_the_files_is_named_and_written_nowhere_else(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    file = packed(folder, tmp_path / "a.zip", **{name: "x"})
    assert console.main([str(file), "--fast"]) == 1
    assert told in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [file]


def test_two_files_of_one_name_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = packed(folder, tmp_path / "a.zip")
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as whole:
        whole.writestr("keys.txt", "")
    assert console.main([str(file), "--fast"]) == 1
    assert "ZIP 文件里有两个 keys.txt" in capsys.readouterr().out


def test_a_zip_that_was_cut_or_changed_is_not_verified(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = packed(folder, tmp_path / "a.zip").read_bytes()
    for name, broken in {
        "turned": raw[:2000] + bytes([raw[2000] ^ 1]) + raw[2001:],
        "cut": raw[: len(raw) // 2],
        "no zip": b"PK nothing",
    }.items():
        (tmp_path / "a.zip").write_bytes(broken)
        assert console.main([str(tmp_path / "a.zip"), "--fast"]) == 1, name
        told = capsys.readouterr().out
        assert "［不通过］" in told
        assert "ZIP" in told
