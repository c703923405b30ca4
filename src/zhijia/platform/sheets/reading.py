"""A declared sheet read from a file, however its columns are ordered and whatever stands around."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from .columns import Column
from .lines import Line, Reading
from .opening import (
    EPOCH_1900,
    MOST_ROWS,
    NOTE,
    SIGNED,
    TOTAL,
    Cell,
    Merge,
    Merged,
    Sheet,
    Unreadable,
    half_width,
    is_marked,
    normal,
    open_book,
    read_date,
    text,
)
from .returned import Seen, write_back
from .template import EXPLAINED

HEADER_WITHIN = 60
FEWEST = 2
TOO_LARGE = 10**15
DAY = 10  # letters of a day in ISO
SPACES = re.compile(r"\s+")
NO_HEADER = "没有找到表头"


class Heads:
    """What the columns of a sheet may be called."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.required = frozenset(column.key for column in columns if column.is_required)
        self._keys = {
            normal(head): column.key
            for column in columns
            for head in (column.head, *column.other_heads)
        }

    def knows(self, head: str) -> bool:
        """Say whether a text is the name of one of the columns."""
        return normal(head) in self._keys

    def found(self, cells: Sequence[Cell]) -> dict[str, int]:
        """Return where each column stands, if this row is the header; else nothing."""
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            key = self._keys.get(normal(cell)) if isinstance(cell, str) else None
            if key:
                places.setdefault(key, place)
        is_header = len(places) >= min(FEWEST, len(self.columns)) and self.required <= places.keys()
        return places if is_header else {}


def read(data: bytes, columns: Sequence[Column], today: date) -> Reading:
    """Read every visible sheet that has the columns.

    Raises: Unreadable, with one sentence for the user.
    """
    heads = Heads(columns)
    book = open_book(data, heads.knows)
    lines: list[Line] = []
    skipped: list[tuple[str, str]] = []
    is_found = False
    for sheet in book.sheets():
        if sheet.hidden or sheet.empty:
            continue
        table = _Table(heads, sheet, book.epoch, today)
        lines += table.lines()
        is_found = is_found or table.head_row is not None
        if table.head_row is None and sheet.name != EXPLAINED:
            skipped.append((sheet.name or "", NO_HEADER))
        if len(lines) > MOST_ROWS:
            raise Unreadable(f"超过 {MOST_ROWS // 10_000} 万行，一次读不了。请拆成几个文件。")
    if not is_found:
        must = "、".join(column.head for column in columns if column.is_required)
        raise Unreadable(f"没有找到表头：表里要有“{must}”这些列。请下载模板，按模板填写。")
    return Reading(tuple(lines), tuple(skipped))


def returned(
    data: bytes, name: str, title: str, columns: Sequence[Column],
    said: Mapping[str | None, Mapping[int, str]],
) -> bytes:  # fmt: skip
    """Return the file with the column 导入结果.

    Raises: Unreadable, as reading did.
    """
    heads = Heads(columns)
    ids = {column.key for column in columns if column.kind == "id"}

    def look(rows: Iterable[list[Cell]], merges: Sequence[Merge]) -> Seen:
        for number, cells in enumerate(rows):
            if places := heads.found(cells):
                return Seen((number + 1,), frozenset(p for k, p in places.items() if k in ids))
        return Seen()

    return write_back(data, name, said, look=look, is_head=heads.knows, title=title)


class _Table:
    """A sheet being read; `head_row` is known once its lines came."""

    def __init__(self, heads: Heads, sheet: Sheet, epoch: date, today: date) -> None:
        self.head_row: int | None = None
        self._heads, self._sheet, self._epoch, self._today = heads, sheet, epoch, today
        self._places: dict[str, int] = {}
        self._merged = Merged(sheet.merges)

    def lines(self) -> Iterator[Line]:
        """Yield the rows below the header that are rows of the table."""
        for number, cells in enumerate(self._sheet.rows()):
            if places := self._heads.found(cells):
                self.head_row, self._places = number, places
            elif self.head_row is None and number >= HEADER_WITHIN:
                return
            elif self.head_row is not None:
                yield from self._line(number, self._merged.filled(number, cells))

    def _line(self, number: int, cells: Sequence[Cell]) -> Iterator[Line]:
        at = {key: cells[p] if p < len(cells) else "" for key, p in self._places.items()}
        if is_marked(cells) or not any(text(cell) for cell in at.values()):
            return
        if self._is_prose(at, cells):
            return
        taken = _Taken(self._today, self._epoch)
        for column in self._heads.columns:
            taken.take(column, at.get(column.key, ""))
        yield Line(
            number + 1, self._sheet.name, taken.values, tuple(taken.refused), tuple(taken.flagged)
        )

    def _is_prose(self, at: Mapping[str, Cell], cells: Sequence[Cell]) -> bool:
        """A total, a note or a signature: what must be there is not."""
        if all(text(at[key]) for key in self._heads.required):
            return False
        first = SPACES.sub("", next((said for cell in cells if (said := text(cell))), ""))
        return any(mark.search(first) for mark in (TOTAL, NOTE, SIGNED))


@dataclass
class _Taken:
    """The cells of one row, taken by what their columns are."""

    today: date
    epoch: date = EPOCH_1900
    values: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)

    def take(self, column: Column, cell: Cell) -> None:
        """Clean a cell and note what is wrong with it."""
        said = text(cell)
        if not said:
            self.values[column.key] = ""
            if column.is_required:
                self.refused.append(f"没有填{column.head}，请补填。")
            return
        match column.kind:
            case "number" | "money":
                self.values[column.key] = self._number(column, said)
            case "date":
                self.values[column.key] = self._day(column, cell)
            case "choice":
                self.values[column.key] = self._choice(column, said)
            case "id":
                self.values[column.key] = SPACES.sub("", half_width(said)).lstrip("'")
            case _:
                self.values[column.key] = said
        if len(said) > column.longest:
            self.refused.append(f"{column.head}超过 {column.longest} 个字，请缩短。")

    def _number(self, column: Column, said: str) -> str:
        plain = half_width(said).replace(",", "").replace(" ", "")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            self.refused.append(f"{column.head}不是数字，请改正。")
            return ""
        whole = column.kind == "number"
        is_part = whole and number.is_finite() and abs(number) < TOO_LARGE and number % 1 != 0
        if not number.is_finite() or not 0 <= number < TOO_LARGE or is_part:
            kind = "整数" if whole else "金额"
            self.refused.append(f"{column.head}要填不小于 0 的{kind}，请改正。")
            return ""
        return str(int(number)) if whole else str(number)

    def _day(self, column: Column, cell: Cell) -> str:
        when = read_date(cell, self.epoch)
        if when.fault or len(when.iso) < DAY:
            self.refused.append(f"{column.head}要写到日，例如 2010-07-01，请改正。")
            return ""
        if when.iso > self.today.isoformat():
            self.refused.append(f"{column.head}晚于今天，请核对。")
        return when.iso

    def _choice(self, column: Column, said: str) -> str:
        plain = SPACES.sub("", said)
        for choice in column.choices:
            if plain in {SPACES.sub("", choice), normal(choice)}:
                return choice
        self.refused.append(f"{column.head}只能填：{'、'.join(column.choices)}。")
        return ""
