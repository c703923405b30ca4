"""The report as a Word file in the form of GB/T 9704, with its numbers' sources as an annex."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

from .rules import Block

ANNEX = "数据来源"
HEADS = ("序号", "指标", "数值", "口径", "记录条数")
WIDTHS = (1.5, 4.5, 2, 7, 2)


class Line(NamedTuple):
    """One number of the annex: what it is, its value with unit, its meaning, its records."""

    label: str
    value: str
    means: str
    rows: int


def word(
    title: str,
    unit: str,
    day: date,
    period: tuple[date, date],
    blocks: Sequence[Block],
    annex: Sequence[Line],
) -> bytes:
    """Return the report as a .docx file."""
    paper = Paper(title)
    for block in blocks:
        if block.level:
            paper.heading(str(block), block.level)
        else:
            paper.paragraph(str(block))
    paper.attachments([ANNEX])
    paper.signature(unit, day)
    _append(paper, period, annex)
    return paper.to_bytes()


def _append(paper: Paper, period: tuple[date, date], annex: Sequence[Line]) -> None:
    """Write the annex: the period, and a row for each number."""
    paper.appendix(ANNEX)
    start, until = period
    paper.paragraph(
        f"统计期间：{written(start)}至{written(until)}。期末数为截至{written(until)}的数。"
        "每个数字背后的记录可在系统“数据”页按指标和单位查看。"
    )
    rows = [
        (str(place), line.label, line.value, line.means, str(line.rows))
        for place, line in enumerate(annex, 1)
    ]
    paper.table(HEADS, rows, widths=WIDTHS)
