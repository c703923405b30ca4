"""All forms of this room."""

from .accounts import OpenAccounts
from .fields import BY_CODE, MOST_SEATS, MOST_STAFF, PastDay, has_come
from .joining import Apply, Approve, FindApplication, MakeLink, Receipt, RefuseApplication
from .law import ChooseLaw
from .members import EditMember, Enrol, FindMember, Leave
from .particulars import ParticularsForm, as_written
from .places import Absorb, AbsorbInto, Dissolve, Move, MoveTo
from .posts import Appoint, EditPost, LiftBar, NoteBar, Relieve
from .privacy import AnswerCorrection, AskCorrection, FindCorrection, LookAt
from .states import Expel, Keep, LapseForm, Rejoin, Resume
from .terms import FindShortfall, HandleTerm, OpenTerm
from .transfers import AcceptTransfer, DeclineTransfer, ProposeTransfer, RequestTransfer
from .units import EditUnit, FindUnit, FoundUnit, Rename

__all__ = [
    "BY_CODE",
    "MOST_SEATS",
    "MOST_STAFF",
    "Absorb",
    "AbsorbInto",
    "AcceptTransfer",
    "AnswerCorrection",
    "Apply",
    "Appoint",
    "Approve",
    "AskCorrection",
    "ChooseLaw",
    "DeclineTransfer",
    "Dissolve",
    "EditMember",
    "EditPost",
    "EditUnit",
    "Enrol",
    "Expel",
    "FindApplication",
    "FindCorrection",
    "FindMember",
    "FindShortfall",
    "FindUnit",
    "FoundUnit",
    "HandleTerm",
    "Keep",
    "LapseForm",
    "Leave",
    "LiftBar",
    "LookAt",
    "MakeLink",
    "Move",
    "MoveTo",
    "NoteBar",
    "OpenAccounts",
    "OpenTerm",
    "ParticularsForm",
    "PastDay",
    "ProposeTransfer",
    "Receipt",
    "RefuseApplication",
    "Rejoin",
    "Relieve",
    "Rename",
    "RequestTransfer",
    "Resume",
    "as_written",
    "has_come",
]
