"""What the pages of this room ask."""

from .marks import (
    AgreeForm,
    DecideForm,
    FaultForm,
    FigureForm,
    MarkForm,
    MendForm,
    ObjectForm,
    ProofForm,
    RecheckForm,
    RecordForm,
)
from .rounds import AddUnits, NameInspectors, OpenRound, Reason
from .standards import Adopt, Compare, EditItem, NewStandard, StartEdition

__all__ = [
    "AddUnits",
    "Adopt",
    "AgreeForm",
    "Compare",
    "DecideForm",
    "EditItem",
    "FaultForm",
    "FigureForm",
    "MarkForm",
    "MendForm",
    "NameInspectors",
    "NewStandard",
    "ObjectForm",
    "OpenRound",
    "ProofForm",
    "Reason",
    "RecheckForm",
    "RecordForm",
    "StartEdition",
]
