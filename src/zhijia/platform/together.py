"""Many readings as one question: what several rooms want read is asked of the database at once.

A home shows what a dozen rooms know of one person. Each says which rows it wants, as querysets of
its own, and what it tells of them; none learns of another. Here they become one statement. Tables
of different shapes cannot be joined as they are, so each row comes as JSON, and Django makes of it
what the queryset alone would have made: objects with what they select along, tuples or values.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
U = TypeVar("U")
ROWS = Sequence[QuerySet[Any, Any]]
ARGUMENTS = 100  # that a function of SQLite takes
# What PostgreSQL's JSON makes of a column, and how it becomes what its driver would have given.
READ: dict[str, Callable[[Any], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "FloatField": float,
    "JSONField": json.dumps,
    "TimeField": time.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The rows that somebody wants read, and what they tell once these are there."""

    rows: tuple[QuerySet[Any, Any], ...]
    tell: Callable[..., T]

    def then(self, more: Callable[[T], U]) -> "Reading[U]":
        """Return the same reading, told otherwise."""
        return Reading(self.rows, lambda *found: more(self.tell(*found)))

    def alone(self) -> T:
        """Read at once, apart from others; a query for each of the rows."""
        return self.tell(*self.rows)


def told(what: T) -> Reading[T]:
    """Return a reading that has nothing to read."""
    return Reading((), lambda: what)


def counting(rows: QuerySet[Any, Any]) -> Reading[int]:
    """Return how many rows there are, to be read with what others want."""
    one = rows.select_related(None).order_by().values(one_=Value(0)).annotate(n_=Count("pk"))
    return Reading((one.values_list("n_", flat=True),), sum)


def together(asked: Iterable[Reading[T] | T]) -> list[T]:
    """Return what all of these tell, in their order; one query. What is no reading is told as it
    is.
    """
    readings = [one if isinstance(one, Reading) else told(one) for one in asked]
    found = iter(read([rows for one in readings for rows in one.rows]))
    return [one.tell(*(next(found) for _ in one.rows)) for one in readings]


def side_by_side(*asked: Reading[Any]) -> list[Any]:
    """Return what readings of different kinds tell, in their order; one query."""
    found: list[Any] = together(asked)
    return found


def read(wanted: ROWS) -> list[QuerySet[Any, Any]]:
    """Return the same querysets with their rows fetched, each in its order; one query.

    What they prefetch is still fetched for each. None may be `distinct` by what it does not show.
    """
    asked = [rows.all() for rows in wanted]
    compilers = [rows.query.get_compiler(connection=connection) for rows in asked]
    found = _found(compilers)
    for rows, compiler, told_ in zip(asked, compilers, found, strict=True):
        _fill(rows, compiler, told_)
    return asked


def _fill(rows: QuerySet[Any, Any], compiler: SQLCompiler, found: list[list[Any]] | None) -> None:
    """Let a queryset fetch what was read for it: its compiler is kept from asking again."""
    if found is None:
        rows._result_cache = []
        return
    # Both replace a method on this one object only, and the second is taken back below.
    compiler.execute_sql = lambda *_, **__: [found]  # type: ignore[method-assign,assignment]
    rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
    try:
        len(rows)
    finally:
        del rows.query.get_compiler  # whoever goes on from these rows asks anew


def _found(compilers: Sequence[SQLCompiler]) -> list[list[list[Any]] | None]:
    """Return the columns of each one's rows as the driver would give them; None where the
    question itself says that there are none.
    """
    heads, legs, values = list[str](), list[str](), list[Any]()
    found: list[list[list[Any]] | None] = [None for _ in compilers]
    for number, compiler in enumerate(compilers):
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            continue
        if compiler.has_extra_select:
            raise TypeError("a reading may not be distinct by what it does not show")
        names = [f"c{place}" for place in range(len(compiler.select))]
        heads.append(f"q{number} ({', '.join(names)}) AS ({sql})")
        legs.append(f"SELECT {number}, {_as_json(number, names)} FROM q{number}")
        values += params
        found[number] = []
    if not legs:
        return found
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(heads)} {' UNION ALL '.join(legs)}", values)
        for number, text in cursor.fetchall():
            cast(list[list[Any]], found[number]).append(_columns(text, compilers[number]))
    return found


def _as_json(number: int, names: Sequence[str]) -> str:
    """Return SQL for the columns of a row as one text."""
    if connection.vendor == "postgresql":
        return f"row_to_json(q{number})::text"
    parts = (", ".join(names[at : at + ARGUMENTS]) for at in range(0, len(names), ARGUMENTS))
    return f"json_array({', '.join(f'json_array({part})' for part in parts)})"


def _columns(text: str, compiler: SQLCompiler) -> list[Any]:
    """Return the columns of a row as the database's driver would."""
    if connection.vendor != "postgresql":
        return [value for part in json.loads(text) for value in part]
    row = json.loads(text, parse_float=Decimal).values()
    kinds = (column[0].output_field.get_internal_type() for column in compiler.select)
    return [
        READ[kind](value) if value is not None and kind in READ else value
        for value, kind in zip(row, kinds, strict=True)
    ]
