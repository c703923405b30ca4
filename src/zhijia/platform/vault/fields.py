"""Columns of sealed texts and of marks.

A row that has sealed columns has a column `seal = fresh_seal_field()`, random and never changed:
with the name of the column it says where a sealed text belongs. A row gets its number only when
it is written, so the number cannot do that.
"""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .keyfile import mark, ring

if TYPE_CHECKING:
    Text = models.TextField[str, str]
    Mark = models.CharField[str, str]
else:
    Text, Mark = models.TextField, models.CharField

SEAL = "seal"


def fresh_seal() -> str:
    """Return what tells the sealed texts of one row from those of all others."""
    return secrets.token_hex(16)


class Sealed:
    """A text as the table has it. It prints nothing; the row it belongs to opens it."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "(加密)"


class Opening(DeferredAttribute):
    """Opens a sealed text when somebody looks at it, and remembers it for this row."""

    field: "SealedField"

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:  # left out by only() or defer()
            row.refresh_from_db(fields=[name, SEAL])
        value = row.__dict__[name]
        if isinstance(value, Sealed):
            value = row.__dict__[name] = self.field.opened(row, value)
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedField(Text):
    """A text that only its row can read: a str in Python, sealed in the table, "" where empty.

    Reading raises `Unopened` without the key, or where the text is damaged or another row's.
    It is written by save(), create(), bulk_create() and bulk_create(update_conflicts=True).
    update() and bulk_update() know no row, so they raise TypeError; so does looking for any text.
    """

    descriptor_class = Opening
    is_sealed = True

    def belongs(self, row: models.Model) -> str:
        """Return what this column's text in a row is sealed for."""
        return f"{row._meta.label_lower}.{self.attname}:{getattr(row, SEAL)}"

    def opened(self, row: models.Model, value: Sealed) -> str:
        """Return the text in clear."""
        return ring().open(value.text, self.belongs(row))

    def from_db_value(self, value: str | None, *_: object) -> Sealed | str | None:
        return Sealed(value) if value else value

    def pre_save(self, row: models.Model, add: bool) -> Any:
        """Seal what is about to be written; what nobody opened is written as it was."""
        held = row.__dict__.get(self.attname)
        if isinstance(held, Sealed):
            return held
        text = getattr(row, self.attname)
        return Sealed(ring().seal(text, self.belongs(row))) if text else ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Ask only whether it is empty: what is sealed has no order and no parts."""
        return super().get_lookup(lookup_name) if lookup_name in {"exact", "in"} else None

    def get_prep_value(self, value: Any) -> str:
        """Let only sealed texts through to the table, and nothing."""
        if isinstance(value, Sealed):
            return value.text
        if value:
            raise TypeError(f"{self} is sealed: save the row, or look for its mark")
        return ""


class MarkField(Mark):
    """The mark of a sealed column, so that equal values are found; always made from that column.

    `of` is the sealed column, `kind` what both are about: `filter(phone_mark=mark("phone", "1…"))`.
    """

    def __init__(self, *args: Any, of: str, kind: str, **options: Any) -> None:
        self.of, self.kind = of, kind
        options = {"max_length": 32, "blank": True, "default": "", "editable": False, **options}
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of, "kind": self.kind}

    def pre_save(self, row: models.Model, add: bool) -> str:
        """Make the mark anew from what is about to be sealed."""
        made = mark(self.kind, getattr(row, self.of))
        setattr(row, self.attname, made)
        return made
