"""Deadlines and figures as they are written in a demand."""

from .words import frames

_times = frames("times")
DEADLINE, NOT_DUE, NOT_AFTER = (_times[name] for name in ("deadline", "not_due", "not_after"))
FIGURE, SET_NAME = _times["figure"], _times["set_name"]


def deadlines(text: str) -> list[tuple[int, int]]:
    """Return the places of the dates and periods in `text` that something may be due by or at."""
    return [
        match.span()
        for match in DEADLINE.finditer(text)
        if not NOT_DUE.fullmatch(match[0]) and not NOT_AFTER.match(text, match.end())
    ]


def figures(text: str) -> list[tuple[int, int]]:
    """Return the places of the amounts, rates and counts in `text`, with their qualifiers."""
    found = [m.span() for m in FIGURE.finditer(text) if not SET_NAME.match(text, m.start())]
    if not found:
        return []
    taken = deadlines(text)
    return [(a, b) for a, b in found if not any(x < b and a < y for x, y in taken)]


def binds(text: str) -> bool:
    """Say whether `text` holds an amount to meet or a last day, and not only a period."""
    ends = ("前", "内", "底")
    return bool(figures(text)) or any(text[a:b].endswith(ends) for a, b in deadlines(text))
