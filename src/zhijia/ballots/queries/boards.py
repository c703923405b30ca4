"""What stands on the board of an electronic vote, read for the server's own checks."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..crypto.ballots import Ballot as Cast
from ..crypto.ballots import Election
from ..crypto.board import START, Chain, Order
from ..crypto.ceremony import Ceremony
from ..crypto.manifest import Manifest
from ..models import Ballot, Board, Credential, Eligible, Entry

LOT = 500


@lru_cache(maxsize=64)
def _manifest(text: str) -> Manifest:
    return Manifest.read(text.encode())


def manifest_of(ballot: Ballot) -> Manifest:
    """Return the manifest; kept by its exact bytes, for it never changes."""
    return _manifest(ballot.manifest)


def ceremony_of(ballot: Ballot) -> Ceremony:
    """Return the ceremony as far as its messages go."""
    rows = ballot.messages.order_by("round", "holder").values_list("body", flat=True)
    return Ceremony(manifest_of(ballot), (body.encode() for body in rows))


def election_of(ballot: Ballot, board: Board) -> Election:
    """Return what ballots are checked against; no query."""
    found = manifest_of(ballot)
    return Election(found.eid, bytes.fromhex(board.h), found.layout)


def chain_of(ballot: Ballot, board: Board) -> Chain:
    """Return the chain where its head stands; no query."""
    head = bytes.fromhex(board.head) if board.head else START
    return Chain(bytes.fromhex(ballot.eid), board.seq, head, Order(board.phase))


def keys_of(ballot: Ballot, kind: str) -> list[str]:
    """Return the listed public keys of a kind, sorted hex."""
    rows = Credential.objects.filter(ballot=ballot, kind=kind)
    return list(rows.order_by("key").values_list("key", flat=True))


def entries_of(ballot: Ballot, *kinds: str) -> Iterator[Entry]:
    """Yield the entries in order, of these kinds only where any are named; flat in memory."""
    rows = Entry.objects.filter(ballot=ballot).order_by("seq")
    return (rows.filter(kind__in=kinds) if kinds else rows).iterator(chunk_size=LOT)


def counted_seqs(ballot: Ballot) -> set[int]:
    """Return the numbers of the entries that count. docs/ballot-protocol.md 10.1."""
    rows = Credential.objects.filter(ballot=ballot, is_revoked=False).order_by()
    return {last for last in rows.values_list("last", flat=True) if last is not None}


def counted(ballot: Ballot, board: Board) -> Iterator[Cast]:
    """Yield the ballots that count, in the order of the board."""
    election, seqs = election_of(ballot, board), counted_seqs(ballot)
    for row in entries_of(ballot, "ballot"):
        if row.seq in seqs:
            yield Cast.read(election, bytes(row.payload))


def roster_of(ballot: Ballot) -> list[dict[str, str]]:
    """Return who may be written in, as the archive has it; people of one name with their hint."""
    rows = list(Eligible.objects.filter(ballot=ballot).order_by())
    often = Counter(one.name for one in rows)
    found = [
        {
            "id": f"m{one.member_id}",
            "name": one.name if often[one.name] == 1 else f"{one.name}（{one.hint}）",
        }
        for one in rows
    ]
    return sorted(found, key=lambda one: one["id"])
