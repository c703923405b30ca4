"""考核 as Excel files: the units of a year, and the items that it rests on. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.platform.sheets import Column, workbook

UNIT_COLUMNS = (
    Column("名次", 6),
    Column("单位", 26),
    Column("办结", 8, "number"),
    Column("按期办结", 9, "number"),
    Column("逾期天数合计", 12, "number"),
    Column("延期次数", 9, "number"),
    Column("退回次数", 9, "number"),
    Column("逾期未办结", 11, "number"),
    Column("按期办结率", 11),
    Column("平均得分", 9),
)
ITEM_COLUMNS = (
    Column("编号", 10),
    Column("事项", 32),
    Column("承办单位", 20),
    Column("交办单位", 20),
    Column("完成期限", 12, "date"),
    Column("报办结", 12, "date"),
    Column("办结", 12, "date"),
    Column("逾期天数", 9, "number"),
    Column("延期次数", 9, "number"),
    Column("退回次数", 9, "number"),
    Column("得分", 7, "number"),
    Column("自评得分", 9, "number"),
    Column("自评", 24),
    Column("点评", 24),
)
Rows = Iterable[Sequence[object]]


def assessment_sheet(title: str, rows: Rows, *, unit: str, day: date, rule: str) -> bytes:
    """Return the units as an .xlsx file, the rule of the points at its foot."""
    return workbook(title, UNIT_COLUMNS, rows, unit=unit, day=day, foot=rule)


def scores_sheet(title: str, rows: Rows, *, unit: str, day: date) -> bytes:
    """Return the items as an .xlsx file; what is late and not done has no day of its end."""
    return workbook(title, ITEM_COLUMNS, rows, unit=unit, day=day)
