"""The group ristretto255 (RFC 9496), written additively. docs/ballot-protocol.md 2.1–2.3.

A point is its 32 canonical bytes, a scalar a Python int below L. Python's ints are not
constant-time: that is accepted for what runs on a holder's or a voter's own machine; the server
holds no secret scalar. What multiplies points, secret or not, is libsodium.
"""

import secrets
from collections.abc import Iterable

from . import sodium

L = 2**252 + 27742317777372353535851937790883648493
POINT = 32  # bytes
SCALAR = 32  # bytes
IDENTITY = bytes(POINT)


class Refused(ValueError):
    """Bytes from outside that this protocol does not take; the text says which and why."""


def scalar_bytes(n: int) -> bytes:
    """Return n mod L as 32 bytes, little-endian."""
    return (n % L).to_bytes(SCALAR, "little")


def scalar(raw: bytes) -> int:
    """Take a scalar from outside: 32 bytes, little-endian, below L. Raises Refused."""
    n = int.from_bytes(raw, "little")
    if len(raw) != SCALAR or n >= L:
        raise Refused("不是规范的标量")
    return n


def point(raw: bytes) -> bytes:
    """Take a point from outside: the one gate for all of them. Raises Refused.

    libsodium 1.0.18 ignores the top bit, so that two strings would be one point and 2^255 a second
    identity (mended in 1.0.19): the top bit is ours to refuse.
    """
    if len(raw) != POINT or raw[31] & 0x80 or raw == IDENTITY or not sodium.is_valid_point(raw):
        raise Refused("不是规范的点")
    return raw


def random_scalar() -> int:
    """Return a scalar in 1 … L−1 from the system's generator."""
    return secrets.randbelow(L - 1) + 1


def base(n: int) -> bytes:
    """Return nG."""
    n %= L
    return sodium.scalar_mult_base(n.to_bytes(SCALAR, "little")) if n else IDENTITY


def mul(n: int, p: bytes) -> bytes:
    """Return np. libsodium calls a result that is the identity an error; here it is a result."""
    n %= L
    if n == 0 or p == IDENTITY:
        return IDENTITY
    return sodium.scalar_mult(n.to_bytes(SCALAR, "little"), p)


def add(p: bytes, q: bytes) -> bytes:
    """Return p + q."""
    return sodium.point_add(p, q)


def sub(p: bytes, q: bytes) -> bytes:
    """Return p − q."""
    return sodium.point_sub(p, q)


def total(points: Iterable[bytes]) -> bytes:
    """Return the sum of the points; of none the identity."""
    so_far = IDENTITY
    for p in points:
        so_far = add(so_far, p)
    return so_far


def derive(raw: bytes) -> bytes:
    """Return the point of 64 uniform bytes (RFC 9496 4.3.4); nobody knows its logarithm."""
    return sodium.point_from_hash(raw)


GENERATOR = base(1)
