"""The roster a user gets back: the same sheets and texts, and a column that says what became."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from zhijia.platform.sheets.opening import Cell, Merge
from zhijia.platform.sheets.returned import FLAGGED, Seen, write_back

from .gather import Table
from .headers import is_head
from .nouns import Roster

FINE, REFUSED = "可以导入", "未导入："
Said = Mapping[str | None, Mapping[int, str]]


def report(data: bytes, name: str, roster: Roster) -> bytes:
    """Return the file that `roster` was read from as .xlsx with the column 导入结果.

    `name` is the file's name. Raises: Unreadable, as reading did.
    """
    return write_said(data, name, verdicts(roster))


def write_said(data: bytes, name: str, said: Said) -> bytes:
    """Return a roster's file with what was said of its rows, by sheet and row.

    Raises: Unreadable, as reading did.
    """
    return write_back(data, name, said, look=_look, is_head=is_head, title="花名册")


def verdicts(roster: Roster) -> dict[str | None, dict[int, str]]:
    """Return by sheet and row what became of each person; a header row has its doubts."""
    found: dict[str | None, dict[int, str]] = defaultdict(dict)
    for person in roster.people:
        found[person.sheet][person.row] = FINE
    for faults, lead in ((roster.warnings, FLAGGED), (roster.errors, REFUSED)):
        for fault in faults:
            before = found[fault.sheet].get(fault.row, "")
            start = before if before.startswith(lead) else lead
            found[fault.sheet][fault.row] = start + fault.message
    return found


def _look(rows: Iterable[list[Cell]], merges: Sequence[Merge]) -> Seen:
    """Say where the roster's header is; its ID numbers stay text."""
    table = Table(rows, merges)
    for _ in table.raws():
        pass
    if table.header is None:
        return Seen()
    numbers = (c for field, c in table.header.columns.items() if field == "id_number")
    return Seen(table.header.rows, frozenset(numbers))
