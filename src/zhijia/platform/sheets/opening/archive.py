"""An .xlsx or .xlsm as an archive: refused before it can burst, then scanned part by part."""

import io
import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

from .markup import Bounds, SheetReader, exact_bounds
from .nouns import Unreadable
from .scans import BROKEN, LARGEST_AREA, Scan, SheetScan, check_area

LARGEST_TOTAL = 640 * 1024 * 1024
LARGEST_SMALL_PART = 4 * 1024 * 1024
MOST_PARTS = 5_000
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024 * 1024
CHUNK = 1024 * 1024
CLAIM = re.compile(rb"""ount\s*=\s*["']\s*\+?(\d{4,})""")
LONGEST_CLAIM = 64
STORED, DEFLATED = 0, 8
LOCKED_FLAG = 1
BURSTING = "文件解压后大得不正常，为安全起见没有读取。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"
OTHER_ARCHIVE = (
    "这不是 Excel 工作簿（可能是 Word 文档、压缩包或别的格式改了扩展名）。请另存为 .xlsx 后再上传。"
)
MAIN = "{*}"
DAMAGED = (
    BadZipFile,
    NotImplementedError,  # zipfile, of an archive that claims a version of the future
    OverflowError,
    ValueError,
    struct.error,
    zlib.error,
    ElementTree.ParseError,
)


def scan_archive(data: bytes) -> Scan:
    """Check sizes, then find sheets, error cells and the date system.

    Raises: Unreadable for what is broken, locked, too large or no workbook.
    """
    try:
        return _scan(data)
    except DAMAGED as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(BROKEN) from error


def _scan(data: bytes) -> Scan:
    listed = ZipFile(io.BytesIO(data)).infolist()
    parts = {info.filename.replace("\\", "/").lower(): info for info in listed}
    _check_parts(listed)
    if len(parts) < len(listed):
        raise Unreadable(BROKEN)
    if "xl/workbook.xml" not in parts:
        raise Unreadable(OTHER_ARCHIVE)
    paths, from_1904 = _sheet_paths(data, parts)
    left = LARGEST_TOTAL
    found: dict[str, SheetScan] = {}
    for name, info in parts.items():
        number = paths.index(name) + 1 if name in paths else 0
        found[name], size = _read_part(data, info, number, left)
        left -= size
    return Scan([found.get(path, SheetScan()) for path in paths], from_1904)


def _check_parts(parts: list[ZipInfo]) -> None:
    """Judge what the archive says of itself; it may lie, so `inflate` counts again."""
    if any(part.flag_bits & LOCKED_FLAG for part in parts):
        raise Unreadable("文件里的内容加了密码，读不出来。请取消密码后重新上传。")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise Unreadable(BURSTING)


def _sheet_paths(data: bytes, parts: dict[str, ZipInfo]) -> tuple[list[str], bool]:
    """Return the part of each sheet in the workbook's order ('' for none), and the date system."""
    book = _tree(data, parts["xl/workbook.xml"])
    relations = parts.get("xl/_rels/workbook.xml.rels")
    targets = {
        str(r.get("Id")): _resolved(str(r.get("Target")))
        for r in (_tree(data, relations) if relations else ())
    }
    sheets = [
        targets.get(next((v for k, v in sheet.items() if k.endswith("}id")), ""), "")
        for sheet in book.iterfind(f"{MAIN}sheets/{MAIN}sheet")
    ]
    properties = book.find(f"{MAIN}workbookPr")
    since = properties.get("date1904", "") if properties is not None else ""
    return sheets, since in {"1", "true", "on"}


def _resolved(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(path).lower()


def _tree(data: bytes, info: ZipInfo) -> ElementTree.Element:
    """Parse a small part. Excel never declares entities, so a part that does is hostile."""
    text = b"".join(inflate(data, info, LARGEST_SMALL_PART))
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unreadable(BURSTING)
    return ElementTree.fromstring(text)


def _read_part(data: bytes, info: ZipInfo, number: int, left: int) -> tuple[SheetScan, int]:
    """Inflate a part to know its real size; scan it where it is the sheet of that number."""
    scan, size = SheetScan(), 0
    reader = SheetReader(scan) if number else None
    for chunk in inflate(data, info, left):
        size += len(chunk)
        if reader:
            reader.feed(chunk)
    if reader:
        reader.close()
        _check_bounds(data, info, number, reader.bounds)
    return scan, size


def _check_bounds(data: bytes, info: ZipInfo, number: int, bounds: Bounds) -> None:
    """Look cell by cell only where the quick look leaves a doubt."""
    if bounds.certain and bounds.rows * bounds.columns <= LARGEST_AREA:
        return
    scan = exact_bounds(inflate(data, info, LARGEST_TOTAL))
    check_area(number, scan.rows, scan.columns)


def inflate(data: bytes, info: ZipInfo, limit: int) -> Iterator[bytes]:
    """Yield a part in pieces, counting what really comes out.

    Raises: Unreadable when it bursts `limit`, its ratio or the size it declares, or when it claims
    more strings or cells than fit: the reader sets memory aside for as many.
    """
    packed = _packed(data, info)
    out, tail = 0, b""
    for piece in _pieces(packed, info.compress_type):
        out += len(piece)
        if any(int(count) > info.file_size for count in CLAIM.findall(tail + piece)):
            raise Unreadable(BROKEN)
        tail = piece[-LONGEST_CLAIM:]
        swollen = out > RATIO_COUNTS_FROM and out > HIGHEST_RATIO * max(1, len(packed))
        if out > limit or out > info.file_size or swollen:
            raise Unreadable(BURSTING)
        yield piece


def _packed(data: bytes, info: ZipInfo) -> memoryview:
    """Return the packed bytes of a part, found by its local header."""
    name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    packed = memoryview(data)[start : start + info.compress_size]
    if len(packed) < info.compress_size:
        raise Unreadable(BROKEN)
    return packed


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == STORED:
        yield bytes(packed)
        return
    if method != DEFLATED:
        raise Unreadable(BROKEN)
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not machine.eof:
        piece = machine.decompress(rest, CHUNK)
        rest = machine.unconsumed_tail
        if not piece and not rest:
            break
        yield piece
