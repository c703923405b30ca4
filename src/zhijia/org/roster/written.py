"""A roster as JSON: who was understood, in the shape other programs check it by."""

from typing import Any

from .nouns import FIELDS, Fault, Person, Roster

ALWAYS = frozenset({"name", "sex", "birth"})


def to_json(roster: Roster) -> dict[str, Any]:
    """Return what `json.dump` takes. A person has a key only if the file has such a column."""
    keys = [field for field in FIELDS if field in ALWAYS | roster.columns]
    return {
        "file": roster.name,
        "sheets_used": list(roster.sheets_used),
        "sheets_skipped": [{"sheet": s.sheet, "why": s.why} for s in roster.sheets_skipped],
        "header_rows": {sheet: list(rows) for sheet, rows in roster.header_rows.items()},
        "rows": roster.rows,
        "importable": len(roster.people),
        "errors": [_fault(fault) for fault in roster.errors],
        "warnings": [_fault(fault) for fault in roster.warnings],
        "people": [_person(person, keys) for person in roster.people],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "row": fault.row,
        "sheet": fault.sheet,
        "kind": fault.kind,
        "field": fault.field,
        "value": fault.value,
    }


def _person(person: Person, keys: list[str]) -> dict[str, Any]:
    place = {"row": person.row, "sheet": person.sheet}
    return place | {key: getattr(person, key) for key in keys}
