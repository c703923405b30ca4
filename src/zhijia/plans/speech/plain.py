"""The text as rules read it: no blanks, half-width marks, and the way back to the source.

Speeches come with stray blanks inside words and with full- and half-width marks mixed. Rules see
`Plain.text`; what they find is carried back with `Plain.origin`.
"""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from .nouns import Source

BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]+")
MARKS = str.maketrans(
    "，；：！？（）．％〔〕「」﹔﹐０１２３４５６７８９", ",;:!?().%()“”;,0123456789"
)
CLOSED = "。:!?”)…"
CARRIED_ON = ",、;"
HAN = "[一二三四五六七八九十]"
ITEM = re.compile(
    rf"\s*(?:{HAN}{{1,3}}、|[(（](?:{HAN}|\d)|\d{{1,2}}[、.．]|第{HAN}{{1,2}}[,，、])"
)
NARROWEST, WIDEST = 16, 80
NEARLY_FULL = 0.7


@dataclass(frozen=True, slots=True)
class Plain:
    """`gaps` are the places before which the source has a blank; `paragraphs` begin one."""

    text: str
    origin: "array[int]"
    gaps: frozenset[int]
    paragraphs: frozenset[int]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Carry a stretch of `text`, which is not empty, back to the source."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(source: Source) -> Plain:
    """Squeeze the blanks out of a source, remembering where they were."""
    kept: list[str] = []
    origin = array("L")
    gaps: set[int] = set()
    at = 0
    for blank in BLANK.finditer(source.text):
        kept.append(source.text[at : blank.start()])
        origin.extend(range(at, blank.start()))
        gaps.add(len(origin))
        at = blank.end()
    kept.append(source.text[at:])
    origin.extend(range(at, len(source.text)))
    starts = frozenset(bisect_left(origin, b) for b in _paragraphs(source))
    return Plain("".join(kept).translate(MARKS), origin, frozenset(gaps), starts)


def _paragraphs(source: Source) -> list[int]:
    """Return the line starts that begin a paragraph; the others were wrapped by hand."""
    ends = [*source.breaks[1:], len(source.text)]
    lines = [source.text[a:b] for a, b in zip(source.breaks, ends, strict=True)]
    width = max((len(line.strip()) for line in lines), default=0)
    starts, before = [], ""
    for start, line in zip(source.breaks, lines, strict=True):
        if _begins_paragraph(before.strip(), line, min(width, WIDEST)):
            starts.append(start)
        before = line
    return starts


def _begins_paragraph(before: str, line: str, width: int) -> bool:
    """A wrapped line is nearly full, does not close a sentence, and no item follows it."""
    if not before or width < NARROWEST or before.translate(MARKS)[-1] in CLOSED:
        return True
    if ITEM.match(line) or line.startswith(("　　", "  ")):
        return True
    return len(before) < NEARLY_FULL * width and before.translate(MARKS)[-1] not in CARRIED_ON
