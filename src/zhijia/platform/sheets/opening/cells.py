"""A cell as text: what is silently put right in every column."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import TypeGuard

from .nouns import Cell
from .words import lexicon

ROWS = lexicon("rows")
EMPTY = frozenset(ROWS["empty"])
FAILED = frozenset(ROWS["failed"])
# Zero-width and direction marks: they come along with text copied from web pages and chats.
UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
EDGES = re.compile(rf"^[\s\x00-\x1f\x7f{UNSEEN}]+|[\s\x00-\x1f\x7f{UNSEEN}]+$")
# Excel writes a carriage return that XML would lose as _x000D_.
BREAKS = re.compile(r"_x000[dD]_|_x000[aA]_|[\r\n\v\f\x85\u2028\u2029]")
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
LONGEST_WHOLE = 1e15


def text(cell: Cell) -> str:
    """Return a cell's text, trimmed and on one line; '' where nothing or only a dash is written."""
    raw = cell if isinstance(cell, str) else digits(cell)
    # Printable text has no breaks, no unseen marks, and no blank but the plain one.
    plain = raw.isprintable() and "_x000" not in raw
    raw = raw.strip(" ") if plain else trimmed(BREAKS.sub("", raw))
    return "" if raw in EMPTY or (len(raw) < 5 and raw.upper() in EMPTY) else raw


def trimmed(raw: str) -> str:
    """Take blanks and unseen marks from both ends."""
    return EDGES.sub("", raw)


def digits(cell: int | float | bool | date | datetime | time | timedelta) -> str:
    """Write a cell that is not text the way a person would have typed it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = math.isfinite(cell) and cell == int(cell) and abs(cell) < LONGEST_WHOLE
        return str(int(cell)) if whole else f"{cell:.15G}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def half_width(raw: str) -> str:
    """Turn full-width letters, digits, signs and blanks into half-width ones."""
    return raw if raw.isascii() else raw.translate(HALF_WIDTH)


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """Tell a number cell; a tick box is none."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)
