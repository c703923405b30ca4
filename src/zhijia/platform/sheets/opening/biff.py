"""An .xls: the few BIFF records of which the reader of its cells says nothing."""

import struct
from collections.abc import Iterator

from .compound import Compound, Damaged
from .nouns import Unreadable
from .scans import BROKEN, LARGEST_AREA, Scan, SheetScan, check_area

NOT_A_WORKBOOK = (
    "这不是 Excel 工作簿（可能是 Word 文档或别的格式改了扩展名）。请另存为 .xlsx 后再上传。"
)
DATE_MODE, FILE_PASS, BOUND_SHEET, END = 0x22, 0x2F, 0x85, 0x0A
STRINGS, EXTENT = 0xFC, 0x200
SHORTEST_STRING = 3
FORMULA, ERROR_CELL, SEVERAL = 0x06, 0x205, 0xBD
CELLS = {FORMULA, ERROR_CELL, SEVERAL, 0xFD, 0x203, 0x27E, 0x204, 0xD6}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Record = tuple[int, bytes, int, int]


def scan_biff(data: bytes) -> Scan:
    """Find error cells, extent and date system.

    Raises: Unreadable for what is broken or no workbook.
    """
    try:
        file = Compound(data)
        if file.has("EncryptedPackage"):
            return Scan(locked=True)
        stream = file.stream("Workbook") or file.stream("Book")
        if not stream:
            raise Unreadable(NOT_A_WORKBOOK)
        return _scan(stream)
    except (Damaged, struct.error, IndexError) as error:
        raise Unreadable(BROKEN) from error


def _scan(stream: bytes) -> Scan:
    starts, from_1904 = [], False
    for kind, body, start, size in _records(stream, 0):
        if kind == FILE_PASS:
            return Scan(locked=True)
        if kind == DATE_MODE and size >= 2:
            from_1904 = body[start] == 1
        if kind == STRINGS and size >= 8:
            _check_strings(stream, start)
        if kind == BOUND_SHEET and size >= 4:
            starts.append(struct.unpack_from("<I", body, start)[0])
    sheets = [_sheet(stream, at) for at in starts]
    for number, sheet in enumerate(sheets, 1):
        check_area(number, sheet.rows, sheet.columns)
    return Scan(sheets, from_1904)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield kind, stream, place and size of records up to the first end, as calamine reads them."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == END:
            return
        yield kind, stream, at + 4, size
        at += 4 + size


def _sheet(stream: bytes, at: int) -> SheetScan:
    scan = SheetScan()
    for kind, body, start, size in _records(stream, at):
        if kind == EXTENT:
            _check_extent(body, start, size)
        if kind not in CELLS or size < 6:
            continue
        row, column = struct.unpack_from("<HH", body, start)
        last = struct.unpack_from("<H", body, start + size - 2)[0] if kind == SEVERAL else column
        scan.reach(row + 1, last + 1)
        if error := _error(kind, body, start, size):
            scan.failed[row, column] = error
    return scan


def _check_strings(stream: bytes, at: int) -> None:
    """The reader sets memory aside for as many strings as the table claims; see that they fit."""
    if struct.unpack_from("<I", stream, at + 4)[0] > len(stream) // SHORTEST_STRING:
        raise Damaged


def _check_extent(stream: bytes, at: int, size: int) -> None:
    """Likewise for the cells a sheet claims; it counts without sign, so -1 is four billion."""
    form = "<IIHH" if size >= 14 else "<HHHH"
    top, bottom, left, right = struct.unpack_from(form, stream, at)
    claimed = (bottom - top) % 2**32 * ((right - left) % 2**32)
    if bottom and right and claimed > LARGEST_AREA:
        raise Damaged


def _error(kind: int, body: bytes, at: int, size: int) -> str:
    """Return what an error cell shows, '' for any other cell."""
    if kind == ERROR_CELL and size >= 8 and body[at + 7] == 1:
        return ERRORS.get(body[at + 6], "#N/A")
    if (
        kind == FORMULA
        and size >= 14
        and body[at + 12 : at + 14] == b"\xff\xff"
        and body[at + 6] == 2
    ):
        return ERRORS.get(body[at + 8], "#N/A")
    return ""
