"""What is kept as text: sealed values, receipts. Pure."""

import json
from typing import Any

# Read aloud without mistakes: neither 0 and O, nor 1, I and L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONG = 8


def sealed_up(values: dict[str, Any]) -> str:
    """Return values as one text; no values are no text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""


def opened(text: str) -> dict[str, Any]:
    """Return the values that a text holds."""
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def receipt_of(number: int) -> str:
    """Return a random number as a receipt of eight letters that are read aloud easily."""
    letters = []
    for _ in range(LONG):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)
