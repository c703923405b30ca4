"""What a holder's device made of the board, checked before anything is locked. Protocol 10.4–10.7.

After the seal the counted ballots are fixed, and the slots once the last mixer is through: what
was checked against a board whose head is still the same may be put on it. Raises the protocol's
Refused.
"""

from collections import Counter
from typing import Any, NamedTuple

from .. import queries
from ..crypto import shuffle
from ..crypto.canonical import load
from ..crypto.elgamal import member_point
from ..crypto.fields import Fields
from ..crypto.group import IDENTITY
from ..crypto.group import Refused as Wrong
from ..crypto.hashes import SIGNATURE
from ..crypto.partials import Logarithms, Partial, Work, combine, read
from ..crypto.statements import by_holder
from ..models import Board
from ..queries.electronic import Told, silent


class Checked(NamedTuple):
    """What holds: whose it is, the board's head that it was checked against, what follows."""

    holder: int
    head: str
    result: dict[str, Any] | None = None


def check_mixed(board: Board, raw: bytes) -> Checked:
    """Check a `mixed` payload."""
    ballot = board.ballot
    manifest, h = queries.manifest_of(ballot), bytes.fromhex(board.h)
    fields = Fields(load(raw), "混洗结果")
    holder = fields.number("holder", 1, len(manifest.holders))
    name = fields.where = f"第 {holder} 位保管人的混洗结果"
    fields.raw("sig", SIGNATURE)
    given = fields.mapping("contests")
    fields.end()
    said = load(raw)
    assert isinstance(said, dict)
    by_holder(manifest.eid, "mixed", [one.sign for one in manifest.holders], said)
    if holder in queries.holders_who_mixed(ballot):
        raise Wrong(f"{name}已经收到过，每位只混洗一次")
    before = queries.slots_to_mix(ballot, board)
    if set(given) != set(before):
        raise Wrong(f"{name}的项目不对")
    for contest, e in before.items():
        rows = Fields(given[contest], name)
        out, proof = shuffle.pairs(rows.raw("out")), rows.raw("proof")
        rows.end()
        ctx = shuffle.context(manifest.eid, h, holder, contest)
        try:
            shuffle.check(ctx, h, e, out, proof)
        except Wrong as error:
            raise Wrong(f"{name}的证明不成立：{error}") from None
    return Checked(holder, board.head)


def check_partial(board: Board, raw: bytes, told: Told = silent) -> Checked:
    """Check a `partial` payload; with the last one needed the result follows."""
    ballot = board.ballot
    work = queries.work_of(ballot, board, told)
    found = _read(board, raw, work)
    if found.holder in queries.holders_who_opened(ballot):
        raise Wrong(f"第 {found.holder} 位保管人的解密份额已经收到过")
    rows = queries.entries_of(ballot, "partial")
    partials = [*(_read(board, bytes(row.payload), work) for row in rows), found]
    is_enough = len(partials) >= queries.manifest_of(ballot).threshold
    result = _result(board, work, partials) if is_enough else None
    return Checked(found.holder, board.head, result)


def _read(board: Board, raw: bytes, work: Work) -> Partial:
    manifest = queries.manifest_of(board.ballot)
    keys = [one.sign for one in manifest.holders]
    shares = queries.ceremony_of(board.ballot).public_shares
    return read(raw, manifest.eid, keys, shares, work)


def _result(board: Board, work: Work, partials: list[Partial]) -> dict[str, Any]:
    """Open every sum and slot. docs/ballot-protocol.md 10.6, 10.7."""
    ballots = queries.count_of(board.ballot)
    logs = Logarithms(ballots)
    cells = [
        logs.find(combine(ct, {one.holder: one.sums[n] for one in partials}))
        for n, ct in enumerate(work.sums)
    ]
    eid = bytes.fromhex(board.ballot.eid)
    names = {member_point(eid, one["id"]): one["id"] for one in queries.roster_of(board.ballot)}
    names[IDENTITY] = ""
    writes = {
        contest: Counter(
            names.get(combine(ct, {one.holder: one.slots[contest][n] for one in partials}), "?")
            for n, ct in enumerate(cts)
        )
        for contest, cts in work.slots.items()
    }
    return {"cells": cells, "writes": {k: dict(v) for k, v in writes.items()}, "ballots": ballots}
