"""登记簿: what each room offers to the readers: figures, and what waits for a person."""

from .figures import FIGURES, RATIOS, Figure, Number, Ratio, by_groups, figure, ratio, totals
from .todos import MOST, TODOS, Todo, todo, waiting_for

__all__ = [
    "FIGURES",
    "MOST",
    "RATIOS",
    "TODOS",
    "Figure",
    "Number",
    "Ratio",
    "Todo",
    "by_groups",
    "figure",
    "ratio",
    "todo",
    "totals",
    "waiting_for",
]
