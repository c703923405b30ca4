"""职责不清、管理缺位清单: the holes of a place as an Excel sheet. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.platform.sheets import Column, workbook

TITLE = "职责不清、管理缺位清单"
COLUMNS = (
    Column("情形", 16),
    Column("单位", 18),
    Column("说明", 46),
    Column("任务编号", 10),
    Column("依据", 18),
    Column("由谁补位", 18),
    Column("发现日期", 12, "date"),
    Column("补位情况", 18),
)


@dataclass(frozen=True, slots=True)
class HoleLine:
    """A hole as the list shows it; `number` is its task's, where it is about one."""

    kind: str
    unit: str
    words: str
    number: str
    clause: str
    mender: str
    since_on: date


def _cells(line: HoleLine) -> tuple[object, ...]:
    """Return the cells of a line; the last is for the hand that fills it in."""
    first = (line.kind, line.unit, line.words, line.number, line.clause, line.mender)
    return (*first, line.since_on, "")


def holes_sheet(lines: Iterable[HoleLine], *, unit: str, day: date) -> bytes:
    """Return the list as an .xlsx file, ready to print lying on A4."""
    return workbook(TITLE, COLUMNS, map(_cells, lines), unit=unit, day=day)
