"""What a table is to an archive: its columns, and each value as JSON and back.

Values are taken as the database keeps them: what is encrypted there stays encrypted here. Both
databases give and take the same JSON, so an archive of one fits the other.
"""

import json
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import singledispatch
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models
from django.db.models import ExpressionWrapper, F
from django.db.models.fields.json import JSONField
from django.utils.duration import duration_string

Column: TypeAlias = "models.Field[Any, Any]"
CHUNK = 2000
# Who was signed in is nobody's business later; after a restore everybody signs in again.
LEFT_OUT = {"django_session"}
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns of it that hold facts."""

    model: type[models.Model]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def heads(self) -> list[str]:
        """Return the names of the columns as the database knows them."""
        return [str(column.column) for column in self.columns]

    def arranged(self, heads: list[str]) -> "Table":
        """Return the table with its columns in the order of `heads`."""
        by_name = {str(column.column): column for column in self.columns}
        return Table(self.model, tuple(by_name[head] for head in heads))


def _needs(model: type[models.Model]) -> list[type[models.Model]]:
    """Return the models whose rows those of this one point at."""
    return [
        field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and field.related_model is not model
    ]


def _in_order(found: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Yield the models, those pointed at before those that point; a circle is cut somewhere."""
    seen: set[type[models.Model]] = set()

    def visit(model: type[models.Model]) -> Iterator[type[models.Model]]:
        if model in seen or model not in found:
            return
        seen.add(model)
        for needed in _needs(model):
            yield from visit(needed)
        yield model

    for model in found:
        yield from visit(model)


def tables(stage: Apps = apps) -> list[Table]:
    """Return every table that an archive holds, in the order in which rows can be put back.

    `stage` is ours, or an earlier one of the migrations.
    """
    kept = {
        model._meta.db_table: model
        for model in stage.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    found = [model for name, model in sorted(kept.items()) if name not in LEFT_OUT]
    return [
        Table(model, tuple(f for f in model._meta.concrete_fields if not f.generated))
        for model in _in_order(found)
    ]


def _stored(field: Column) -> Column:
    """Return the field as the database sees it, without what a class of ours does to values."""
    kind = next(kind for kind in type(field).__mro__ if kind.__module__.startswith("django."))
    if kind is type(field):
        return field
    plain = copy(field)
    plain.__class__ = kind
    return plain


@singledispatch
def _worded(value: object) -> str:
    """Return as text what JSON has no word for."""
    raise TypeError(f"no JSON for {type(value).__name__}")


@_worded.register(Decimal)
@_worded.register(UUID)
def _as_text(value: object) -> str:
    return str(value)


@_worded.register(date)
@_worded.register(datetime)
@_worded.register(time)
def _as_iso(value: date | time) -> str:
    return value.isoformat()


@_worded.register
def _as_span(value: timedelta) -> str:
    return duration_string(value)


@_worded.register(bytes)
@_worded.register(memoryview)
def _as_hex(value: bytes | memoryview) -> str:
    return bytes(value).hex()


def _line(row: tuple[Any, ...]) -> bytes:
    """Return a row as a line; sorted keys, because PostgreSQL keeps those of JSON in no order."""
    text = json.dumps(
        row, default=_worded, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode() + b"\n"


def lines(table: Table) -> Iterator[bytes]:
    """Yield the rows of a table by their key, never more than a chunk in memory."""
    raw = {
        f"stored_{n}": ExpressionWrapper(F(column.attname), output_field=_stored(column))
        for n, column in enumerate(table.columns)
        if _stored(column) is not column
    }
    names = [
        f"stored_{n}" if f"stored_{n}" in raw else column.attname
        for n, column in enumerate(table.columns)
    ]
    rows = table.model._base_manager.annotate(**raw).order_by("pk").values_list(*names)
    return map(_line, rows.iterator(chunk_size=CHUNK))


def _as_parameter(column: Column) -> Callable[[Any], Any] | None:
    """Return what makes a parameter of a JSON value; None where it is one already."""
    field = _stored(column)
    while isinstance(field, models.ForeignKey):
        field = _stored(field.target_field)
    if isinstance(field, models.BinaryField):
        return bytes.fromhex
    if isinstance(field, JSONField):
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)
    if isinstance(field, PLAIN):
        return None
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def reader(table: Table) -> Callable[[bytes], list[Any]]:
    """Return what turns a line back into the parameters of an INSERT."""
    turns = [_as_parameter(column) for column in table.columns]
    # A column that may not be empty holds the JSON word null, not nothing.
    is_json = [isinstance(c, JSONField) and not c.null for c in table.columns]

    def parameters(line: bytes) -> list[Any]:
        values = json.loads(line)
        return [
            turn(value) if turn and (value is not None or always) else value
            for turn, always, value in zip(turns, is_json, values, strict=True)
        ]

    return parameters
