"""All reads of the boards: by speech, by unit, by month, the lines of time, the wall."""

from .asking import (
    STATES,
    Asked,
    about,
    asked_of,
    everywhere,
    lines,
    listed,
    place_asked,
    spelled,
    told,
    work,
)
from .gantt import Chart, drawn, task_in, task_spans
from .grounds import NOTHING, Tally, lit_table, tallied, with_light
from .grounds import lit as lit_rows
from .leaders import LeaderLine, by_leader
from .months import Month, asked_month, by_month
from .speeches import by_point, by_speech, of_speech, sum_of
from .units import UnitLine, arranged, by_unit, way_down
from .views import cleaned, question, saved_views
from .walls import AT_ONCE, Wall, reel, wall

__all__ = [
    "AT_ONCE",
    "NOTHING",
    "STATES",
    "Asked",
    "Chart",
    "LeaderLine",
    "Month",
    "Tally",
    "UnitLine",
    "Wall",
    "about",
    "arranged",
    "asked_month",
    "asked_of",
    "by_leader",
    "by_month",
    "by_point",
    "by_speech",
    "by_unit",
    "cleaned",
    "drawn",
    "everywhere",
    "lines",
    "listed",
    "lit_rows",
    "lit_table",
    "of_speech",
    "place_asked",
    "question",
    "reel",
    "saved_views",
    "spelled",
    "sum_of",
    "tallied",
    "task_in",
    "task_spans",
    "told",
    "wall",
    "way_down",
    "with_light",
    "work",
]
