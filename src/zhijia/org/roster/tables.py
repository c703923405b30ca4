"""Where in a sheet the table begins: its header row, or two rows that form one header."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhijia.platform.sheets.opening import Cell, Merge, normal, text

from .headers import REMARKS, best_columns, is_group, meaning

Row = Sequence[Cell]
FEWEST_FIELDS = 3
LONGEST_HEADER = 30
HIGHEST_BAND = 2


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: `rows` from 1, columns from 0, `typos` as (row, field, as written)."""

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    typos: tuple[tuple[int, str, str], ...]
    remarks: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Two neighbouring rows seen as one header: for each column the text over it and its own."""

    upper: Row
    lower: Row
    spans: tuple[int, ...]
    joined: frozenset[int]

    def texts(self) -> Iterator[tuple[int, str, str, bool]]:
        """Yield column, group above ('' where none), own text, and whether it stands below."""
        for column, left in enumerate(self.spans):
            over = _said(self.upper, left)
            under = "" if column in self.joined else _said(self.lower, column)
            if under:
                yield column, over, under, True
            elif left == column and over:
                yield column, "", over, False


def find_header(row: int, upper: Row, lower: Row, merges: Sequence[Merge]) -> Header | None:
    """Return the header that begins in `row` (from 0), alone or with the row below it."""
    if not any(isinstance(cell, str) and cell for cell in upper):
        return None
    band = _band(row, upper, lower, merges)
    found = _double(row, band, merges) if _is_band(band) else None
    return found or _single(row, upper)


def _single(row: int, cells: Row) -> Header | None:
    if not any("名" in cell for cell in cells if isinstance(cell, str)):
        return None
    return _header((row + 1,), [(i, "", _said(cells, i), row + 1) for i in range(len(cells))])


def _double(row: int, band: Band, merges: Sequence[Merge]) -> Header | None:
    texts = list(band.texts())
    header = _header(
        (row + 1, row + 2), [(c, over, own, row + 1 + low) for c, over, own, low in texts]
    )
    if header is None:
        return None
    name = header.columns["name"]
    below = any(column == name and low for column, _, _, low in texts)
    return header if not below or _is_heading_band(row, band, merges) else None


def _header(rows: tuple[int, ...], texts: list[tuple[int, str, str, int]]) -> Header | None:
    """Build a header of (column, group, text, row); None without a name and two more fields."""
    meant = [(c, meaning(own, over), own, at) for c, over, own, at in texts if own]
    chosen = best_columns((c, m) for c, m, _, _ in meant if m)
    if "name" not in chosen or len(chosen) < FEWEST_FIELDS:
        return None
    written = {c: (at, own) for c, _, own, at in meant}
    typos = tuple(
        (written[c][0], field, written[c][1]) for field, (c, m) in chosen.items() if m.typo
    )
    remarks = next((c for c, m, own, _ in meant if m is None and normal(own) in REMARKS), None)
    return Header(rows, {f: c for f, (c, _) in chosen.items()}, typos, remarks)


def _band(row: int, upper: Row, lower: Row, merges: Sequence[Merge]) -> Band:
    """Find out which cell of the upper row stands over each column."""
    width = max(len(upper), len(lower))
    here = [m for m in merges if m.top == row and m.left < width]
    covered = {c: m.left for m in here for c in range(m.left, min(m.right + 1, width))}
    joined = frozenset(
        c for m in here if m.bottom > row for c in range(m.left, min(m.right + 1, width))
    )
    spans, left = [], -1
    for column in range(width):
        if column in covered:
            left = covered[column]
            spans.append(left)
            left = -1 if _last_of(left, column, here) else left
        else:
            left = column if _said(upper, column) else left
            spans.append(left if left >= 0 and (left == column or _said(lower, column)) else column)
    return Band(upper, lower, tuple(spans), joined)


def _last_of(left: int, column: int, merges: Sequence[Merge]) -> bool:
    return any(m.left == left and m.right == column for m in merges)


def _is_band(band: Band) -> bool:
    """The lower row has only short texts, each under a blank or under a cell that spans some."""
    below = [i for i in range(len(band.lower)) if i not in band.joined and _said(band.lower, i)]
    if not below:
        return False
    over_several = {a for a, b in pairwise(band.spans) if a == b}
    grouped = [band.spans[i] in over_several or is_group(_said(band.upper, i)) for i in below]
    short = all(len(_said(band.lower, i)) <= LONGEST_HEADER for i in below)
    free = all(ok or not _said(band.upper, i) for i, ok in zip(below, grouped, strict=True))
    return any(grouped) and short and free and not any(_is_value(cell) for cell in band.lower)


def _is_heading_band(row: int, band: Band, merges: Sequence[Merge]) -> bool:
    """A row over the names is a band of headings, not a title or a line for the date."""
    said = [t for i in range(len(band.upper)) if (t := _said(band.upper, i))]
    if len(said) < HIGHEST_BAND or any(_is_line(t) for t in said):
        return False
    wide = sum(m.top == m.bottom == row and m.right > m.left for m in merges)
    down = any(m.top == row and m.bottom == row + 1 for m in merges)
    return down or wide >= HIGHEST_BAND or all(is_group(t) for t in said)


def _is_line(said: str) -> bool:
    return any(letter in "：:" or letter.isdigit() for letter in said)


def _is_value(cell: Cell) -> bool:
    return not isinstance(cell, str)


def _said(cells: Row, column: int) -> str:
    """Return a header cell's text; numbers and dates are no headers."""
    cell = cells[column] if 0 <= column < len(cells) else ""
    return text(cell) if isinstance(cell, str) else ""
