"""All tables of this room: speeches and their pieces, tasks, what was given and how it went."""

from .assignments import (
    STEPS,
    Assignment,
    AssignmentQuerySet,
    Extension,
    Progress,
    ProgressQuerySet,
)
from .boards import SavedView
from .bulletins import Bulletin, BulletinQuerySet
from .closing import Archive, ArchiveQuerySet, Review
from .filing import Approval, Consultation, Intended, Opinion, OpinionQuerySet
from .goals import Goal, GoalQuerySet
from .holes import MENDED, Hole, HoleQuerySet
from .instructions import Instruction, InstructionQuerySet
from .lights import LightChoice
from .measures import Measure
from .natures import Turn
from .projects import (
    Project,
    ProjectQuerySet,
    Stage,
    StageCheck,
    StagePaper,
    StageStep,
    StageTemplate,
    StageTemplateQuerySet,
)
from .reminders import Reminder, ReminderQuerySet
from .scores import Score, ScoreQuerySet
from .speeches import AREA_CHOICES, Piece, Point, Source, Speech, SpeechQuerySet
from .tasks import Task, TaskQuerySet

__all__ = [
    "AREA_CHOICES",
    "MENDED",
    "STEPS",
    "Approval",
    "Archive",
    "ArchiveQuerySet",
    "Assignment",
    "AssignmentQuerySet",
    "Bulletin",
    "BulletinQuerySet",
    "Consultation",
    "Extension",
    "Goal",
    "GoalQuerySet",
    "Hole",
    "HoleQuerySet",
    "Instruction",
    "InstructionQuerySet",
    "Intended",
    "LightChoice",
    "Measure",
    "Opinion",
    "OpinionQuerySet",
    "Piece",
    "Point",
    "Progress",
    "ProgressQuerySet",
    "Project",
    "ProjectQuerySet",
    "Reminder",
    "ReminderQuerySet",
    "Review",
    "SavedView",
    "Score",
    "ScoreQuerySet",
    "Source",
    "Speech",
    "SpeechQuerySet",
    "Stage",
    "StageCheck",
    "StagePaper",
    "StageStep",
    "StageTemplate",
    "StageTemplateQuerySet",
    "Task",
    "TaskQuerySet",
    "Turn",
]
