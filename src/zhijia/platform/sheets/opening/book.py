"""A file opened: its sheets and rows, however it was saved. Nothing in it is run or followed."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from .archive import scan_archive
from .biff import scan_biff
from .dates import EPOCH_1900, EPOCH_1904
from .delimited import records
from .nouns import Cell, Merge, Unreadable
from .scans import BROKEN, Scan, SheetScan

LARGEST_FILE = 40 * 1024 * 1024
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_A_TABLE = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"%PDF": "PDF 文件",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "Word 文档",
    b"<?xml": "网页或 XML 文件",
    b"<html": "网页文件",
    b"<!doc": "网页文件",
    b"<table": "网页文件",
    b"MIME-V": "网页文件",
}
LOCKED = "文件设了打开密码，读不出来。请用 Excel 或 WPS 打开，取消密码后保存，再重新上传。"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` yields from row 1 on. `name` is None in a CSV file."""

    name: str | None
    hidden: bool
    empty: bool
    rows: Callable[[], Iterator[list[Cell]]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets in their order, each loaded when its turn comes; `epoch` is day 0 of its dates."""

    sheets: Callable[[], Iterator[Sheet]]
    epoch: date = EPOCH_1900


def open_book(data: bytes, is_head: Callable[[str], bool]) -> Book:
    """Open a file by what it holds, not by its name; `is_head` knows the columns to expect.

    Raises: Unreadable, with one sentence for the user.
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("文件超过 40 MB，太大了。请删除图片和多余的工作表，或按分会拆成几个文件。")
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("文件是空的，没有内容。请检查是否选错了文件。")
    if data.startswith(ZIP):
        return _workbook(data, scan_archive(data))
    if data.startswith(COMPOUND):
        return _workbook(data, scan_biff(data))
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for magic, kind in NOT_A_TABLE.items():
        if start.startswith(magic.lower()) or data.startswith(magic):
            raise Unreadable(
                f"这是{kind}，不是表格。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"
            )
    return Book(lambda: iter([Sheet(None, False, False, lambda: records(data, is_head))]))


def _workbook(data: bytes, scan: Scan) -> Book:
    if scan.locked:
        raise Unreadable(LOCKED)
    epoch = EPOCH_1904 if scan.from_1904 else EPOCH_1900
    return Book(lambda: _sheets(data, scan), epoch)


def _sheets(data: bytes, scan: Scan) -> Iterator[Sheet]:
    """Yield the sheets; calamine holds one at a time in memory."""
    with _loading():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index, about in enumerate(book.sheets_metadata):
        hidden = about.visible is not SheetVisibleEnum.Visible
        one = scan.sheets[index] if index < len(scan.sheets) else SheetScan()
        with _loading():
            sheet = book.get_sheet_by_index(index)
        yield _sheet(about.name, hidden, sheet, one)


def _sheet(name: str, hidden: bool, sheet: CalamineSheet, scan: SheetScan) -> Sheet:
    merges = tuple(
        Merge(top, left, bottom, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    )
    empty = sheet.start is None and not scan.failed
    return Sheet(name, hidden, empty, lambda: _rows(sheet, scan), merges)


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[list[Cell]]:
    """Yield the rows with the error cells put in, which calamine leaves blank."""
    failed: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), shown in scan.failed.items():
        failed[row].append((column, shown))
    for number, cells in enumerate(sheet.iter_rows()):
        for column, shown in failed.get(number, ()):
            if column < len(cells):
                cells[column] = shown
        yield list[Cell](cells)


@contextmanager
def _loading() -> Iterator[None]:
    """Turn what calamine says of a damaged file into a sentence; its panics are no Exception."""
    try:
        yield
    except PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(BROKEN) from error
