"""Proof that (A, B) encrypts one of 0 … most. docs/ballot-protocol.md 5.5.

A disjunction of Chaum–Pedersen proofs: one for each number, all but the true one simulated. The
commitments travel, so that many proofs can be checked at once (11.3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .elgamal import Ciphertext, less
from .group import IDENTITY, POINT, SCALAR, L, Refused, base, mul, scalar, scalar_bytes, sub
from .hashes import H
from .layout import pieces, range_size

Draw = Callable[[], int]  # a fresh scalar each time


def challenge(ctx: bytes, place: bytes, ct: Ciphertext, commitments: list[bytes]) -> int:
    """Return what all challenges must add up to."""
    return H("range", ctx, place, *ct, *commitments)


def branches(ct: Ciphertext, most: int) -> Iterator[Ciphertext]:
    """Yield (A, B − jG) for j from 0 to most."""
    yield ct
    for _ in range(most):
        ct = less(ct, 1)
        yield ct


def prove(
    h: bytes, ct: Ciphertext, vote: int, r: int, most: int, ctx: bytes, place: bytes, draw: Draw
) -> bytes:
    """Return the proof for ct = (rG, rh + vote G).

    Draws c then z for each simulated branch in order, and w where the true one stands.
    """
    if not 0 <= vote <= most:
        raise Refused(f"{vote} 不在 0 至 {most} 之内")
    c, z, commitments = [0] * (most + 1), [0] * (most + 1), []
    w = 0
    for j, (a, b) in enumerate(branches(ct, most)):
        if j == vote:
            w = draw()
            commitments += [base(w), mul(w, h)]
        else:
            c[j], z[j] = draw(), draw()
            commitments += [
                sub(base(z[j]), mul(c[j], a)),
                sub(mul(z[j], h), mul(c[j], b)),
            ]
    c[vote] = (challenge(ctx, place, ct, commitments) - sum(c)) % L
    z[vote] = (w + c[vote] * r) % L
    return b"".join((*commitments, *map(scalar_bytes, c[:-1]), *map(scalar_bytes, z)))


@dataclass(frozen=True)
class RangeProof:
    """A proof taken apart: a_0 b_0 …, all challenges (the last is what was missing), responses."""

    commitments: list[bytes]
    c: list[int]
    z: list[int]

    @classmethod
    def read(cls, raw: bytes, ct: Ciphertext, most: int, ctx: bytes, place: bytes) -> "RangeProof":
        """Take a proof apart. Raises Refused for its length, a scalar, or the identity.

        Whether a commitment is a point at all shows when it is compared (or decoded) later.
        """
        if len(raw) != range_size(most):
            raise Refused("证明的长度不对")
        points, scalars = 2 * (most + 1), 2 * most + 1
        parts = list(pieces(raw, [POINT] * points + [SCALAR] * scalars))
        commitments, rest = parts[:points], [scalar(one) for one in parts[points:]]
        if IDENTITY in commitments:
            raise Refused("证明里有单位元")
        c = rest[:most]
        c.append((challenge(ctx, place, ct, commitments) - sum(c)) % L)
        return cls(commitments, c, rest[most:])


def is_right(h: bytes, ct: Ciphertext, proof: RangeProof) -> bool:
    """Tell whether every equation holds, one at a time, with libsodium alone."""
    most = len(proof.c) - 1
    return all(
        sub(base(z), mul(c, a)) == proof.commitments[2 * j]
        and sub(mul(z, h), mul(c, b)) == proof.commitments[2 * j + 1]
        for j, ((a, b), c, z) in enumerate(zip(branches(ct, most), proof.c, proof.z, strict=True))
    )
