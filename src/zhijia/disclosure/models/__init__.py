"""All tables of this room, one story a file: catalogue and publications, 公示, regulations."""

from .objections import Objection, ObjectionQuerySet
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
    "Consent",
    "ConsentQuerySet",
    "Objection",
    "ObjectionQuerySet",
    "Prolonging",
    "Showing",
    "ShowingLook",
    "ShowingQuerySet",
    "Shown",
]
