"""The nouns of a roster: a person as read, a fault, a skipped sheet, and the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as attribute

from .words import lexicon

SAID = lexicon("messages")
LABELS: dict[str, str] = SAID["labels"]
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Person:
    """One importable row. Dates are ISO at the precision given: 2010, 2010-07 or 2010-07-01.

    `row` is the number Excel shows; `sheet` is None in a CSV file. The text form names nobody.
    """

    row: int
    sheet: str | None
    name: str = attribute(repr=False)
    id_number: str | None = attribute(default=None, repr=False)
    sex: str | None = attribute(default=None, repr=False)
    birth: str | None = attribute(default=None, repr=False)
    phone: str | None = attribute(default=None, repr=False)
    staff_no: str | None = attribute(default=None, repr=False)
    department: str | None = attribute(default=None, repr=False)
    ethnicity: str | None = attribute(default=None, repr=False)
    political_status: str | None = attribute(default=None, repr=False)
    education: str | None = attribute(default=None, repr=False)
    position: str | None = attribute(default=None, repr=False)
    joined_on: str | None = attribute(default=None, repr=False)
    work_started_on: str | None = attribute(default=None, repr=False)
    employment: str | None = attribute(default=None, repr=False)
    status: str | None = attribute(default=None, repr=False)
    union_unit: str | None = attribute(default=None, repr=False)
    employer: str | None = attribute(default=None, repr=False)
    remarks: str | None = attribute(default=None, repr=False)


FIELDS = tuple(f.name for f in fields(Person) if f.name not in {"row", "sheet", "remarks"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell. `refuses` tells an error from a warning; `value` is as written."""

    row: int
    sheet: str | None
    kind: str
    field: str
    value: str = attribute(repr=False)
    refuses: bool

    @property
    def message(self) -> str:
        """Say in Chinese what is wrong and what to do, without repeating the value."""
        said: str = SAID["refused" if self.refuses else "flagged"][self.kind]
        return said.replace("{label}", LABELS[self.field])


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet that was not read and why, in the words of the interface; `message` is Chinese."""

    sheet: str
    why: str

    @property
    def message(self) -> str:
        said: str = SAID["skipped"][self.why]
        return said


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says: whom to import, whom to refuse and why.

    `rows` counts persons, refused ones included. `columns` are the fields the file has.
    `header_rows` has the key '' in a CSV file. `refused` has the names in refused rows, by sheet
    and row.
    """

    name: str
    sheets_used: tuple[str, ...]
    sheets_skipped: tuple[Skipped, ...]
    header_rows: Mapping[str, tuple[int, ...]]
    columns: frozenset[str]
    rows: int
    people: tuple[Person, ...]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    refused: Mapping[tuple[str | None, int], str] = attribute(default_factory=dict, repr=False)

    @property
    def faults(self) -> Iterable[Fault]:
        """All errors, then all warnings."""
        return (*self.errors, *self.warnings)


def shown(value: str) -> str:
    """Shorten a long value for reading; its length stands behind it."""
    if len(value) <= LONGEST_SHOWN:
        return value
    return f"{value[:LONGEST_SHOWN]}…({len(value)})"
