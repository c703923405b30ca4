"""Rosters for the tests. Nobody in them exists: ID areas are 9999xx, phones 199 0000 xxxx."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhijia.org.roster import Person, Roster, read

TODAY = date(2026, 11, 22)
HEAD = ("姓名", "身份证号", "工号", "性别", "手机", "部门")
Rows = Sequence[Sequence[Any]]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(born: str = "19850312", order: int = 123, area: str = "999901") -> str:
    """Return a number with a right check digit; an odd `order` is a man's."""
    first = f"{area}{born}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def phone(number: int) -> str:
    return f"1990000{number:04}"


def xlsx(
    sheets: Mapping[str, Rows] | Rows, dress: Callable[[Worksheet], None] | None = None
) -> bytes:
    """Return a workbook of these sheets; `dress` merges or hides on each."""
    book = Workbook()
    del book["Sheet"]
    named = sheets if isinstance(sheets, Mapping) else {"会员": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if dress:
            dress(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merged(*ranges: str) -> Callable[[Worksheet], None]:
    def dress(sheet: Worksheet) -> None:
        for one in ranges:
            sheet.merge_cells(one)

    return dress


def csv(rows: Rows, encoding: str = "utf-8", sign: str = ",") -> bytes:
    return "".join(sign.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


understand = partial(read, today=TODAY)


def roster(rows: Rows, dress: Callable[[Worksheet], None] | None = None) -> Roster:
    """Read a sheet of these rows."""
    return understand(xlsx(rows, dress), "花名册.xlsx")


def beside(**cells: Any) -> Roster:
    """Read one person, right in all but these columns, which are named by their headers."""
    usual: dict[str, Any] = {
        "姓名": "王小明",
        "身份证号": identity(),
        "工号": "A1",
        "部门": "动力车间",
    }
    usual |= cells
    return roster([list(usual), list(usual.values())])


def only(found: Roster) -> Person:
    """Return the one person of a roster."""
    (person,) = found.people
    return person


def errors(found: Roster) -> list[tuple[int, str]]:
    return [(fault.row, fault.kind) for fault in found.errors]


def warnings(found: Roster) -> list[tuple[int, str]]:
    return [(fault.row, fault.kind) for fault in found.warnings]
