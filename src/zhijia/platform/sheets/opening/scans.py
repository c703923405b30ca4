"""What a workbook holds that the reader of its cells does not say: errors, extent, date system."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .nouns import Unreadable

# The reader fills the whole rectangle up to the last cell: at this size it takes about 300 MB.
LARGEST_AREA = 12_000_000
MOST_ROWS = 200_000
BROKEN = "文件已损坏或不完整，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。"


@dataclass(slots=True)
class SheetScan:
    """Error cells by (row, column) from 0, and how far content reaches, counted from 1."""

    failed: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note a cell with content, counted from 1."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found without reading the cells; `sheets` are in the workbook's order."""

    sheets: Sequence[SheetScan] = ()
    from_1904: bool = False
    locked: bool = False


def check_area(number: int, rows: int, columns: int) -> None:
    """Refuse a sheet whose rectangle would not fit in memory.

    Raises: Unreadable.
    """
    if rows * columns > LARGEST_AREA:
        raise Unreadable(
            f"第 {number} 张工作表的内容一直到第 {rows} 行、第 {columns} 列，范围太大"
            f"（一次最多 {MOST_ROWS // 10_000} 万行）。请删除表格以外的内容，或拆成几个文件。"
        )
