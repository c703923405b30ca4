"""All writes of this room."""

from .backing import back, invite
from .calls import change_call, close_call, open_call
from .filing import file_matter, keep_draft, note_refused_look, open_from, revise
from .joining import link, merge
from .steps import AFTER, NOTHING, Given, after, move
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
    "after",
    "answer_part",
    "back",
    "change_call",
    "close_call",
    "file_matter",
    "hand_over",
    "invite",
    "keep_draft",
    "link",
    "merge",
    "move",
    "note_refused_look",
    "open_call",
    "open_from",
    "pause",
    "rate",
    "remark",
    "resume",
    "revise",
    "tell_parties",
]
