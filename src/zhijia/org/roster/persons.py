"""One row made a person: every field cleaned, every doubt noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from zhijia.platform.sheets.opening import (
    FAILED,
    Cell,
    When,
    coming_of_age,
    first_day,
    half_width,
    last_day,
    read_date,
    text,
)

from .gather import Raw
from .identity import birth, read_identity, sex
from .names import name_faults, split_name
from .nouns import Fault, Person, shown
from .phones import read_phone
from .values import ethnicity, political_status, sex_of

PLAIN = frozenset(
    ("department", "education", "position", "employment", "status", "union_unit", "employer")
)
LISTED: dict[str, tuple[str, Callable[[str], str]]] = {
    "ethnicity": ("ethnicity_unknown", ethnicity),
    "political_status": ("political_unknown", political_status),
}
WORKED = ("joined_on", "work_started_on")
WORKING_AGE = 16


@dataclass(slots=True)
class Draft:
    """A row being judged: `values` are cleaned, '' where nothing counts; notes are remarks."""

    row: int
    sheet: str | None
    values: dict[str, str] = field(default_factory=dict)
    notes: str = ""
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, kind: str, field: str, value: str) -> None:
        """Note an error: the row is not imported."""
        self.faults.append(Fault(self.row, self.sheet, kind, field, shown(value), True))

    def flag(self, kind: str, field: str, value: str) -> None:
        """Note a warning: the row is imported."""
        self.faults.append(Fault(self.row, self.sheet, kind, field, shown(value), False))

    def remark(self, note: str) -> None:
        """Add to the remarks what was written beside a value."""
        self.notes = f"{self.notes}；{note}" if self.notes and note else self.notes or note

    @property
    def refused(self) -> bool:
        """Whether there is an error among the faults."""
        return any(fault.refuses for fault in self.faults)

    @property
    def person(self) -> Person:
        """The person as importable; blank fields are None."""
        values = {field: value or None for field, value in self.values.items() if field != "name"}
        values["remarks"] = self.notes or None
        return Person(self.row, self.sheet, self.values["name"], **values)


def draft(raw: Raw, sheet: str | None, today: date, epoch: date) -> Draft:
    """Clean and judge the cells of one person by themselves; `epoch` is day 0 of the workbook."""
    made = Draft(raw.row, sheet, notes=_remarks(raw.remarks))
    cells = dict(raw.cells)
    for name, cell in raw.cells.items():
        if isinstance(cell, str) and cell[:1] == "#" and text(cell) in FAILED:
            made.flag("cell_error", name, cell)
            cells[name] = ""
    _name(made, cells["name"], _written(raw.cells["name"]))
    _identity(made, raw, cells, today)
    _sex(made, cells.get("sex", ""))
    _birth(made, cells.get("birth", ""), today, epoch)
    for name, cell in cells.items():
        if name in PLAIN:
            made.values[name] = text(cell)
        elif name in LISTED:
            _listed(made, name, cell)
        elif name in WORKED:
            _worked(made, name, cell, today, epoch)
        elif name == "phone":
            _phone(made, cell)
    return made


def _remarks(cell: Cell) -> str:
    said = text(cell)
    return "" if said in FAILED else said


def _name(made: Draft, cell: Cell, written: str) -> None:
    made.values["name"], note = split_name(text(cell))
    for kind in name_faults(made.values["name"]):
        made.refuse(kind, "name", written)
    if note:
        made.flag("note_split", "name", written)
        made.remark(note)


def _identity(made: Draft, raw: Raw, cells: dict[str, Cell], today: date) -> None:
    """The ID and the staff number: one of them must be there."""
    if "staff_no" in cells:
        made.values["staff_no"] = half_width(text(cells["staff_no"]))
    cell = cells.get("id_number", "")
    found = read_identity(cell, today)
    if found.error:
        made.refuse(found.error, "id_number", text(cell))
    elif not found.number:
        miss = made.flag if made.values.get("staff_no") else made.refuse
        miss("id_missing", "id_number", _written(raw.cells.get("id_number", "")))
    if found.note:
        made.flag("note_split", "id_number", text(cell))
        made.remark(found.note)
    made.values["id_number"] = found.number


def _sex(made: Draft, cell: Cell) -> None:
    """The ID decides; the cell is only held against it."""
    written, number = text(cell), made.values["id_number"]
    said = sex_of(half_width(written))
    made.values["sex"] = sex(number) if number else said
    if written and not said:
        made.flag("sex_unknown", "sex", written)
    elif said != made.values["sex"] and said:
        made.flag("sex_mismatch", "sex", written)


def _birth(made: Draft, cell: Cell, today: date, epoch: date) -> None:
    """The ID decides; the cell may say the same less exactly, or one way of two may agree."""
    when = read_date(cell, epoch)
    born = birth(made.values["id_number"]) if made.values["id_number"] else None
    if born is None:
        made.values["birth"] = _date(made, "birth", cell, when)
        if when.iso and first_day(when.iso) > today:
            made.flag("date_implausible", "birth", text(cell))
        return
    made.values["birth"] = born.isoformat()
    readings = when.either or (when.iso,)
    if not any(born.isoformat().startswith(reading) for reading in readings):
        made.flag("birth_mismatch", "birth", text(cell))
    if not when.either:
        _date(made, "birth", cell, when)


def _date(made: Draft, field: str, cell: Cell, when: When) -> str:
    """Note what is wrong with a date and return it."""
    if when.fault:
        made.flag(when.fault, field, text(cell))
    made.remark(when.note)
    return when.iso


def _worked(made: Draft, field: str, cell: Cell, today: date, epoch: date) -> None:
    """A date of work lies neither in the future nor before the age of work."""
    iso = made.values[field] = _date(made, field, cell, read_date(cell, epoch))
    born = made.values["birth"]
    young = born and iso and last_day(iso) < coming_of_age(first_day(born), WORKING_AGE)
    if young or (iso and first_day(iso) > today):
        made.flag("date_implausible", field, text(cell))


def _phone(made: Draft, cell: Cell) -> None:
    found = read_phone(cell)
    made.values["phone"] = found.number
    made.remark(found.note)
    if found.fault:
        made.flag(found.fault, "phone", text(cell))


def _listed(made: Draft, field: str, cell: Cell) -> None:
    """A value from a closed list; another one is left out."""
    kind, known = LISTED[field]
    written = text(cell)
    made.values[field] = known(written)
    if written and not made.values[field]:
        made.flag(kind, field, written)


def _written(cell: Cell) -> str:
    """Return a cell as a person sees it, a dash included."""
    return cell if isinstance(cell, str) else text(cell)
