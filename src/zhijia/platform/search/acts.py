"""Keeping the index: machinery that goes along with actions, so no action of its own.

`take_up` runs at the end of the outermost action, in its transaction: the index changes with the
rows or not at all. What writes rows in bulk calls `take_up_rows` itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from zhijia.platform.offers import FINDS, Entry, Find
from zhijia.platform.scope import prefixes

from . import table
from .words import tokens

CHUNK = 2000
CHUNK_OF_TEXTS = 100  # a text may have a million characters
Told = Callable[[str, int], None]


def silent(kind: str, done: int) -> None:
    """Tell nobody how far it has come."""


def _scopes(find: Find, entry: Entry) -> list[str]:
    """Return the tokens by which those who may find an entry ask for it."""
    sight = entry.sight
    reached = {above for path in sight.at for above in prefixes(path)}
    said = [
        *(("b", path) for path in sorted(reached)),
        *(("x", path) for path in sorted(sight.at)),
        *(("d", path) for path in sorted(sight.below)),
        *(("i", path) for path in sorted(sight.inside)),
        *(("m", str(member)) for member in sorted(sight.members)),
        *(("s", mark) for mark in sorted(entry.marks)),
    ]
    return [f"@{find.number}{letter}{what}" for letter, what in said]


def said_of(find: Find, row: Any) -> str:
    """Return all the tokens of a row, as the index keeps them."""
    entry = find.entry(row)
    return " ".join([*tokens(entry.words), *_scopes(find, entry)])


def take_up(rows: Iterable[Model]) -> None:
    """Let the index know these rows, and what they touch, as they now stand."""
    keys: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for find in FINDS.values():
            key = _pointed_at(find, row)
            if key is not None:
                keys[find.name].add(key)
    for name, some in keys.items():
        take_up_keys(name, sorted(some))


def _pointed_at(find: Find, row: Model) -> int | None:
    """Return the key of the entry of this kind that a row is or touches."""
    own = isinstance(row, find.rows().model)
    field = "pk" if own else find.touched.get(type(row))
    key: int | None = getattr(row, field) if field else None
    return key


def take_up_keys(name: str, keys: Sequence[int]) -> int:
    """Let the index know the rows of a kind with these keys; return how many entries changed."""
    find, changed = FINDS[name], 0
    chunk = CHUNK_OF_TEXTS if find.is_text else CHUNK
    for start in range(0, len(keys), chunk):
        some = keys[start : start + chunk]
        numbers = [table.number(find.number, key) for key in some]
        table.hold(numbers)
        found = {
            table.number(find.number, row.pk): said_of(find, row)
            for row in find.rows().filter(pk__in=some)
        }
        changed += table.write(found)
        table.drop([entry for entry in numbers if entry not in found])
    return changed


def take_up_rows(name: str, rows: QuerySet[Any]) -> int:
    """Let the index know rows that were written in bulk, a chunk at a time."""
    return take_up_keys(name, list(rows.order_by("pk").values_list("pk", flat=True)))


def take_up_below(path: str) -> None:
    """Let the index know anew all that stood at or below a path, once its unit has moved."""
    for name, find in FINDS.items():
        stood = table.everything(table.question([f"@{find.number}b{path}"], [], []))
        take_up_keys(name, [table.key(entry) for entry in stood])


def rebuild(told: Told = silent) -> int:
    """Hold every entry against its row and mend it, without emptying the index meanwhile.

    Return how many entries were wrong, missing or too many.
    """
    known = {find.number for find in FINDS.values()}
    wrong = sum(_rebuild_kind(find, told) for find in FINDS.values())
    return wrong + _drop_others(known)


def _rebuild_kind(find: Find, told: Told) -> int:
    """Mend one kind, a chunk a transaction."""
    last, wrong, done = 0, 0, 0
    chunk = CHUNK_OF_TEXTS if find.is_text else CHUNK
    while True:
        with transaction.atomic():
            rows = list(find.rows().filter(pk__gt=last).order_by("pk")[:chunk])
            end = rows[-1].pk if len(rows) == chunk else (1 << table.KIND) - 1
            wrong += _mend(find, rows, last + 1, end)
        last, done = end, done + len(rows)
        told(find.label, done)
        if len(rows) < chunk:
            return wrong


def _mend(find: Find, rows: Sequence[Any], first: int, last: int) -> int:
    """Let the entries from key `first` to `last` be exactly those of these rows."""
    found = {table.number(find.number, row.pk): said_of(find, row) for row in rows}
    there = table.between(table.number(find.number, first), table.number(find.number, last))
    stray = [entry for entry in there if entry not in found]
    table.drop(stray)
    return table.write(found) + len(stray)


def _drop_others(known: set[int]) -> int:
    """Drop the entries of kinds that no room offers any longer."""
    last, stray = -1, 0
    for number in [*sorted(known), 1 << 20]:
        gone = table.between(table.number(last + 1, 0), table.number(number, 0) - 1)
        for start in range(0, len(gone), CHUNK):
            table.drop(gone[start : start + CHUNK])
        last, stray = number, stray + len(gone)
    return stray
