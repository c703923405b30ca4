"""All forms of this room."""

from .fields import BY_CODE, MOST_SEATS, MOST_STAFF, PastDay, has_come
from .joining import Apply, Approve, FindApplication, MakeLink, Receipt, RefuseApplication
from .law import ChooseLaw
from .members import EditMember, Enrol, FindMember, Leave
from .particulars import ParticularsForm, as_written
from .places import Absorb, AbsorbInto, Dissolve, Move, MoveTo
from .posts import Appoint, OpenTerm, Relieve
from .privacy import AnswerCorrection, AskCorrection, FindCorrection, LookAt
from .states import Expel, Keep, LapseForm, Rejoin, Resume
from .units import EditUnit, FindUnit, FoundUnit, Rename

__all__ = [
    "BY_CODE",
    "MOST_SEATS",
    "MOST_STAFF",
    "Absorb",
    "AbsorbInto",
    "AnswerCorrection",
    "Apply",
    "Appoint",
    "Approve",
    "AskCorrection",
    "ChooseLaw",
    "Dissolve",
    "EditMember",
    "EditUnit",
    "Enrol",
    "Expel",
    "FindApplication",
    "FindCorrection",
    "FindMember",
    "FindUnit",
    "FoundUnit",
    "Keep",
    "LapseForm",
    "Leave",
    "LookAt",
    "MakeLink",
    "Move",
    "MoveTo",
    "OpenTerm",
    "ParticularsForm",
    "PastDay",
    "Receipt",
    "RefuseApplication",
    "Rejoin",
    "Relieve",
    "Rename",
    "Resume",
    "as_written",
    "has_come",
]
