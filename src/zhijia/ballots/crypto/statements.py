"""What scrutineers and holders sign on the board. docs/ballot-protocol.md 9.3–9.6.

A payload is a dict as canonical JSON holds it: one function makes it, one beside it checks it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from .canonical import dump
from .group import Refused
from .hashes import KEY, SIGNATURE, is_signed, key_of, sign, u64, unhex

SCRUTINEERS = 2  # at least so many sign what closes, seals, revokes or counts paper


def signatures(seeds: Iterable[bytes], label: str, *parts: bytes) -> list[dict[str, str]]:
    """Return the signatures of the scrutineers who hold these seeds, sorted by key."""
    made = [{"key": key_of(seed).hex(), "sig": sign(seed, label, *parts).hex()} for seed in seeds]
    return sorted(made, key=lambda one: one["key"])


def by_scrutineers(listed: Collection[bytes], given: object, label: str, *parts: bytes) -> None:
    """Check that two of the listed keys at least signed. Raises Refused."""
    if not isinstance(given, list) or len(given) < SCRUTINEERS:
        raise Refused(f"fewer than {SCRUTINEERS} scrutineers signed")
    before = b""
    for one in given:
        fields(one, "key", "sig")
        key, sig = unhex(one["key"], KEY), unhex(one["sig"], SIGNATURE)
        if key <= before:
            raise Refused("signatures are not sorted by key, each once")
        if key not in listed:
            raise Refused("somebody signed who is no scrutineer of this election")
        if not is_signed(sig, key, label, *parts):
            raise Refused("a scrutineer's signature is not good")
        before = key


def closed(eid: bytes, seq: int, head: bytes, seeds: Iterable[bytes]) -> dict[str, Any]:
    """Close the vote behind entry `seq`."""
    said = ("close", eid, u64(seq), head)
    return {"seq": seq, "head": head.hex(), "signatures": signatures(seeds, *said)}


def sealed(
    eid: bytes, seq: int, head: bytes, ballots: int, seeds: Iterable[bytes]
) -> dict[str, Any]:
    """Fix what is counted: so many ballots, up to entry `seq`."""
    signed_by = signatures(seeds, "seal", eid, u64(seq), head, u64(ballots))
    return {"seq": seq, "head": head.hex(), "ballots": ballots, "signatures": signed_by}


def revoked(
    eid: bytes, keys: Sequence[bytes], reason: str, seeds: Iterable[bytes]
) -> dict[str, Any]:
    """Strike the credentials of those who took paper."""
    ours = sorted(keys)
    signed_by = signatures(seeds, "revoke", eid, b"".join(ours), reason.encode())
    return {"keys": [key.hex() for key in ours], "reason": reason, "signatures": signed_by}


def paper(eid: bytes, counted: dict[str, Any], seeds: Iterable[bytes]) -> dict[str, Any]:
    """Put the count of paper on the board."""
    return {**counted, "signatures": signatures(seeds, "paper", eid, dump(counted))}


def check_closed(
    eid: bytes, listed: Collection[bytes], seq: int, head: bytes, said: dict[str, Any]
) -> None:
    """Check the closing of a board whose last entry is `seq`. Raises Refused."""
    fields(said, "seq", "head", "signatures")
    _check_place(said, seq, head)
    by_scrutineers(listed, said["signatures"], "close", eid, u64(seq), head)


def check_sealed(
    eid: bytes, listed: Collection[bytes], seq: int, head: bytes, said: dict[str, Any]
) -> int:
    """Check the sealing of a board whose last entry is `seq`; return how many ballots it names."""
    fields(said, "seq", "head", "ballots", "signatures")
    _check_place(said, seq, head)
    ballots = number(said["ballots"])
    by_scrutineers(listed, said["signatures"], "seal", eid, u64(seq), head, u64(ballots))
    return ballots


def check_revoked(eid: bytes, listed: Collection[bytes], said: dict[str, Any]) -> list[bytes]:
    """Check a striking of credentials; return them. Raises Refused."""
    fields(said, "keys", "reason", "signatures")
    if not isinstance(said["keys"], list) or not isinstance(said["reason"], str):
        raise Refused("keys and reason of another kind")
    keys = [unhex(key, KEY) for key in said["keys"]]
    if not keys or keys != sorted(set(keys)):
        raise Refused("struck credentials are not sorted, each once")
    reason = said["reason"].encode()
    by_scrutineers(listed, said["signatures"], "revoke", eid, b"".join(keys), reason)
    return keys


def check_paper(eid: bytes, listed: Collection[bytes], said: dict[str, Any]) -> None:
    """Check who signed a count of paper and that it adds up. Raises Refused."""
    fields(said, "issued", "returned", "valid", "void", "cells", "writes", "signatures")
    bare = {key: value for key, value in said.items() if key != "signatures"}
    by_scrutineers(listed, said["signatures"], "paper", eid, dump(bare))
    issued, returned, valid, void = (
        number(said[key]) for key in ("issued", "returned", "valid", "void")
    )
    if not valid + void == returned <= issued:
        raise Refused("papers issued, returned, valid and void do not add up")


def by_holder(eid: bytes, kind: str, key: bytes, said: dict[str, Any]) -> None:
    """Check the signature of a holder under `mixed` or `partial`. Raises Refused."""
    bare = {name: value for name, value in said.items() if name != "sig"}
    if not is_signed(unhex(said.get("sig"), SIGNATURE), key, kind, eid, dump(bare)):
        raise Refused("the holder's signature is not good")


def signed(eid: bytes, kind: str, seed: bytes, bare: dict[str, Any]) -> dict[str, Any]:
    """Sign what a holder puts on the board."""
    return {**bare, "sig": sign(seed, kind, eid, dump(bare)).hex()}


def fields(said: object, *names: str) -> None:
    """Refuse what is no object of just these fields."""
    if not isinstance(said, dict) or set(said) != set(names):
        raise Refused(f"not an object of {', '.join(names)}")


def number(value: object) -> int:
    """Take a number from outside, 0 or more. Raises Refused."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refused("not a number")
    return value


def _check_place(said: dict[str, Any], seq: int, head: bytes) -> None:
    if number(said["seq"]) != seq or said["head"] != head.hex():
        raise Refused("it names another entry than the last one before it")
