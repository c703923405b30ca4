"""What this room puts on paper. Pure."""

from .hazards import Hazard, Order, Recheck, order_paper, recheck_paper
from .register import hazards_sheet, suggestions_sheet
from .suggestions import Reward, Suggestion, suggestion_paper

__all__ = [
    "Hazard",
    "Order",
    "Recheck",
    "Reward",
    "Suggestion",
    "hazards_sheet",
    "order_paper",
    "recheck_paper",
    "suggestion_paper",
    "suggestions_sheet",
]
