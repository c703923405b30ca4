"""What tables are decorated with: stars on a header, examples, totals, notes, signatures."""

import re
import unicodedata
from collections.abc import Sequence

from .cells import BREAKS, ROWS, UNSEEN
from .nouns import Cell

DROPPED = re.compile(rf"[\s{UNSEEN}*★☆※●△▲√#_\x00-\x1f]+")
ENDING = re.compile(r"(?<=.)[(\[【〔{<《][^()\[\]【】〔〕{}<>《》]*[)\]】〕}>》]$")
NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|[(]\d{1,2}[)]|[(]?[必选]填[)]?[:：]?)(?=.)")
TOTAL, NOTE, SIGNED, SIGNED_BARE, SAMPLE = (
    re.compile(ROWS[name]) for name in ("totals", "notes", "signed", "signed_bare", "samples")
)
MARKED = frozenset(ROWS["marked"])


def normal(raw: str) -> str:
    """Drop what decorates a header: blanks, stars, brackets at its end, a number before it."""
    plain = DROPPED.sub("", unicodedata.normalize("NFKC", BREAKS.sub("", raw)))
    plain = NUMBERED.sub("", plain).rstrip(":;.。、,")
    while (shorter := ENDING.sub("", plain)) != plain:
        plain = shorter.rstrip(":;.。、,")
    return plain


def is_marked(cells: Sequence[Cell]) -> bool:
    """Say whether a row is marked as an example."""
    return not MARKED.isdisjoint(cells)
