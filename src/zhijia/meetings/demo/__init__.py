"""Two congresses in the story, each by its own rules."""

from datetime import date

from zhijia.org.demo import Cast

from . import hospital, staff


def fill(cast: Cast, *, today: date) -> None:
    """Tell them through the actions the desks use."""
    staff.fill(cast, today=today)
    hospital.fill(cast, today=today)
