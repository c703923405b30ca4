"""任务分解表: what is known of tasks, as an Excel sheet and as a Word paper. Pure.

The columns are those of practice, in its order. What nobody has said is 待定; what no report has
said (存在问题, 下步措施) stays empty for the hand that fills it in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.sheets import Column, workbook
from zhijia.platform.wording import written

OPEN_END = "待定"
COLUMNS = (
    Column("类别/来源", 12),
    Column("原文要求", 22),
    Column("工作任务", 22),
    Column("具体措施", 16),
    Column("工作目标/考核标准", 10),
    Column("牵头（分管）领导", 7),
    Column("牵头（责任）单位", 13),
    Column("配合单位", 7),
    Column("责任人", 10),
    Column("完成时限", 11),
    Column("进展情况", 24),
    Column("存在问题", 7),
    Column("下步措施", 7),
    Column("状态", 8),
    Column("备注", 13),
)
HEADS = ("序号", *(column.head for column in COLUMNS))
WIDTHS = (4, 13, 18, 18, 16, 9, 8, 13, 6, 9, 12, 20, 6, 6, 8, 13)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a task at one post: who holds it, and what they are to do."""

    holder: str
    wording: str


@dataclass(frozen=True, slots=True)
class Share:
    """A task at one unit: by when, how far, its newest words, and the parts handed down.

    `problems` and `next_step` are what it reported last of the one and of the other.
    """

    unit: str
    due_on: date
    percent: int
    words: str
    is_done: bool
    parts: tuple[Part, ...] = ()
    problems: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the table shows it; `stands` is how it stands in a word.

    `shares` are those of the units that lead, `assisting` those of the units that assist.
    """

    number: str
    area: str
    source: str
    original: str
    wording: str
    figures: str
    responsible: str
    deadline: str
    due_on: date | None
    stands: str
    dropped_for: str
    shares: tuple[Share, ...]
    assisting: tuple[Share, ...] = ()
    standard: str = ""
    leader: str = ""
    # Whom a task is meant for that nobody has yet.
    lead: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()


def cells(line: Line) -> tuple[str, ...]:
    """Return the texts of a line's columns, 序号 aside."""
    everybody = (*line.shares, *line.assisting)
    parts = [part for share in everybody for part in share.parts]
    return (
        f"{line.area}\n{line.source}",
        line.original,
        line.wording,
        _lines(f"{part.holder}：{part.wording}" for part in parts),
        _lines(filter(None, [line.standard, line.figures.replace(";", "；")])),
        line.leader or OPEN_END,
        _lines(share.unit for share in line.shares) or _lines(line.lead) or OPEN_END,
        _lines(share.unit for share in line.assisting) or _lines(line.assist),
        _lines(dict.fromkeys(part.holder for part in parts)) or OPEN_END,
        _due(line),
        _lines(map(_progress, everybody)),
        _said("problems", everybody),
        _said("next_step", everybody),
        _stands(line),
        _note(line),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _due(line: Line) -> str:
    """Return the day all units have in common, or each unit's own; else the task's, or 待定."""
    days = {share.due_on for share in line.shares}
    if len(days) > 1:
        return _lines(f"{share.unit} {share.due_on:%Y-%m-%d}" for share in line.shares)
    day = days.pop() if days else line.due_on
    return f"{day:%Y-%m-%d}" if day else OPEN_END


def _progress(share: Share) -> str:
    """Return how far a unit is and what it said last."""
    how_far = "已办结" if share.is_done else f"{share.percent}%"
    words = f"，{share.words}" if share.words else ""
    return f"{share.unit}：{how_far}{words}"


def _said(what: str, shares: Sequence[Share]) -> str:
    """Return what each unit said of one thing; with its name where there are several units."""
    told = [(share.unit, words) for share in shares if (words := getattr(share, what))]
    return _lines(f"{unit}：{words}" if len(shares) > 1 else words for unit, words in told)


def _stands(line: Line) -> str:
    """Return how the task stands, and of how many units while they are at work."""
    done = sum(share.is_done for share in line.shares)
    if len(line.shares) < 2 or done == len(line.shares):
        return line.stands
    return f"{line.stands}\n{done}/{len(line.shares)} 办结"


def _note(line: Line) -> str:
    """Return the number, why the task was dropped, and what the speech said of who and when."""
    said = {
        "撤销原因": line.dropped_for,
        "原文单位": line.responsible,
        "原文时限": line.deadline,
    }
    return _lines([f"编号{line.number}", *(f"{k}：{v}" for k, v in said.items() if v)])


def to_sheet(title: str, lines: Iterable[Line], *, unit: str, day: date) -> bytes:
    """Return the table as an .xlsx file, lying on A4 or A3 as the printer has it."""
    return workbook(title, COLUMNS, map(cells, lines), unit=unit, day=day)


def to_paper(title: str, lines: Sequence[Line], *, unit: str, day: date) -> bytes:
    """Return the table as a .docx file, lying on A3: sixteen columns are too narrow on A4."""
    paper = Paper(title, subtitle=f"（{unit}　{written(day)}）", landscape=True, size="A3")
    rows = [(str(n), *cells(line)) for n, line in enumerate(lines, 1)]
    paper.table(HEADS, rows, widths=WIDTHS)
    return paper.to_bytes()
