"""Deadlines and figures as they are written in a demand."""

from .words import frames

_times = frames("times")
DEADLINE, NOT_DUE = _times["deadline"], _times["not_due"]
FIGURE, SET_NAME = _times["figure"], _times["set_name"]


def deadlines(text: str) -> list[tuple[int, int]]:
    """Return the places of the dates and periods in `text` that something may be due by or at."""
    found = []
    for match in DEADLINE.finditer(text):
        if not NOT_DUE.match(match[0]) and not text.startswith(("以来", "度工作"), match.end()):
            found.append(match.span())
    return found


def figures(text: str) -> list[tuple[int, int]]:
    """Return the places of the amounts, rates and counts in `text`, with their qualifiers."""
    taken = deadlines(text)
    return [
        m.span()
        for m in FIGURE.finditer(text)
        if not SET_NAME.match(text, m.start())
        and not any(a < m.end() and m.start() < b for a, b in taken)
    ]


def binds(text: str) -> bool:
    """Say whether `text` holds an amount to meet or a last day, and not only a period."""
    return bool(figures(text)) or any(
        text[a:b].endswith(("前", "内", "底")) for a, b in deadlines(text)
    )
