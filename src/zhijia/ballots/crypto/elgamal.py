"""ElGamal in the exponent, and of points. docs/ballot-protocol.md 5.1–5.3."""

from collections.abc import Iterable

from .group import GENERATOR, IDENTITY, add, base, mul, sub, total
from .hashes import H, P, u16
from .layout import Sum

Ciphertext = tuple[bytes, bytes]  # A = rG, B = rh + what is encrypted


def randomness(eid: bytes, seed: bytes, i: int) -> int:
    """Return r_i of a ballot's seed (32 bytes); i counts cells, then slots."""
    return H("random", eid, seed, u16(i))


def encrypt_point(h: bytes, point: bytes, r: int) -> Ciphertext:
    """Encrypt a point (the identity is nobody)."""
    return base(r), add(mul(r, h), point)


def encrypt(h: bytes, vote: int, r: int) -> Ciphertext:
    """Encrypt a number as a multiple of G."""
    return encrypt_point(h, base(vote), r)


def member_point(eid: bytes, member: str) -> bytes:
    """Return the point of somebody who may be written in; "" is nobody: the identity."""
    return P("member", eid, member.encode()) if member else IDENTITY


def less(ciphertext: Ciphertext, n: int) -> Ciphertext:
    """Return the ciphertext of n less."""
    return ciphertext[0], sub(ciphertext[1], base(n)) if n > 1 else sub(ciphertext[1], GENERATOR)


def sum_of(ciphertexts: Iterable[Ciphertext]) -> Ciphertext:
    """Return the ciphertext of the sum of what is encrypted."""
    rows = list(ciphertexts)
    return total(a for a, _ in rows), total(b for _, b in rows)


def combined(cells: "list[Ciphertext] | tuple[Ciphertext, ...]", one: Sum) -> Ciphertext:
    """Return the ciphertext of Σ plus − Σ minus. docs/ballot-protocol.md 4.2."""
    plus = sum_of(cells[n] for n in one.plus)
    if not one.minus:
        return plus
    minus = sum_of(cells[n] for n in one.minus)
    return sub(plus[0], minus[0]), sub(plus[1], minus[1])
