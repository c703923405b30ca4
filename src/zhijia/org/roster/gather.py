"""The rows of a table that are persons: merged cells filled in, headings and totals left out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhijia.platform.sheets.opening import (
    NOTE,
    SAMPLE,
    SIGNED,
    SIGNED_BARE,
    TOTAL,
    Cell,
    Merge,
    Merged,
    is_marked,
    is_number,
    text,
)

from .headers import MEANINGS, meaning
from .tables import Header, Row, find_header
from .words import lexicon

KEYS = ("name", "id_number", "staff_no", "phone")
LONG_NUMBER = re.compile(r"\d{12}")
LONG = 10**11
BLANKS = re.compile(r"\s+")
HINT, HEADING = (re.compile(lexicon("rows")[name]) for name in ("hints", "headings"))
OVER_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Raw:
    """A person's cells by field. `row` is the number Excel shows, the first of several."""

    row: int
    cells: Mapping[str, Cell]
    remarks: Cell = ""


class Table:
    """A sheet being read. `header` stays None where there is none; it is known once rows came."""

    def __init__(self, rows: Iterable[list[Cell]], merges: Sequence[Merge] = ()) -> None:
        self.header: Header | None = None
        self._rows = rows
        self._columns: Mapping[str, int] = {}
        self._places: list[tuple[str, int]] = []
        self._width = 0
        self._remarks: int | None = None
        self._merged = Merged(merges)

    def raws(self) -> Iterator[Raw]:
        """Yield the persons below the header, in order; rows under one merged name are one."""
        waiting, until = None, -1
        for row, cells in self._below():
            filled = self._merged.filled(row, cells)
            if row <= until and waiting:
                waiting = _completed(waiting, self._raw(row, filled))
            elif self._is_person(row, cells):
                if waiting:
                    yield waiting
                waiting, until = self._raw(row, filled), self._name_end(row)
        if waiting:
            yield waiting

    def _below(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows below the header, counted from 0, repeated headers left out."""
        seen = -1
        for row, cells, following in _with_next(self._rows):
            if row <= seen:
                continue
            if self.header is None or self._is_repeated(cells):
                found = find_header(row, cells, following, self._merged.begun(row))
                if found:
                    self._begin(found)
                    seen = found.rows[-1] - 1
            else:
                yield row, cells

    def _begin(self, header: Header) -> None:
        self.header = self.header or header
        self._columns, self._remarks = header.columns, header.remarks
        self._places = list(header.columns.items())
        self._width = max(header.columns.values()) + 1

    def _is_repeated(self, cells: Row) -> bool:
        """A name that is a column's name; the table below may have its columns elsewhere."""
        name = self._at(cells, "name")
        if not isinstance(name, str) or not (name in MEANINGS or "名" in name):
            return False
        found = meaning(name)
        return found is not None and not found.typo

    def _at(self, cells: Row, field: str) -> Cell:
        column = self._columns.get(field, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def _raw(self, row: int, cells: Row) -> Raw:
        remarks = self._remarks
        noted = cells[remarks] if remarks is not None and remarks < len(cells) else ""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        return Raw(row + 1, {field: cells[column] for field, column in self._places}, noted)

    def _name_end(self, row: int) -> int:
        return self._merged.end(row, self._columns["name"])

    def _is_person(self, row: int, cells: Row) -> bool:
        """Something in name, ID, staff number or phone, and no sign that it is something else."""
        raw = self._raw(row, cells)
        name, number, *others = (text(raw.cells.get(key, "")) for key in KEYS)
        if not (name or number or any(others)):
            return False
        first = next((said for cell in cells if (said := text(cell))), "")
        if is_marked(cells):
            return False
        if any(SAMPLE.search(said) for said in (first, name, text(raw.remarks)) if said):
            return False
        if LONG_NUMBER.search(number) or _is_large(raw.cells.get("id_number", "")):
            return True
        return not (self._is_prose(first, name, cells) or self._is_heading(row, name, cells))

    def _is_prose(self, first: str, name: str, cells: Row) -> bool:
        """A total, a note, a signature or a hint on how to fill in."""
        said = [BLANKS.sub("", one) for one in (first, name) if one]
        signed = (
            SIGNED.search(BLANKS.sub("", text(cell)))
            for column, cell in enumerate(cells)
            if isinstance(cell, str) and (":" in cell or "：" in cell) and self._is_plain(column)
        )
        marks = (TOTAL, NOTE, HINT, SIGNED_BARE)
        return any(mark.search(one) for mark in marks for one in said) or any(signed)

    def _is_plain(self, column: int) -> bool:
        """In these columns a person's own words may look like a signature."""
        return column not in {self._remarks, self._columns.get("position")}

    def _is_heading(self, row: int, name: str, cells: Row) -> bool:
        """One text over the whole row, merged, or alone and no name of a person."""
        ours = set(self._columns.values())
        for merge in self._merged.begun(row):
            covered = sum(merge.left <= column <= merge.right for column in ours)
            if merge.left <= self._columns["name"] <= merge.right and covered > OVER_OTHERS:
                return True
        alone = sum(1 for column in ours if column < len(cells) and text(cells[column])) == 1
        return alone and bool(name) and bool(HEADING.search(BLANKS.sub("", name)))


def _with_next(rows: Iterable[list[Cell]]) -> Iterator[tuple[int, list[Cell], list[Cell]]]:
    """Yield each row with its number and the row after it, [] after the last."""
    before: list[Cell] | None = None
    row = -1
    for row, cells in enumerate(rows):
        if before is not None:
            yield row - 1, before, cells
        before = cells
    if before is not None:
        yield row, before, []


def _completed(first: Raw, more: Raw) -> Raw:
    """Fill what the first row of a person leaves blank from a later one."""
    cells = {
        field: cell if text(cell) else more.cells[field] for field, cell in first.cells.items()
    }
    return Raw(first.row, cells, first.remarks if text(first.remarks) else more.remarks)


def _is_large(cell: Cell) -> bool:
    return is_number(cell) and cell >= LONG
