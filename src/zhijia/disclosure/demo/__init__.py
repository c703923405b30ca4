"""What the units of the cast make public, told by the same actions the desks use."""

from datetime import date

from zhijia.org.demo import Cast

from . import publications

__all__ = ["fill"]


def fill(cast: Cast, *, today: date) -> None:
    """Tell what was made public and what was not."""
    publications.tell(cast, today=today)
