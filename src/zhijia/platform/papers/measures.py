"""The measures of GB/T 9704-2012 《党政机关公文格式》: paper, margins, faces and sizes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docx.shared import Length, Mm, Pt, Twips

Size = Literal["A4", "A3"]

XIAOBIAOSONG = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
LATIN = "Times New Roman"

# What a machine without the face shall take, the nearest first. Font files are not ours to ship.
STAND_INS = {
    XIAOBIAOSONG: "宋体,SimSun",
    FANGSONG: "仿宋,FangSong",
    KAITI: "楷体,KaiTi",
    HEITI: "SimHei",
    SONGTI: "SimSun",
}

TITLE, BODY, FOLIO = Pt(22), Pt(16), Pt(14)  # 二号, 三号, 四号
LINE, TITLE_LINE = Pt(28), Pt(34)
LINES_A_PAGE = 22
# 28 characters of 16 pt are 448 pt, but 156 mm are 442: each gives up a quarter of a point.
TIGHTER = Pt(-0.25)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper as it lies before the reader, with its four margins."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length

    @property
    def measure(self) -> Length:
        """The width between the margins."""
        return Length(self.width - self.left - self.right)

    @property
    def pitch(self) -> Length:
        """The height of one of the 22 lines of a page.

        Rounded down to whole twips, as Word counts: half a twip too many and only 21 fit.
        """
        return Twips((self.height - self.top - self.bottom) // LINES_A_PAGE // Twips(1))

    @property
    def folio(self) -> Length:
        """From the edge to the foot of the page number: its dash is 7 mm below the text."""
        return Length(self.bottom - Mm(10))


def sheet(size: Size, *, landscape: bool) -> Sheet:
    """Return the sheet: upright with the margins of the standard, lying with room for a table."""
    short, long = {"A4": (Mm(210), Mm(297)), "A3": (Mm(297), Mm(420))}[size]
    if landscape:
        # Bound at the top edge (28 mm, as the standard's left); the sides are ours.
        return Sheet(long, short, top=Mm(28), bottom=Mm(26), left=Mm(20), right=Mm(20))
    return Sheet(short, long, top=Mm(37), bottom=Mm(35), left=Mm(28), right=Mm(26))


def table_size(measure: Length, columns: int) -> Length:
    """Return the size of a table's text: 小四, 五号 or 小五, smaller as the columns narrow."""
    narrow = measure / columns
    if narrow >= Mm(30):
        return Pt(12)
    return Pt(10.5) if narrow >= Mm(20) else Pt(9)


def fair_widths(needs: Sequence[float], modest: float, room: float) -> list[float]:
    """Share `room`: each column gets up to `modest` of its need, then in proportion to the rest.

    So long columns break into about as many lines as their neighbours and rows stay low. Same
    unit in and out; the result fills `room`.
    """
    sure = [min(need, modest) for need in needs]
    wish = [need - first for need, first in zip(needs, sure, strict=True)]
    share = min(1.0, max(0.0, room - sum(sure)) / (sum(wish) or 1.0))
    widths = [first + share * more for first, more in zip(sure, wish, strict=True)]
    return [width * room / sum(widths) for width in widths]
