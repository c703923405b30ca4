"""Two texts side by side, with what differs marked. Pure."""

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

LONGEST = 3000  # characters: comparing two longer paragraphs sign by sign takes too long
MOST = 4000  # paragraphs
PAIRS = 900  # likenesses measured for one stretch of changes
ALIKE = 0.5


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
        else:
            rows += [_row(before, after) for before, after in _paired(left[a:b], right[c:d])]
    return rows


def _paired(left: list[str], right: list[str]) -> list[tuple[str, str]]:
    """Put changed paragraphs beside those they came from; what has no like stands alone.

    The best way through a table of likenesses; long stretches are paired as they come.
    """
    if len(left) * len(right) > PAIRS or max(map(len, [*left, *right]), default=0) > LONGEST:
        return list(zip_longest(left, right, fillvalue=""))
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    like = [[_likeness(one, other) for other in right] for one in left]
    for a in reversed(range(len(left))):
        for b in reversed(range(len(right))):
            kept = like[a][b] + best[a + 1][b + 1] if like[a][b] else 0.0
            best[a][b] = max(kept, best[a + 1][b], best[a][b + 1])
    return _traced(left, right, like, best)


def _likeness(one: str, other: str) -> float:
    """Return how alike two paragraphs are; 0 where they have little in common."""
    match = SequenceMatcher(None, one, other, autojunk=False)
    if match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE:
        return 0.0
    ratio = match.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _traced(
    left: list[str], right: list[str], like: list[list[float]], best: list[list[float]]
) -> list[tuple[str, str]]:
    """Follow the best way: pairs where they are, else what was struck out before what is new."""
    a, b, found = 0, 0, list[tuple[str, str]]()
    while a < len(left) and b < len(right):
        if like[a][b] and best[a][b] == like[a][b] + best[a + 1][b + 1]:
            found.append((left[a], right[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            found.append((left[a], ""))
            a += 1
        else:
            found.append(("", right[b]))
            b += 1
    found += [(one, "") for one in left[a:]]
    return [*found, *(("", one) for one in right[b:])]


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
