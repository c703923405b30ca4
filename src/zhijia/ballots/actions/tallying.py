"""After the vote: holders mix and open, the server adds up. docs/ballot-protocol.md 10.4–10.7."""

from collections import Counter
from typing import Any

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, record, require

from .. import policies, queries
from ..crypto import shuffle
from ..crypto.canonical import load
from ..crypto.elgamal import member_point
from ..crypto.fields import Fields
from ..crypto.group import IDENTITY
from ..crypto.group import Refused as Wrong
from ..crypto.hashes import SIGNATURE
from ..crypto.partials import Logarithms, Partial, Work, combine, read
from ..crypto.statements import by_holder
from ..models import Ballot, Board
from ..rules import electronic as rules
from .appending import append, append_json, held, wrong_is_refused


def _carried(actor: Actor, ballot: Ballot, step: str) -> Board:
    """Lock the board for who brings a holder's message."""
    ballot = lock(ballot)
    require(policies.may_bring_keys(actor, ballot, queries.roles_of(actor, ballot)))
    board = held(ballot)
    require(rules.is_next(queries.standing_of(ballot), step))
    require(queries.is_enough_to_open(ballot))
    return board


@action("收下混洗结果")
def take_mixed(*, actor: Actor, ballot: Ballot, text: str) -> Board:
    """Put a holder's mixing on the board; a bad one names its sender and stays off it."""
    board = _carried(actor, ballot, "mix")
    raw = text.strip().encode()
    with wrong_is_refused():
        holder = _check_mixed(board, raw)
        append(board, "mixed", raw)
    record({}, {"holder": holder})
    return board


def _check_mixed(board: Board, raw: bytes) -> int:
    """Check a `mixed` payload, return its holder. Raises the protocol's Refused."""
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
    return holder


@action("收下解密份额")
def take_partial(*, actor: Actor, ballot: Ballot, text: str) -> Board:
    """Put a holder's partial decryption on the board; with the last one needed, the result too."""
    board = _carried(actor, ballot, "open")
    raw = text.strip().encode()
    manifest = queries.manifest_of(board.ballot)
    work = queries.work_of(board.ballot, board)
    with wrong_is_refused():
        found = _read(board, raw, work)
        if found.holder in queries.holders_who_opened(board.ballot):
            raise Wrong(f"第 {found.holder} 位保管人的解密份额已经收到过")
        append(board, "partial", raw)
        rows = queries.entries_of(board.ballot, "partial")
        partials = [_read(board, bytes(row.payload), work) for row in rows]
        if len(partials) >= manifest.threshold:
            append_json(board, "result", _result(board, work, partials))
    record({}, {"holder": found.holder})
    return board


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
