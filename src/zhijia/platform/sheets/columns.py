"""A column, said once: how it is written, asked for, read and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "number", "date", "money", "choice", "id"]
# What Excel takes for a number or a day unless the cells are text from the start.
TYPED_AS_TEXT = frozenset({"text", "date", "choice", "id"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in half-width characters, and the kind of its cells.

    text, choice, id: anything, kept as text, also an ID or telephone number. number, money: int,
    float or Decimal of at most 15 digits, all that Excel keeps. date: a date. None is empty.

    The rest is for declared sheets. `key` names the value; `of` takes it from a row for export,
    without it the column is not exported. `is_asked` says whether template and import have it,
    `is_shown` whether an export has it unless asked otherwise, `is_sensitive` that it is only for
    those who may, on record; of rows they may not see it shows what `masked` makes. `other_heads`
    are further names of the column.
    """

    head: str
    width: float = 12
    kind: Kind = "text"
    wrap: bool = True
    key: str = ""
    of: Callable[[Any], object] | None = None
    masked: Callable[[Any], object] | None = None
    other_heads: tuple[str, ...] = ()
    is_asked: bool = False
    is_required: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""
    help: str = ""
    longest: int = 100
    is_shown: bool = True
    is_sensitive: bool = False
