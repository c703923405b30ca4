"""CSV as Excel, WPS and other systems write it: any encoding of ours, any separator."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator

from .nouns import Cell, Unreadable
from .scans import MOST_ROWS

SEPARATORS = ",\t;|，；"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT = 60
MOST_COLUMNS = 16_384
NEITHER = "文件的文字编码看不懂。请用 Excel 或 WPS 打开，另存为 .xlsx 或“CSV UTF-8”后再上传。"
NOT_TEXT = "这不是表格文件（可能是图片、程序或别的格式改了扩展名）。请选 .xlsx、.xls 或 .csv 文件。"
UNCLOSED = (
    "文件里有没有成对的英文引号，后面的行连在了一起。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
)


def records(data: bytes, is_head: Callable[[str], bool]) -> Iterator[list[Cell]]:
    """Yield the records of a CSV file, blank lines included; `is_head` tells a column's name.

    Raises: Unreadable.
    """
    written = decode(data)
    rows = csv.reader(io.StringIO(written, newline=""), delimiter=separator(written, is_head))
    odd = written.count('"') % 2 == 1
    try:
        for number, row in enumerate(rows, 1):
            _check(number, row, odd)
            yield list(row)
    except csv.Error as error:
        raise Unreadable(UNCLOSED) from error


def _check(number: int, row: list[str], odd: bool) -> None:
    if number > MOST_ROWS * 2 or len(row) > MOST_COLUMNS:
        raise Unreadable(
            f"从第 {number} 行起超出了范围：一次最多 {MOST_ROWS // 10_000} 万人。请拆成几个文件。"
        )
    if odd and any(cell.count("\n") > 2 for cell in row):
        raise Unreadable(UNCLOSED)


def decode(data: bytes) -> str:
    """Return the text: by its mark, else UTF-8, else GB18030, which holds GBK and GB 2312.

    Raises: Unreadable.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:4096]:
        return _decoded(data, _wide(data[:4096]))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: separators and digits leave every other byte empty."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) // 20 or min(even, odd) * 4 > max(even, odd):
        raise Unreadable(NOT_TEXT)
    return "utf-16-be" if even > odd else "utf-16-le"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(NEITHER) from error
    if "\0" in text:
        raise Unreadable(NOT_TEXT)
    return text


def separator(written: str, is_head: Callable[[str], bool]) -> str:
    """Return the sign that makes the most of a header row; a comma if none does."""
    lines = written[: LOOKED_AT * 400].splitlines()[:LOOKED_AT]

    def known(line: str, sign: str) -> int:
        cells = line.split(sign)[:200] if sign in line else ()
        return sum(is_head(cell.strip('"')) for cell in cells)

    return max(SEPARATORS, key=lambda sign: max((known(line, sign) for line in lines), default=0))
