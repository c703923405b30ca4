"""The key ceremony as everybody sees it: messages of four rounds. docs/ballot-protocol.md 6.

A Ceremony takes messages one at a time and refuses each that is wrong, with the holder's name. What
a holder keeps secret is in holders.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .canonical import Value, dump, load
from .fields import Fields
from .group import IDENTITY, L, Refused, add, base, mul, sub, total
from .hashes import SIGNATURE, H, digest, h32, is_signed, sign, u8
from .manifest import Manifest

COMMIT, REVEAL, SHARES, CONFIRM = ROUNDS = (1, 2, 3, 4)
DIGEST = 64  # bytes of a commitment
SEALED_SHARE = 32 + 48  # bytes: a scalar in a sealed box
NAMES = {COMMIT: "承诺", REVEAL: "公开", SHARES: "分发", CONFIRM: "确认"}


def commitment(eid: bytes, holder: int, F: Sequence[bytes]) -> bytes:
    """Return the commitment to a polynomial's points. docs/ballot-protocol.md 6.3."""
    return digest("dkg", eid, u8(holder), *F)


def pop_challenge(eid: bytes, holder: int, F: Sequence[bytes], W: bytes) -> int:
    """Return the challenge of the proof that somebody knows f_0. docs/ballot-protocol.md 6.4."""
    return H("pop", eid, u8(holder), *F, W)


def evaluate(F: Sequence[bytes], i: int) -> bytes:
    """Return Σ i^k F_k, by Horner."""
    so_far = IDENTITY
    for point in reversed(F):
        so_far = add(mul(i, so_far), point)
    return so_far


def signed(seed: bytes, eid: bytes, holder: int, round_: int, **more: Value) -> bytes:
    """Return a message's bytes, signed. docs/ballot-protocol.md 6.2."""
    body: dict[str, Any] = {"eid": eid.hex(), "holder": holder, "round": round_, **more}
    sig = sign(seed, "ceremony", eid, u8(holder), u8(round_), dump(body))
    return dump({**body, "sig": sig.hex()})


@dataclass(frozen=True)
class Message:
    """A message that was checked; the fields of other rounds are empty."""

    raw: bytes
    holder: int
    round: int
    commit: bytes = b""
    F: tuple[bytes, ...] = ()
    shares: tuple[bytes, ...] = ()
    transcript: bytes = b""


class Ceremony:
    """The messages so far. Holders count from 1."""

    def __init__(self, manifest: Manifest, messages: Iterable[bytes] = ()) -> None:
        self.manifest = manifest
        self.messages: dict[tuple[int, int], Message] = {}
        for raw in messages:
            self.take(raw)

    @property
    def holders(self) -> range:
        return range(1, len(self.manifest.holders) + 1)

    def name(self, holder: int) -> str:
        """Return how a holder is called in refusals."""
        return f"第 {holder} 位保管人{self.manifest.holders[holder - 1].name}"

    def missing(self, round_: int) -> list[int]:
        """Return the holders whose message of a round is not there."""
        return [i for i in self.holders if (round_, i) not in self.messages]

    @property
    def round(self) -> int:
        """The round that is going on; 5 when all is done."""
        return next((r for r in ROUNDS if self.missing(r)), CONFIRM + 1)

    def of(self, round_: int) -> list[Message]:
        """Return the messages of a complete round, in order of holders."""
        if missing := self.missing(round_):
            names = "、".join(self.name(i) for i in missing)
            raise Refused(f"{NAMES[round_]}一轮还缺少：{names}")
        return [self.messages[round_, i] for i in self.holders]

    def take(self, raw: bytes) -> Message:
        """Check a message and keep it. Raises Refused; then nothing is kept."""
        fields = Fields(load(raw), "密钥仪式消息")
        if fields.raw("eid", 32) != self.manifest.eid:
            raise Refused("这条密钥仪式消息是另一次选举的")
        holder = fields.number("holder", 1, len(self.manifest.holders))
        round_ = fields.number("round", COMMIT, CONFIRM)
        fields.where = f"{self.name(holder)}的{NAMES[round_]}消息"
        self._check_signature(raw, fields, holder, round_)
        if (round_, holder) in self.messages:
            if self.messages[round_, holder].raw == raw:
                return self.messages[round_, holder]
            raise Refused(f"{fields.where}已经收到过另一份")
        checked = (self._commit, self._reveal, self._shares, self._confirm)
        message = checked[round_ - COMMIT](raw, fields, holder)
        fields.end()
        self.messages[round_, holder] = message
        return message

    def _check_signature(self, raw: bytes, fields: Fields, holder: int, round_: int) -> None:
        sig = fields.raw("sig", SIGNATURE)
        body = load(raw)
        assert isinstance(body, dict)
        del body["sig"]
        key, eid = self.manifest.holders[holder - 1].sign, self.manifest.eid
        if not is_signed(sig, key, "ceremony", eid, u8(holder), u8(round_), dump(body)):
            raise Refused(f"{fields.where}签名不对")

    def _commit(self, raw: bytes, fields: Fields, holder: int) -> Message:
        return Message(raw, holder, COMMIT, commit=fields.raw("commit", DIGEST))

    def _reveal(self, raw: bytes, fields: Fields, holder: int) -> Message:
        commits, eid = self.of(COMMIT), self.manifest.eid
        F, c, z = fields.points("F"), fields.scalar("c"), fields.scalar("z")
        if len(F) != self.manifest.threshold:
            raise Refused(f"{fields.where}的点数不对")
        if commitment(eid, holder, F) != commits[holder - 1].commit:
            raise Refused(f"{fields.where}和承诺不一致")
        if pop_challenge(eid, holder, F, sub(base(z), mul(c, F[0]))) != c:
            raise Refused(f"{fields.where}没有证明知道自己的密钥")
        return Message(raw, holder, REVEAL, F=F)

    def _shares(self, raw: bytes, fields: Fields, holder: int) -> Message:
        self.of(REVEAL)
        shares = fields.raws("shares", SEALED_SHARE)
        if len(shares) != len(self.holders):
            raise Refused(f"{fields.where}的份数不对")
        return Message(raw, holder, SHARES, shares=shares)

    def _confirm(self, raw: bytes, fields: Fields, holder: int) -> Message:
        transcript = fields.raw("transcript", 32)
        if transcript != self.transcript:
            raise Refused(f"{fields.where}确认的记录和收到的不一致")
        return Message(raw, holder, CONFIRM, transcript=transcript)

    @property
    def transcript(self) -> bytes:
        """The hash of rounds 1 to 3 (32 bytes). Raises Refused where they are not complete."""
        rows = [message.raw for r in (COMMIT, REVEAL, SHARES) for message in self.of(r)]
        return h32("transcript", self.manifest.eid, *rows)

    @property
    def h(self) -> bytes:
        """The election's public key. Raises Refused where round 2 is not complete."""
        return total(message.F[0] for message in self.of(REVEAL))

    def public_share(self, i: int) -> bytes:
        """Return X_i, what holder i's share is checked against."""
        return total(evaluate(message.F, i) for message in self.of(REVEAL))

    @property
    def public_shares(self) -> dict[int, bytes]:
        """All X_i by holder."""
        return {i: self.public_share(i) for i in self.holders}

    @property
    def raws(self) -> list[bytes]:
        """All messages, by round, then holder."""
        return [self.messages[key].raw for key in sorted(self.messages)]

    def finish(self) -> None:
        """Refuse a ceremony that is not whole, or whose key would be nobody's."""
        self.of(CONFIRM)
        if self.h == IDENTITY or IDENTITY in self.public_shares.values():
            raise Refused("公钥是单位元，仪式无效")


def polynomial(f: Sequence[int], x: int) -> int:
    """Return f(x) mod L."""
    return sum(a * pow(x, k, L) for k, a in enumerate(f)) % L
