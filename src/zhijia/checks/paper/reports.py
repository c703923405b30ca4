"""The result of one unit, and the report of a round, as Word files by GB/T 9704. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written


@dataclass(frozen=True, slots=True)
class SectionTold:
    """A section: its name, points, full marks, and rate; what it was the last time."""

    name: str
    points: str
    full: str
    rate: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ItemTold:
    """An item where marks were lost: its code, what it asks, points of full, why."""

    code: str
    asks: str
    points: str
    why: str


@dataclass(frozen=True, slots=True)
class FaultTold:
    """A fault: item, what, where, state, by when, what was done, what was seen again."""

    code: str
    words: str
    where: str
    state: str
    due: str
    mended: str
    checked: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class UnitTold:
    """All that the paper on one unit tells."""

    round: str
    unit: str
    standard: str
    owner: str
    days: str
    people: str
    score: str
    grade: str
    place: str
    self_score: str
    veto: str
    words: str
    sections: Sequence[SectionTold]
    items: Sequence[ItemTold]
    faults: Sequence[FaultTold]
    objections: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class RoundTold:
    """All that the report of a round tells; `rows` are place, unit, score, grade, faults, left."""

    title: str
    owner: str
    standard: str
    days: str
    rule: str
    total: int
    mean: str
    grades: Sequence[tuple[str, int]]
    rows: Sequence[tuple[str, ...]]
    sections: Sequence[SectionTold]
    weak: Sequence[ItemTold]
    faults: Sequence[FaultTold]
    found: int
    lifted: int


def unit_report(told: UnitTold, *, day: date) -> bytes:
    """Return the result of one unit as a .docx file."""
    paper = Paper(f"{told.round}\n检查结果", subtitle=told.unit)
    paper.form(
        [
            [Blank("受检单位", told.unit), Blank("组织单位", told.owner)],
            [Blank("检查标准", told.standard), Blank("检查时间", told.days)],
            [Blank("检查员", told.people)],
            [Blank("得分", told.score), Blank("等次", told.grade)],
            [Blank("自查得分", told.self_score), Blank("名次", told.place)],
            [Blank("否决项", told.veto)],
        ]
    )
    _sections(paper, told.sections, has_before=True)
    paper.heading("扣分情况")
    if told.items:
        rows = [(one.code, one.asks, one.points, one.why) for one in told.items]
        paper.table(["编号", "要求", "得分", "情况"], rows, widths=[3, 14, 5, 12])
    else:
        paper.paragraph("各条均得满分。")
    _faults(paper, told.faults)
    if told.objections:
        paper.heading("申诉和答复")
        paper.table(["编号", "申诉", "答复"], told.objections, widths=[3, 12, 14])
    paper.heading("检查结论")
    paper.paragraph(told.words or "无其他意见。")
    paper.signature(told.owner, day)
    return paper.to_bytes()


def _sections(paper: Paper, sections: Sequence[SectionTold], *, has_before: bool) -> None:
    """Write the table of the sections."""
    paper.heading("各部分得分")
    if has_before:
        heads = ["部分", "得分", "满分", "得分率", "上一次"]
        rows = [(one.name, one.points, one.full, one.rate, one.before) for one in sections]
        paper.table(heads, rows)
    else:
        paper.table(["部分", "平均得分率"], [(one.name, one.rate) for one in sections])


def _faults(paper: Paper, faults: Sequence[FaultTold], *, has_unit: bool = False) -> None:
    """Write the faults and what became of them."""
    paper.heading("问题和整改")
    if not faults:
        paper.paragraph("没有记下问题。")
        return
    heads = ["单位"] if has_unit else ["编号"]
    rows = [
        (
            one.unit if has_unit else one.code,
            f"{one.words}{f'（{one.where}）' if one.where else ''}",
            one.due,
            "\n".join(filter(None, [one.mended, one.checked])) or "—",
            one.state,
        )
        for one in faults
    ]
    paper.table([*heads, "问题", "期限", "整改和复查", "状态"], rows, widths=[4, 10, 6, 10, 4])


def round_report(told: RoundTold, *, day: date) -> bytes:
    """Return the report of a round as a .docx file."""
    paper = Paper(f"关于{told.title}\n情况的报告", subtitle="")
    paper.lead(
        f"按照{told.standard}，{told.owner}于{told.days}对 {told.total} 个单位进行了检查。"
        f"现将情况报告如下。"
    )
    paper.heading("总体情况")
    spread = "，".join(f"{word} {n} 个" for word, n in told.grades if n)
    paper.paragraph(
        f"已出结果的单位平均得分 {told.mean} 分{f'，其中{spread}' if spread else ''}。"
        f"共记下问题 {told.found} 个，已销项 {told.lifted} 个{_rate(told)}。{told.rule}"
    )
    heads = ["名次", "单位", "得分", "等次", "问题", "遗留"]
    paper.table(heads, told.rows, widths=[3, 11, 4, 8, 3, 3], caption="各单位得分")
    _sections(paper, told.sections, has_before=False)
    if told.weak:
        paper.heading("失分较多的条目")
        rows = [(one.code, one.asks, one.points) for one in told.weak]
        paper.table(["编号", "要求", "得分率"], rows, widths=[3, 18, 5])
    _faults(paper, told.faults, has_unit=True)
    paper.signature(told.owner, day)
    return paper.to_bytes()


def _rate(told: RoundTold) -> str:
    return f"，整改率 {100 * told.lifted // told.found}%" if told.found else ""


def span(start: date, end: date) -> str:
    """Write from when until when."""
    return f"{written(start)}至{written(end)}"
