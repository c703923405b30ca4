"""The sealed file by itself: no database is asked."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from zhijia.site.backup import archive, tables
from zhijia.site.backup.archive import Unfit


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of two parts."""
    with archive.writing(tmp_path / "small.zip") as book:
        archive.write_lines(book, "tables/x", iter([b"[1]\n", b"[2]\n"]))
        book.writestr(archive.MANIFEST, '{"format": 1}')
    return tmp_path / "small.zip"


def is_taken(place: Path) -> bool:
    """Say whether an archive is opened at all."""
    try:
        with archive.reading(place):
            return True
    except Unfit:
        return False


def test_a_change_of_any_byte_is_seen(small: Path) -> None:
    whole = small.read_bytes()
    assert is_taken(small)

    for at in range(len(whole)):
        small.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not is_taken(small), f"byte {at}"


def test_a_cut_anywhere_is_seen(small: Path) -> None:
    whole = small.read_bytes()

    for left in range(len(whole)):
        small.write_bytes(whole[:left])
        assert not is_taken(small), f"{left} bytes left"


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    with archive.writing(tmp_path / "other.zip") as book:
        book.writestr("hello.txt", "hello")

    with pytest.raises(Unfit, match="不是职家的备份"), archive.reading(tmp_path / "other.zip"):
        pass


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="没有这个文件"), archive.reading(tmp_path / "none.zip"):
        pass


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.50"), '"12.50"'),
        (datetime(2026, 5, 1, 8, 30, 15, 123456, UTC), '"2026-05-01T08:30:15.123456+00:00"'),
        (date(2026, 5, 1), '"2026-05-01"'),
        (time(8, 30), '"08:30:00"'),
        (timedelta(days=1, seconds=2), '"1 00:00:02"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (b"\x00\xff", '"00ff"'),
        ("王\n小\u2028明", '"王\\n小\u2028明"'),
    ],
)
def test_a_value_without_a_word_in_json_is_told_exactly(value, text):
    assert tables._line((value,)).decode() == f"[{text}]\n"
