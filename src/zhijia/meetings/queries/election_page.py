"""What the page of one election reads, in the order of its course."""

from datetime import date

from zhijia.ballots.queries import ballots_seen
from zhijia.org.rules import Finding
from zhijia.platform.actor import Actor

from ..models import Election
from ..rules import rounds
from . import elections as queries
from . import taking_office as after


def standing(actor: Actor, election: Election, today: date, *, runs: bool) -> dict[str, object]:
    """Return who stands, what is lacking, the ballots, who was elected and what follows.

    Who was put forward and not listed, and what speaks against anybody, only who runs it is told.
    """
    nominees = queries.nominees_of(election)
    # What speaks against somebody is kept by the ballot, once there is one.
    is_weighed = runs and not election.ballot_id
    against = queries.weighed(election, nominees, today) if is_weighed else {}
    ballots = queries.chain(election)
    last = ballots[-1] if ballots else None
    asked = [row for row in (election.party, election.upper) if row and not row.answered_on]
    return {
        "nominees": [(each, against.get(each.pk)) for each in nominees if runs or each.is_listed],
        "groups": len(queries.groups_of(nominees)),
        "found": queries.found_of(election, nominees, today),
        "watches": election.item.meeting.watches.all(),
        "stage": queries.stage(election, ballots),
        "petitions": asked,
        "ballots": ballots,
        "ballot": last,
        "sees_ballot": last is not None and ballots_seen(actor).filter(pk=last.pk).exists(),
        "elected": election.elected.select_related("member", "post"),
        "follows": rounds.follows(election.then),
        **afterwards(election, today),
    }


def afterwards(election: Election, today: date) -> dict[str, object]:
    """Return how the report stands, with which election posts are written, what is to be done."""
    root = after.root_of(election)
    return {
        "reported": after.reported(election, today),
        "root": root,
        "duties": _duties(election, root, today) if election.written_on else [],
    }


def _duties(election: Election, root: Election, today: date) -> list[tuple[object, Finding]]:
    """Return what its renewal left to do, and what it left itself."""
    own = after.duties(election, today) if election.pk != root.pk else []
    return [*own, *after.duties(root, today)]
