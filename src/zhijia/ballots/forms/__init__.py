"""What the pages of this room ask."""

from .ballots import AskReason, EditBallot, FindBallots, LeaveOpen, NewBallot, NewRule
from .contests import AskElection, AskEvaluation, AskResolution, Lines, contest_form
from .people import FillRoll, FindVoters, NewWatcher, PasteRoll

__all__ = [
    "AskElection",
    "AskEvaluation",
    "AskReason",
    "AskResolution",
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
    "contest_form",
]
