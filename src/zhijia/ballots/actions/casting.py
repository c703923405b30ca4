"""A ballot comes onto the board, or is opened to be checked. Not actions.

An action would put who did it and when on the record, and rows of one transaction can be told by
their transaction's number or their order (decision 0054). So the ballot has a transaction of its
own that writes what everybody can see on the board, and nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import DatabaseError, IntegrityError, transaction

from zhijia.law import refused
from zhijia.platform.acts import Refused, require

from .. import queries
from ..crypto import trackers
from ..crypto.ballots import Ballot as Cast
from ..crypto.ballots import Election, check, opened, tracker_of
from ..crypto.canonical import dump, load_object
from ..crypto.fields import Fields
from ..crypto.hashes import KEY, SEED, sign, u64, unhex
from ..models import Ballot, Board, Cipher, Credential, Entry
from ..rules import casting as rules
from .appending import append, for_good, held, wrong_is_refused

MARK = 16  # bytes of a ciphertext's hash


class Receipt(NamedTuple):
    """What the server answers with and signs. docs/ballot-protocol.md 8.3."""

    eid: str
    seq: int
    tracker: str
    head: str
    sig: str


class NotListed(Refused):
    """The code is none of this vote: who typed it may type it again."""

    def __init__(self) -> None:
        super().__init__(refused("这不是本次表决的投票码，选票没有投出"))


class Unkept(Exception):
    """The database could not keep it: nothing was written, nothing was acknowledged."""


def cast(*, ballot: Ballot, raw: bytes, now: datetime, board: Board | None = None) -> Receipt:
    """Take a ballot's bytes onto the board and return the receipt; the same bytes, the same one.

    All proofs are checked before the board is locked; `board` may be one that was read just now.
    Refused says why it is not taken; Unkept that the database failed, and then the same bytes may
    be sent again.
    """
    board = _begun(board) if board else _board(ballot)
    election = queries.election_of(board.ballot, board)
    with wrong_is_refused():
        found = Cast.read(election, raw)
        check(election, found)
    tracker = tracker_of(election, found.cred, found.ciphertexts)
    try:
        row = _take(ballot, found, _marks(election, found), tracker, now)
    except Refused:
        # Sent a second time, because the first receipt got lost: it is there already.
        there = _known(_there(ballot, tracker), "ballot", raw)
        if there is None:
            raise
        row = there
    return _receipt(board, row, tracker)


def _board(ballot: Ballot) -> Board:
    return _begun(Board.objects.select_related("ballot").filter(ballot=ballot).first())


def _begun(board: Board | None) -> Board:
    if board is None or not board.h:
        raise Refused(refused("投票还没有开始"))
    return board


def _there(ballot: Ballot, tracker: bytes) -> Entry | None:
    return Entry.objects.filter(ballot=ballot, tracker=_letters(tracker)).first()


def _letters(tracker: bytes) -> str:
    return trackers.shown(tracker).replace("-", "")


def _marks(election: Election, found: Cast) -> list[str]:
    """Return what is kept of each ciphertext, to know it again, in one order for all who write."""
    cts = (*found.cells, *found.slots)
    return sorted(sha256(election.eid + a + b).digest()[:MARK].hex() for a, b in cts)


def _take(ballot: Ballot, found: Cast, marks: list[str], tracker: bytes, now: datetime) -> Entry:
    """Append a ballot whose proofs hold, unless it may not be taken.

    Nobody else can append while the board is held: so what can be done before is done before.
    """
    try:
        with for_good(), transaction.atomic():
            Cipher.objects.bulk_create([Cipher(ballot=ballot, mark=mark) for mark in marks])
            board = held(ballot)
            credential = _credential(board, found.cred, now)
            with wrong_is_refused():
                row = append(board, "ballot", found.raw, _letters(tracker))
            credential.last = row.seq
            credential.save(update_fields=["last"])
            return row
    except IntegrityError as error:
        # A ciphertext comes a second time, or a ballot that was opened: the tracker says which.
        raise Refused(refused("选票里有公告板上已有的密文，没有收下")) from error
    except DatabaseError as error:
        raise Unkept from error


def _credential(board: Board, cred: bytes, now: datetime) -> Credential:
    """Return the listed credential that may put a ballot on the board now. Refused else."""
    ballot = board.ballot
    found = Credential.objects.filter(ballot=ballot, key=cred.hex()).first()
    if found is None:
        raise NotListed
    if found.kind == "desk":
        require(rules.may_key_in(state=ballot.state, phase=board.phase))
    else:
        require(
            rules.may_take(
                state=ballot.state,
                phase=board.phase,
                is_stopped=board.is_stopped,
                closes_at=ballot.closes_at,
                now=now,
            )
        )
    if found.is_revoked:
        raise Refused(refused("这个投票码已经作废（已经改领纸质选票）"))
    if found.last is not None and not (ballot.revote and found.kind == "voter"):
        raise Refused(refused("这个投票码已经投过票，不能再投"))
    return found


def _receipt(board: Board, row: Entry, tracker: bytes) -> Receipt:
    eid, head = bytes.fromhex(board.ballot.eid), bytes.fromhex(row.hash)
    seed = bytes.fromhex(board.server_seed)
    sig = sign(seed, "receipt", eid, u64(row.seq), tracker, head)
    return Receipt(eid.hex(), row.seq, tracker.hex(), row.hash, sig.hex())


def spoil(*, ballot: Ballot, raw: bytes, now: datetime) -> Entry:
    """Put an opened ballot on the board: it was made to check the page, and is never cast.

    `raw` is canonical JSON {tracker, cred, seed, votes, writes}, the tracker in hex or as it is
    shown; the board has it in hex. docs/ballot-protocol.md 8.2.
    """
    board = _board(ballot)
    with wrong_is_refused():
        value = load_object(raw)
        tracker = _opened(queries.election_of(board.ballot, board), Fields(value, "核验的选票"))
    value["tracker"] = tracker.hex()
    raw = dump(value)
    try:
        with for_good(), transaction.atomic():
            board = held(ballot)
            if row := _known(_there(ballot, tracker), "spoiled", raw):
                return row
            credential = _credential_to_open(board, value, now)
            with wrong_is_refused():
                row = append(board, "spoiled", raw, _letters(tracker))
            credential.opened += 1
            credential.save(update_fields=["opened"])
            return row
    except DatabaseError as error:
        raise Unkept from error


def _known(row: Entry | None, kind: str, raw: bytes) -> Entry | None:
    """Return the entry that these very bytes have already; None where their tracker has none.

    Refused where the tracker stands for the other kind, or for other bytes.
    """
    if row is None or (row.kind == kind and bytes(row.payload) == raw):
        return row
    if kind == "spoiled":
        raise Refused(refused("这张选票已经投出，不能公开核验"))
    raise Refused(refused("这张选票已经公开核验过，不能再投；请重新填写"))


def _credential_to_open(board: Board, value: Mapping[str, Any], now: datetime) -> Credential:
    ballot = board.ballot
    found = Credential.objects.filter(ballot=ballot, key=value["cred"], kind="voter").first()
    if found is None:
        raise NotListed
    require(
        rules.may_take(
            state=ballot.state,
            phase=board.phase,
            is_stopped=board.is_stopped,
            closes_at=ballot.closes_at,
            now=now,
        )
    )
    require(rules.may_open_again(found.opened))
    return found


def _opened(election: Election, fields: Fields) -> bytes:
    """Return the tracker of an opened ballot. Raises the protocol's Refused."""
    tracker = _tracker(fields.text("tracker"))
    cred, seed = fields.raw("cred", KEY), fields.raw("seed", SEED)
    votes, writes = fields.items("votes"), fields.items("writes")
    fields.end()
    if not all(type(vote) is int for vote in votes):
        raise fields.wrong("votes", " 0 和 1 的列表")
    if not all(isinstance(name, str) and len(name) <= 64 for name in writes):
        raise fields.wrong("writes", "编号的列表")
    if opened(election, cred, votes, writes, seed) != tracker:
        raise fields.wrong("tracker", "由其余各项得出的追踪号")
    return tracker


def _tracker(text: str) -> bytes:
    return trackers.read(text) if "-" in text else unhex(text, trackers.TRACKER)
