"""All tables of this room: questionnaires, rounds and who is asked; answers lie apart from both."""

from .answers import Answer, Box, Paper, Signed, Spent
from .rounds import Asked, Group, Outcome, Round, SurveyQuerySet
from .sheets import Edition, Sheet, SheetQuerySet

__all__ = [
    "Answer",
    "Asked",
    "Box",
    "Edition",
    "Group",
    "Outcome",
    "Paper",
    "Round",
    "Sheet",
    "SheetQuerySet",
    "Signed",
    "Spent",
    "SurveyQuerySet",
]
