"""All tables of this room, one story a file: catalogue and publications, 公示, regulations."""

from .catalogues import Catalogue, CatalogueQuerySet, Item, ItemQuerySet, Revision
from .dues import Due, DueQuerySet
from .objections import Objection, ObjectionQuerySet
from .publications import (
    Edition,
    Posting,
    Publication,
    PublicationQuerySet,
    Question,
    QuestionQuerySet,
    Reading,
)
from .showing import (
    BoardPhoto,
    Consent,
    ConsentQuerySet,
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
    "Edition",
    "Item",
    "ItemQuerySet",
    "Objection",
    "ObjectionQuerySet",
    "Posting",
    "Prolonging",
    "Publication",
    "PublicationQuerySet",
    "Question",
    "QuestionQuerySet",
    "Reading",
    "Revision",
    "Showing",
    "ShowingLook",
    "ShowingQuerySet",
    "Shown",
]
