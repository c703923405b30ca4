"""The register of lapsed votes: who on a roll may no longer vote, and why.

A roll stands still once it is settled, the people on it do not. The room that handed a roll over
knows when somebody on it ceased to be what they voted as, and this room knows none of those above
it. So they enter a function here, and it is asked each time a paper or a code is handed out:
nothing is copied that could be forgotten where a roll is written anew or a second vote follows.
"""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet

from zhijia.law import Verdict

from ..models import Ballot, Voter
from ..rules import UNION_BODIES
from ..rules.rolls import has_left
from .rolls import find_voters

# Takes a ballot and some of its voters; returns a no for each of them who may no longer vote.
Lapse = Callable[[Ballot, "QuerySet[Voter]"], Mapping[int, Verdict]]
LAPSES: dict[str, Lapse] = {}


def lapses(room: str) -> Callable[[Lapse], Lapse]:
    """Enter a room's function that says who of a roll may no longer vote."""

    def enter(lapse: Lapse) -> Lapse:
        LAPSES[room] = lapse
        return lapse

    return enter


def lapsed(ballot: Ballot, voters: "QuerySet[Voter]") -> dict[int, Verdict]:
    """Return, by key, a no for each of these voters who may no longer vote.

    Of an election of the union who left it is one of them, whoever handed the roll over.
    """
    found: dict[int, Verdict] = {}
    if ballot.body in UNION_BODIES and not ballot.is_rehearsal:
        for one in voters.filter(member__left_on__isnull=False).select_related("member"):
            found[one.pk] = has_left(one.name)
    for lapse in LAPSES.values():
        found |= lapse(ballot, voters)
    return found


def found_at_desk(ballot: Ballot, words: str) -> list[tuple[Voter, str]]:
    """Return the voters that a desk looked for, each with why they may no longer vote, if so."""
    rows = list(find_voters(ballot, words))
    unsigned = [one.pk for one in rows if not one.way]
    noes = lapsed(ballot, ballot.voters.filter(pk__in=unsigned)) if unsigned else {}
    return [(one, noes[one.pk].reason if one.pk in noes else "") for one in rows]
