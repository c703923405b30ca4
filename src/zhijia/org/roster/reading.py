"""From a file to a roster."""

from datetime import UTC, date, datetime, timedelta, timezone

from zhijia.platform.sheets.opening import MOST_ROWS, Book, Sheet, Unreadable, open_book

from .crossing import cross
from .gather import Table
from .headers import is_head
from .nouns import Fault, Roster, Skipped
from .persons import Draft, draft

BEIJING = timezone(timedelta(hours=8))


def read(data: bytes, name: str, today: date | None = None) -> Roster:
    """Read a roster from an .xlsx, .xlsm, .xls or .csv file, told by its content, not its name.

    `today` bounds what is in the future; left out, it is today's date in Beijing.
    Raises: Unreadable, with one sentence for the user.
    """
    found = _Found(today or datetime.now(UTC).astimezone(BEIJING).date())
    book = open_book(data, is_head)
    for sheet in book.sheets():
        found.take(book, sheet)
    cross(found.drafts)
    return found.roster(name)


class _Found:
    """What was found so far, sheet by sheet."""

    def __init__(self, today: date) -> None:
        self.drafts: list[Draft] = []
        self._today = today
        self._used: dict[str, tuple[int, ...]] = {}
        self._skipped: list[Skipped] = []
        self._columns: set[str] = set()
        self._typos: list[Fault] = []
        self._order: list[str | None] = []

    def take(self, book: Book, sheet: Sheet) -> None:
        """Read one sheet, or note why not.

        Raises: Unreadable when the file has too many rows.
        """
        table = Table(sheet.rows() if not (sheet.hidden or sheet.empty) else (), sheet.merges)
        for raw in table.raws():
            self.drafts.append(draft(raw, sheet.name, self._today, book.epoch))
            if len(self.drafts) > MOST_ROWS:
                raise Unreadable(f"人数超过 {MOST_ROWS // 10_000} 万，一次读不了。请拆成几个文件。")
        self._order.append(sheet.name)
        if header := table.header:
            self._used[sheet.name or ""] = header.rows
            self._columns |= header.columns.keys()
            self._typos += [
                Fault(row, sheet.name, "header_typo", field, written, False)
                for row, field, written in header.typos
            ]
        elif sheet.name is not None:
            self._skipped.append(Skipped(sheet.name, _why(sheet)))

    def roster(self, name: str) -> Roster:
        """Put the roster together: a refused row lists its errors and no warnings."""
        kept = [draft for draft in self.drafts if not draft.refused]
        faults = [fault for draft in self.drafts for fault in draft.faults]
        errors = [fault for fault in faults if fault.refuses]
        lost = {(fault.sheet, fault.row) for fault in errors}
        warnings = [f for f in faults if not f.refuses and (f.sheet, f.row) not in lost]
        return Roster(
            name,
            tuple(sheet for sheet in self._used if sheet in self._order),
            tuple(self._skipped),
            self._used,
            frozenset(self._columns),
            len(self.drafts),
            tuple(draft.person for draft in kept),
            tuple(sorted(errors, key=self._place)),
            tuple(sorted([*self._typos, *warnings], key=self._place)),
            {(one.sheet, one.row): one.values["name"] for one in self.drafts if one.refused},
        )

    def _place(self, fault: Fault) -> tuple[int, int, str]:
        return self._order.index(fault.sheet), fault.row, fault.kind


def _why(sheet: Sheet) -> str:
    """Say why a sheet is skipped, in the words of the interface."""
    if sheet.hidden:
        return "hidden"
    return "empty" if sheet.empty else "no header row of a roster"
