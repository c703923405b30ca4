"""Ballots cast over HTTP: how many a second, none lost, none twice.

Ballots are made beforehand, for in life voters' own devices make them. Senders share one signed-in
account: whom the server lets in does not join a ballot, and what is checked of each is the same.
"""

import json
import os
import resource
import secrets
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import django

from zhijia.ballots.rehearsal.invented import Asked, invent

from .measuring import Line, free_port, seconds, serving, wait_for, zhijia

SENDERS, REPEATED = 8, 20
LEAST = 80  # ballots a second on two cores
CANDIDATES, SEATS = 10, 3
TOKEN = "a" * 32  # a page's CSRF token, in cookie and header alike


def measures(count: int) -> Iterator[Line]:
    """Open a vote for so many, let everybody cast, look at the board."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    from . import building

    building.migrate()
    building.build(50)
    asked = Asked(count, CANDIDATES, SEATS, kind="marks", is_in_hall=True)
    ballot, letters = _opened(asked)
    yield from _cast(ballot, letters)


def _opened(asked: Asked) -> tuple[Any, list[bytes]]:
    """Open an electronic vote of invented people; return it with everybody's ballot."""
    from django.utils.timezone import localdate

    from zhijia.ballots.actions.appending import append_json
    from zhijia.ballots.crypto.ballots import Election, make
    from zhijia.ballots.crypto.hashes import key_of
    from zhijia.ballots.crypto.holders import hold
    from zhijia.ballots.models import Ballot, Board, Credential, Voter
    from zhijia.org.models import Member

    from .building import FOUNDER

    people, member = invent(asked), Member.objects.get(staff_no=FOUNDER)
    manifest, ceremony = people.manifest, hold(people.manifest, people.holders)
    ballot = Ballot(
        unit=member.unit,
        unit_path=member.unit.path,
        number=1,
        title=manifest.title,
        body="committee",
        way="hall",
        state="open",
        drafted_on=localdate(),
        manifest=manifest.raw.decode(),
        eid=manifest.eid.hex(),
    )
    ballot.save()
    Voter(ballot=ballot, member=member, name=member.name, way="electronic").save()
    seed = secrets.token_bytes(32)
    board = Board(ballot=ballot, uuid=uuid.UUID(manifest.id), server_key=key_of(seed).hex())
    board.server_seed, board.h = seed.hex(), ceremony.h.hex()
    board.save()
    append_json(board, "open", {"ceremony": ceremony.transcript.hex(), "h": board.h})
    rows = [Credential(ballot=ballot, kind="voter", key=key_of(one).hex()) for one in people.voters]
    Credential.objects.bulk_create(rows)
    election = Election(manifest.eid, ceremony.h, manifest.layout)
    votes = [*[1] * SEATS, *[0] * (CANDIDATES - SEATS)]
    made = [make(election, one, votes, [], secrets.token_bytes(32)) for one in people.voters]
    return ballot, made


def _session() -> str:
    """Return the session of the founder's browser."""
    from django.test import Client

    from zhijia.org.models import Member

    from .building import FOUNDER

    client, user = Client(), Member.objects.get(staff_no=FOUNDER).user
    assert user is not None
    client.force_login(user)
    return client.cookies["sessionid"].value


def _send(address: str, session: str, raw: bytes) -> tuple[int, str]:
    """Cast one ballot; return where its receipt says that it stands."""
    headers = {
        "Content-Type": "application/octet-stream",
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    request = urllib.request.Request(address, raw, headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        said = json.loads(response.read())
    return said["seq"], said["head"]


def _spent() -> float:
    """Return the processor seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cast(ballot: Any, letters: list[bytes]) -> Iterator[Line]:
    from django.db import connection

    from zhijia.ballots.models import Entry

    session, port = _session(), free_port()
    connection.close()
    twice = [*letters, *letters[:REPEATED]]  # some phones send a second time
    receipts: list[tuple[int, str]] = []
    begun = _spent()
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
    before = _spent()  # what starting takes is not a ballot's
    begun = before - begun
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        send = partial(_send, f"http://127.0.0.1:{port}/ballots/{ballot.pk}/cast/", session)
        with ThreadPoolExecutor(SENDERS) as senders:
            took = seconds(lambda: receipts.extend(senders.map(send, twice)))
    yield Line("ballots cast", len(letters), "")
    each = 1000 * (_spent() - before - begun) / len(twice)
    yield Line("processor time of the server for one", each, "ms", bar=2000 / LEAST)
    yield Line("ballots a second over HTTP", len(twice) / took, "", least=LEAST)
    kept = dict(Entry.objects.filter(ballot=ballot, kind="ballot").values_list("seq", "hash"))
    yield Line("lost or counted twice", abs(len(kept) - len(letters)), "", 0)
    yield Line(
        "receipts that the board does not bear out", len(set(receipts) ^ {*kept.items()}), "", 0
    )
