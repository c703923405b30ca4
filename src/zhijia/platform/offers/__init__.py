"""登记簿: what each room offers: figures, events, to-dos, what is done, messages, finds, heirs."""

from .asks import Answer, Ask, ask
from .business import UNFINISHED, Business, under_way, unfinished
from .events import EVENTS, Event, event, events_between
from .figures import (
    FIGURES,
    RATIOS,
    Figure,
    Number,
    Ratio,
    by_groups,
    by_months,
    by_units,
    figure,
    ratio,
    totals,
)
from .finds import ANSWERED, FINDS, Answered, Entry, Find, Hit, Sight, answered, found
from .notices import NOTICES, NoticeKind, known_notice, notice
from .posts import SUCCESSIONS, hand_on, succession
from .todos import MOST, TODOS, Todo, todo, waiting_for
from .works import WORKS, Pile, Works, works, works_of

__all__ = [
    "ANSWERED",
    "EVENTS",
    "FIGURES",
    "FINDS",
    "MOST",
    "NOTICES",
    "RATIOS",
    "SUCCESSIONS",
    "TODOS",
    "UNFINISHED",
    "WORKS",
    "Answer",
    "Answered",
    "Ask",
    "Business",
    "Entry",
    "Event",
    "Figure",
    "Find",
    "Hit",
    "NoticeKind",
    "Number",
    "Pile",
    "Ratio",
    "Sight",
    "Todo",
    "Works",
    "answered",
    "ask",
    "by_groups",
    "by_months",
    "by_units",
    "event",
    "events_between",
    "figure",
    "found",
    "hand_on",
    "known_notice",
    "notice",
    "ratio",
    "succession",
    "todo",
    "totals",
    "under_way",
    "unfinished",
    "waiting_for",
    "works",
    "works_of",
]
