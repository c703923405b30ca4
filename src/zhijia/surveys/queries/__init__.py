"""All reads of this room: questionnaires, rounds, who is asked, what came of it."""

from .desk import rounds_ending, rounds_known, rounds_waiting, way_into
from .rolls import Plan, Spec, drawn_again, plan
from .rounds import (
    answered_by_group,
    asked_of,
    has_paper_left,
    my_rounds,
    open_rounds_at,
    public_round,
    rounds,
    rounds_of,
    rounds_seen,
    rounds_to_close,
    rounds_with_box,
    running_rounds,
    unanswered_users,
    users_asked,
    without_account,
)
from .sheets import earlier_editions, edition_of, sheets, units_designing

__all__ = [
    "Plan",
    "Spec",
    "answered_by_group",
    "asked_of",
    "drawn_again",
    "earlier_editions",
    "edition_of",
    "has_paper_left",
    "my_rounds",
    "open_rounds_at",
    "plan",
    "public_round",
    "rounds",
    "rounds_ending",
    "rounds_known",
    "rounds_of",
    "rounds_seen",
    "rounds_to_close",
    "rounds_waiting",
    "rounds_with_box",
    "running_rounds",
    "sheets",
    "unanswered_users",
    "units_designing",
    "users_asked",
    "way_into",
    "without_account",
]
