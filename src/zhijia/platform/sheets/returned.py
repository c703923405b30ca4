"""The workbook a user gets back: the same sheets and texts, and a column that says what became.

Numbers stay numbers, dates dates and merged cells merged, so that the mended file reads as the
first one did. Other formatting is not kept; nothing is a formula.
"""

import io
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # annotated, but no py.typed
from xlsxwriter.exceptions import OverlappingRange  # type: ignore[import-untyped]  # likewise
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # likewise

from ..wording import legible
from .names import sheet_name
from .opening import EPOCH_1904, Cell, Merge, Sheet, digits, open_book

RESULT = "导入结果"
FLAGGED = "可以导入。提示："
LONGEST_TEXT, WIDTH, HEADER_WITHIN = 32_767, 50, 100
FIRST_DAY = date(1904, 1, 2)
LARGEST_MERGE, MOST_MERGED = 10_000, 1_000_000
Said = Mapping[int, str]
Rows = Iterable[list[Cell]]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a sheet's header is, rows from 1, and the columns, from 0, that stay text."""

    heads: tuple[int, ...] = ()
    as_text: frozenset[int] = frozenset()


Look = Callable[[Rows, Sequence[Merge]], Seen]


def write_back(
    data: bytes,
    name: str,
    said: Mapping[str | None, Said],
    *,
    look: Look,
    is_head: Callable[[str], bool],
    title: str,
) -> bytes:
    """Return a file as .xlsx with the column 导入结果: what was `said` of its rows, by sheet.

    `name` is the file's name; `look` reads a sheet to its end and says where its table is;
    `is_head` is as for `open_book`; `title` names the sheet of a CSV file. What is said of a header
    row stands in its own cell.
    Raises: Unreadable, as reading did.
    """
    out = io.BytesIO()
    book = open_book(data, is_head)
    # With constant memory rows are gone once written, and merged cells reach back and forth.
    plain = not any(sheet.merges for sheet in book.sheets())
    options = {"constant_memory": plain, "date_1904": book.epoch == EPOCH_1904}
    with Workbook(out, options) as workbook:
        workbook.set_properties({"title": legible(name)[:255]})
        pen = _Pen(workbook, look, title)
        for sheet in book.sheets():
            pen.copy(sheet, said.get(sheet.name, {}))
    return out.getvalue()


class _Layout:
    """What copying a sheet needs to know beforehand."""

    def __init__(self, sheet: Sheet, look: Look) -> None:
        self._sheet, self._width = sheet, 0
        self._older: int | None = None
        rows = self._measured()
        self.seen = look(rows, sheet.merges)
        deque(rows, maxlen=0)  # whatever the look left unread counts for the width too

    def _measured(self) -> Iterator[list[Cell]]:
        """Yield the rows, minding how wide they are and where results were written before."""
        for number, cells in enumerate(self._sheet.rows()):
            self._width = max(self._width, len(cells))
            if number < HEADER_WITHIN and self._older is None:
                said = (c for c, v in enumerate(cells) if isinstance(v, str) and v[:4] == RESULT)
                self._older = next(said, None)
            yield cells

    @property
    def result(self) -> int:
        """The column for the results: behind the others, or the one of an earlier return."""
        return self._width if self._older is None else self._older

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows up to the column for the results."""
        for cells in self._sheet.rows():
            yield cells[: self.result]


class _Pen:
    """Copies one sheet after the other."""

    def __init__(self, workbook: Workbook, look: Look, title: str) -> None:
        self._workbook, self._look, self._title = workbook, look, title
        self._names: set[str] = set()
        self._shown = False
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def copy(self, sheet: Sheet, said: Said) -> None:
        """Copy a sheet; one that holds a table gets the column behind its last one."""
        page = self._page(sheet)
        layout = _Layout(sheet, self._look)
        heads, as_text = layout.seen.heads, layout.seen.as_text
        _merge(page, sheet.merges, layout.result)
        for number, cells in enumerate(layout.rows()):
            for column, cell in enumerate(cells):
                self._write(page, number, column, cell, as_text=column in as_text)
            if heads and number == heads[0] - 1:
                doubt = said.get(number + 1, "").removeprefix(FLAGGED)
                page.write_string(
                    number, layout.result, f"{RESULT}（{doubt}）" if doubt else RESULT
                )
            elif number + 1 in said:
                page.write_string(number, layout.result, said[number + 1])
        if heads:
            page.set_column(layout.result, layout.result, WIDTH)

    def _page(self, sheet: Sheet) -> Worksheet:
        page = self._workbook.add_worksheet(self._free(sheet_name(sheet.name or self._title)))
        if sheet.hidden:
            page.hide()
        elif not self._shown:
            page.activate()
            page.set_first_sheet()
            self._shown = True
        return page

    def _free(self, name: str) -> str:
        """Return the name, with a number where Excel would take it for one already there."""
        free, count = name, 1
        while free.lower() in self._names:
            count += 1
            free = f"{name[:26]}_{count}"
        self._names.add(free.lower())
        return free

    def _write(self, page: Worksheet, row: int, column: int, cell: Cell, *, as_text: bool) -> None:
        if isinstance(cell, bool) and not as_text:
            page.write_boolean(row, column, cell)
        elif isinstance(cell, int | float) and not as_text and math.isfinite(cell):
            page.write_number(row, column, cell)
        elif isinstance(cell, date) and not as_text and cell.isoformat() >= FIRST_DAY.isoformat():
            page.write_datetime(row, column, cell, self._day)
        elif said := cell if isinstance(cell, str) else digits(cell):
            page.write_string(row, column, legible(said)[:LONGEST_TEXT])


def _merge(page: Worksheet, merges: Iterable[Merge], width: int) -> None:
    """Merge what was merged; a range over the whole sheet was never meant and is left out."""
    cells = 0
    for one in merges:
        right = min(one.right, width - 1)
        size = (one.bottom - one.top + 1) * (right - one.left + 1)
        cells += max(0, size)
        if 1 < size <= LARGEST_MERGE and cells <= MOST_MERGED:
            # A forged file may merge a cell twice, which Excel would refuse to open.
            with suppress(OverlappingRange):
                page.merge_range(one.top, one.left, one.bottom, right, "")
