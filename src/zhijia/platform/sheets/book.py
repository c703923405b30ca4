"""A table as an Excel file: title, unit and date, numbered rows, ready to print on A4."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil

import xlsxwriter  # type: ignore[import-untyped]  # annotated, but ships no py.typed

from ..wording import ems, legible, written
from .columns import TYPED_AS_TEXT, Column, Kind
from .names import cut, sheet_name

A4 = 9
TITLE_ROW, UNIT_ROW, HEAD_ROW, FIRST_ROW = range(4)
LAST_ROW = 1_048_575
LONGEST_PROPERTY = 255
FOOT = 100  # Excel takes 255 characters for all of a page's foot
TOO_LONG = 10**15
CELL_UNITS = 32_767  # Excel counts UTF-16 units
CUT_SHORT = "……（内容过长，以下略）"
FIRST_YEAR = 1900  # Excel's calendar begins there
PATTERNS: dict[Kind, str] = {
    "text": "@",
    "number": "General",
    "date": "yyyy-mm-dd",
    "money": "#,##0.00",
    "choice": "@",
    "id": "@",
}
TEXTS = TYPED_AS_TEXT - {"date"}
SIZE, TITLE_SIZE = 11, 18
LINE, AIR = 16, 6  # points; the fonts that stand in for 宋体 are taller than it
NUMBER_WIDTH = 6
UNIT_OF_WIDTH = 5.25  # points: a digit of Excel's own font
TALLEST = 409  # points, Excel's limit
RULED = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": SIZE}
HEAD = RULED | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}


def workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    unit: str,
    day: date,
    landscape: bool = True,
    total: bool = False,
    foot: str = "",
) -> bytes:
    """Return the .xlsx file; the column 序号 is added, and 合计 sums numbers and money.

    `foot` stands under the table and at the foot of every printed page: who took it, and when.
    Rows are read one at a time and go to a temporary file: memory does not grow with them.
    TypeError where a cell is not of its column's kind; ValueError for all that does not fit.
    """
    if not columns:
        raise ValueError("a sheet needs columns")
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        _introduce(book, title, day)
        table = _Table(book, book.add_worksheet(sheet_name(title)), columns)
        table.open(title, f"单位：{unit}　　日期：{written(day)}")
        _lay_out(table.sheet, landscape=landscape, foot=foot)
        for row in rows:
            table.write(row)
        if total:
            table.sum_up()
        if foot:
            table.sign(foot)
    return out.getvalue()


def _introduce(book: xlsxwriter.Workbook, title: str, day: date) -> None:
    made = datetime(day.year, day.month, day.day)
    book.set_properties({"title": legible(title)[:LONGEST_PROPERTY], "created": made})


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, *, landscape: bool, foot: str) -> None:
    """Fit the width to A4, keep the heads in sight on screen and on every printed page."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(HEAD_ROW)
    # An ampersand begins a code of Excel's; two are one.
    sheet.set_footer(f"&L{_text(foot)[:FOOT].replace('&', '&&')}&C第 &P 页，共 &N 页")
    # IDs are text on purpose: no green corner on each of them.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})


class _Table:
    """The sheet being filled, from its title to its sums; rows must come in order."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        sheet: xlsxwriter.worksheet.Worksheet,
        columns: Sequence[Column],
    ) -> None:
        self.sheet, self._columns = sheet, columns
        self._book = book
        self._plain = book.add_format(RULED | {"align": "center"})
        self._formats = [self._format(column) for column in columns]
        self._sums = [Decimal(0) for _ in columns]
        self._row = FIRST_ROW

    def _format(self, column: Column) -> xlsxwriter.format.Format:
        look: dict[str, object] = {"num_format": PATTERNS[column.kind]}
        if column.kind in TEXTS:
            look["text_wrap"] = column.wrap
        if column.kind == "date":
            look["align"] = "center"
        return self._book.add_format(RULED | look)

    def open(self, title: str, origin: str) -> None:
        """Write title, unit and date, and the heads."""
        self._across(TITLE_ROW, title, TITLE_SIZE, {"bold": True, "align": "center"})
        self._across(UNIT_ROW, origin, SIZE, {"align": "left"})
        head = self._book.add_format(HEAD)
        self.sheet.set_column(0, 0, NUMBER_WIDTH)
        self._make_room(HEAD_ROW, [(column.head, column.width) for column in self._columns])
        self.sheet.write_string(HEAD_ROW, 0, "序号", head)
        for place, column in enumerate(self._columns, 1):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(HEAD_ROW, place, _text(column.head), head)

    def _across(self, row: int, text: str, size: int, look: dict[str, object]) -> None:
        face = {"font_name": "宋体", "font_size": size, "valign": "vcenter", "text_wrap": True}
        shown = self._book.add_format(face | look)
        width = NUMBER_WIDTH + sum(column.width for column in self._columns)
        self.sheet.set_row(row, _height(text, width, size) + AIR)
        self.sheet.merge_range(row, 0, row, len(self._columns), "", shown)
        self.sheet.write_string(row, 0, _text(text), shown)

    def write(self, row: Sequence[object]) -> None:
        """Write one row under the last, with its number."""
        if len(row) != len(self._columns):
            raise ValueError("each row needs one cell for each column")
        self._refuse_beyond_last()
        cells = zip(row, self._columns, strict=True)
        wrapped = [(str(value), c.width) for value, c in cells if c.wrap and c.kind in TEXTS]
        self._make_room(self._row, wrapped)
        self.sheet.write_number(self._row, 0, self._row - FIRST_ROW + 1, self._plain)
        for place, value in enumerate(row):
            self._put(place, value)
        self._row += 1

    def _make_room(self, row: int, cells: Sequence[tuple[str, float]]) -> None:
        # Excel would find the height itself, but LibreOffice takes the file at its word.
        height = max((_height(text, width, SIZE) for text, width in cells), default=LINE)
        if height > LINE:
            self.sheet.set_row(row, height)

    def _refuse_beyond_last(self) -> None:
        # Beyond the last row XlsxWriter drops what it is given and says nothing.
        if self._row > LAST_ROW:
            raise ValueError(f"a sheet holds {LAST_ROW + 1} rows")

    def _put(self, place: int, value: object) -> None:
        kind, shown = self._columns[place].kind, self._formats[place]
        at = (self._row, place + 1)
        if value is None or value == "":
            self.sheet.write_blank(*at, None, shown)
        elif kind in TEXTS:
            self.sheet.write_string(*at, _text(value), shown)
        elif kind == "date":
            self._put_date(at, value, shown)
        else:
            self._put_number(place, value, shown)

    def _put_date(
        self, at: tuple[int, int], value: object, shown: xlsxwriter.format.Format
    ) -> None:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TypeError(f"{value!r} is not a date")
        if value.year < FIRST_YEAR:
            self.sheet.write_string(*at, value.isoformat(), shown)
        else:
            self.sheet.write_datetime(*at, value, shown)

    def _put_number(self, place: int, value: object, shown: xlsxwriter.format.Format) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise TypeError(f"{value!r} is not a number")
        exact = Decimal(str(value))
        if not exact.is_finite() or abs(exact) >= TOO_LONG:
            raise ValueError(f"Excel cannot hold {value} as a number")
        self.sheet.write_number(self._row, place + 1, exact, shown)
        self._sums[place] += exact

    def sum_up(self) -> None:
        """Write 合计 as values: a formula would show nothing until Excel has reckoned it."""
        self._refuse_beyond_last()
        self.sheet.write_string(self._row, 0, "合计", self._plain)
        for place, column in enumerate(self._columns):
            summed = column.kind in {"number", "money"}
            self._put(place, self._sums[place] if summed else None)

    def sign(self, foot: str) -> None:
        """Write one line under the table."""
        self._refuse_beyond_last()
        self._across(self._row, foot, SIZE, {"align": "left"})
        self._row += 1


def _height(text: str, width: float, size: int) -> float:
    """Return the points that `text` needs when wrapped in a column of Excel's `width`."""
    held = max(1.0, width * UNIT_OF_WIDTH / size - 0.5)
    lines = sum(max(1, ceil(ems(line) / held)) for line in text.split("\n"))
    return min(lines * size * LINE / SIZE, TALLEST)


def _text(value: object) -> str:
    """Return a value as a cell's text; one too long for Excel ends in words that say so."""
    text = legible(str(value))
    if len(text.encode("utf-16-le")) > 2 * CELL_UNITS:
        text = cut(text, 2 * (CELL_UNITS - len(CUT_SHORT)), "utf-16-le") + CUT_SHORT
    # XlsxWriter takes text from <r> to </r> for its own markup and writes it unescaped.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
