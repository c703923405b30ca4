"""The vectors that the browser's implementation checks too are what this one makes."""

import json
from typing import Any

import pytest

from tests.ballots import elections as made
from tests.ballots.vectors import write
from zhijia.ballots.crypto import canonical, partials
from zhijia.ballots.crypto.ballots import BadBallot, Ballot, check
from zhijia.ballots.crypto.ceremony import Ceremony
from zhijia.ballots.crypto.elgamal import Ciphertext, member_point
from zhijia.ballots.crypto.group import IDENTITY, Refused
from zhijia.ballots.crypto.manifest import Manifest

VECTORS: dict[str, Any] = json.loads(write.FILE.read_text("utf-8"))
CEREMONY = VECTORS["ceremony"]


def plain(value: object) -> object:
    """Return a value as JSON has it: tuples are lists."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("primitives", write.primitives),
        ("manifest", write.election),
        ("ballots", write.cast),
        ("bad", write.bad),
    ],
)
def test_what_is_deterministic_comes_out_the_same(name: str, make: Any) -> None:
    assert plain(make()) == VECTORS[name]


def ceremony() -> Ceremony:
    found = Manifest.read(VECTORS["manifest"]["raw"].encode())
    return Ceremony(found, [raw.encode() for raw in CEREMONY["messages"]])


def test_the_ceremony_comes_to_the_key_that_the_ballots_use() -> None:
    found = ceremony()
    found.finish()
    assert found.h.hex() == CEREMONY["h"] == made.election().h.hex()
    assert found.transcript.hex() == CEREMONY["transcript"]
    assert {str(i): X.hex() for i, X in found.public_shares.items()} == CEREMONY["shares"]


def pairs(rows: list[str]) -> list[Ciphertext]:
    return [(bytes.fromhex(row[:64]), bytes.fromhex(row[64:])) for row in rows]


def test_the_partials_open_the_sums_and_the_slots() -> None:
    found, eid = ceremony(), made.manifest().eid
    given = CEREMONY["work"]
    work = partials.Work(
        pairs(given["sums"]), {name: pairs(rows) for name, rows in given["slots"].items()}
    )
    keys = [one.sign for one in found.manifest.holders]
    read = [
        partials.read(raw.encode(), eid, keys, found.public_shares, work)
        for raw in CEREMONY["partials"]
    ]
    logs = partials.Logarithms(5)
    sums = [
        logs.find(partials.combine(ct, {one.holder: one.sums[n] for one in read}))
        for n, ct in enumerate(work.sums)
    ]
    assert sums == CEREMONY["cells"]
    opened = [
        partials.combine(ct, {one.holder: one.slots["votes"][n] for one in read})
        for n, ct in enumerate(work.slots["votes"])
    ]
    named = {member_point(eid, f"m{n}") for n in (2, 3, 5)}
    assert set(opened) == {*named, IDENTITY}


@pytest.mark.parametrize("row", VECTORS["bad"], ids=lambda row: row["name"])
def test_each_bad_ballot_is_refused_by_its_check(row: dict[str, str]) -> None:
    with pytest.raises(BadBallot) as caught:
        check(made.election(), Ballot.read(made.election(), bytes.fromhex(row["raw"])))
    assert caught.value.check == row["check"]


def test_what_is_not_canonical_is_refused() -> None:
    texts = VECTORS["primitives"]["canonical"]
    for text in texts["good"]:
        canonical.load(text.encode())
    for text in texts["bad"]:
        with pytest.raises(Refused):
            canonical.load(text.encode())
