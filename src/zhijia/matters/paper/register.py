"""隐患台账、合理化建议台账 as Excel sheets. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.platform.sheets import Column, workbook

HAZARDS = (
    Column("编号", 14),
    Column("隐患", 28),
    Column("地点", 18),
    Column("类别", 12),
    Column("等级", 14),
    Column("发现日期", 12, "date"),
    Column("整改责任", 18),
    Column("整改期限", 12, "date"),
    Column("状态", 10),
    Column("销号日期", 12, "date"),
    Column("复查不合格（次）", 10, "number"),
)
SUGGESTIONS = (
    Column("编号", 14),
    Column("建议名称", 30),
    Column("类别", 12),
    Column("建议人", 20),
    Column("提出日期", 12, "date"),
    Column("状态", 12),
    Column("平均分", 8),
    Column("年效益（元）", 14, "money"),
    Column("等级", 8),
    Column("奖金（元）", 12, "money"),
)


def hazards_sheet(rows: Iterable[Sequence[object]], *, unit: str, day: date) -> bytes:
    """Return the register of hazards as an .xlsx file, lying on A4."""
    return workbook("隐患台账", HAZARDS, rows, unit=unit, day=day)


def suggestions_sheet(rows: Iterable[Sequence[object]], *, unit: str, day: date) -> bytes:
    """Return the register of suggestions as an .xlsx file, with the sums of benefit and money."""
    return workbook("合理化建议台账", SUGGESTIONS, rows, unit=unit, day=day, total=True)
