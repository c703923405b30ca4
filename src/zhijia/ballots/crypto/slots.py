"""Proof of a write-in slot. docs/ballot-protocol.md 5.7.

"The slot encrypts nobody" or "its flag encrypts 1", and in both cases knowledge of the slot's
randomness, so that nobody copies another's slot.
"""

from dataclasses import dataclass

from .elgamal import Ciphertext, less
from .group import IDENTITY, POINT, SCALAR, L, Refused, base, mul, scalar, scalar_bytes, sub
from .hashes import H, u16
from .layout import SLOT_PROOF, pieces
from .ranges import Draw


def challenge(
    ctx: bytes, i: int, slot: Ciphertext, flag: Ciphertext, commitments: list[bytes]
) -> int:
    """Return the challenge of slot i (of the whole ballot, from 0)."""
    return H("slot", ctx, u16(i), *slot, *flag, *commitments)


def _simulated(h: bytes, ct: Ciphertext, draw: Draw) -> tuple[int, int, list[bytes]]:
    c, z = draw(), draw()
    return c, z, [sub(base(z), mul(c, ct[0])), sub(mul(z, h), mul(c, ct[1]))]


def prove(
    h: bytes,
    slot: Ciphertext,
    flag: Ciphertext,
    r: int,
    flag_r: int,
    is_flagged: bool,
    ctx: bytes,
    i: int,
    draw: Draw,
) -> bytes:
    """Return the proof; r is the slot's randomness, flag_r the flag's.

    Draws c then z of the simulated branch, w of the true one, then w of the third part.
    """
    one_less = less(flag, 1)
    c_fake, z_fake, fake = _simulated(h, slot if is_flagged else one_less, draw)
    w, w2 = draw(), draw()
    true = [base(w), mul(w, h)]
    commitments = [*(fake + true if is_flagged else true + fake), base(w2)]
    c = challenge(ctx, i, slot, flag, commitments)
    c_true = (c - c_fake) % L
    z_true = (w + c_true * (flag_r if is_flagged else r)) % L
    c0 = c_fake if is_flagged else c_true
    z01 = (z_fake, z_true) if is_flagged else (z_true, z_fake)
    return b"".join((*commitments, *map(scalar_bytes, (c0, *z01, (w2 + c * r) % L))))


@dataclass(frozen=True)
class SlotProof:
    """A proof taken apart: a_0 b_0 a_1 b_1 a_2; c_0, c_1 and their sum c; z_0 z_1 z_2."""

    commitments: list[bytes]
    c: tuple[int, int, int]
    z: tuple[int, int, int]

    @classmethod
    def read(
        cls, raw: bytes, slot: Ciphertext, flag: Ciphertext, ctx: bytes, i: int
    ) -> "SlotProof":
        """Take a proof apart. Raises Refused for its length, a scalar, or the identity."""
        if len(raw) != SLOT_PROOF:
            raise Refused("证明的长度不对")
        parts = list(pieces(raw, [POINT] * 5 + [SCALAR] * 4))
        commitments = parts[:5]
        if IDENTITY in commitments:
            raise Refused("证明里有单位元")
        c0, z0, z1, z2 = (scalar(one) for one in parts[5:])
        c = challenge(ctx, i, slot, flag, commitments)
        return cls(commitments, (c0, (c - c0) % L, c), (z0, z1, z2))


def is_right(h: bytes, slot: Ciphertext, flag: Ciphertext, proof: SlotProof) -> bool:
    """Tell whether all five equations hold, with libsodium alone."""
    (c0, c1, c), (z0, z1, z2) = proof.c, proof.z
    one_less = less(flag, 1)
    return proof.commitments == [
        sub(base(z0), mul(c0, slot[0])),
        sub(mul(z0, h), mul(c0, slot[1])),
        sub(base(z1), mul(c1, one_less[0])),
        sub(mul(z1, h), mul(c1, one_less[1])),
        sub(base(z2), mul(c, slot[0])),
    ]
