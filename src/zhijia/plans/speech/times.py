"""Deadlines and figures as they are written in a demand."""

import re
from functools import lru_cache

from .words import frames

_times = frames("times")
DEADLINE, NOT_DUE, NOT_AFTER = (_times[name] for name in ("deadline", "not_due", "not_after"))
FIGURE, SET_NAME = _times["figure"], _times["set_name"]
# A look at one character of each kind spares most clauses the long patterns.
MAY_BE_DUE = re.compile("[年月日号天周季期节庆旦秋假温汛学夏五七]")
MAY_COUNT = re.compile("[0-9一两二三四五六七八九十百]")

Places = tuple[tuple[int, int], ...]


@lru_cache(maxsize=512)
def deadlines(text: str) -> Places:
    """Return the places of the dates and periods in `text` that something may be due by or at."""
    if not MAY_BE_DUE.search(text):
        return ()
    return tuple(
        match.span()
        for match in DEADLINE.finditer(text)
        if not NOT_DUE.fullmatch(match[0]) and not NOT_AFTER.match(text, match.end())
    )


@lru_cache(maxsize=512)
def figures(text: str) -> Places:
    """Return the places of the amounts, rates and counts in `text`, with their qualifiers."""
    if not MAY_COUNT.search(text):
        return ()
    found = [m.span() for m in FIGURE.finditer(text) if not SET_NAME.match(text, m.start())]
    taken = deadlines(text) if found else ()
    return tuple((a, b) for a, b in found if not any(x < b and a < y for x, y in taken))


def binds(text: str) -> bool:
    """Say whether `text` holds an amount to meet or a last day, and not only a period."""
    ends = ("前", "内", "底")
    return bool(figures(text)) or any(text[a:b].endswith(ends) for a, b in deadlines(text))
