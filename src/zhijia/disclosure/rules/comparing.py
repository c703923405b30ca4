"""Two texts side by side, with what differs marked. Pure."""

from difflib import SequenceMatcher
from typing import NamedTuple

LONGEST = 3000  # characters: comparing two longer paragraphs sign by sign takes too long
MOST = 4000  # paragraphs


class Piece(NamedTuple):
    """Some words, and whether the other text lacks them."""

    text: str
    is_marked: bool


class Row(NamedTuple):
    """A paragraph of each text beside the other; a side that lacks it is empty."""

    old: list[Piece]
    new: list[Piece]
    is_same: bool


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST]


def compared(old: str, new: str) -> list[Row]:
    """Set two texts side by side, paragraph by paragraph."""
    left, right = paragraphs(old), paragraphs(new)
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row([Piece(one, False)], [Piece(one, False)], True) for one in left[a:b]]
            continue
        for n in range(max(b - a, d - c)):
            before = left[a + n] if a + n < b else ""
            after = right[c + n] if c + n < d else ""
            rows.append(_row(before, after))
    return rows


def _row(before: str, after: str) -> Row:
    """Set two paragraphs beside each other and mark what differs."""
    if not before or not after or max(len(before), len(after)) > LONGEST:
        return Row(_whole(before), _whole(after), False)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[a:b]:
            old.append(Piece(before[a:b], tag != "equal"))
        if after[c:d]:
            new.append(Piece(after[c:d], tag != "equal"))
    return Row(old, new, False)


def _whole(text: str) -> list[Piece]:
    return [Piece(text, True)] if text else []
