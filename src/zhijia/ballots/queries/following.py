"""What a result asks for next, with the rounds before it."""

from ..models import Contest
from ..rules.following import Next, next_of, with_kept
from .facts import asked_of


def next_after(contest: Contest) -> Next | None:
    """Return the vote that follows from a counted one; None where nothing does.

    Where those of the last place in a preliminary round tied and were voted on again, the formal
    round is among everybody whom both kept.
    """
    found = next_of(asked_of(contest), contest.outcome, contest.tally)
    if found is None or not found.is_formal or contest.round != "preliminary":
        return found
    first, *again = reversed(cut_again(contest))
    if not again:
        return found
    kept = [key for one in (first, *again[:-1]) for key in one.outcome.get("elected", [])]
    return with_kept(found, first.seats, kept)


def cut_again(contest: Contest) -> list[Contest]:
    """Return a contest with those it was a second vote of, the latest first."""
    found = [contest]
    while found[-1].is_runoff and found[-1].ballot.follows_id:
        rows = Contest.objects.select_related("ballot")
        found.append(rows.get(ballot=found[-1].ballot.follows_id, body=contest.body))
    return found
