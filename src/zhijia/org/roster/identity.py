"""Citizen identity numbers: GB 11643, eighteen places, the last a check digit."""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from zhijia.platform.sheets.opening import Cell, half_width, is_number, text

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
EARLIEST_YEAR = 1900
DROPPED = re.compile(r"[\s\-‐‑‒–—−]+|^['‘’`]+")
ENDING = re.compile(r"(?<=[0-9])[x×]")
SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
GUARDED = re.compile(r'="(.*)"')
WHOLE = re.compile(r"[0-9]{17}[0-9X]")
WITHIN = re.compile(r"(?<![0-9A-Za-z*])[0-9]{17}[0-9X](?![0-9A-Za-z*])")
WORD = re.compile(r"[^\W_]")
MASKED_OR_MORE = re.compile(r"[*]|[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Identity:
    """A cell's ID number, or the kind of error that keeps it from being one; both '' when empty."""

    number: str = ""
    error: str = ""
    note: str = ""


def read_identity(cell: Cell, today: date) -> Identity:
    """Read one cell. A number cell holds fifteen places at most, so it has lost three."""
    if is_number(cell):
        return Identity(error="id_lost_digits")
    written = text(cell)
    if not WHOLE.fullmatch(written):
        written = tidy(written)
    if not written:
        return Identity()
    if SHORTENED.fullmatch(written):
        return Identity(error="id_lost_digits")
    number, note = whole_number(written)
    if not number:
        return Identity(error="id_format")
    error = fault(number, today)
    return Identity(error=error) if error else Identity(number, note=note)


def tidy(raw: str) -> str:
    """Drop what people put between the digits; an ending x or × becomes X."""
    raw = half_width(raw)
    if guarded := GUARDED.fullmatch(raw):
        raw = guarded[1]
    return ENDING.sub("X", DROPPED.sub("", raw))


def whole_number(written: str) -> tuple[str, str]:
    """Return the one number in a tidy text and the words beside it; ('', '') if there is none."""
    if WHOLE.fullmatch(written):
        return written, ""
    found = WITHIN.findall(written)
    rest = written.replace(found[0], "") if len(found) == 1 else ""
    if not WORD.search(rest) or MASKED_OR_MORE.search(rest):
        return "", ""
    return found[0], rest.strip("()[]（）【】〔〕,，;；:：、 ")


def fault(number: str, today: date) -> str:
    """Return the kind of error of eighteen places, or ''."""
    if number[17] != check_digit(number):
        return "id_check_digit"
    born = birth(number)
    valid = born is not None and born.year >= EARLIEST_YEAR and born <= today
    return "" if valid else "id_birth"


def check_digit(number: str) -> str:
    """Compute the last place from the first seventeen."""
    return CHECK_DIGITS[sum(map(mul, WEIGHTS, map(int, number[:17]))) % 11]


def birth(number: str) -> date | None:
    """Return the day of birth, None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """Odd at the seventeenth place is a man."""
    return "男" if int(number[16]) % 2 else "女"
