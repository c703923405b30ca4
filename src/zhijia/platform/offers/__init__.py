"""登记簿: what each room offers to the readers: figures, what waits for a person, messages."""

from .business import UNFINISHED, Business, under_way, unfinished
from .figures import FIGURES, RATIOS, Figure, Number, Ratio, by_groups, figure, ratio, totals
from .notices import NOTICES, NoticeKind, known_notice, notice
from .todos import MOST, TODOS, Todo, todo, waiting_for

__all__ = [
    "FIGURES",
    "MOST",
    "NOTICES",
    "RATIOS",
    "TODOS",
    "UNFINISHED",
    "Business",
    "Figure",
    "NoticeKind",
    "Number",
    "Ratio",
    "Todo",
    "by_groups",
    "figure",
    "known_notice",
    "notice",
    "ratio",
    "todo",
    "totals",
    "under_way",
    "unfinished",
    "waiting_for",
]
