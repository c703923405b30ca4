"""征求意见汇总表: what units said of a draft, and what became of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

HEADS = ("序号", "单位", "意见", "修改意见", "采纳情况", "说明")


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit answered, how that stands, and whether it was taken up."""

    unit: str
    stands: str
    words: str
    adoption: str
    reply: str


def opinions_paper(
    wording: str, said: Sequence[Said], *, number: str, unit: str, day: date
) -> bytes:
    """Return the table as a .docx file, lying on A4."""
    paper = Paper("征求意见汇总表", subtitle=f"（{unit}　{written(day)}）", landscape=True)
    paper.paragraph(f"{number}　{wording}")
    rows = [
        (str(n), one.unit, one.stands, one.words, one.adoption, one.reply)
        for n, one in enumerate(said, 1)
    ]
    paper.table(HEADS, rows, widths=(4, 14, 12, 26, 8, 18))
    paper.signature(unit, day)
    return paper.to_bytes()
