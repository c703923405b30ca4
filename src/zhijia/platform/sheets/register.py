"""The register of sheets: each is declared once, and template, import and export come of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from zhijia.law import Verdict
from zhijia.platform.actor import Actor

from .columns import Column
from .lines import Judged, Line, Reading

Asked = Mapping[str, str]
Said = Mapping[str | None, Mapping[int, str]]
Rows = Callable[[Actor, Asked], Any]


class Place(Protocol):
    """Where an import goes: a row of the room, a unit."""

    pk: Any

    @property
    def unit_path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose before an import: choices as (value, words), the first is the default."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    help: str = ""


class Importer(Protocol):
    """What a room does with the lines of its sheet. Nothing but `write` and `undo` writes."""

    options: tuple[Option, ...]

    def places(self, actor: Actor) -> Any:
        """Return the rows (a queryset) an import may go to, each with a unique `code`."""

    def may(self, actor: Actor, place: Any) -> Verdict:
        """Say whether this actor may bring rows in there."""

    def read(self, data: bytes, name: str, today: date) -> Reading:
        """Read a file. Raises Unreadable."""

    def judge(
        self, place: Any, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        """Say of each line what would become of it; then name rows the file lacks."""

    def summary(self, place: Any, chosen: Asked, lines: Sequence[Line]) -> Iterable[str]:
        """Say in sentences how the chosen way plays out, without naming anybody."""

    def write(
        self, *, actor: Actor, place: Any, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        """Write judged rows and yield them with what undoing needs. Raises Refused."""

    def undo(self, *, actor: Actor, place: Any, rows: Iterable[Judged]) -> None:
        """Take back what `write` did, as a whole. Raises Refused where a row moved on since."""

    def write_back(
        self, data: bytes, name: str, said: Mapping[str | None, Mapping[int, str]]
    ) -> bytes:
        """Return the file with the column 导入结果."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the product: `rows` gives an export's rows, scoped by the actor, in order: a list
    or a queryset.

    `asked` is the question in the address of the list that the export belongs to, `back` the name
    of that list's URL. `unit` says whose table it is. `may` opens the export, `may_see` the
    sensitive columns, `sees` tells of which rows, `looked` keeps what was seen of which rows and
    what for. Without `brings` nothing is imported.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Rows
    unit: Callable[[Actor, Asked], str]
    may: Callable[[Actor], Verdict]
    may_see: Callable[[Actor], Verdict] | None = None
    sees: Callable[[Actor, Any], bool] | None = None
    looked: Callable[[Actor, Sequence[Any], str, str], None] | None = None
    back: str = ""
    has_total: bool = False
    brings: Importer | None = None
    notes: tuple[str, ...] = ()

    @property
    def asked_columns(self) -> tuple[Column, ...]:
        """Return the columns of the template and the import."""
        return tuple(column for column in self.columns if column.is_asked)

    @property
    def told_columns(self) -> tuple[Column, ...]:
        """Return the columns of the export."""
        return tuple(column for column in self.columns if column.of)

    def is_short(self, actor: Actor, asked: Asked, most: int) -> bool:
        """Say whether an export has no more than `most` rows."""
        found: Any = self.rows(actor, asked)
        first = found[: most + 1]
        return (len(first) if isinstance(first, Sequence) else first.count()) <= most


SHEETS: dict[str, Sheet] = {}


def sheet(
    name: str, title: str, *, columns: Sequence[Column], **how: Any
) -> Callable[[Rows], Rows]:
    """Enter a sheet: `@sheet("org.units", "组织一览表", columns=…, may=…)` above its rows."""
    keys = [column.key for column in columns]
    if len(set(keys)) != len(keys) or not all(keys):
        raise ValueError(f"{name}: every column needs a key of its own")

    def enter(rows: Rows) -> Rows:
        SHEETS[name] = Sheet(name, title, tuple(columns), rows, **how)
        return rows

    return enter
