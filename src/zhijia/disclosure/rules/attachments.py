"""What stands in the files beside a text: their words and tables, or why nobody could read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice

import docx
from docx.opc.exceptions import OpcError
from pypdf import PdfReader

from zhijia.plans.speech import foreign, nouns, reading
from zhijia.platform.sheets.opening import book
from zhijia.platform.sheets.opening.nouns import Cell, Unreadable

MOST_PAGES = 60
MOST_ROWS = 5_000
MOST_SHEETS = 20
LONGEST = 400_000  # characters of one file
WRITTEN = frozenset({"docx", "pdf", "txt"})
PICTURE = "图片里的文字读不出来"
SCANNED = "扫描件或者没有文字的文件，读不出来"
OLD = "旧格式文件，系统不读"
DAMAGED = "文件加了密码或者已损坏，读不出来"
LONG = f"超过 {MOST_PAGES} 页，系统不读"
CUT = "文件很长，只读了前面一部分"

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Content:
    """The words and tables of a file; `unread` says why all or some of it was not read."""

    text: str = ""
    tables: tuple[Table, ...] = ()
    unread: str = ""


def content(data: bytes, kind: str) -> Content:
    """Return what stands in a file of a kind that `files.rules` names; it never raises."""
    if kind in {"png", "jpg"}:
        return Content(unread=PICTURE)
    if kind == "xlsx":
        return _workbook(data)
    return _writing(data, kind) if kind in WRITTEN else Content(unread=OLD)


def _writing(data: bytes, kind: str) -> Content:
    if kind == "pdf" and _is_long(data):
        return Content(unread=LONG)
    try:
        text = reading.read(data, "").text
    except nouns.Unreadable as why:
        return Content(unread=SCANNED if str(why) == foreign.SCANNED else DAMAGED)
    tables, cut = _tables(data) if kind == "docx" else ((), False)
    is_cut = cut or len(text) > LONGEST
    return Content(text[:LONGEST], tables, CUT if is_cut else "")


def _is_long(data: bytes) -> bool:
    """Say whether a PDF has too many pages; one that cannot be opened is told of by its reader."""
    try:
        return len(PdfReader(BytesIO(data)).pages) > MOST_PAGES
    except foreign.HARM:
        return False


def _tables(data: bytes) -> tuple[tuple[Table, ...], bool]:
    """Return the tables of a Word file row by row, and whether some were left out."""
    try:
        found = docx.Document(BytesIO(data)).tables
        first = found[:MOST_SHEETS]
        tables = tuple(
            [[cell.text.strip() for cell in row.cells] for row in islice(table.rows, MOST_ROWS)]
            for table in first
        )
    except (OpcError, KeyError, ValueError, IndexError):
        return (), True
    return tables, len(found) > len(first) or any(len(one) == MOST_ROWS for one in tables)


def _workbook(data: bytes) -> Content:
    """Return the sheets of a workbook, hidden ones too."""
    try:
        sheets = list(islice(_sheets(data), MOST_SHEETS + 1))
    except Unreadable:
        return Content(unread=DAMAGED)
    is_cut = len(sheets) > MOST_SHEETS or any(len(one) == MOST_ROWS for one in sheets)
    return Content(tables=tuple(sheets[:MOST_SHEETS]), unread=CUT if is_cut else "")


def _sheets(data: bytes) -> Iterator[Table]:
    for sheet in book.open_book(data, lambda head: False).sheets():
        if not sheet.empty:
            yield [[_said(cell) for cell in row] for row in islice(sheet.rows(), MOST_ROWS)]


def _said(cell: Cell) -> str:
    """Return a cell as it is read: a whole number without a point, since numbers are kept so."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()
