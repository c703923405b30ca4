"""Whoever copies everything afterwards finds nothing that joins a voter and a ballot.

The attacker has every table with what the database keeps beside it (rowid; xmin, ctid), and the
log. They know whose each row is, and everybody signs in to vote and for nothing else. They try
equal values, and whether any order of a person's rows goes with the order of the ballots on the
board: tau of Kendall, over everybody who voted.
"""

import json
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from tests.ballots.conftest import EVALUATION, PASSWORD
from tests.ballots.halls import TINY, Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions
from zhijia.ballots.models import Ballot, Cipher, Credential, Entry, Voter
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.platform.accounts.models import LateEntry, Visit
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
# Of n in an order by chance tau has a deviation of about √(2(2n + 5) / 9n(n − 1)): 0.12 of 35.
LEAST, MOST_TAU = 25, 0.6
MOST_HITS = 8  # of neighbours by chance: one to be expected
BOARD = {one._meta.db_table for one in (Cipher, Credential, Entry)}
HIDDEN = {"sqlite": ("rowid",), "postgresql": ("xmin::text::bigint", "ctid::text")}


@dataclass
class Person:
    """Somebody who votes, with their browser and everything that a row could know them by."""

    voter: Voter
    client: Client
    keys: dict[str, set[int]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    username: str = ""
    place: int = 0  # in the order of the ballots that count


def brought_in(found: Hall, cast: Cast) -> list[Person]:
    """Open accounts for everybody, before the vote and in an order of their own."""
    people = []
    voters = list(found.ballot.voters.select_related("member__user"))
    random.Random(7).shuffle(voters)
    for voter in voters:
        member = voter.member
        assert member
        if member.user is None:
            member = org.give_account(
                actor=found.desk, member=member, password=PASSWORD, is_demo=True
            )
        assert member.user
        client = Client(headers={"Host": "localhost"})
        keys = {"org_member": {member.pk}, "accounts_user": {member.user.pk}}
        keys[Voter._meta.db_table] = {voter.pk}
        people.append(Person(voter, client, keys, (member.name,), member.user.username))
    return people


def comes(one: Person) -> None:
    """Sign in on the page, as who has come to vote."""
    asked = {"username": one.username, "password": PASSWORD}
    assert one.client.post("/accounts/sign-in/", asked).status_code == 302
    one.words = (*one.words, str(one.client.session.session_key))


def votes(found: Hall, one: Person, n: int, *, is_hall: bool, day: date) -> None:
    """Let somebody come and vote through the pages, as they would."""
    if is_hall:
        one.voter.refresh_from_db()
        if not one.voter.way:
            actions.sign_in(actor=found.desk, voter=one.voter, way="electronic", today=day)
    comes(one)
    where = f"/ballots/{found.ballot.pk}/"
    for path in ("/", "/ballots/mine/", where, f"{where}vote/"):
        assert one.client.get(path).status_code == 200
    raw = found.fill(n, n % 2)
    answer = one.client.post(f"{where}cast/", raw, content_type="application/octet-stream")
    assert answer.status_code == 200, answer.text
    if n % 5 == 0:
        assert one.client.post("/accounts/sign-out/").status_code == 302


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return every table with what the database keeps beside each row."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            name = model._meta.db_table
            beside = ", ".join(HIDDEN[connection.vendor])
            cursor.execute(f'SELECT {beside}, t.* FROM "{name}" AS t')
            heads = [f"{n}" for n in HIDDEN[connection.vendor]]
            heads += [head[0] for head in cursor.description][len(heads) :]
            found[name] = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    return found


def pointing() -> dict[str, list[tuple[str, str]]]:
    """Return of each table the columns that point at a table: [(column, table)]."""
    return {
        model._meta.db_table: [
            (field.column, field.related_model._meta.db_table)
            for field in model._meta.concrete_fields
            if field.is_relation
        ]
        for model in apps.get_models(include_auto_created=True)
    }


def owned(
    rows: list[dict[str, Any]], name: str, columns: list[tuple[str, str]], people: Sequence[Person]
) -> Iterator[tuple[Person, dict[str, Any]]]:
    """Yield the rows of a table that know a voter, with whom."""
    bare = [("user_id", "accounts_user"), ("member_id", "org_member"), ("id", name)]
    for row in rows:
        text = " ".join(str(value) for value in row.values() if isinstance(value, str))
        for one in people:
            by_key = any(
                row.get(column) in one.keys.get(table, ()) for column, table in [*columns, *bare]
            )
            if by_key or any(word in text for word in one.words):
                yield one, row


def tau(order: Sequence[Any]) -> float:
    """Return how far a row is in order: 1 rising, −1 falling, 0 by chance; equal ones count 0."""
    up = down = 0
    for at, one in enumerate(order):
        for other in order[at + 1 :]:
            up, down = up + (one < other), down + (one > other)
    pairs = len(order) * (len(order) - 1) // 2
    return (up - down) / pairs if pairs else 0


def comparable(value: Any) -> Any:
    """Return a value that has an order; a place on the disk as its numbers."""
    if isinstance(value, str) and value.startswith("(") and value.endswith(")"):
        return tuple(int(part) for part in value[1:-1].split(","))
    return value


def orders(people: Sequence[Person], dump: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Return by table and column how its order goes with that of the ballots."""
    found = {}
    columns = pointing()
    for name, rows in dump.items():
        mine: dict[int, list[dict[str, Any]]] = {}
        for one, row in owned(rows, name, columns[name], people):
            mine.setdefault(one.place, []).append(row)
        if len(mine) < LEAST:
            continue
        for column in next(iter(mine.values()))[0]:
            for which, pick in (("first", min), ("last", max)):
                values = []
                for place in sorted(mine):
                    given = [row[column] for row in mine[place] if row[column] is not None]
                    if given and all(
                        isinstance(each, int | float | str | datetime | date) for each in given
                    ):
                        values.append(pick(map(comparable, given)))
                if len(values) >= LEAST and len({type(each) for each in values}) == 1:
                    found[f"{name}.{column} ({which})"] = tau(values)
    return found


def neighbours(people: Sequence[Person], dump: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """Return by table how many voters' rows were written right before or after their own ballot."""
    if connection.vendor != "postgresql":
        return {}
    key = HIDDEN["postgresql"][0]
    cast = sorted(
        (row[key], row["seq"]) for row in dump[Entry._meta.db_table] if row["kind"] == "ballot"
    )
    seqs = {
        row["seq"]: n
        for n, row in enumerate(
            sorted(
                (row for row in dump[Entry._meta.db_table] if row["kind"] == "ballot"),
                key=lambda row: row["seq"],
            )
        )
    }
    found = {}
    columns = pointing()
    for name, rows in dump.items():
        hits = 0
        for one, row in owned(rows, name, columns[name], people):
            later = [seq for written, seq in cast if written >= row[key]]
            earlier = [seq for written, seq in cast if written <= row[key]]
            guesses = {seqs[seq] for seq in (*later[:1], *earlier[-1:])}
            hits += one.place in guesses
        found[name] = hits
    return found


@pytest.mark.parametrize("way", ["remote", "hall"])
def test_after_a_vote_no_join_and_no_order_tells_whose_a_ballot_is(
    way: str, hall: Make, cast: Cast, today: date, tmp_path: Path
) -> None:
    is_hall = way == "hall"
    later = now() + timedelta(days=1)
    remote: dict[str, Any] = {"choices": ("1001",), "revote": True, "closes_at": later}
    found = hall(TINY, way=way) if is_hall else hall(EVALUATION, way=way, **remote)
    people = brought_in(found, cast)
    found.open()
    log = logging.FileHandler(tmp_path / "zhijia.log", encoding="utf-8")
    root = logging.getLogger()
    root.addHandler(log)
    log.setLevel(settings.LOGGING["root"]["level"])
    order = list(range(len(people)))
    random.Random(11).shuffle(order)
    try:
        for place, n in enumerate(order):
            votes(found, people[n], n, is_hall=is_hall, day=today)
            people[n].place = place
        # A ballot that is refused is no line that names anybody either.
        again = people[order[0]].client.post(
            f"/ballots/{found.ballot.pk}/cast/", b"x", content_type="application/octet-stream"
        )
        assert again.status_code == 422
        Ballot.objects.filter(pk=found.ballot.pk, way="remote").update(closes_at=now())
        found.close()
        found.seal()
        found.decrypt(0)
        found.decrypt(1)
        ballot = actions.count_ballot(actor=found.desk, ballot=found.ballot, today=today)
        actions.tell_result(actor=found.desk, ballot=ballot, today=today)
    finally:
        root.removeHandler(log)
        log.close()
    dump = tables()

    # No value of the board stands in a row that knows a voter, nor in the record or the log.
    entries = list(Entry.objects.filter(ballot=ballot, kind="ballot"))
    secret = {one.hash for one in entries} | {one.tracker for one in entries}
    secret |= set(Credential.objects.values_list("key", flat=True))
    written = (tmp_path / "zhijia.log").read_text("utf-8")
    columns = pointing()
    for name, rows in dump.items():
        if name in BOARD:
            assert not any(owned(rows, name, columns[name], people)), name
            continue
        text = json.dumps(rows, default=str, ensure_ascii=False)
        assert not [one for one in secret if one in text], name
    assert not [one for one in secret if one in written]
    assert not [word for one in people for word in one.words if word in written]

    # No order goes with that of the board, and nobody's row was written beside their ballot.
    told = orders(people, dump)
    for model in (Voter, Visit, Session, AuditEntry):
        assert any(name.startswith(model._meta.db_table) for name in told), model
    assert not LateEntry.objects.exists()
    assert not {name: n for name, n in told.items() if abs(n) > MOST_TAU}
    assert not {name: n for name, n in neighbours(people, dump).items() if n > MOST_HITS}
    if way == "remote":
        notices = Notice.objects.filter(kind="ballots.vote").exclude(read_at=None)
        assert notices.count() >= LEAST
        assert all(one.read_at == one.made_at for one in notices)
        assert any(name.startswith(Notice._meta.db_table) for name in told)


def test_the_attack_finds_an_order_that_is_there() -> None:
    assert tau(range(30)) == 1
    assert tau(range(30, 0, -1)) == -1
    shuffled = list(range(30))
    random.Random(3).shuffle(shuffled)
    assert abs(tau(shuffled)) < MOST_TAU
