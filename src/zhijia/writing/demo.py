"""The reports that the demo's group and its hospital draft."""

from datetime import date, timedelta

from zhijia.org.demo import Cast

from . import actions

STORY = 75


def fill(cast: Cast, *, today: date) -> None:
    """Draft a report of each for the year in which most of the story lies."""
    year = (today - timedelta(days=STORY)).year
    for key in ("group", "hospital"):
        desk, unit = cast.actors[f"{key}_desk"], cast.units[key]
        actions.draft(actor=desk, unit=unit, year=year, today=today)
