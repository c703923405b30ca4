"""Re-encrypt and shuffle, and prove it: Terelius and Wikström. docs/ballot-protocol.md 10.4, 10.8.

The letters are those of the protocol, which are those of the CHVote specification 5.5. A ciphertext
is a pair of points (A, B). The order and the randomness are secrets of the mixer and are forgotten
once the proof is made.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .group import (
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
    total,
)
from .hashes import H, P, digest, u8, u32

Pair = tuple[bytes, bytes]
FIXED = 5 * POINT + 4 * SCALAR  # t_1 … t_5, s_1 … s_4
EACH = 3 * POINT + 2 * SCALAR  # c_i, ĉ_i, t̂_i, ŝ_i, s'_i


@dataclass(frozen=True)
class Secret:
    """What the mixer knows: `order[i]` is ψ(i), `r[j]` what was added to the old e_j."""

    order: list[int]
    r: list[int]


@dataclass(frozen=True)
class Proof:
    """A proof taken apart; points were through the gate, scalars are below L."""

    c: list[bytes]
    c_hat: list[bytes]
    t: list[bytes]
    t_hat: list[bytes]
    s: list[int]
    s_hat: list[int]
    s_: list[int]


def context(eid: bytes, h: bytes, holder: int, contest: str) -> bytes:
    """Bind a proof to its election, key, mixer and contest."""
    return digest("mix", eid, h, u8(holder), contest.encode())


def shuffle(e: Sequence[Pair], h: bytes) -> tuple[list[Pair], Secret]:
    """Return the ciphertexts re-encrypted in a random order, and what proves it."""
    order = list(range(len(e)))
    secrets.SystemRandom().shuffle(order)
    r = [random_scalar() for _ in e]
    anew = [(add(a, base(x)), add(b, mul(x, h))) for (a, b), x in zip(e, r, strict=True)]
    return [anew[j] for j in order], Secret(order, r)


def prove(ctx: bytes, h: bytes, e: Sequence[Pair], e_: Sequence[Pair], secret: Secret) -> bytes:
    """Return the proof that `e_` is `e` shuffled, for the mixer who did it."""
    n, order = len(e), secret.order
    gens = generators(n)
    r, c = [0] * n, [b""] * n
    for i, j in enumerate(order):
        r[j] = random_scalar()
        c[j] = add(base(r[j]), gens[i + 1])
    seed = _seed(ctx, e, e_, c)
    u = _challenges(seed, n)
    u_ = [u[j] for j in order]
    r_hat = [random_scalar() for _ in e]
    c_hat: list[bytes] = []
    for x, factor in zip(r_hat, u_, strict=True):
        c_hat.append(add(base(x), mul(factor, c_hat[-1] if c_hat else gens[0])))
    w = [random_scalar() for _ in range(4)]
    w_hat, w_ = [random_scalar() for _ in e], [random_scalar() for _ in e]
    before = [gens[0], *c_hat[:-1]]
    t = [
        base(w[0]),
        base(w[1]),
        add(base(w[2]), _combined(w_, gens[1:])),
        sub(_combined(w_, (a for a, _ in e_)), base(w[3])),
        sub(_combined(w_, (b for _, b in e_)), mul(w[3], h)),
    ]
    t_hat = [add(base(x), mul(y, last)) for x, y, last in zip(w_hat, w_, before, strict=True)]
    q = _challenge(seed, c_hat, t, t_hat)
    s = [
        w[0] + q * sum(r),
        w[1] + q * _inner(r_hat, _tails(u_)),
        w[2] + q * _inner(u, r),
        w[3] + q * _inner(u, secret.r),
    ]
    s_hat = [x + q * y for x, y in zip(w_hat, r_hat, strict=True)]
    s_ = [x + q * y for x, y in zip(w_, u_, strict=True)]
    return b"".join([*c, *c_hat, *t, *t_hat, *map(scalar_bytes, [*s, *s_hat, *s_])])


def check(ctx: bytes, h: bytes, e: Sequence[Pair], e_: Sequence[Pair], raw: bytes) -> None:
    """Check that `e_` is `e` shuffled; both went through the gate. Raises Refused."""
    n = len(e)
    if len(e_) != n:
        raise Refused("混洗前后的数目不一样")
    proof = read(raw, n)
    gens = generators(n)
    seed = _seed(ctx, e, e_, proof.c)
    u = _challenges(seed, n)
    q = _challenge(seed, proof.c_hat, proof.t, proof.t_hat)
    s, s_, minus = proof.s, proof.s_, -q
    product = 1
    for factor in u:
        product = product * factor % L
    once = [
        add(base(s[0]), mul(minus, sub(total(proof.c), total(gens[1:])))),
        add(base(s[1]), mul(minus, sub(proof.c_hat[-1], mul(product, gens[0])))),
        add(add(base(s[2]), _combined(s_, gens[1:])), mul(minus, _combined(u, proof.c))),
        sub(_moved((a for a, _ in e_), (a for a, _ in e), s_, u, q), base(s[3])),
        sub(_moved((b for _, b in e_), (b for _, b in e), s_, u, q), mul(s[3], h)),
    ]
    if once != proof.t:
        raise Refused("混洗的证明不成立")
    before = [gens[0], *proof.c_hat[:-1]]
    for i, t_hat in enumerate(proof.t_hat):
        here = add(base(proof.s_hat[i]), mul(s_[i], before[i]))
        if add(here, mul(minus, proof.c_hat[i])) != t_hat:
            raise Refused("混洗的证明不成立")


def read(raw: bytes, n: int) -> Proof:
    """Take a proof for n ciphertexts apart; every point goes through the gate. Raises Refused."""
    if n < 1 or len(raw) != FIXED + n * EACH:
        raise Refused("混洗证明的长度不对")
    parts = iter([raw[at : at + POINT] for at in range(0, len(raw), POINT)])
    c, c_hat, t, t_hat = (_points(parts, size) for size in (n, n, 5, n))
    s, s_hat, s_ = ([scalar(next(parts)) for _ in range(size)] for size in (4, n, n))
    return Proof(c, c_hat, t, t_hat, s, s_hat, s_)


def generators(n: int) -> list[bytes]:
    """Return h_0 … h_n, whose logarithms nobody knows."""
    return [P("generator", u32(i)) for i in range(n + 1)]


def _points(parts: Iterator[bytes], size: int) -> list[bytes]:
    return [point(next(parts)) for _ in range(size)]


def _seed(ctx: bytes, e: Sequence[Pair], e_: Sequence[Pair], c: Sequence[bytes]) -> bytes:
    return digest("shuffle-seed", ctx, flat(e), flat(e_), b"".join(c))


def _challenges(seed: bytes, n: int) -> list[int]:
    return [H("shuffle-u", seed, u32(i)) for i in range(n)]


def _challenge(
    seed: bytes, c_hat: Sequence[bytes], t: Sequence[bytes], t_hat: Sequence[bytes]
) -> int:
    return H("shuffle", seed, b"".join(c_hat), *t, b"".join(t_hat))


def _combined(scalars: Iterable[int], points: Iterable[bytes]) -> bytes:
    return total(mul(x, p) for x, p in zip(scalars, points, strict=True))


def _moved(
    after: Iterable[bytes], before: Iterable[bytes], s_: list[int], u: list[int], q: int
) -> bytes:
    return add(_combined(s_, after), mul(-q, _combined(u, before)))


def _inner(left: Iterable[int], right: Iterable[int]) -> int:
    return sum(x * y for x, y in zip(left, right, strict=True))


def _tails(u_: Sequence[int]) -> list[int]:
    """Return v: v_N = 1, and each earlier one is the product of the u' after it."""
    v = [1] * len(u_)
    for i in range(len(u_) - 2, -1, -1):
        v[i] = u_[i + 1] * v[i + 1] % L
    return v


def flat(e: Iterable[Pair]) -> bytes:
    """Return ciphertexts as they travel: A‖B of each."""
    return b"".join(a + b for a, b in e)


def pairs(raw: bytes) -> list[Pair]:
    """Take ciphertexts from outside. Raises Refused."""
    if len(raw) % (2 * POINT):
        raise Refused("密文的长度不对")
    points = [point(raw[at : at + POINT]) for at in range(0, len(raw), POINT)]
    return list(zip(points[::2], points[1::2], strict=True))
