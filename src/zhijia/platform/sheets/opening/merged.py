"""Merged cells on the way down a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .nouns import Cell, Merge


class Merged:
    """Merged cells on the way down a sheet: each belongs to every row it covers."""

    def __init__(self, merges: Iterable[Merge]) -> None:
        self._begun: dict[int, list[Merge]] = defaultdict(list)
        for merge in merges:
            self._begun[merge.top].append(merge)
        self._open: dict[int, tuple[int, Cell]] = {}

    def begun(self, row: int) -> Sequence[Merge]:
        """Return the ranges that begin in a row."""
        return self._begun.get(row, ())

    def end(self, row: int, column: int) -> int:
        """Return the last row of the range that begins there, -1 if none does."""
        return max((m.bottom for m in self.begun(row) if m.left == column), default=-1)

    def filled(self, row: int, cells: list[Cell]) -> list[Cell]:
        """Return the row with what reaches into it from above; rows come in order."""
        for column in [c for c, (bottom, _) in self._open.items() if bottom < row]:
            del self._open[column]
        for merge in self.begun(row):
            if merge.bottom > row and merge.left < len(cells):
                self._open[merge.left] = merge.bottom, cells[merge.left]
        if not self._open:
            return cells
        full = [*cells, *[""] * (max(self._open) + 1 - len(cells))]
        for column, (_, cell) in self._open.items():
            full[column] = cell
        return full
