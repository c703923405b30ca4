"""Partial decryption, its proof, how t of them come to a number. docs/ballot-protocol.md 10.5f."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .canonical import dump, load
from .elgamal import Ciphertext
from .fields import Fields
from .group import (
    GENERATOR,
    IDENTITY,
    POINT,
    SCALAR,
    L,
    Refused,
    add,
    base,
    mul,
    point,
    random_scalar,
    scalar,
    scalar_bytes,
    sub,
)
from .hashes import SIGNATURE, H, is_signed, sign, u8, u32
from .layout import pieces
from .ranges import Draw

PARTIAL = POINT + 2 * SCALAR  # bytes: D ‖ c ‖ z


@dataclass(frozen=True)
class Place:
    """What is decrypted: `what` is "sum" or "slot/" and a contest's id; `index` counts from 0."""

    what: str
    index: int

    def __bytes__(self) -> bytes:
        return self.what.encode() + u32(self.index)


def challenge(
    eid: bytes, holder: int, place: Place, X: bytes, A: bytes, D: bytes, wG: bytes, wA: bytes
) -> int:
    return H("partial", eid, u8(holder), bytes(place), X, A, D, wG, wA)


def prove(
    eid: bytes, holder: int, x: int, place: Place, A: bytes, draw: Draw = random_scalar
) -> bytes:
    """Return D = xA with the proof that x is the logarithm of X = xG too: 96 bytes."""
    D, w = mul(x, A), draw()
    c = challenge(eid, holder, place, base(x), A, D, base(w), mul(w, A))
    return D + scalar_bytes(c) + scalar_bytes(w + c * x)


def check(eid: bytes, holder: int, X: bytes, place: Place, A: bytes, raw: bytes) -> bytes:
    """Check a partial decryption, return D. Raises Refused."""
    if len(raw) != PARTIAL:
        raise Refused("解密份额的长度不对")
    D, c_raw, z_raw = pieces(raw, (POINT, SCALAR, SCALAR))
    c, z = scalar(c_raw), scalar(z_raw)
    if A != IDENTITY or D != IDENTITY:
        point(D)
    wG, wA = sub(base(z), mul(c, X)), sub(mul(z, A), mul(c, D))
    if challenge(eid, holder, place, X, A, D, wG, wA) != c:
        raise Refused("解密份额的证明不成立")
    return D


def lagrange(holders: Iterable[int]) -> dict[int, int]:
    """Return λ_i of each holder, for the value at 0."""
    ids = sorted(holders)
    found = {}
    for i in ids:
        above = math.prod(j for j in ids if j != i)
        below = math.prod(j - i for j in ids if j != i)
        found[i] = above * pow(below, -1, L) % L
    return found


def combine(ciphertext: Ciphertext, parts: Mapping[int, bytes]) -> bytes:
    """Return B − Σ λ_i D_i: what is encrypted, as a point. `parts` are D by holder, exactly t."""
    opened = ciphertext[1]
    for i, factor in lagrange(parts).items():
        opened = sub(opened, mul(factor, parts[i]))
    return opened


class Logarithms:
    """Finds v of vG for v in 0 … most, by baby steps and giant steps."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.step = math.isqrt(most) + 1
        self.baby: dict[bytes, int] = {}
        at = IDENTITY
        for v in range(self.step):
            self.baby[at] = v
            at = add(at, GENERATOR)
        self.giant = at  # step · G

    def find(self, point_: bytes) -> int:
        """Return v. Raises Refused where it is not in 0 … most."""
        for giant in range(self.most // self.step + 1):
            if (baby := self.baby.get(point_)) is not None:
                if (v := giant * self.step + baby) > self.most:
                    break
                return v
            point_ = sub(point_, self.giant)
        raise Refused("解密出的数不在票数以内")


@dataclass(frozen=True)
class Work:
    """What is to be decrypted: sums by cell, slots by contest in the last mixer's order."""

    sums: Sequence[Ciphertext]
    slots: Mapping[str, Sequence[Ciphertext]]


@dataclass(frozen=True)
class Partial:
    """A holder's checked partial decryptions: D of each."""

    holder: int
    sums: tuple[bytes, ...]
    slots: dict[str, tuple[bytes, ...]]


def places(work: Work) -> Iterable[tuple[Place, Ciphertext]]:
    """Yield everything to be decrypted: sums, then contests by id."""
    yield from ((Place("sum", n), ct) for n, ct in enumerate(work.sums))
    for contest in sorted(work.slots):
        yield from ((Place(f"slot/{contest}", n), ct) for n, ct in enumerate(work.slots[contest]))


def payload(eid: bytes, holder: int, x: int, sign_seed: bytes, work: Work) -> bytes:
    """Return the bytes of a `partial` entry, signed by the holder."""

    def rows(what: str, cts: Sequence[Ciphertext]) -> list[str]:
        return [prove(eid, holder, x, Place(what, n), a).hex() for n, (a, _) in enumerate(cts)]

    body: dict[str, Any] = {
        "holder": holder,
        "sums": rows("sum", work.sums),
        "slots": {one: rows(f"slot/{one}", cts) for one, cts in work.slots.items()},
    }
    sig = sign(sign_seed, "partial", eid, dump(body))
    return dump({**body, "sig": sig.hex()})


def read(
    raw: bytes, eid: bytes, keys: Sequence[bytes], shares: Mapping[int, bytes], work: Work
) -> Partial:
    """Check a `partial` entry. `keys` are the holders' signing keys in order, `shares` X_i.

    Raises Refused with the number of the holder who sent it, where that is known.
    """
    fields = Fields(load(raw), "解密份额")
    holder = fields.number("holder", 1, len(keys))
    fields.where = f"第 {holder} 位保管人的解密份额"
    sig = fields.raw("sig", SIGNATURE)
    body = load(raw)
    assert isinstance(body, dict)
    del body["sig"]
    if not is_signed(sig, keys[holder - 1], "partial", eid, dump(body)):
        raise Refused(f"{fields.where}签名不对")
    sums = fields.raws("sums", PARTIAL)
    slots = {
        one: Fields({"rows": rows}, fields.where).raws("rows", PARTIAL)
        for one, rows in fields.mapping("slots").items()
    }
    fields.end()
    shape = {one: len(rows) for one, rows in slots.items()}
    if len(sums) != len(work.sums) or shape != {o: len(cts) for o, cts in work.slots.items()}:
        raise Refused(f"{fields.where}的份数不对")
    given = [*sums, *(row for one in sorted(slots) for row in slots[one])]
    found = []
    for (place, (a, _)), part in zip(places(work), given, strict=True):
        try:
            found.append(check(eid, holder, shares[holder], place, a, part))
        except Refused as error:
            raise Refused(f"{fields.where}不对（{place.what} {place.index}）：{error}") from None
    opened = iter(found[len(sums) :])
    return Partial(
        holder,
        tuple(found[: len(sums)]),
        {one: tuple(next(opened) for _ in slots[one]) for one in sorted(slots)},
    )
