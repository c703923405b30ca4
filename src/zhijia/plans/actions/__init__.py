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
from .holes import explain_hole, fold_task, look_for_holes
from .pieces import demote, edit_piece, merge, promote, split
from .reminding import remind
from .speeches import Intake, Known, add_task, confirm, describe_speech, take_in
from .tasks import assign, drop_task, edit_task

__all__ = [
    "Intake",
    "Known",
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
    "explain_hole",
    "finish",
    "fold_task",
    "hand_down",
    "look_for_holes",
    "merge",
    "promote",
    "reassign",
    "remind",
    "report",
    "send_back",
    "sign",
    "split",
    "take_in",
    "withdraw",
]
