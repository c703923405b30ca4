"""Mobile numbers: eleven digits from 1."""

import re
from dataclasses import dataclass

from zhijia.platform.sheets.opening import EDGES, Cell, digits, half_width, text

DASHES = r"\-‐‑‒–—−"
PREFIX = r"(?:[(]?[+]?86[)]?|0086)"
WHOLE = re.compile(rf"{PREFIX}?(1[0-9]{{10}})")
WITHIN = re.compile(
    rf"(?<![0-9])(?:{PREFIX}[\s{DASHES}]*)?(1[0-9]{{2}}[\s{DASHES}]?[0-9]{{4}}[\s{DASHES}]?[0-9]{{4}})(?![0-9])"
)
GAPS = re.compile(rf"[\s{DASHES}]+")
QUOTE = re.compile(r"^['‘’`]+|^=\"|\"$")
WORD = re.compile(r"[^\W\d_]")
OTHER_NUMBER = re.compile(r"[0-9]{5}")
BREAKS = re.compile(r"_x000[dDaA]_|[\r\n]")
AROUND = "()[]（）【】〔〕,，;；:：、/ |"


@dataclass(frozen=True, slots=True)
class Phone:
    """A cell's number, the kind of warning it deserves, and the words beside it."""

    number: str = ""
    fault: str = ""
    note: str = ""


def read_phone(cell: Cell) -> Phone:
    """Read one cell; of two numbers the first counts."""
    written = text(cell)
    if not written:
        return Phone()
    if usual := WHOLE.fullmatch(written):
        return Phone(usual[1])
    raw = cell if isinstance(cell, str) else digits(cell)
    raw = QUOTE.sub("", half_width(EDGES.sub("", BREAKS.sub(" ", raw))))
    if whole := WHOLE.fullmatch(GAPS.sub("", raw)):
        return Phone(whole[1])
    found = [GAPS.sub("", number) for number in WITHIN.findall(raw)]
    if not found:
        return Phone(fault="phone_invalid")
    rest = WITHIN.sub("", raw).strip(AROUND)
    if len(found) > 1 or OTHER_NUMBER.search(GAPS.sub("", rest)) or rest.isdigit():
        return Phone(found[0], "phone_multiple")
    return Phone(found[0], "note_split", rest) if WORD.search(rest) else Phone(found[0])
