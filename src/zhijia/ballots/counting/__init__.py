"""Counting rules: facts in, an outcome out with the steps in words. Pure."""

from .elections import decide, decide_again, is_recalled, may_leave_open, select
from .evaluations import COMPETENCE, SATISFACTION, Graded, Weighted, may_show, tally, weighted
from .facts import (
    MARKS,
    Candidate,
    Contest,
    Line,
    Outcome,
    Paper,
    Said,
    Tally,
    Turnout,
)
from .papers import adds_up, agree, count, is_valid
from .resolutions import Decided, Item, Votes, adopt
from .rounds import (
    has_spread,
    is_quorate,
    is_returned_right,
    may_send_instead,
    may_watch,
    percent_for,
)

__all__ = [
    "COMPETENCE",
    "MARKS",
    "SATISFACTION",
    "Candidate",
    "Contest",
    "Decided",
    "Graded",
    "Item",
    "Line",
    "Outcome",
    "Paper",
    "Said",
    "Tally",
    "Turnout",
    "Votes",
    "Weighted",
    "adds_up",
    "adopt",
    "agree",
    "count",
    "decide",
    "decide_again",
    "has_spread",
    "is_quorate",
    "is_recalled",
    "is_returned_right",
    "is_valid",
    "may_leave_open",
    "may_send_instead",
    "may_show",
    "may_watch",
    "percent_for",
    "select",
    "tally",
    "weighted",
]
