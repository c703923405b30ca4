"""Judged rows as a text and back, a page at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from .lines import Change, Judged

PAGE = 100  # rows a page
T = TypeVar("T")


def pack(rows: Iterable[Judged]) -> str:
    """Return rows as JSON; what is empty is left out."""
    return json.dumps([_told(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def _told(row: Judged) -> dict[str, Any]:
    """Return a row's fields. By hand: asdict copies each value and takes ten times as long."""
    told = {
        "kind": row.kind,
        "title": row.title,
        "detail": row.detail,
        "row": row.row,
        "sheet": row.sheet,
        "messages": row.messages,
        "target": row.target,
        "version": row.version,
        "place": row.place,
        "values": row.values,
        "changes": [(one.label, one.before, one.after) for one in row.changes],
        "before": row.before,
    }
    return {key: value for key, value in told.items() if value}


def unpack(body: str) -> list[Judged]:
    """Return the rows of `pack`."""
    return [_judged(row) for row in json.loads(body)]


def _judged(row: dict[str, Any]) -> Judged:
    changes = tuple(Change(*one) for one in row.pop("changes", ()))
    messages = tuple(row.pop("messages", ()))
    return Judged(**{"title": "", **row}, messages=messages, changes=changes)


def in_lots(rows: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Yield rows in lists of `size`, the last one shorter."""
    lot: list[T] = []
    for row in rows:
        lot.append(row)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot
