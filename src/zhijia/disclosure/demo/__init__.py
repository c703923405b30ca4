"""What the units of the cast make public, told by the same actions the desks use."""

from datetime import date

from zhijia.org.demo import Cast

from . import publications, regulations, showings

__all__ = ["fill"]


def fill(cast: Cast, *, today: date) -> None:
    """Tell what was made public and what was not, what hangs, and by which rules people work."""
    publications.tell(cast, today=today)
    showings.fill(cast, today=today)
    regulations.fill(cast, today=today)
