"""检查的公文: the result of one unit, and the report of a round, in Word. Pure."""

from .reports import (
    FaultTold,
    ItemTold,
    RoundTold,
    SectionTold,
    UnitTold,
    round_report,
    unit_report,
)

__all__ = [
    "FaultTold",
    "ItemTold",
    "RoundTold",
    "SectionTold",
    "UnitTold",
    "round_report",
    "unit_report",
]
