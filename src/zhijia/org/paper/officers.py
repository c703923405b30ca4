"""工会干部名册: the officers of a union as an Excel file. Pure."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

from zhijia.platform.sheets import Column, workbook

TITLE = "工会干部名册"
COLUMNS = (
    Column("单位", 24),
    Column("姓名", 10),
    Column("性别", 6),
    Column("职务", 20),
    Column("专兼职", 8),
    Column("任职日期", 12, "date"),
    Column("产生方式", 14),
    Column("产生的会议或者任命文号", 28),
    Column("届次", 8),
    Column("岗位培训日期", 14, "date"),
)


@dataclass(frozen=True, slots=True)
class Officer:
    """One line of the roster, in the order of its columns."""

    unit: str
    name: str
    gender: str
    label: str
    time: str
    from_on: date
    way: str
    basis: str
    term: str
    trained_on: date | None


def cadres(officers: Iterable[Officer], *, unit: str, day: date) -> bytes:
    """Return the roster as .xlsx."""
    return workbook(TITLE, COLUMNS, map(astuple, officers), unit=unit, day=day)
