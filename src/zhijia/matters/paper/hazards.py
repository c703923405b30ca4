"""隐患整改通知书、整改复查记录. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

from ..rules.hazards import ADVICE, GRADES, RIGHTS

HAND = Mm(22)


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard as its papers tell it; `photos` counts what was taken of it."""

    number: str
    unit: str
    title: str
    place: str
    category: str
    grade: str
    is_life: bool
    found_on: date
    words: str
    photos: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of whom by when; `plan` is label and text of each part of a plan."""

    to: str
    issued_on: date
    due_on: date
    demand: str
    measures: str
    plan: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Recheck:
    """One look at what was mended: by whom, when, what it came to, in words."""

    mended_by: str
    mended_on: date
    mended: str
    checked_by: str
    checked_on: date
    is_good: bool
    words: str


def order_paper(hazard: Hazard, order: Order) -> bytes:
    """Return the notice as a .docx file."""
    paper = Paper("隐患整改通知书", subtitle=hazard.number)
    paper.recipient(order.to)
    seen = f"{written(hazard.found_on)}在{hazard.place}发现{GRADES[hazard.grade]}：{hazard.title}。"
    paper.paragraph(seen + (f"现场照片 {hazard.photos} 张。" if hazard.photos else ""))
    paper.paragraph(hazard.words)
    if hazard.is_life:
        paper.paragraph("该隐患危及从业人员生命安全。" + ADVICE + RIGHTS)
    paper.heading("整改要求")
    paper.paragraph(order.demand)
    paper.paragraph(f"整改期限：{written(order.due_on)}前完成，并附整改后的照片或者材料。")
    if order.measures:
        paper.heading("整改完成以前的临时措施")
        paper.paragraph(order.measures)
    if order.plan:
        paper.heading("治理方案")
        for label, text in order.plan:
            paper.heading(label, 2)
            paper.paragraph(text)
    paper.heading("答复")
    paper.paragraph("请及时研究答复；整改完成以后报请复查，由整改人以外的人复查。")
    paper.signature(hazard.unit, order.issued_on)
    return paper.to_bytes()


def recheck_paper(hazard: Hazard, due_on: date | None, looks: Sequence[Recheck]) -> bytes:
    """Return the record of all re-checks as a .docx file; each keeps room for two signatures."""
    paper = Paper("整改复查记录", subtitle=hazard.number)
    due = written(due_on) if due_on else ""
    rows = [
        [Blank("隐患", hazard.title), Blank("等级", GRADES[hazard.grade])],
        [Blank("地点", hazard.place), Blank("类别", hazard.category)],
        [Blank("整改期限", due)],
    ]
    for n, look in enumerate(looks, 1):
        rows += [
            [Blank(f"第{n}次整改", f"{look.mended}\n{look.mended_by}　{written(look.mended_on)}")],
            [
                Blank("复查结论", "合格" if look.is_good else "不合格"),
                Blank("复查情况", look.words),
            ],
            [
                Blank("复查人", f"{look.checked_by}\n{written(look.checked_on)}", HAND),
                Blank("整改人签字", "", HAND),
            ],
        ]
    paper.form(rows)
    return paper.to_bytes()
