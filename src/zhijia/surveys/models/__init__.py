"""All tables of this room: questionnaires, rounds and who is asked; answers lie apart from both."""

from .answers import Answer, Box, Paper, Signed, Spent
from .rounds import Asked, Group, Outcome, Round, RoundQuerySet
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
    "RoundQuerySet",
    "Sheet",
    "SheetQuerySet",
    "Signed",
    "Spent",
]
