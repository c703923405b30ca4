"""The report as a Word file in the form of GB/T 9704, with its numbers' sources as an annex."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zhijia.platform.papers import Paper

from .rules import BYLINE, HEAD1, HEAD2, TO

ANNEX = "数据来源"
HEADS = ("序号", "指标", "单位", "期间", "数值", "口径", "记录条数")
WIDTHS = (1.2, 3, 2.6, 3.2, 1.9, 4.6, 1.4)
ABOUT = (
    "正文中的每个数字均取自系统登记的指标，列示如下；"
    "每个数字背后的记录可在系统中该报告的“数据来源”处逐条查看。"
)
LEVELS = {HEAD1: 1, HEAD2: 2}


class Printed(NamedTuple):
    """A passage as the paper prints it; headings are numbered by the paper itself."""

    kind: str
    number: str
    words: str


class Line(NamedTuple):
    """A number of the annex: what, of which unit and days, its value, meaning and records."""

    label: str
    unit: str
    days: str
    value: str
    means: str
    rows: int


def word(
    title: str,
    passages: Sequence[Printed],
    annex: Sequence[Line],
    signed: tuple[str, date] | None,
) -> bytes:
    """Return the report as a .docx file; `signed` is the unit and day at its foot, if any."""
    has_byline = bool(passages) and passages[0].kind == BYLINE
    paper = Paper(title, subtitle=passages[0].words if has_byline else "")
    for one in passages[has_byline:]:
        _print(paper, one)
    paper.attachments([ANNEX] if annex else [])
    if signed:
        paper.signature(*signed)
    if annex:
        _append(paper, annex)
    return paper.to_bytes()


def _print(paper: Paper, one: Printed) -> None:
    """Print one passage."""
    if one.kind in LEVELS:
        paper.heading(one.words, LEVELS[one.kind])
    elif one.kind == TO:
        paper.recipient(one.words)
    else:
        paper.paragraph(f"{one.number}{one.words}")


def _append(paper: Paper, annex: Sequence[Line]) -> None:
    """Write the annex: what it is, and a row for each number."""
    paper.appendix(ANNEX)
    paper.paragraph(ABOUT)
    rows = [
        (str(place), line.label, line.unit, line.days, line.value, line.means, str(line.rows))
        for place, line in enumerate(annex, 1)
    ]
    paper.table(HEADS, rows, widths=WIDTHS)
