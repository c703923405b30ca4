"""Names for files and sheets that every system accepts, made from names people gave."""

import re
import unicodedata
from datetime import date

from ..wording import legible

# Bytes of UTF-8, three for a Chinese character; most file systems take 255 for a whole name.
TITLE_BYTES, UNIT_BYTES = 120, 90
SHEET_UNITS = 31  # Excel counts UTF-16 units
LONGEST = 180  # bytes of an uploaded file's name


def cut(text: str, size: int, encoding: str) -> str:
    """Return the longest beginning of `text` within `size` bytes, without half a character."""
    return text.encode(encoding)[:size].decode(encoding, "ignore")


def file_name(title: str, unit: str, day: date, suffix: str) -> str:
    """Return 表名_单位_日期 with a suffix, as a name Windows, Linux and macOS accept.

    >>> file_name("任务分解表", "江东化工集团工会", date(2026, 3, 5), "xlsx")
    '任务分解表_江东化工集团工会_2026-03-05.xlsx'
    """
    title = cut(plain(title), TITLE_BYTES, "utf-8")
    unit = cut(plain(unit), UNIT_BYTES, "utf-8")
    return "_".join(filter(None, [title, unit, day.isoformat()])) + f".{suffix}"


def sheet_name(title: str) -> str:
    """Return `title` as Excel takes it for a sheet: at most 31 units, without []:*?/\\ ."""
    name = cut(plain(re.sub(r"[\[\]]", "", title)), SHEET_UNITS * 2, "utf-16-le").strip("' ")
    # Excel keeps "History" for itself.
    return "表" if name.lower() in {"", "history"} else name


def plain(text: str) -> str:
    # Format characters may turn the order of letters round and hide a suffix. Unassigned ones
    # stay: they may be Chinese characters younger than Python's tables.
    seen = (c for c in legible(text) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return re.sub(r'[\\/:*?"<>|]', "", "".join(seen)).strip(". ")
