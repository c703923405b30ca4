"""Hashing with a label for every use. docs/ballot-protocol.md 2.4–2.6.

`H` and `P` keep the protocol's letters.
"""

import hashlib

from . import sodium
from .group import L, Refused, derive

PROTOCOL = "zhijia-ballot/1"
SEED = KEY = 32  # bytes
SIGNATURE = 64  # bytes


def lp(x: bytes) -> bytes:
    """Return x behind its length as 4 bytes, big-endian."""
    return len(x).to_bytes(4, "big") + x


def u8(n: int) -> bytes:
    return n.to_bytes(1, "big")


def u16(n: int) -> bytes:
    return n.to_bytes(2, "big")


def u32(n: int) -> bytes:
    return n.to_bytes(4, "big")


def u64(n: int) -> bytes:
    return n.to_bytes(8, "big")


def digest(label: str, *parts: bytes) -> bytes:
    """Return the protocol's `hash(label, parts…)`: 64 bytes. No two lists of parts run together."""
    h = hashlib.sha512(lp(f"{PROTOCOL}/{label}".encode()))
    for part in parts:
        h.update(lp(part))
    return h.digest()


def h32(label: str, *parts: bytes) -> bytes:
    """Return the first 32 bytes of the hash."""
    return digest(label, *parts)[:32]


def H(label: str, *parts: bytes) -> int:
    """Return the hash as a scalar: 512 bits mod L, so that its bias is below 2^-259."""
    return int.from_bytes(digest(label, *parts), "little") % L


def P(label: str, *parts: bytes) -> bytes:
    """Return the point derived from the hash."""
    return derive(digest(label, *parts))


def key_of(seed: bytes) -> bytes:
    """Return the Ed25519 verification key (32 bytes) of a seed (32 bytes)."""
    return sodium.sign_keys(seed)[0]


def sign(seed: bytes, label: str, *parts: bytes) -> bytes:
    """Return the Ed25519 signature (64 bytes) over `hash("sig/" + label, parts…)`."""
    return sodium.sign_detached(digest("sig/" + label, *parts), sodium.sign_keys(seed)[1])


def is_signed(signature: bytes, key: bytes, label: str, *parts: bytes) -> bool:
    """Tell whether key signed. libsodium also says no to keys of small order and to S ≥ L."""
    if len(signature) != SIGNATURE or len(key) != KEY:
        return False
    try:
        sodium.verify_detached(signature, digest("sig/" + label, *parts), key)
    except ValueError:
        return False
    return True


def unhex(text: object, size: int | None = None) -> bytes:
    """Take lower-case hex from outside; of `size` bytes where given. Raises Refused."""
    if not isinstance(text, str):
        raise Refused("不是十六进制")
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise Refused("不是十六进制") from None
    if raw.hex() != text or (size is not None and len(raw) != size):
        raise Refused("不是应有长度的小写十六进制")
    return raw
