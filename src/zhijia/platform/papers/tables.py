"""Tables of a paper: ruled, their head repeated on each page, no row torn in two."""

from collections.abc import Sequence
from typing import cast

from docx.oxml.text.run import CT_R
from docx.shared import Length, Mm, Pt
from lxml.etree import _Element as Element

from ..wording import ems, legible
from .markup import faces, node
from .measures import FANGSONG, HEITI, fair_widths, table_size

SIDE, ABOVE = Mm(1), Mm(0.5)
SLACK = Mm(2.5)  # both sides and the rules, with a little air
MODEST = 4  # characters: a name, a head such as 完成时限
NOTHING = "（无）"


class Table:
    """Heads, rows and the widths of the columns, ready to be drawn `measure` wide.

    Raises ValueError without columns, and where a row has more or fewer cells than heads.
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        measure: Length,
        widths: Sequence[float] | None,
    ) -> None:
        if not heads:
            raise ValueError("a table needs columns")
        if any(len(row) != len(heads) for row in rows):
            raise ValueError("each row needs one cell for each head")
        self._size = table_size(measure, len(heads))
        self._heads, self._rows = heads, rows
        self._needs = [self._need(column) for column in range(len(heads))]
        self._widths = self._shared(measure, widths)

    def _need(self, column: int) -> float:
        """Return the width at which the longest cell of a column, or half its head, is one line."""
        lines = [line for row in self._rows for line in row[column].split("\n")]
        longest = max(map(ems, lines), default=0)
        return max(longest, ems(self._heads[column]) / 2, 2) * self._size + SLACK

    def _shared(self, measure: Length, widths: Sequence[float] | None) -> list[Length]:
        if widths is None:
            modest = MODEST * self._size + SLACK
            return [Length(int(width)) for width in fair_widths(self._needs, modest, measure)]
        if len(widths) != len(self._heads):
            raise ValueError("each head needs one width")
        return [Length(int(measure * width / sum(widths))) for width in widths]

    def drawn(self) -> Element:
        """Return the table; where there are no rows it says so in one row across."""
        grid = node("tblGrid", *(node("gridCol", w=width.twips) for width in self._widths))
        head = [
            self._cell(text, width, HEITI, "center")
            for text, width in zip(self._heads, self._widths, strict=True)
        ]
        return node(
            "tbl",
            self._look(),
            grid,
            node("tr", node("trPr", node("cantSplit"), node("tblHeader")), *head),
            *(self._row(row) for row in self._rows),
            *([] if self._rows else [self._empty()]),
        )

    def _look(self) -> Element:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = (node(side, val="single", sz=4, space=0, color="auto") for side in sides)
        gaps = {"top": ABOVE, "left": SIDE, "bottom": ABOVE, "right": SIDE}
        return node(
            "tblPr",
            node("tblW", w=sum(width.twips for width in self._widths), type="dxa"),
            node("jc", val="center"),
            node("tblBorders", *lines),
            node("tblLayout", type="fixed"),
            node("tblCellMar", *(node(s, w=gap.twips, type="dxa") for s, gap in gaps.items())),
        )

    def _row(self, row: Sequence[str]) -> Element:
        cells = (
            self._cell(text, width, FANGSONG, "center" if need <= width + 1 else "left")
            for text, width, need in zip(row, self._widths, self._needs, strict=True)
        )
        return node("tr", node("trPr", node("cantSplit")), *cells)

    def _empty(self) -> Element:
        across = Length(sum(self._widths))
        cell = self._cell(NOTHING, across, FANGSONG, "center", span=len(self._heads))
        return node("tr", node("trPr", node("cantSplit")), cell)

    def _cell(self, text: str, width: Length, face: str, align: str, *, span: int = 1) -> Element:
        look = node("tcPr", node("tcW", w=width.twips, type="dxa"))
        if span > 1:
            look.append(node("gridSpan", val=span))
        look.append(node("vAlign", val="center"))
        return node("tc", look, self._paragraph(text, face, align))

    def _paragraph(self, text: str, face: str, align: str) -> Element:
        line = Pt(round(self._size.pt * 1.3)).twips
        spacing = node("spacing", line=line, lineRule="exact")
        look = node("pPr", node("pStyle", val="Cell"), spacing, node("jc", val=align))
        size = int(self._size.pt * 2)
        fonts = node("rPr", faces(face), node("sz", val=size), node("szCs", val=size))
        run = cast(CT_R, node("r", fonts))
        run.text = legible(text)
        return node("p", look, run)
