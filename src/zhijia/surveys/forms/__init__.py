"""Forms of this room."""

from .answers import AnswerForm, OutsideForm, PaperForm
from .rounds import FindRounds, HandOut, OpenMatter, OpenRound, Prolong, SettleOutcome
from .sheets import CopySheet, NewSheet, QuestionForm, SheetForm

__all__ = [
    "AnswerForm",
    "CopySheet",
    "FindRounds",
    "HandOut",
    "NewSheet",
    "OpenMatter",
    "OpenRound",
    "OutsideForm",
    "PaperForm",
    "Prolong",
    "QuestionForm",
    "SettleOutcome",
    "SheetForm",
]
