"""All tables of this room, one story a file: catalogue and publications, 公示, regulations."""

from .catalogues import Catalogue, CatalogueQuerySet, Item, ItemQuerySet, Revision
from .dues import Due, DueQuerySet
from .duties import Duty, DutyQuerySet
from .objections import Objection, ObjectionQuerySet, Pace
from .publications import (
    Edition,
    Posting,
    Publication,
    PublicationQuerySet,
    Question,
    QuestionQuerySet,
    Reading,
)
from .regulations import (
    InForce,
    KeptCheck,
    Regulation,
    RegulationQuerySet,
    Review,
    Signing,
    StepTaken,
    Wording,
)
from .showing import (
    BoardPhoto,
    Consent,
    ConsentQuerySet,
    Handover,
    Prolonging,
    Showing,
    ShowingLook,
    ShowingQuerySet,
    Shown,
)

__all__ = [
    "BoardPhoto",
    "Catalogue",
    "CatalogueQuerySet",
    "Consent",
    "ConsentQuerySet",
    "Due",
    "DueQuerySet",
    "Duty",
    "DutyQuerySet",
    "Edition",
    "Handover",
    "InForce",
    "Item",
    "ItemQuerySet",
    "KeptCheck",
    "Objection",
    "ObjectionQuerySet",
    "Pace",
    "Posting",
    "Prolonging",
    "Publication",
    "PublicationQuerySet",
    "Question",
    "QuestionQuerySet",
    "Reading",
    "Regulation",
    "RegulationQuerySet",
    "Review",
    "Revision",
    "Showing",
    "ShowingLook",
    "ShowingQuerySet",
    "Shown",
    "Signing",
    "StepTaken",
    "Wording",
]
