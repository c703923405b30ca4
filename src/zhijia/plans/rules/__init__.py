"""督查督办规则: lights, deadlines, and which step may follow which. Pure."""

from .assignments import (
    OPEN,
    STATES,
    in_state,
    is_whole,
    may_ask_extension,
    may_decide,
    may_finish,
    may_hand_to,
    may_report,
)
from .dues import FARTHEST_YEARS, due_ahead, may_tighten
from .lights import BEHIND_POINTS, LIGHTS, SOON_DAYS, WORST_FIRST, light, light_words, worst
from .speeches import (
    is_proposed,
    may_confirm,
    may_edit_speech,
    may_merge,
    may_promote,
    may_split,
    may_take_in,
    split_places,
    trimmed,
)
from .tasks import MOST_ON_PAPER, fits_paper, may_assign, may_drop

__all__ = [
    "BEHIND_POINTS",
    "FARTHEST_YEARS",
    "LIGHTS",
    "MOST_ON_PAPER",
    "OPEN",
    "SOON_DAYS",
    "STATES",
    "WORST_FIRST",
    "due_ahead",
    "fits_paper",
    "in_state",
    "is_proposed",
    "is_whole",
    "light",
    "light_words",
    "may_ask_extension",
    "may_assign",
    "may_confirm",
    "may_decide",
    "may_drop",
    "may_edit_speech",
    "may_finish",
    "may_hand_to",
    "may_merge",
    "may_promote",
    "may_report",
    "may_split",
    "may_take_in",
    "may_tighten",
    "split_places",
    "trimmed",
    "worst",
]
