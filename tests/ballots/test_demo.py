"""The story's votes: one that is over and sealed, one rehearsal that waits for its keys."""

from datetime import date

from zhijia.ballots import demo
from zhijia.ballots.models import Ballot, Sheet
from zhijia.org.demo import Cast


def test_the_by_election_is_counted_by_two_and_sealed(cast: Cast, today: date) -> None:
    demo.fill(cast, today=today)
    ballot = Ballot.objects.get(unit=cast.units["power"])
    contest = ballot.contests.get()
    assert (ballot.state, len(contest.outcome["elected"])) == ("sealed", 2)
    assert ballot.took_part == ballot.due - 1
    assert Sheet.objects.filter(ballot=ballot, is_settled=True).count() == 2
    rehearsal = Ballot.objects.get(unit=cast.units["group"])
    assert (rehearsal.state, rehearsal.is_rehearsal, rehearsal.way) == ("set", True, "remote")
