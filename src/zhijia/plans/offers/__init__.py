"""What this room offers the others: figures, lines of lists, days, messages, things found."""

from . import desk, ending, figures, filing, holes, notices, projects, search, successions

__all__ = [
    "desk",
    "ending",
    "figures",
    "filing",
    "holes",
    "notices",
    "projects",
    "search",
    "successions",
]
