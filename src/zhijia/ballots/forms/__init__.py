"""What the pages of this room ask."""

from .ballots import AskReason, EditBallot, FindBallots, LeaveOpen, NewBallot, NewRule
from .contests import AskElection, AskEvaluation, AskResolution, Lines, contest_form
from .electronic import BroughtForm, ReasonForm, RevocationForm, SignatureForm
from .people import FillRoll, FindVoters, NewWatcher, PasteRoll
from .piles import BoxForm, PileForm, RecountForm, SettleForm
from .printing import PrintForm

__all__ = [
    "AskElection",
    "AskEvaluation",
    "AskReason",
    "AskResolution",
    "BoxForm",
    "BroughtForm",
    "EditBallot",
    "FillRoll",
    "FindBallots",
    "FindVoters",
    "LeaveOpen",
    "Lines",
    "NewBallot",
    "NewRule",
    "NewWatcher",
    "PasteRoll",
    "PileForm",
    "PrintForm",
    "ReasonForm",
    "RecountForm",
    "RevocationForm",
    "SettleForm",
    "SignatureForm",
    "contest_form",
]
