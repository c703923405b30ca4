"""表单: labels and what is filled in beside them, ruled, with room where a hand shall write."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from docx.oxml.text.run import CT_R
from docx.shared import Length, Mm, Pt
from lxml.etree import _Element as Element

from ..wording import legible
from .markup import faces, node
from .measures import FANGSONG, HEITI

LABEL = Mm(26)
SIZE = Pt(12)
LINE = Pt(18)


class Blank(NamedTuple):
    """One label of a form and its text; `height` leaves room, for a hand to write in."""

    label: str
    text: str = ""
    height: Length | None = None


Row = Sequence[Blank]


def drawn_form(rows: Sequence[Row], measure: Length) -> Element:
    """Return a form `measure` wide: rows of one blank across, or of two side by side.

    ValueError for a row of none or of more than two.
    """
    if any(not 1 <= len(row) <= 2 for row in rows):
        raise ValueError("a row of a form has one blank or two")
    value = Length((measure - 2 * LABEL) // 2)
    widths = [LABEL, value, LABEL, value]
    grid = node("tblGrid", *(node("gridCol", w=Length(w).twips) for w in widths))
    return node("tbl", _look(sum(widths)), grid, *(_row(row, value) for row in rows))


def _look(width: int) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (node(side, val="single", sz=4, space=0, color="auto") for side in sides)
    gaps = {"top": Mm(1), "left": Mm(1.5), "bottom": Mm(1), "right": Mm(1.5)}
    return node(
        "tblPr",
        node("tblW", w=Length(width).twips, type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *lines),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(s, w=gap.twips, type="dxa") for s, gap in gaps.items())),
    )


def _row(row: Row, value: Length) -> Element:
    """Draw a row; a text longer than a page may break, a short one stays whole."""
    tall = max((blank.height or Length(0) for blank in row), default=Length(0))
    look = node("trPr", *([node("trHeight", val=tall.twips, hRule="atLeast")] if tall else []))
    across = Length(2 * value + LABEL)
    cells: list[Element] = []
    for blank in row:
        cells.append(_cell(blank.label, LABEL, HEITI, "center", 1))
        width, span = (across, 3) if len(row) == 1 else (value, 1)
        cells.append(_cell(blank.text, width, FANGSONG, "left", span, top=bool(blank.height)))
    return node("tr", look, *cells)


def _cell(
    text: str, width: Length, face: str, align: str, span: int, *, top: bool = False
) -> Element:
    look = node("tcPr", node("tcW", w=width.twips, type="dxa"))
    if span > 1:
        look.append(node("gridSpan", val=span))
    look.append(node("vAlign", val="top" if top else "center"))
    lines = legible(text).split("\n") or [""]
    return node("tc", look, *(_paragraph(line, face, align) for line in lines))


def _paragraph(text: str, face: str, align: str) -> Element:
    spacing = node("spacing", line=LINE.twips, lineRule="exact")
    look = node("pPr", node("pStyle", val="Cell"), spacing, node("jc", val=align))
    size = int(SIZE.pt * 2)
    fonts = node("rPr", faces(face), node("sz", val=size), node("szCs", val=size))
    run = cast(CT_R, node("r", fonts))
    run.text = text
    return node("p", look, run)
