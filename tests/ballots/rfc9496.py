"""Decoding and encoding of ristretto255 in plain Python, after RFC 9496 4.3.1–4.3.2.

An oracle for the gate: slow, not constant-time, and of no other use.
"""

p = 2**255 - 19
D = -121665 * pow(121666, -1, p) % p
SQRT_M1 = pow(2, (p - 1) // 4, p)


def _is_negative(x: int) -> bool:
    return x % p % 2 == 1


def _abs(x: int) -> int:
    return -x % p if _is_negative(x) else x % p


def _sqrt_ratio(u: int, v: int) -> tuple[bool, int]:
    r = u * pow(v, 3, p) * pow(u * pow(v, 7, p), (p - 5) // 8, p) % p
    check = v * r * r % p
    is_flipped = check in (-u % p, -u * SQRT_M1 % p)
    if is_flipped:
        r = r * SQRT_M1 % p
    return check in (u % p, -u % p), _abs(r)


def is_point(raw: bytes) -> bool:
    """Tell whether raw is the canonical encoding of an element (the identity is one)."""
    s = int.from_bytes(raw, "little")
    if len(raw) != 32 or s >= p or _is_negative(s):
        return False
    ss = s * s % p
    u1, u2 = (1 - ss) % p, (1 + ss) % p
    v = (-(D * u1 * u1) - u2 * u2) % p
    was_square, invsqrt = _sqrt_ratio(1, v * u2 * u2 % p)
    den_x = invsqrt * u2 % p
    den_y = invsqrt * den_x * v % p
    x, y = _abs(2 * s * den_x), u1 * den_y % p
    return was_square and not _is_negative(x * y) and y != 0
