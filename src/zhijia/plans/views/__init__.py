"""The pages of this room."""

from .assignments import (
    assignment,
    assignment_accept,
    assignment_extend,
    assignment_finish,
    assignment_hand_down,
    assignment_reassign,
    assignment_report,
    assignment_send_back,
    assignment_sign,
    assignment_withdraw,
    extension_decide,
    step_file,
)
from .bench import (
    piece,
    piece_demote,
    piece_edit,
    piece_file,
    piece_merge,
    piece_promote,
    piece_split,
)
from .desk import desk
from .holes import hole, hole_explain, hole_fold, holes, holes_excel, holes_look
from .lights import lights
from .speeches import speech, speech_confirm, speech_edit, speech_new, speech_original, speeches
from .tasks import task, task_assign, task_drop, task_edit, tasks, tasks_excel, tasks_word

__all__ = [
    "assignment",
    "assignment_accept",
    "assignment_extend",
    "assignment_finish",
    "assignment_hand_down",
    "assignment_reassign",
    "assignment_report",
    "assignment_send_back",
    "assignment_sign",
    "assignment_withdraw",
    "desk",
    "extension_decide",
    "hole",
    "hole_explain",
    "hole_fold",
    "holes",
    "holes_excel",
    "holes_look",
    "lights",
    "piece",
    "piece_demote",
    "piece_edit",
    "piece_file",
    "piece_merge",
    "piece_promote",
    "piece_split",
    "speech",
    "speech_confirm",
    "speech_edit",
    "speech_new",
    "speech_original",
    "speeches",
    "step_file",
    "task",
    "task_assign",
    "task_drop",
    "task_edit",
    "tasks",
    "tasks_excel",
    "tasks_word",
]
