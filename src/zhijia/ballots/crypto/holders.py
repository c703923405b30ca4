"""What a key holder keeps: keys, polynomial, share. docs/ballot-protocol.md 6.

Runs on the holder's own machine, never on the voting server.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import sodium
from .canonical import dump, load
from .ceremony import (
    COMMIT,
    CONFIRM,
    REVEAL,
    SHARES,
    Ceremony,
    commitment,
    evaluate,
    polynomial,
    pop_challenge,
    signed,
)
from .fields import Fields
from .group import L, Refused, base, random_scalar, scalar, scalar_bytes
from .hashes import SEED, key_of
from .manifest import Keyholder, Manifest
from .ranges import Draw
from .words import aloud

# scrypt: 64 MiB and a quarter of a second, for a passphrase that a person remembers.
N, R, P_, MEMORY = 2**16, 8, 1, 2**27
SALT, NONCE = 16, 24  # bytes
PASSPHRASE = 12  # characters at least


@dataclass
class Holder:
    """A holder's secrets; `f` is theirs of the ceremony, `x` the share they decrypt with."""

    sign_seed: bytes
    box_seed: bytes
    eid: bytes = b""
    index: int = 0
    f: list[int] = field(default_factory=list)
    x: int = 0
    sent: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def new(cls) -> "Holder":
        """Make the keys of a new holder."""
        return cls(secrets.token_bytes(SEED), secrets.token_bytes(SEED))

    def public(self, name: str) -> Keyholder:
        """Return what stands in the manifest."""
        return Keyholder(name, key_of(self.sign_seed), sodium.box_keys(self.box_seed)[0])

    def commit(self, manifest: Manifest, draw: Draw = random_scalar) -> bytes:
        """Begin: draw a polynomial, return the message of round 1."""
        mine = self.public("").sign
        index = {one.sign: i for i, one in enumerate(manifest.holders, 1)}.get(mine)
        if index is None:
            raise Refused("选举清单里没有这位保管人的公钥")
        if self.public("").box != manifest.holders[index - 1].box:
            raise Refused("选举清单里这位保管人的加密公钥不对")
        self.eid, self.index, self.x, self.sent = manifest.eid, index, 0, {}
        self.f = [draw() for _ in range(manifest.threshold)]
        commit = commitment(self.eid, index, [base(a) for a in self.f])
        return self._send(COMMIT, commit=commit.hex())

    def reveal(self, ceremony: Ceremony, draw: Draw = random_scalar) -> bytes:
        """Return the message of round 2; only when every commitment is there."""
        self._look(ceremony, COMMIT)
        F, w = [base(a) for a in self.f], draw()
        c = pop_challenge(self.eid, self.index, F, base(w))
        z = scalar_bytes(w + c * self.f[0])
        return self._send(
            REVEAL, F=[point.hex() for point in F], c=scalar_bytes(c).hex(), z=z.hex()
        )

    def share(self, ceremony: Ceremony) -> bytes:
        """Return the message of round 3: for everybody their share, each in a sealed box."""
        self._look(ceremony, REVEAL)
        boxes = [
            sodium.box_seal(scalar_bytes(polynomial(self.f, j)), one.box)
            for j, one in enumerate(ceremony.manifest.holders, 1)
        ]
        return self._send(SHARES, shares=[box.hex() for box in boxes])

    def confirm(self, ceremony: Ceremony) -> bytes:
        """Open and check the shares, return the message of round 4.

        Raises Refused with the name of whoever sent a bad share: the ceremony begins anew.
        """
        self._look(ceremony, SHARES)
        x = 0
        for sender in ceremony.holders:
            F = ceremony.messages[REVEAL, sender].F
            share = self._open(ceremony.messages[SHARES, sender].shares[self.index - 1])
            if share is None or base(share) != evaluate(F, self.index):
                raise Refused(f"{ceremony.name(sender)}发来的份额不对，仪式须重新开始")
            x += share
        self.x = x % L
        return self._send(CONFIRM, transcript=ceremony.transcript.hex())

    def words(self, ceremony: Ceremony) -> str:
        """Return the eight words that all holders must have alike."""
        return aloud(ceremony.transcript)

    def _open(self, box: bytes) -> int | None:
        public, secret = sodium.box_keys(self.box_seed)
        try:
            return scalar(sodium.box_seal_open(box, public, secret))
        except ValueError:
            return None

    def _send(self, round_: int, **more: Any) -> bytes:
        raw = signed(self.sign_seed, self.eid, self.index, round_, **more)
        self.sent[round_] = raw
        return raw

    def _look(self, ceremony: Ceremony, upto: int) -> None:
        """Refuse to go on where a round is not complete or one's own messages were changed."""
        if not self.f or ceremony.manifest.eid != self.eid:
            raise Refused("这台设备上没有这次选举的密钥")
        for round_ in range(COMMIT, upto + 1):
            if ceremony.of(round_)[self.index - 1].raw != self.sent.get(round_):
                raise Refused("公布的消息不是本设备发出的，请停止仪式")

    def sealed(self, passphrase: str) -> bytes:
        """Return the state, sealed with a passphrase. Raises Refused where that is too short."""
        if len(passphrase) < PASSPHRASE:
            raise Refused(f"口令至少 {PASSPHRASE} 个字符")
        salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
        state = dump(
            {
                "sign": self.sign_seed.hex(),
                "box": self.box_seed.hex(),
                "eid": self.eid.hex(),
                "index": self.index,
                "f": [scalar_bytes(a).hex() for a in self.f],
                "x": scalar_bytes(self.x).hex(),
                "sent": {str(n): raw.decode() for n, raw in self.sent.items()},
            }
        )
        box = sodium.secret_seal(state, nonce, _stretch(passphrase, salt))
        return dump({"salt": salt.hex(), "nonce": nonce.hex(), "box": box.hex()})

    @classmethod
    def opened(cls, raw: bytes, passphrase: str) -> "Holder":
        """Open a sealed state. Raises Refused for a wrong passphrase or a damaged file."""
        outer = Fields(load(raw), "密钥文件")
        salt, nonce = outer.raw("salt", SALT), outer.raw("nonce", NONCE)
        try:
            state = sodium.secret_open(outer.raw("box"), nonce, _stretch(passphrase, salt))
        except ValueError:
            raise Refused("口令不对，或者密钥文件已损坏") from None
        outer.end()
        return cls._of(Fields(load(state), "密钥文件"))

    @classmethod
    def _of(cls, inner: Fields) -> "Holder":
        return cls(
            sign_seed=inner.raw("sign", SEED),
            box_seed=inner.raw("box", SEED),
            eid=inner.root("eid"),
            index=inner.number("index"),
            f=[scalar(a) for a in inner.raws("f", SEED)],
            x=inner.scalar("x"),
            sent={int(n): one.encode() for n, one in inner.mapping("sent").items()},
        )


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=N, r=R, p=P_, maxmem=MEMORY, dklen=SEED)


def hold(manifest: Manifest, holders: Sequence[Holder]) -> Ceremony:
    """Run the whole ceremony with holders of one machine: for rehearsals and tests."""
    ceremony = Ceremony(manifest, [one.commit(manifest) for one in holders])
    for step in (Holder.reveal, Holder.share, Holder.confirm):
        for raw in [step(one, ceremony) for one in holders]:
            ceremony.take(raw)
    ceremony.finish()
    return ceremony
