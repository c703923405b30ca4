"""All writes of this room: taking speeches apart, keeping tasks, following assignments."""

from .assignments import (
    accept,
    ask_extension,
    decide_extension,
    finish,
    hand_down,
    reassign,
    report,
    send_back,
    sign,
    withdraw,
)
from .speeches import (
    add_task,
    confirm,
    demote,
    describe_speech,
    edit_piece,
    merge,
    promote,
    split,
    take_in,
)
from .tasks import assign, drop_task, edit_task

__all__ = [
    "accept",
    "add_task",
    "ask_extension",
    "assign",
    "confirm",
    "decide_extension",
    "demote",
    "describe_speech",
    "drop_task",
    "edit_piece",
    "edit_task",
    "finish",
    "hand_down",
    "merge",
    "promote",
    "reassign",
    "report",
    "send_back",
    "sign",
    "split",
    "take_in",
    "withdraw",
]
