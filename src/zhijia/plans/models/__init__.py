"""All tables of this room: speeches and their pieces, tasks, what was given and how it went."""

from .assignments import (
    STEPS,
    Assignment,
    AssignmentQuerySet,
    Extension,
    Progress,
    ProgressQuerySet,
)
from .speeches import AREA_CHOICES, Piece, Point, Source, Speech, SpeechQuerySet
from .tasks import Task, TaskQuerySet

__all__ = [
    "AREA_CHOICES",
    "STEPS",
    "Assignment",
    "AssignmentQuerySet",
    "Extension",
    "Piece",
    "Point",
    "Progress",
    "ProgressQuerySet",
    "Source",
    "Speech",
    "SpeechQuerySet",
    "Task",
    "TaskQuerySet",
]
