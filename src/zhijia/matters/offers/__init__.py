"""What this room offers the others: figures, lines of lists, days, messages, things found."""

from . import desk, entrances, figures, grades, improving, notices, search, successions

__all__ = [
    "desk",
    "entrances",
    "figures",
    "grades",
    "improving",
    "notices",
    "search",
    "successions",
]
