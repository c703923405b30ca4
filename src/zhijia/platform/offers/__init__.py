"""登记簿: what each room offers to the readers: figures, to-dos, messages, what is found."""

from .business import UNFINISHED, Business, under_way, unfinished
from .figures import FIGURES, RATIOS, Figure, Number, Ratio, by_groups, figure, ratio, totals
from .finds import ANSWERED, FINDS, Answered, Entry, Find, Hit, Sight, answered, found
from .notices import NOTICES, NoticeKind, known_notice, notice
from .todos import MOST, TODOS, Todo, todo, waiting_for

__all__ = [
    "ANSWERED",
    "FIGURES",
    "FINDS",
    "MOST",
    "NOTICES",
    "RATIOS",
    "TODOS",
    "UNFINISHED",
    "Answered",
    "Business",
    "Entry",
    "Figure",
    "Find",
    "Hit",
    "NoticeKind",
    "Number",
    "Ratio",
    "Sight",
    "Todo",
    "answered",
    "by_groups",
    "figure",
    "found",
    "known_notice",
    "notice",
    "ratio",
    "todo",
    "totals",
    "under_way",
    "unfinished",
    "waiting_for",
]
