"""检查的表: standards, rounds, marks and what comes of them."""

from .marks import Fault, FaultQuerySet, Mark, Objection, Proof, Score
from .rounds import (
    Inspection,
    InspectionQuerySet,
    InspectionStep,
    Inspector,
    Round,
    RoundQuerySet,
)
from .standards import Edition, Item, Standard, StandardQuerySet

__all__ = [
    "Edition",
    "Fault",
    "FaultQuerySet",
    "Inspection",
    "InspectionQuerySet",
    "InspectionStep",
    "Inspector",
    "Item",
    "Mark",
    "Objection",
    "Proof",
    "Round",
    "RoundQuerySet",
    "Score",
    "Standard",
    "StandardQuerySet",
]
