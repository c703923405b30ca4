"""All writes of this room."""

from . import hazards as hazards  # what follows on its steps is entered when it is read
from . import passing as passing
from .backing import back, invite
from .calls import change_call, close_call, open_call
from .chasing import chase, inherit
from .clocking import ask_finance, raise_hazards
from .disputes import engage_mediator, relieve_mediator
from .filing import discard, file_matter, keep_draft, note_refused_look, open_from, revise
from .joining import link, merge, tie_together, unlink
from .limiting import end_limit, set_limit
from .methods import (
    consent_to_name,
    publish_method,
    register_method,
    revise_method,
    withdraw_method,
)
from .promising import end_promise, make_promise, write_promise
from .steps import AFTER, NOTHING, Given, after, enclose_again, move
from .strangers import add, add_words, take_appeal, take_opinion, take_service
from .suggesting import adopt_scale, confirm_benefit, score, share_out
from .telling import tell_parties
from .working import (
    Assignee,
    answer_part,
    hand_over,
    pause,
    rate,
    remark,
    resume,
)

__all__ = [
    "AFTER",
    "NOTHING",
    "Assignee",
    "Given",
    "add",
    "add_words",
    "adopt_scale",
    "after",
    "answer_part",
    "ask_finance",
    "back",
    "change_call",
    "chase",
    "close_call",
    "confirm_benefit",
    "consent_to_name",
    "discard",
    "enclose_again",
    "end_limit",
    "end_promise",
    "engage_mediator",
    "file_matter",
    "hand_over",
    "hazards",
    "inherit",
    "invite",
    "keep_draft",
    "link",
    "make_promise",
    "merge",
    "move",
    "note_refused_look",
    "open_call",
    "open_from",
    "pause",
    "publish_method",
    "raise_hazards",
    "rate",
    "register_method",
    "relieve_mediator",
    "remark",
    "resume",
    "revise",
    "revise_method",
    "score",
    "set_limit",
    "share_out",
    "take_appeal",
    "take_opinion",
    "take_service",
    "tell_parties",
    "tie_together",
    "unlink",
    "withdraw_method",
    "write_promise",
]
