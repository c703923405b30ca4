"""The parts of a ballot paper that adopt and evaluate: items, and people's grades. Pure."""

from collections.abc import Sequence

from zhijia.platform import strokes

from .asked import Evaluation, Resolution, Subject
from .leaf import Cell, Grid, Row

MARKED = ("赞成", "不赞成", "弃权")
NUMBER, ABOUT = 10.0, 34.0  # mm
HEAD = 10.5


def items_grid(asked: Resolution, width: float, scale: float) -> Grid:
    """Draw the items of a resolution, a line each, with a column for each mark."""
    mark = max(18.0 * scale, 12.0)
    number = NUMBER * scale
    widths = (number, width - number - 3 * mark, mark, mark, mark)
    heads = _heads("序号", "表决事项", *MARKED)
    rows = [
        Row((Cell(str(n)), Cell(item, align="left"), Cell(), Cell(), Cell()), 11 * scale)
        for n, item in enumerate(asked.items, 1)
    ]
    return Grid(widths, (Row(heads, 8 * scale), *rows), heads=1)


def grades_grids(asked: Evaluation, width: float, scale: float) -> list[Grid]:
    """Draw who is evaluated: all in one table, or with weighted lines a table each."""
    if asked.lines:
        return [_lines(asked, one, width, scale) for one in asked.subjects]
    return [_matrix(asked.subjects, asked.grades, width, scale)]


def _matrix(subjects: Sequence[Subject], grades: Sequence[str], width: float, scale: float) -> Grid:
    has_about = any(one.about for one in subjects)
    number, about = NUMBER * scale, ABOUT * scale if has_about else 0.0
    grade = min((width - number - about) * 0.72 / len(grades), 26.0)
    name = width - number - about - grade * len(grades)
    widths = (number, name, *([about] if has_about else []), *[grade] * len(grades))
    heads = _heads("序号", "评议对象", *(["职务"] if has_about else []), *grades)
    rows = []
    for n, one in enumerate(subjects, 1):
        told = [Cell(str(n)), Cell(strokes.padded(one.name), face="name", size=13)]
        told += [Cell(one.about, size=10.5)] if has_about else []
        rows.append(Row((*told, *[Cell() for _ in grades]), 10 * scale))
    return Grid(widths, (Row(heads, 9 * scale), *rows), heads=1)


def _lines(asked: Evaluation, one: Subject, width: float, scale: float) -> Grid:
    """Draw one subject: a line for each thing that is weighed, and the grade of the whole."""
    grade = min(width * 0.66 / len(asked.grades), 30.0)
    label = width - grade * len(asked.grades)
    who = strokes.padded(one.name) + (f"（{one.about}）" if one.about else "")
    top = Row((Cell(f"评议对象：{who}", 1 + len(asked.grades), "name", 12, "left"),), 8 * scale)
    heads = Row(_heads("评议内容", *asked.grades), 8 * scale)
    told = [f"{line.name}（{line.percent}%）" for line in asked.lines]
    blank = [Cell() for _ in asked.grades]
    rows = [Row((Cell(words), *blank), 9 * scale) for words in told]
    whole = Row((Cell("综合评价", face="head", size=12), *blank), 9 * scale)
    return Grid((label, *[grade] * len(asked.grades)), (top, heads, *rows, whole), heads=2)


def _heads(*heads: str) -> tuple[Cell, ...]:
    return tuple(Cell(head, face="head", size=HEAD) for head in heads)
