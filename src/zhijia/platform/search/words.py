"""Words as the index knows them, pure: every Chinese character, every pair of neighbours.

A pair is enough to find any part of a name or a text, whatever a dictionary would make of it:
小明 is one pair, 王小明 is two. Latin letters and digits stay whole words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST = 100  # characters of a question; nobody means more
MOST_TOKENS = 50_000  # of one entry: PostgreSQL keeps at most 1 MB, a speech of an hour has 9,000
SHORTEST_PREFIX = 3  # below that, half of all staff numbers would begin with it
DOTS = str.maketrans("", "", "·•‧・･")
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]*)[”\"」』]?")
RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")


class Term(NamedTuple):
    """One token that an entry must have; `is_start` where it is the beginning of a word."""

    token: str
    is_start: bool = False


def plain(text: str) -> str:
    """Return a text with one form for each character: half width, small letters, no name dots."""
    return unicodedata.normalize("NFKC", text).lower().translate(DOTS)


def _is_latin(run: str) -> bool:
    return run.isascii()


def _runs(text: str) -> Iterator[str]:
    """Yield what stands together: letters and digits, or characters of other scripts."""
    yield from RUN.findall(plain(text))


def _pairs(run: str) -> Iterator[str]:
    return (run[n : n + 2] for n in range(len(run) - 1))


def tokens(texts: Iterable[str]) -> list[str]:
    """Return the tokens of an entry, each once, the first `MOST_TOKENS` of them."""
    found: dict[str, None] = {}
    for text in texts:
        for run in _runs(text):
            found.update(dict.fromkeys([run] if _is_latin(run) else [*run, *_pairs(run)]))
            if len(found) > MOST_TOKENS:
                return list(found)[:MOST_TOKENS]
    return list(found)


def _whole(run: str) -> list[str]:
    return [run]


def _cut(run: str) -> list[str]:
    """Cut a run of characters into words."""
    # Its dictionary takes a tenth of a second and 20 MB: whoever never asks need not wait for it.
    import rjieba

    return rjieba.cut(run)


def asked(question: str, *, is_text: bool) -> list[str]:
    """Return the pieces that must stand in what is found, each in one piece.

    In a text a long question is cut into words, which may stand anywhere, except where it is
    quoted; in names it is looked for as it was typed.
    """
    left = question[:LONGEST]
    cut = _cut if is_text else _whole
    quoted = [run for said in QUOTED.findall(left) for run in _runs(said)]
    for run in _runs(QUOTED.sub(" ", left)):
        quoted.extend([run] if _is_latin(run) else cut(run))
    return list(dict.fromkeys(quoted))


def terms(pieces: Iterable[str]) -> list[Term]:
    """Return the tokens that all must be there for these pieces to be."""
    found: dict[Term, None] = {}
    for piece in pieces:
        if _is_latin(piece):
            found[Term(piece, len(piece) >= SHORTEST_PREFIX)] = None
        else:
            found.update((Term(token), None) for token in list(_pairs(piece)) or [piece])
    return list(found)
