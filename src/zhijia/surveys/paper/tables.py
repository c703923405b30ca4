"""Counts and samples as Excel files. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.platform.sheets import Column, workbook

Rows = Iterable[Sequence[object]]
RESULT_COLUMNS = (
    Column("题号", 7, "number"),
    Column("题目", 40),
    Column("题型", 10),
    Column("选项", 30),
    Column("人数", 9, "number"),
    Column("占比（%）", 11, "number"),
    Column("平均", 9, "number"),
    Column("答题人数", 11, "number"),
)
SAMPLE_COLUMNS = (
    Column("单位代码-工号", 20, "id"),
    Column("性别", 7),
    Column("年龄", 7, "number"),
    Column("签号（SHA-256）", 70, "id"),
    Column("是否抽中", 11),
)
FOOT = (
    "签号为“种子:单位代码-工号”的 SHA-256 值；每行配额取符合条件、前面各行没有抽到的人中"
    "签号最小的若干人。"
)


def results_sheet(title: str, rows: Rows, *, unit: str, day: date) -> bytes:
    """Return the counts of a round as an .xlsx file."""
    return workbook(title, RESULT_COLUMNS, rows, unit=unit, day=day)


def sample_sheet(title: str, rows: Rows, *, unit: str, day: date) -> bytes:
    """Return the roll of a sample with everybody's lot as an .xlsx file."""
    return workbook(title, SAMPLE_COLUMNS, rows, unit=unit, day=day, foot=FOOT)
