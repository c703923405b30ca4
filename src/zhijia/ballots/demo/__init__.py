"""Three votes in the story: a by-election on paper and an evaluation by phone that are over, and a
rehearsal that is open."""

from datetime import date, timedelta

from zhijia.org.demo import Cast

from .by_election import by_election
from .electronic import evaluate, rehearse


def fill(cast: Cast, *, today: date) -> None:
    """Tell of the power company's by-election, the hospital's evaluation, the group's rehearsal."""
    by_election(cast, today - timedelta(days=33))
    evaluate(cast, on=today - timedelta(days=12))
    rehearse(cast, today=today)
