"""任务落实情况表: the rows of a board's list as a Word paper. Pure."""

from collections.abc import Sequence
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

HEADS = ("序号", "编号", "任务", "承办单位", "期限", "进度", "状态", "最近进展")
WIDTHS = (4, 8, 26, 14, 9, 6, 7, 26)


def work_paper(title: str, rows: Sequence[Sequence[str]], *, unit: str, day: date) -> bytes:
    """Return the rows of a board's list as a .docx file, lying on A4; 序号 is added."""
    paper = Paper(title, subtitle=f"（{unit}　{written(day)}）", landscape=True)
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    paper.table(HEADS, numbered, widths=WIDTHS)
    return paper.to_bytes()
