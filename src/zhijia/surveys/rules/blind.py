"""盲签名: RSABSSA-SHA384-PSS-Deterministic of RFC 9474, in the letters of the standard. Pure.

Whoever draws a token blinds it before it is signed, so the signer cannot know it again when it
comes back. Chance is handed in: nothing here draws it. The browser does the same in blind.js.
"""

from dataclasses import dataclass
from hashlib import sha384
from math import gcd

E = 65537
BITS = 2048
HASH = 48  # bytes; the salt is as long


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key of two primes; `crt` holds d mod p−1, d mod q−1 and q⁻¹ mod p."""

    n: int
    d: int
    p: int
    q: int

    @property
    def length(self) -> int:
        """Return how many bytes a signature has."""
        return (self.n.bit_length() + 7) // 8

    def power(self, message: int) -> int:
        """Return message^d mod n, by the Chinese remainder theorem."""
        p, q = self.p, self.q
        at_p, at_q = pow(message, self.d % (p - 1), p), pow(message, self.d % (q - 1), q)
        return at_q + q * ((at_p - at_q) * pow(q, -1, p) % p)


def mgf1(seed: bytes, length: int) -> bytes:
    """Return `length` bytes of mask (RFC 8017 B.2.1)."""
    blocks = -(-length // HASH)
    made = b"".join(sha384(seed + count.to_bytes(4, "big")).digest() for count in range(blocks))
    return made[:length]


def encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE (RFC 8017 9.1.1); `bits` is one less than the modulus has."""
    length = -(-bits // 8)
    digest = sha384(b"\x00" * 8 + sha384(message).digest() + salt).digest()
    block = b"\x00" * (length - len(salt) - HASH - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, mgf1(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def blind(message: bytes, *, n: int, salt: bytes, r: int) -> int:
    """Return the blinded message; ValueError where chance gave an `r` that has no inverse."""
    encoded = int.from_bytes(encode(message, n.bit_length() - 1, salt), "big")
    if gcd(r, n) != 1 or gcd(encoded, n) != 1:
        raise ValueError("draw another r")
    return encoded * pow(r, E, n) % n


def sign(blinded: int, key: SecretKey, *, mask: int) -> int:
    """Return the blind signature; `mask` is drawn anew each time and hides the key's timing.

    ValueError for a message out of range, and where the result does not check.
    """
    if not 0 < blinded < key.n or gcd(mask, key.n) != 1:
        raise ValueError("out of range")
    signed = key.power(blinded * pow(mask, E, key.n) % key.n) * pow(mask, -1, key.n) % key.n
    if pow(signed, E, key.n) != blinded:
        raise ValueError("the signature does not check")
    return signed


def unblind(signed: int, *, n: int, r: int) -> int:
    """Return the signature of the message itself."""
    return signed * pow(r, -1, n) % n


def is_signed(message: bytes, signature: int, *, n: int) -> bool:
    """RSASSA-PSS-VERIFY with SHA-384 and a salt as long as the hash."""
    if not 0 < signature < n:
        return False
    bits = n.bit_length() - 1
    length = -(-bits // 8)
    encoded = pow(signature, E, n).to_bytes((n.bit_length() + 7) // 8, "big")[-length:]
    masked, digest, end = encoded[: length - HASH - 1], encoded[length - HASH - 1 : -1], encoded[-1]
    if end != 0xBC or masked[0] & ~(0xFF >> (8 * length - bits)) & 0xFF:
        return False
    block = bytearray(a ^ b for a, b in zip(masked, mgf1(digest, len(masked)), strict=True))
    block[0] &= 0xFF >> (8 * length - bits)
    empty = len(block) - HASH - 1
    if any(block[:empty]) or block[empty] != 1:
        return False
    salt = bytes(block[empty + 1 :])
    return sha384(b"\x00" * 8 + sha384(message).digest() + salt).digest() == digest
