"""What people fill in: each form parses and coerces, and leaves saving to actions."""

from .assignments import (
    Accept,
    Decide,
    Decline,
    Extend,
    Finish,
    HandDown,
    Insist,
    Reassign,
    Report,
    SendBack,
    Sign,
    StepForm,
    Withdraw,
    step_forms,
)
from .holes import Explain, Fold, HoleFilter
from .speeches import About, EditPiece, Split, TakeIn
from .tasks import Assign, DropTask, EditTask, TaskFilter, TaskForm

__all__ = [
    "About",
    "Accept",
    "Assign",
    "Decide",
    "Decline",
    "DropTask",
    "EditPiece",
    "EditTask",
    "Explain",
    "Extend",
    "Finish",
    "Fold",
    "HandDown",
    "HoleFilter",
    "Insist",
    "Reassign",
    "Report",
    "SendBack",
    "Sign",
    "Split",
    "StepForm",
    "TakeIn",
    "TaskFilter",
    "TaskForm",
    "Withdraw",
    "step_forms",
]
