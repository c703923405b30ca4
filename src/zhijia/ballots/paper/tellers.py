"""发票收票登记表 and 计票表: what is filled in by hand on the day, as leaves. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijia.platform import strokes

from ..rules.printing import blanks_for
from .asked import Asked, Election, Evaluation, Resolution
from .leaf import Block, Cell, Grid, Leaf, Row, Sheet, Words

LYING = Sheet(is_landscape=True)
MARKED = ("赞成", "不赞成", "弃权")
SPARE = 1  # blank lines of a table, for what nobody foresaw
OTHERS = 4  # blank lines for who is written in
HEAD, LINE = 8.5, 11.0  # mm


@dataclass(frozen=True, slots=True)
class Box:
    """A place where papers are given out and come back: a hall, a delegation, a 流动票箱.

    Figures that are not known yet are None: a hand writes them in.
    """

    name: str
    is_mobile: bool = False
    due: int | None = None
    present: int | None = None
    issued: int | None = None
    returned: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ballot paper: what it is for, its colour, and what each box had of it."""

    title: str
    boxes: Sequence[Box]
    tint: str = ""


ISSUED = (
    ("序号", 12.0),
    ("票箱（会场、代表团）", 52.0),
    ("应到", 16.0),
    ("签到", 16.0),
    ("领取", 16.0),
    ("发出", 16.0),
    ("收回", 16.0),
    ("未发出\n（剪角作废）", 24.0),
    ("发票人签名", 32.0),
    ("收票人签名", 32.0),
    ("监票人签名", 32.0),
)


def issue_leaf(title: str, kinds: Sequence[Kind]) -> Leaf:
    """Return the sheet of what was given out and came back, a table for each kind of paper."""
    blocks: list[Block] = []
    for kind in kinds:
        tint = f"（{kind.tint}）" if kind.tint else ""
        blocks.append(Words(f"{kind.title}{tint}", "part"))
        blocks.append(_issued(kind.boxes))
    blocks.append(_signed("总监票人", "监票人", "登记人"))
    notes = (
        "说明：1. 按签到人数发票，每人一张；流动票箱的投票人计入参加选举的人数。",
        "2. 收回的等于或者少于发出的，选举有效；多于发出的无效。每种选票分别清点。",
        "3. 未发出的选票当场清点、剪角作废，由监票人签名。",
    )
    return Leaf(f"{title}\n发票收票登记表", tuple(blocks), notes)


def _issued(boxes: Sequence[Box]) -> Grid:
    heads = Row(tuple(Cell(head, face="head", size=10.5) for head, _ in ISSUED), HEAD)
    rows = [_box(str(n), one) for n, one in enumerate(boxes, 1)]
    rows += [_box("", Box("")) for _ in range(SPARE)]
    rows.append(_box("合计", _sum(boxes)))
    return Grid(tuple(width for _, width in ISSUED), (heads, *rows), heads=1)


def _sum(boxes: Sequence[Box]) -> Box:
    """Add the boxes up, column by column; what one of them does not know is left open."""
    columns = ([getattr(one, name) for one in boxes] for name in ("due", "present", "issued"))
    due, present, issued = (_total(column) for column in columns)
    return Box("", False, due, present, issued, _total([one.returned for one in boxes]))


def _total(figures: Sequence[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known and len(known) == len(figures) else None


def _box(number: str, box: Box) -> Row:
    name = f"{box.name}（流动票箱）" if box.is_mobile and "流动" not in box.name else box.name
    figures = [box.due, box.present, None, box.issued, box.returned]
    shown = ["" if figure is None else str(figure) for figure in figures]
    told = (number, name, *shown, "", "", "", "")
    return Row(tuple(Cell(text, size=11) for text in told), 8.5)


def counting_leaf(title: str, asked: Asked, teller: str, others: Sequence[str] = ()) -> Leaf:
    """Return the sheet on which one teller (甲, 乙) makes a stroke of 正 for each vote.

    `others` are names known to be written in; there are blank lines for more.
    """
    head = f"计票人{teller}    第______叠    本叠______张    其中有效______张    无效______张"
    grid = _strokes(asked, others)
    notes = (
        "说明：1. 每得一票画一笔，五笔成一个“正”字；写满后在“票数”栏写明合计。",
        "2. 两名计票人分别计票，互不查看，各填一张；一致后才报告结果，不一致的重新核对该叠。",
        "3. 每名候选人的赞成、不赞成、弃权合计等于有效票张数；无效票写明原因，单独保存。",
    )
    signed = _signed("唱票人", f"计票人{teller}", "监票人")
    blocks: tuple[Block, ...] = (Words(head, "line"), grid, signed)
    return Leaf(f"{title}\n计票表（计票人{teller}）", blocks, notes)


def _strokes(asked: Asked, others: Sequence[str]) -> Grid:
    """Draw a line for each who or what got votes, and two columns for each mark."""
    width = LYING.room[0]
    label, rows, marks = _lines(asked)
    each = (width - 12 - 46) / len(marks)
    number = min(18.0, each / 3)
    widths = (12.0, 46.0, *[each - number, number] * len(marks))
    heads = [Cell("序号", face="head", size=10.5), Cell(label, face="head", size=10.5)]
    for mark in marks:
        heads += [Cell(mark, face="head", size=10.5), Cell("票数", face="head", size=10.5)]
    blank = [Cell() for _ in range(2 * len(marks))]
    drawn = [
        Row((Cell(str(n), size=11), Cell(name, face="name", size=13), *blank), LINE)
        for n, name in enumerate(rows, 1)
    ]
    if isinstance(asked, Election) and blanks_for(asked.contest):
        shut = [Cell(is_shut=True) for _ in range(2 * len(marks) - 2)]
        for name in [*others, *[""] * OTHERS]:
            drawn.append(Row((Cell("另选", size=11), _who(name), Cell(), Cell(), *shut), LINE))
    return Grid(widths, (Row(tuple(heads), HEAD), *drawn), heads=1)


def _who(name: str) -> Cell:
    return Cell(strokes.padded(name) if name else "", face="name", size=13)


def _lines(asked: Asked) -> tuple[str, list[str], tuple[str, ...]]:
    """Return the head of the first column, its lines, and the marks that are counted."""
    if isinstance(asked, Election):
        names = [strokes.padded(one.name) for one in asked.candidates]
        return "姓名", names, ("赞成",) if asked.contest.by_marks else MARKED
    if isinstance(asked, Resolution):
        return "表决事项", list(asked.items), MARKED
    return "评议对象", _graded(asked), tuple(asked.grades)


def _graded(asked: Evaluation) -> list[str]:
    names = [strokes.padded(one.name) for one in asked.subjects]
    if not asked.lines:
        return names
    of = [line.name for line in asked.lines]
    return [f"{name}·{line}" for name in names for line in [*of, "综合"]]


def _signed(*roles: str) -> Words:
    room = "　" * 7
    return Words(room.join(f"{role}：" for role in roles) + room + "　　年　　月　　日", "sign")
