"""What scrutineers and holders sign on the board. docs/ballot-protocol.md 9.3–9.6.

A payload is a dict as canonical JSON holds it: one function makes it, one beside it checks it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .ballots import Election, opened
from .canonical import dump
from .fields import Fields
from .group import Refused
from .hashes import KEY, SEED, SIGNATURE, is_signed, key_of, sign, u64, unhex
from .trackers import TRACKER

HASH = 32  # bytes
SCRUTINEERS = 2  # at least so many sign what closes, seals, revokes or counts paper


def signatures(seeds: Iterable[bytes], label: str, *parts: bytes) -> list[dict[str, str]]:
    """Return the signatures of the scrutineers who hold these seeds, sorted by key."""
    made = [{"key": key_of(seed).hex(), "sig": sign(seed, label, *parts).hex()} for seed in seeds]
    return sorted(made, key=lambda one: one["key"])


def by_scrutineers(
    listed: Collection[bytes], given: Sequence[Fields], label: str, *parts: bytes
) -> None:
    """Check that two of the listed keys at least signed. Raises Refused."""
    if len(given) < SCRUTINEERS:
        raise Refused(f"监票人签名少于 {SCRUTINEERS} 人")
    before = b""
    for one in given:
        key, sig = one.raw("key", KEY), one.raw("sig", SIGNATURE)
        one.end()
        if key <= before:
            raise Refused("监票人签名没有按公钥排列，或者有重复")
        if key not in listed:
            raise Refused("签名的人不是这次选举的监票人")
        if not is_signed(sig, key, label, *parts):
            raise Refused("监票人的签名不对")
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
    fields = Fields(said, "截止")
    _check_place(fields, seq, head)
    by_scrutineers(listed, _signatures(fields), "close", eid, u64(seq), head)


def check_sealed(
    eid: bytes, listed: Collection[bytes], seq: int, head: bytes, said: dict[str, Any]
) -> int:
    """Check the sealing of a board whose last entry is `seq`; return how many ballots it names."""
    fields = Fields(said, "封存")
    _check_place(fields, seq, head)
    ballots = fields.number("ballots")
    by_scrutineers(listed, _signatures(fields), "seal", eid, u64(seq), head, u64(ballots))
    return ballots


def check_revoked(eid: bytes, listed: Collection[bytes], said: dict[str, Any]) -> list[bytes]:
    """Check a striking of credentials; return them. Raises Refused."""
    fields = Fields(said, "撤销凭证")
    keys, reason = list(fields.raws("keys", KEY)), fields.text("reason")
    if not keys or keys != sorted(set(keys)):
        raise Refused("撤销的凭证没有按顺序排列，或者有重复")
    by_scrutineers(listed, _signatures(fields), "revoke", eid, b"".join(keys), reason.encode())
    return keys


@dataclass(frozen=True)
class Paper:
    """What was counted on paper. `cells` and `writes` stay empty where desk ballots hold it."""

    issued: int
    returned: int
    valid: int
    void: int
    cells: tuple[int, ...]
    writes: dict[str, dict[str, int]]  # contest id → member id → n


def check_paper(eid: bytes, listed: Collection[bytes], said: dict[str, Any]) -> Paper:
    """Check who signed a count of paper and that it adds up; return it. Raises Refused."""
    fields = Fields(said, "纸质票")
    found = Paper(
        issued=fields.number("issued"),
        returned=fields.number("returned"),
        valid=fields.number("valid"),
        void=fields.number("void"),
        cells=tuple(_number(n) for n in fields.items("cells")),
        writes={
            contest: {member: _number(n) for member, n in _object(rows).items()}
            for contest, rows in fields.mapping("writes").items()
        },
    )
    bare = {key: value for key, value in said.items() if key != "signatures"}
    by_scrutineers(listed, _signatures(fields), "paper", eid, dump(bare))
    if not found.valid + found.void == found.returned <= found.issued:
        raise Refused("纸质票的发出、收回、有效、无效票数对不上")
    if any(n > found.valid for n in found.cells):
        raise Refused("纸质票有一格的票数超过有效票数")
    return found


@dataclass(frozen=True)
class Spoiled:
    """A ballot that was opened instead of cast (8.2); whether it is true is asked apart."""

    tracker: bytes
    cred: bytes
    seed: bytes
    votes: tuple[int, ...]
    writes: tuple[str, ...]

    @classmethod
    def read(cls, said: dict[str, Any]) -> "Spoiled":
        """Take one from outside. Raises Refused."""
        fields = Fields(said, "核验票")
        votes, writes = fields.items("votes"), fields.items("writes")
        if not all(type(vote) is int for vote in votes):
            raise fields.wrong("votes", "数字的列表")
        if not all(isinstance(write, str) for write in writes):
            raise fields.wrong("writes", "文字的列表")
        tracker, cred = fields.raw("tracker", TRACKER), fields.raw("cred", KEY)
        found = cls(tracker, cred, fields.raw("seed", SEED), tuple(votes), tuple(writes))
        fields.end()
        return found

    def value(self) -> dict[str, Any]:
        """Return it as canonical JSON has it."""
        return {
            "tracker": self.tracker.hex(),
            "cred": self.cred.hex(),
            "seed": self.seed.hex(),
            "votes": [*self.votes],
            "writes": [*self.writes],
        }

    def check(self, election: Election) -> None:
        """Encrypt anew and compare. Raises Refused where the tracker is another."""
        if opened(election, self.cred, self.votes, self.writes, self.seed) != self.tracker:
            raise Refused("打开的内容和追踪号不符")


def by_holder(eid: bytes, kind: str, keys: Sequence[bytes], said: dict[str, Any]) -> int:
    """Check the signature under `mixed` or `partial`; return the holder. Raises Refused."""
    holder = Fields(said, "保管人消息").number("holder", 1, len(keys))
    bare = {name: value for name, value in said.items() if name != "sig"}
    if not is_signed(unhex(said.get("sig"), SIGNATURE), keys[holder - 1], kind, eid, dump(bare)):
        raise Refused(f"第 {holder} 位保管人的签名不对")
    return holder


def signed(eid: bytes, kind: str, seed: bytes, bare: dict[str, Any]) -> dict[str, Any]:
    """Sign what a holder puts on the board."""
    return {**bare, "sig": sign(seed, kind, eid, dump(bare)).hex()}


def _signatures(fields: Fields) -> list[Fields]:
    """Take the signatures, which are the last field of all."""
    found = fields.rows("signatures", "个签名")
    fields.end()
    return found


def _number(value: object) -> int:
    return Fields({"n": value}, "票数").number("n")


def _object(value: object) -> dict[str, Any]:
    return Fields({"rows": value}, "另选人").mapping("rows")


def _check_place(fields: Fields, seq: int, head: bytes) -> None:
    if fields.number("seq") != seq or fields.raw("head", HASH) != head:
        raise Refused(f"{fields.where}写的不是前面最后一条")
