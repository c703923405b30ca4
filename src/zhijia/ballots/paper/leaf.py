"""What is drawn: a leaf of words and ruled grids, once, for Word and for PDF. Pure.

Lengths are millimetres, sizes points. Two printers draw a leaf (`as_word`, `as_pdf`); neither
knows what an election is, so both print the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from zhijia.platform.wording import ems

from ..rules.printing import TILES

Face = Literal["title", "head", "name", "body"]
Style = Literal["title", "subtitle", "part", "line", "note", "sign"]
Align = Literal["center", "left", "right"]
PT = 25.4 / 72
PAGES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


@dataclass(frozen=True, slots=True)
class Look:
    """How words of a style stand: face, size and line in points, and where."""

    face: Face
    size: float
    line: float
    align: Align


LOOKS: dict[Style, Look] = {
    "title": Look("title", 18, 25, "center"),
    "subtitle": Look("name", 12, 18, "center"),
    "part": Look("head", 13, 22, "left"),
    "line": Look("body", 12, 20, "left"),
    "note": Look("body", 10.5, 15, "left"),
    "sign": Look("body", 12, 26, "left"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A ruled cell; an upright text has its characters one below the other."""

    text: str = ""
    span: int = 1
    face: Face = "body"
    size: float = 12
    align: Align = "center"
    is_upright: bool = False
    is_shut: bool = False  # nothing is written here: drawn grey


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, at least `height` high."""

    cells: tuple[Cell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, its columns `widths` wide; the first `heads` rows stand on each page."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one of the styles."""

    text: str
    style: Style = "line"


Block = Grid | Words


@dataclass(frozen=True, slots=True)
class Leaf:
    """All that stands on one paper; `notes` beside the place of the seal, at its foot.

    `tint` is a colour in six hexadecimal digits: a band across the top with `band` on it.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    seal: str = ""
    tint: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of paper, and how many leaves lie on it with cutting lines between them."""

    size: Literal["A4", "A3"] = "A4"
    per_sheet: int = 1
    is_landscape: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Return the width and height of the sheet as it lies."""
        width, height = PAGES[self.size]
        return (height, width) if self.is_landscape else (width, height)

    @property
    def margin(self) -> float:
        """Return the margin of the sheet: small where it is cut, so that all leaves are alike."""
        return 15.0 if self.per_sheet == 1 else 5.0

    @property
    def padding(self) -> float:
        """Return the room between a cutting line and what is printed."""
        return {1: 0.0, 2: 9.0, 4: 6.0}[self.per_sheet]

    @property
    def tile(self) -> tuple[float, float]:
        """Return the width and height of one leaf between its cutting lines."""
        columns, rows = TILES[self.per_sheet]
        width, height = (side - 2 * self.margin for side in self.page)
        return width / columns, height / rows

    @property
    def room(self) -> tuple[float, float]:
        """Return the width and height that may be printed on."""
        width, height = self.tile
        return width - 2 * self.padding, height - 2 * self.padding

    @property
    def scale(self) -> float:
        """Return by how much everything is smaller than on a sheet of its own."""
        return {1: 1.0, 2: 0.95, 4: 0.8}[self.per_sheet]


SEAL = (34.0, 24.0)
BAND, GAP = 7.0, 2.0


def lines_of(text: str, size: float, width: float) -> int:
    """Return about how many lines a text takes; Chinese does not break before closing signs."""
    most = max(1.0, width / (size * PT) - 0.5)
    return sum(max(1, ceil(ems(line) / most)) for line in text.split("\n"))


def needed(leaf: Leaf, sheet: Sheet) -> float:
    """Return the height of a leaf in millimetres, as it is drawn on this sheet."""
    width, scale = sheet.room[0], sheet.scale
    total = BAND * scale if leaf.tint else 0.0
    total += sum(_height(block, width, scale) + GAP for block in leaf.blocks)
    return total + _foot(leaf, width, scale)


def _height(block: Block, width: float, scale: float) -> float:
    if isinstance(block, Grid):
        return sum(row_height(row, block.widths, scale) for row in block.rows)
    look = LOOKS[block.style]
    return lines_of(block.text, look.size * scale, width) * look.line * scale * PT


def row_height(row: Row, widths: Sequence[float], scale: float) -> float:
    """Return the height of a row: what it asks for, or what its longest text takes."""
    tallest, at = row.height, 0
    for cell in row.cells:
        size = cell.size * scale
        room = sum(widths[at : at + cell.span]) - 2
        at += cell.span
        lines = len(cell.text) if cell.is_upright else lines_of(cell.text, size, room)
        tallest = max(tallest, lines * size * 1.3 * PT + 1)
    return tallest


def _foot(leaf: Leaf, width: float, scale: float) -> float:
    look = LOOKS["note"]
    room = width - (SEAL[0] * scale + 2 if leaf.seal else 0)
    lines = sum(lines_of(note, look.size * scale, room) for note in leaf.notes)
    seal = SEAL[1] * scale if leaf.seal else 0.0
    return max(lines * look.line * scale * PT, seal) + 1
