"""个人信息 in tables: the name stands in one column, what is told of it in others. Pure."""

import re
from collections.abc import Iterator, Sequence

from .persons import Trace

HEAD_ROWS = 6
NAME_HEAD = re.compile(r"姓\s*名|^(?:户主|受助人|领取人|收款人|获奖人|职工|会员|申请人|本人)$")
NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff·• ]{1,14}")
NO_NAME = re.compile(r"合\s*计|小\s*计|总\s*计|共计|备注|平均|单位|姓名|示例|签字|制表|审核|负责")
# A unit is called by the same words as its money: 张数、人数 are no money.
FIGURES = {
    "金额": re.compile(
        r"金额|[（(](?:元|万元)[）)]|补助|补贴|奖金|工资|慰问|救助|报销|应发|实发|薪"
    ),
    "电话": re.compile(r"电话|手机|联系方式"),
    "证件号码": re.compile(r"身份证|证件号|公民身份"),
    "银行卡号": re.compile(r"卡\s*号|银行.*账|账\s*号|账\s*户|开户"),
}
DIGITS = re.compile(r"[0-9]")
Table = Sequence[Sequence[str]]


def in_table(table: Table) -> Iterator[Trace]:
    """Yield what a table tells of persons: each kind once, with the first name and how many."""
    found = _heads(table)
    if found is None:
        return
    at, name, columns = found
    for what, column in columns.items():
        told = [
            row[name].strip()
            for row in table[at + 1 :]
            if _is_name(row, name) and column < len(row) and DIGITS.search(row[column])
        ]
        if told:
            yield Trace(f"表格里的姓名连同{what}", f"{told[0][:1]}…等 {len(told)} 人")


def _is_name(row: Sequence[str], name: int) -> bool:
    said = row[name].strip() if name < len(row) else ""
    return bool(NAME.fullmatch(said)) and not NO_NAME.search(said)


def _heads(table: Table) -> tuple[int, int, dict[str, int]] | None:
    """Return the row of the heads, the column of names, and those that tell something of them."""
    for at, row in enumerate(table[:HEAD_ROWS]):
        names = [place for place, head in enumerate(row) if NAME_HEAD.search(head.strip())]
        columns = {
            what: place
            for what, pattern in FIGURES.items()
            for place, head in enumerate(row)
            if place not in names and pattern.search(head)
        }
        if names and columns:
            return at, names[0], columns
    return None


def as_text(table: Table) -> str:
    """Return a table as lines, amounts under a head of money with 元 behind them.

    So that what looks through texts also finds a name beside an amount here.
    """
    money: set[int] = set()
    for row in table[:HEAD_ROWS]:
        money |= {place for place, head in enumerate(row) if FIGURES["金额"].search(head)}
    return "\n".join(
        "　".join(_with_unit(cell, place in money) for place, cell in enumerate(row) if cell)
        for row in table
    )


def _with_unit(cell: str, is_money: bool) -> str:
    plain = cell.replace(",", "").replace(".", "", 1)
    return f"{cell}元" if is_money and plain.isdigit() else cell
