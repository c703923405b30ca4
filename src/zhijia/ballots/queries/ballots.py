"""Which ballots somebody may see, and as what they take part in one."""

from django.db.models import Max, Q

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.scope import NOTHING, reached

from ..models import Ballot, BallotQuerySet, Voter, Watcher
from ..policies import in_office

# What a voter sees of a ballot begins when its roll is frozen.
SHOWN = ("set", "open", "closed", "counted", "sealed")


def ballots(actor: Actor) -> BallotQuerySet:
    """Return the ballots that an office of this person reaches."""
    return Ballot.objects.filter(reached("unit_path", in_office(actor))).select_related("unit")


def _mine(actor: Actor) -> Q:
    """Select the ballots on whose roll somebody stands."""
    if not actor.member_id:
        return NOTHING
    rows = Voter.objects.filter(member_id=actor.member_id).order_by().values("ballot_id")
    return Q(pk__in=rows, state__in=SHOWN)


def _watched(actor: Actor) -> Q:
    """Select the ballots that somebody watches over."""
    if not actor.member_id:
        return NOTHING
    rows = Watcher.objects.filter(member_id=actor.member_id).order_by().values("ballot_id")
    return Q(pk__in=rows) & ~Q(state="draft")


def ballots_seen(actor: Actor) -> BallotQuerySet:
    """Return the ballots somebody may open: by office, as a voter or as a watcher."""
    seen = reached("unit_path", in_office(actor)) | _mine(actor) | _watched(actor)
    return Ballot.objects.filter(seen).select_related("unit", "follows")


def my_ballots(actor: Actor) -> BallotQuerySet:
    """Return the ballots on whose roll this person stands, the latest first."""
    return Ballot.objects.filter(_mine(actor)).select_related("unit")


def my_votes(actor: Actor) -> BallotQuerySet:
    """Return what this person may vote on now.

    Whether they have voted remotely is nowhere kept, so such a vote stays until its end.
    """
    return my_ballots(actor).filter(state="open")


def watched_by(actor: Actor) -> BallotQuerySet:
    """Return the ballots under way that this person watches over."""
    found = Ballot.objects.filter(_watched(actor)).exclude(state__in=("sealed", "void"))
    return found.select_related("unit")


def roles_of(actor: Actor, ballot: Ballot) -> frozenset[str]:
    """Return as what somebody watches over a ballot; one query, none without a member."""
    if not actor.member_id:
        return frozenset()
    rows = Watcher.objects.filter(ballot=ballot, member_id=actor.member_id).order_by()
    return frozenset(rows.values_list("role", flat=True))


def voter_of(actor: Actor, ballot: Ballot) -> Voter | None:
    """Return the line of this person on a roll; None where they do not vote."""
    if not actor.member_id:
        return None
    return Voter.objects.filter(ballot=ballot, member_id=actor.member_id).first()


def ballots_live_at(path: str, below: bool) -> BallotQuerySet:
    """Return the ballots of a unit, and of those below it if `below`, that have not ended."""
    return Ballot.objects.live().filter(lying("unit_path", [path], below=below))


def number_for(unit: Unit) -> int:
    """Return the next number of a unit's ballots; the unit's row is locked by the caller."""
    last = Ballot.objects.filter(unit=unit).order_by().aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
