"""The part of a ballot paper that elects: names, places for signs, places for others. Pure."""

from collections.abc import Sequence
from math import ceil

from zhijia.platform import strokes

from ..rules.printing import NARROWEST, blanks_for
from .asked import Election, Place
from .leaf import PT, Cell, Grid, Row

LABEL, WIDEST = 12.0, 16.0  # mm: the column of labels, and a name's column at most
SIGN, LINE = 12.0, 9.5  # mm: the height of a cell for a sign, and of a line
NAME = 15.0  # points
MARKED = ("赞成", "不赞成", "弃权")
TALL = 8  # lines of three columns, above which two tables stand side by side


def grids(asked: Election, place: Place, width: float, scale: float) -> list[Grid]:
    """Draw an election `width` mm wide, in one of the four ways."""
    names = [one.name for one in asked.candidates]
    blanks = blanks_for(asked.contest)
    if place == "above":
        return _above(names, blanks, width, scale)
    is_columns = place == "columns"
    drawn = _columns(names, width, scale) if is_columns else _beside(names, place, width, scale)
    sign = "赞成" if is_columns else "符号"
    return [drawn, *([_others(blanks, sign, width, scale)] if blanks else [])]


def _above(names: Sequence[str], blanks: int, width: float, scale: float) -> list[Grid]:
    """Draw names from left to right, the sign above each; what is too wide goes on below."""
    most = int((width - LABEL * scale) // NARROWEST)
    columns = [*names, *[""] * blanks]
    bands = ceil(len(columns) / most)
    each = ceil(len(columns) / bands)
    column = min((width - LABEL * scale) / each, WIDEST)
    tallest = max(_height(name) for name in names)
    drawn = []
    for start in range(0, len(columns), each):
        here = columns[start : start + each]
        known = max(0, min(len(names) - start, len(here)))
        drawn.append(_band(here, known, (LABEL * scale, column), tallest, scale))
    return drawn


def _band(
    names: Sequence[str], known: int, widths: tuple[float, float], tallest: float, scale: float
) -> Grid:
    """Draw one band: whose names they are, the signs, the names; `known` are candidates.

    `tallest` is the height of the longest name in points.
    """
    others = len(names) - known
    heads = [Cell(face="head", size=10.5)]
    if known:
        words = "候选人" if known > 1 else "候选"
        heads.append(Cell(words, known, "head", 10.5))
    if others:
        heads.append(Cell("另选他人" if others > 2 else "另选", others, "head", 10.5))
    signs = [Cell("符号", face="head", size=10.5, is_upright=True), *[Cell() for _ in names]]
    label = Cell("姓名", face="head", size=10.5, is_upright=True)
    stand = [Cell(strokes.padded(name), 1, "name", _size(name), is_upright=True) for name in names]
    height = max(tallest * PT + 2, 22) * scale
    rows = (
        Row(tuple(heads), 7 * scale),
        Row(tuple(signs), max(SIGN * scale, NARROWEST)),
        Row((label, *stand), height),
    )
    label_width, column = widths
    return Grid((label_width, *[column] * len(names)), rows)


def _size(name: str) -> float:
    """Return the size of an upright name: one of more than five characters is smaller."""
    return max(10.5, min(NAME, NAME * 5 / max(1, len(name))))


def _height(name: str) -> float:
    return len(strokes.padded(name)) * _size(name) * 1.3


def _beside(names: Sequence[str], place: Place, width: float, scale: float) -> Grid:
    """Draw a name and its sign side by side, as many pairs in a row as the paper is wide."""
    name_width, sign_width = 32.0 * scale, max(16.0 * scale, NARROWEST)
    is_right = place == "right"
    widths = (name_width, sign_width) if is_right else (sign_width, name_width)
    heads = ("姓名", "符号") if is_right else ("符号", "姓名")
    told = [_pair(strokes.padded(name), is_right=is_right) for name in names]
    return _side_by_side(told, heads, widths, width, max(LINE * scale, NARROWEST))


def _pair(name: str, *, is_right: bool) -> list[Cell]:
    told, sign = Cell(name, face="name", size=NAME), Cell()
    return [told, sign] if is_right else [sign, told]


def _columns(names: Sequence[str], width: float, scale: float) -> Grid:
    """Draw a line a name with a column for each mark, in two halves where there are many."""
    sides = 2 if len(names) > TALL and width >= 150 else 1
    share = min(width / sides, 110.0 * scale) / 10
    widths = (share * 3.4, share * 2.2, share * 2.2, share * 2.2)
    told = [[*_pair(strokes.padded(name), is_right=True), Cell(), Cell()] for name in names]
    deep = ceil(len(told) / sides)
    # Down the left half first, as names are read.
    mixed = [told[at] for n in range(deep) for at in (n, n + deep)[:sides] if at < len(told)]
    heads = ("姓名", *MARKED)
    return _side_by_side(mixed, heads, widths, sum(widths) * sides, max(LINE * scale, NARROWEST))


def _others(blanks: int, sign: str, width: float, scale: float) -> Grid:
    """Draw the places for others: a name is written in, and the sign beside it."""
    widths = (32.0 * scale, max(16.0 * scale, NARROWEST))
    told = [[Cell(), Cell()] for _ in range(blanks)]
    heads = ("另选他人姓名", sign)
    return _side_by_side(told, heads, widths, width, max(LINE * scale, NARROWEST))


def _side_by_side(
    told: Sequence[Sequence[Cell]],
    heads: Sequence[str],
    widths: tuple[float, ...],
    width: float,
    height: float,
) -> Grid:
    """Draw groups of cells from left to right, row by row, as many as `width` holds."""
    across = max(1, min(int(width / sum(widths) + 0.001), len(told)))
    rows = [Row(tuple(Cell(head, face="head", size=10.5) for head in heads) * across, 7)]
    for start in range(0, len(told), across):
        cells = [cell for group in told[start : start + across] for cell in group]
        cells += [Cell(is_shut=True)] * (len(heads) * across - len(cells))
        rows.append(Row(tuple(cells), height))
    return Grid(widths * across, tuple(rows), heads=1)
