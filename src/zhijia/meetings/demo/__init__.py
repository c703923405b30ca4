"""Two congresses in the story, each by its own rules."""

from datetime import date

from zhijia.org.demo import Cast

from . import hospital


def fill(cast: Cast, *, today: date) -> None:
    """Tell them through the actions the desks use."""
    hospital.fill(cast, today=today)
