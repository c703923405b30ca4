"""提案表, 提案答复函 and 提案工作报告, in the order the papers have them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper

SMALL, LARGE = Mm(16), Mm(34)
SIGN = "\n签字（盖章）：　　　　　　年　　月　　日"
TREATED = {"filed": "立案", "advice": "建议", "merged": "并案", "declined": "不立案"}
NOTES = "一案一提；在方格内打√；写不下可以另附纸；双面打印。"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as its form tells it; what nobody has said yet is left open for a hand."""

    number: str
    unit: str
    title: str
    filer: str
    filer_unit: str
    filer_post: str
    backers: Sequence[str]
    category: str
    categories: Mapping[str, str]
    cause: str
    analysis: str
    remedy: str
    suggested: str
    treated: str
    delegation: str = ""
    committee: str = ""
    handled: str = ""
    leader: str = ""
    assisted: Sequence[str] = ()


def _ticked(choices: Mapping[str, str], chosen: str) -> str:
    """Return boxes to tick, the chosen one ticked."""
    return "　".join(f"{'☑' if key == chosen else '□'}{word}" for key, word in choices.items())


def _open(label: str, text: str) -> Blank:
    """Return what was said, or room for a hand and a seal."""
    return Blank(label, text) if text else Blank(label, SIGN, SMALL)


def form_paper(proposals: Sequence[Proposal]) -> bytes:
    """Return the forms as one .docx file, each on a page of its own. ValueError for none."""
    if not proposals:
        raise ValueError("no proposal to print")
    first, *others = proposals
    paper = Paper("职工代表提案表", subtitle=_under(first))
    paper.form(_rows(first))
    for one in others:
        paper.begin("职工代表提案表", subtitle=_under(one))
        paper.form(_rows(one))
    return paper.to_bytes()


def _under(one: Proposal) -> str:
    return f"（{one.unit}　{one.number}）"


def _rows(one: Proposal) -> list[list[Blank]]:
    """Return the rows of one form."""
    rows = [
        [Blank("编号", one.number), Blank("提案人", one.filer)],
        [Blank("工作单位", one.filer_unit), Blank("职务", one.filer_post or "职工代表")],
        [Blank("附议人", "、".join(one.backers) or "（无）")],
        [Blank("案名", one.title)],
        [Blank("提案类别", _ticked(one.categories, one.category))],
        [Blank("案由及内容", one.cause, LARGE)],
        [Blank("问题分析", one.analysis, SMALL)],
        [Blank("措施及建议", one.remedy, LARGE)],
        [Blank("提案划分", _ticked(TREATED, one.treated))],
        [Blank("建议承办\n部门", one.suggested or "—")],
        [_open("代表团\n意见", one.delegation)],
        [_open("提案委员会\n审查意见", one.committee)],
        [_open("承办部门\n处理意见", one.handled)],
    ]
    if one.assisted:
        rows.append([Blank("协办部门\n会签意见", "\n".join(one.assisted))])
    return [*rows, [_open("主管领导\n批示", one.leader)], [Blank("说明", NOTES)]]


@dataclass(frozen=True, slots=True)
class Letter:
    """An answer: its author wrote only the body; everything else is known already."""

    unit: str
    number: str
    to: str
    title: str
    of: str
    body: str
    signed: str
    on: date
    contact: str
    copies: Sequence[str] = field(default_factory=tuple)


def letter_paper(letter: Letter) -> bytes:
    """Return the answer as an official letter (函) in a .docx file."""
    title = f"关于{letter.of}《{letter.title}》的答复"
    paper = Paper(title, letterhead=letter.unit, number=letter.number)
    paper.recipient(letter.to)
    paper.paragraph(f"您提出的《{letter.title}》（{letter.of}）收悉，经研究，答复如下：")
    paper.paragraph(letter.body)
    paper.paragraph("感谢您对本单位工作的关心和支持。")
    paper.signature(letter.signed, letter.on)
    paper.paragraph(f"（联系人及电话：{letter.contact}）")
    return paper.to_bytes()


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in a table of the report."""

    number: str
    title: str
    filer: str
    lead: str
    stands: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a call brought, for the congress: sentences of numbers, and two tables."""

    unit: str
    call: str
    on: date
    sentences: Sequence[str]
    taken: Sequence[Line]
    carried_over: Sequence[Line]


HEADS = ("编号", "案名", "提案人", "主办", "落实情况")
WIDTHS = (3, 6, 2.4, 3, 2.6)


def report_paper(report: Report) -> bytes:
    """Return the report on proposals as a .docx file."""
    paper = Paper(f"{report.unit}\n提案工作报告", subtitle=f"（{report.call}）")
    paper.heading("提案征集和办理情况")
    for sentence in report.sentences:
        paper.paragraph(sentence)
    paper.heading("立案提案办理落实情况")
    paper.table(HEADS, [_cells(line) for line in report.taken], widths=WIDTHS)
    if report.carried_over:
        paper.heading("上次会议以来结转、尚未办结的提案")
        paper.table(
            HEADS, [_cells(line) for line in report.carried_over], widths=(3, 6, 2.4, 3, 2.6)
        )
    paper.signature(report.unit, report.on)
    return paper.to_bytes()


def _cells(line: Line) -> list[str]:
    return [line.number, line.title, line.filer, line.lead, line.stands]


__all__ = [
    "Letter",
    "Line",
    "Proposal",
    "Report",
    "form_paper",
    "letter_paper",
    "report_paper",
]
