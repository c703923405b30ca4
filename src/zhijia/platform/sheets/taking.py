"""An export's file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from zhijia.platform.actor import Actor

from .book import workbook
from .columns import Column
from .models import Export
from .names import file_name
from .register import Sheet

HIDDEN = "（不显示）"


@dataclass(frozen=True, slots=True)
class File:
    """A file made: its content, its name, and how many rows it has."""

    data: bytes = field(repr=False)
    name: str
    rows: int
    seen: tuple[Any, ...] = field(default=(), repr=False)  # keys of rows seen in clear


def made(actor: Actor, sheet: Sheet, export: Export, at: datetime) -> File:
    """Return the Excel file of the chosen columns, signed by who takes it where it is sensitive."""
    columns = [column for column in sheet.told_columns if column.key in export.columns]
    moment = localtime(at)
    counted = _Counted(sheet, actor, export)
    signed = f"导出人：{actor.name or '系统管理员'}　{moment:%Y-%m-%d %H:%M}"
    data = workbook(
        sheet.title,
        columns,
        counted.cells(columns),
        unit=export.unit,
        day=moment.date(),
        landscape=export.is_landscape,
        total=sheet.has_total,
        foot=f"{signed}　含个人信息，请妥善保管，用后销毁" if export.has_sensitive else "",
    )
    name = file_name(sheet.title, export.unit, moment.date(), "xlsx")
    return File(data, name, counted.rows, tuple(counted.seen))


class _Counted:
    """The rows of an export, counted as they pass."""

    def __init__(self, sheet: Sheet, actor: Actor, export: Export) -> None:
        self.rows = 0
        self.seen: list[Any] = []
        self._sheet, self._actor = sheet, actor
        found: Any = sheet.rows(actor, export.asked)
        self._found = found.iterator(2000) if isinstance(found, QuerySet) else found

    def cells(self, columns: list[Column]) -> Iterator[list[Any]]:
        """Yield the cells of each row."""
        has_sensitive = any(column.is_sensitive for column in columns)
        sees = self._sheet.sees if has_sensitive else None
        for row in self._found:
            self.rows += 1
            in_clear = bool(sees and sees(self._actor, row))
            if in_clear:
                self.seen.append(row.pk)
            yield [self._cell(column, row, in_clear=in_clear) for column in columns]

    def _cell(self, column: Column, row: Any, *, in_clear: bool) -> object:
        assert column.of
        if not column.is_sensitive or in_clear:
            return column.of(row)
        return column.masked(row) if column.masked else HIDDEN
