"""What members asked, proposed and reported in the story: told by the actions people use."""

from datetime import date

from zhijia.org.demo import Cast

from . import disputes, improving, proposals, safety, voices

__all__ = ["fill"]


def fill(cast: Cast, *, today: date) -> None:
    """Tell the matters of the story, kind by kind."""
    proposals.fill(cast, today=today)
    safety.fill(cast, today=today)
    improving.fill(cast, today=today)
    voices.fill(cast, today=today)
    disputes.fill(cast, today=today)
