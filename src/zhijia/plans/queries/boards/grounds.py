"""Work counted by its light, in the database: a group answers a row a colour, however large."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from ...models import AssignmentQuerySet
from ...rules import OPEN, WORST_FIRST, boards
from ..light_in_sql import colour
from ..lights import ALIGHT


def rank() -> Case:
    """Return how pressing a row is that knows its `colour`: 0 for the most."""
    return Case(
        *(When(Q(colour=name), then=Value(n)) for n, name in enumerate(WORST_FIRST)),
        output_field=IntegerField(),
    )


# What is closed is whole, whatever was reported before.
FAR = Case(
    When(state__in=OPEN, then=F("percent")),
    default=Value(boards.WHOLE),
    output_field=IntegerField(),
)


def lit(rows: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
    """Let each row know its `colour`."""
    return rows.annotate(colour=colour(today))


def with_light(rows: AssignmentQuerySet, shown: str, today: date) -> AssignmentQuerySet:
    """Keep the rows that show this colour; all where none is asked for."""
    return lit(rows, today).filter(Q(colour=shown)) if shown else rows


@dataclass(frozen=True, slots=True)
class Tally:
    """Work counted by its light; `far` is the sum of its per cents."""

    red: int = 0
    yellow: int = 0
    blue: int = 0
    green: int = 0
    unlit: int = 0
    done: int = 0
    far: int = 0

    @property
    def all(self) -> int:
        """Return how many there are."""
        return self.open + self.done

    @property
    def open(self) -> int:
        """Return how many are still to be done."""
        return self.red + self.yellow + self.blue + self.well

    @property
    def well(self) -> int:
        """Return how many are well on their way."""
        return self.green + self.unlit

    @property
    def percent(self) -> int:
        """Return how far the work has come, each unit's counting alike."""
        return boards.task_degree(self.far, self.all)

    @property
    def shown(self) -> list[str]:
        """Return the colours that are alight, the worst first."""
        return [name for name in WORST_FIRST if name in TALLIED and getattr(self, name)]

    @property
    def worst(self) -> str:
        """Return the colour of the whole; done where there is nothing."""
        return next(iter(self.shown), boards.DONE)

    def lamps(self, columns: Iterable[str]) -> list[tuple[str, str, int]]:
        """Return how many show each of these colours: label, colour, number."""
        return [(ALIGHT[name], name, getattr(self, name)) for name in columns]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, n) + getattr(other, n) for n in Tally.__slots__))


@dataclass(frozen=True, slots=True)
class LitTable:
    """Lines of a table with their lamps: one column for each light that the table has."""

    heads: str
    rows: list[tuple[Any, list[tuple[str, str, int]]]]
    total: list[tuple[str, str, int]]


def lit_table(
    rows: Iterable[tuple[Any, Tally]], whole: Tally, before: str, after: str = "", sorts: str = ""
) -> LitTable:
    """Set lines with their tallies beside the lamps of `whole`; `sorts` are colours to sort by."""
    columns = boards.columns(whole.shown)
    labels = [f"{ALIGHT[one]}@{one}" if one in sorts.split() else ALIGHT[one] for one in columns]
    heads = "|".join(filter(None, [before, *labels, after]))
    return LitTable(heads, [(line, t.lamps(columns)) for line, t in rows], whole.lamps(columns))


TALLIED = ("red", "yellow", "blue", "green", "unlit", "done")
NOTHING = Tally()


Key = tuple[Any, ...]


def counted(rows: AssignmentQuerySet, today: date, *keys: str, **made: Any) -> QuerySet[Any, Any]:
    """Group rows by columns, by expressions under new names, and by colour.

    Each group is a dict of these with `n`, how many, and `far`, the sum of their per cents.
    """
    named = lit(rows.order_by().annotate(**made), today).values(*keys, *made, "colour")
    groups: QuerySet[Any, Any] = named.annotate(n=Count("pk"), far=Sum(FAR))
    return groups


def folded(groups: Iterable[dict[str, Any]], *names: str) -> dict[Key, Tally]:
    """Return groups as tallies by these of their columns; what shows no light counts nothing."""
    found: dict[Key, dict[str, int]] = {}
    for row in groups:
        into = found.setdefault(tuple(row[name] for name in names), {"far": 0})
        if row["colour"] in TALLIED:
            into[row["colour"]] = row["n"]
            into["far"] += row["far"]
    return {key: Tally(**numbers) for key, numbers in found.items()}


def tallied(rows: AssignmentQuerySet, today: date, *keys: str) -> dict[Key, Tally]:
    """Count rows by columns; one query, however many rows there are."""
    return folded(counted(rows, today, *keys), *keys)


def summed(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one."""
    return sum(tallies, NOTHING)
