"""What two scrutineers sign: the end of the vote, struck credentials, paper, what is counted.

A statement is proposed, signed by scrutineers on their own devices, and goes onto the board with
the second signature. docs/ballot-protocol.md 9.3–9.6.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, record, require

from .. import policies, queries
from ..crypto.canonical import dump
from ..crypto.hashes import KEY, SIGNATURE, is_signed, u64, unhex
from ..crypto.statements import check_paper
from ..models import Ballot, Board, Cipher, Credential
from ..rules import electronic as rules
from ..rules.standing import has_time_passed
from .appending import append_json, held, wrong_is_refused

LABELS = {"closed": "close", "sealed": "seal", "revoked": "revoke", "paper": "paper"}


def signed_parts(eid: bytes, kind: str, payload: dict[str, Any]) -> tuple[bytes, ...]:
    """Return what scrutineers sign behind the label. docs/ballot-protocol.md 9.3–9.6."""
    if kind == "revoked":
        keys = b"".join(bytes.fromhex(key) for key in payload["keys"])
        return eid, keys, payload["reason"].encode()
    if kind == "paper":
        return eid, dump(payload)
    place = (eid, u64(payload["seq"]), bytes.fromhex(payload["head"]))
    return (*place, u64(payload["ballots"])) if kind == "sealed" else place


def _watched(actor: Actor, ballot: Ballot) -> Board:
    """Lock the board for the desk or a scrutineer of this vote."""
    ballot = lock(ballot)
    require(policies.may_close(actor, ballot, queries.roles_of(actor, ballot)))
    return held(ballot)


def _propose(board: Board, kind: str, payload: dict[str, Any]) -> Board:
    if board.statement:
        name = rules.STATEMENTS[board.statement["kind"]]
        raise Refused(refused(f"“{name}”还在等监票人签署，先签完或者撤回"))
    board.statement = {"kind": kind, "payload": payload, "signatures": []}
    board.save(update_fields=["statement", "is_stopped"])
    record({}, {"statement": rules.STATEMENTS[kind]})
    return board


def _last(board: Board) -> dict[str, Any]:
    """Name the last entry, behind which something is closed or sealed."""
    return {"seq": board.seq - 1, "head": board.head}


@action("停止收票")
def stop_casting(*, actor: Actor, ballot: Ballot, now: datetime) -> Board:
    """Take no more ballots, and let scrutineers sign where the board ends."""
    board = _watched(actor, ballot)
    if board.phase != "open" or board.ballot.state != "open":
        raise Refused(refused("现在没有在投票"))
    require(has_time_passed(board.ballot.closes_at, now))
    board.is_stopped = True
    return _propose(board, "closed", _last(board))


@action("提请注销凭证")
def propose_revocation(*, actor: Actor, ballot: Ballot, keys: Sequence[str], reason: str) -> Board:
    """Strike credentials of those who take paper after all."""
    board = _watched(actor, ballot)
    if board.phase != "open" or board.is_stopped:
        raise Refused(refused("只有投票中才能注销凭证"))
    if not reason.strip():
        raise Refused(refused("请写明为什么注销"))
    ours = sorted({key.strip().lower() for key in keys if key.strip()})
    rows = Credential.objects.filter(ballot=ballot, kind="voter", is_revoked=False, key__in=ours)
    if not ours or rows.count() != len(ours):
        raise Refused(refused("有的公钥不在名单里，或者已经注销"))
    return _propose(board, "revoked", {"keys": ours, "reason": reason.strip()[:200]})


@action("提请签署纸质计票结果")
def propose_paper(*, actor: Actor, ballot: Ballot) -> Board:
    """Put the count of paper on the board; without numbers of cells where m is not reached."""
    board = _watched(actor, ballot)
    require(rules.is_next(queries.standing_of(board.ballot), "paper"))
    counted = queries.paper_count(board.ballot)
    require(counted.verdict)
    payload = counted.payload
    if min(payload["valid"], queries.count_of(board.ballot)) < board.ballot.m:
        payload = {**payload, "cells": [], "writes": {}}
    return _propose(board, "paper", payload)


@action("提请封存计票")
def propose_seal(*, actor: Actor, ballot: Ballot) -> Board:
    """Fix which ballots are counted."""
    board = _watched(actor, ballot)
    require(rules.is_next(queries.standing_of(board.ballot), "seal"))
    require(queries.may_seal_count(board.ballot))
    count = queries.count_of(board.ballot)
    return _propose(board, "sealed", {**_last(board), "ballots": count})


@action("撤回待签署的事项")
def withdraw_statement(*, actor: Actor, ballot: Ballot) -> Board:
    """Take back what nobody needs signed; taking ballots stays stopped once it is."""
    board = _watched(actor, ballot)
    kind = board.statement.get("kind", "")
    if kind not in {"revoked", "paper"}:
        raise Refused(refused("没有可以撤回的事项"))
    board.statement = {}
    board.save(update_fields=["statement"])
    record({"statement": rules.STATEMENTS[kind]}, {})
    return board


@action("监票人签署")
def sign_statement(*, actor: Actor, ballot: Ballot, key: str, sig: str) -> Board:
    """Add a scrutineer's signature; the second one puts the statement on the board."""
    board = _watched(actor, ballot)
    if not board.statement:
        raise Refused(refused("现在没有要签署的事项"))
    kind, payload = board.statement["kind"], board.statement["payload"]
    _check_signature(board, kind, payload, key, sig)
    given = {one["key"]: one["sig"] for one in board.statement["signatures"]} | {key: sig}
    signatures = [{"key": one, "sig": given[one]} for one in sorted(given)]
    board.statement = {**board.statement, "signatures": signatures}
    if len(signatures) >= rules.SIGNING:
        _put(board, kind, {**payload, "signatures": signatures})
        board.statement = {}
    board.save(update_fields=["statement"])
    record({}, {"statement": rules.STATEMENTS[kind], "signed": len(signatures)})
    return board


def _check_signature(board: Board, kind: str, payload: dict[str, Any], key: str, sig: str) -> None:
    manifest = queries.manifest_of(board.ballot)
    with wrong_is_refused():
        raw, signature = unhex(key, KEY), unhex(sig, SIGNATURE)
    if raw not in manifest.scrutineer_keys:
        raise Refused(refused("这个监票码不是本次表决监票人的"))
    parts = signed_parts(manifest.eid, kind, payload)
    if not is_signed(signature, raw, LABELS[kind], *parts):
        raise Refused(refused("签名不对：请刷新页面，重新签署现在的内容"))


def _put(board: Board, kind: str, said: dict[str, Any]) -> None:
    """Put a statement on the board. A seal or an end is of the board as it stands."""
    is_of_place = kind in {"closed", "sealed"}
    if is_of_place and (said["seq"], said["head"]) != (board.seq - 1, board.head):
        raise Refused(refused("公告板在提请以后有了新的内容，请重新提请"))
    if kind == "sealed":
        # Nothing is cast any more that could repeat a ciphertext.
        Cipher.objects.filter(ballot=board.ballot).delete()
    if kind == "revoked":
        rows = Credential.objects.filter(ballot=board.ballot, key__in=said["keys"])
        rows.update(is_revoked=True)
    with wrong_is_refused():
        if kind == "paper":
            manifest = queries.manifest_of(board.ballot)
            check_paper(manifest.eid, manifest.scrutineer_keys, said)
        append_json(board, kind, said)
