"""The order in which people came and voted, which the database itself remembers, is written away.

PostgreSQL keeps of each row the transaction that wrote it last (xmin) and a place that follows that
time (ctid): the roll would tell who signed in after whom, messages who opened them when, and the
board's rows when each ballot came between all other rows. SQLite changes rows where they stand. At
the end all of these are written anew in one transaction (decision 0062), and with them what signing
in to vote has left (0067).
"""

import random

from django.db import connection
from django.db.models import F, Func
from django.utils.timezone import now

from zhijia.platform.accounts import actions as accounts
from zhijia.platform.jobs.acts import wake
from zhijia.platform.notices import acts as notices

from ..models import Ballot, Credential, Entry, Voter

LOT = 500
SWEEP = "ballots.sweep"


def forget_order(ballot: Ballot) -> None:
    """Write roll, messages and board of an electronic vote anew; what they say stays."""
    if not ballot.is_electronic:
        return
    voters = list(ballot.voters.order_by())
    random.SystemRandom().shuffle(voters)
    ballot.voters.order_by().delete()
    Voter.objects.bulk_create(voters, batch_size=LOT)
    notices.mix(kind="ballots.vote", about=f"ballots.Ballot#{ballot.pk}")
    users = ballot.voters.exclude(member__user=None).order_by()
    accounts.forget_order(users=list(users.values_list("member__user_id", flat=True)), now=now())
    if connection.vendor == "postgresql":
        # Joined to nothing, a long value is stored anew too, not only its row.
        anew = Func(F("payload"), template="%(expressions)s || ''::bytea")
        Entry.objects.filter(ballot=ballot).update(payload=anew)
        Credential.objects.filter(ballot=ballot).update(key=F("key"))
    wake(SWEEP)
