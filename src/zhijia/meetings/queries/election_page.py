"""What the page of one election reads, in the order of its course."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from zhijia.ballots.queries import ballots_seen
from zhijia.ballots.rules.candidacy import Weighed
from zhijia.platform.actor import Actor
from zhijia.platform.refs.queries import working_days
from zhijia.platform.together import read

from ..models import Duty, Election, Nominee
from ..rules import rounds
from . import elections as queries
from . import taking_office as after


def standing(actor: Actor, election: Election, today: date, *, runs: bool) -> dict[str, object]:
    """Return who stands, what is lacking, the ballots, who was elected and what follows.

    Who was put forward and not listed, and what speaks against anybody, only who runs it is told.
    What does not rest on another answer is asked at once.
    """
    first = election.ballot
    one_of_them = Q(pk=first.pk) | Q(follows__isnull=False) if first else Q(pk=None)
    of_unit = ballots_seen(actor).filter(one_of_them, unit=election.item.meeting.unit_id)
    rows, watches, later, seen, elected = read(
        [
            queries.put_forward(election),
            election.item.meeting.watches.all(),
            queries.following(election),
            of_unit.order_by().values_list("pk", flat=True),
            election.elected.select_related("member", "post"),
        ]
    )
    nominees, ballots = queries.by_strokes(rows), queries.chained(election, later)
    last = ballots[-1] if ballots else None
    asked = [row for row in (election.party, election.upper) if row and not row.answered_on]
    return {
        "nominees": _shown(election, nominees, today, runs=runs),
        "groups": len(queries.groups_of(nominees)),
        "watches": watches,
        "stage": queries.stage(election, ballots),
        "petitions": asked,
        "ballots": ballots,
        "ballot": last,
        "sees_ballot": last is not None and last.pk in set(seen),
        "elected": elected,
        "follows": rounds.follows(election.then),
        **(afterwards(election, today) if election.announced_on else {}),
        **(lacking(election, nominees, today) if runs and not election.announced_on else {}),
    }


def _shown(
    election: Election, nominees: Sequence[Nominee], today: date, *, runs: bool
) -> list[tuple[Nominee, Weighed | None]]:
    """Return who stands, with what speaks against them: once there is a ballot, it keeps that."""
    is_weighed = runs and not election.ballot_id
    against = queries.weighed(election, nominees, today) if is_weighed else {}
    return [(each, against.get(each.pk)) for each in nominees if runs or each.is_listed]


def lacking(election: Election, nominees: Sequence[Nominee], today: date) -> dict[str, object]:
    """Return what the rules say of an election before it votes."""
    return {"found": queries.found_of(election, nominees, today)}


def afterwards(election: Election, today: date) -> dict[str, object]:
    """Return how the report stands, with which election posts are written, what is to be done.

    What its renewal left to do comes after what it left itself.
    """
    root, days = after.root_of(election), working_days()
    whose = {election.pk, root.pk} if election.written_on else set()
    rows = Duty.objects.filter(election__in=whose).order_by("pk")
    duties, holidays = read([rows, *days.rows])
    return {
        "fallen": after.fallen(election),
        "reported": after.reported(election, today, days.tell(holidays)),
        "root": root,
        "duties": after.judged(sorted(duties, key=lambda one: one.election_id == root.pk), today),
    }
