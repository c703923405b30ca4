"""libdecaf and libsodium hold one group: they take the same strings and add alike."""

import random
import secrets

import pytest

from zhijia.ballots.crypto.group import GENERATOR, IDENTITY, L, Refused, add, base, point, sub
from zhijia.ballots.verify import decaf
from zhijia.ballots.verify.decaf import NoPoint, Points, sums_to_identity

pytestmark = pytest.mark.skipif(not decaf.AT_HAND, reason="libdecaf0 is not installed")
PRIME = 2**255 - 19
IN_C = [False, pytest.param(True, marks=pytest.mark.skipif(not decaf.IN_C, reason="not built"))]


def sodium_takes(raw: bytes) -> bool:
    try:
        return bool(point(raw))
    except Refused:
        return False


def decaf_takes(raw: bytes, in_c: bool) -> bool:
    try:
        Points(1).decode(0, raw, in_c=in_c)
    except NoPoint:
        return False
    return True


def strings(seed: int) -> list[bytes]:
    """Return strings at random, points, points with one bit turned, and the edges of the field."""
    chance = random.Random(seed)
    made = [chance.randbytes(32) for _ in range(2000)]
    for _ in range(300):
        raw = bytearray(base(chance.randrange(1, L)))
        made.append(bytes(raw))
        number = int.from_bytes(raw, "little")
        for other in (number + PRIME, number + 2**255, PRIME - number):
            made.append((other % 2**256).to_bytes(32, "little"))
        raw[chance.randrange(32)] ^= 1 << chance.randrange(8)
        made.append(bytes(raw))
    edges = [*range(40), *range(PRIME - 3, PRIME + 20), 2**255, 2**256 - 1]
    return made + [edge.to_bytes(32, "little") for edge in edges]


@pytest.mark.parametrize("in_c", IN_C)
def test_both_libraries_take_the_same_strings(in_c: bool) -> None:
    taken = 0
    for raw in strings(seed=9):
        ours = sodium_takes(raw)
        assert decaf_takes(raw, in_c) is ours, raw.hex()
        taken += ours
    assert taken > 300


@pytest.mark.parametrize("in_c", IN_C)
def test_the_first_bad_string_of_many_is_refused(in_c: bool) -> None:
    good = base(5)
    row = Points(3)
    row.decode(0, good * 3, in_c=in_c)
    for at in range(3):
        with pytest.raises(NoPoint):
            row.decode(0, good * at + IDENTITY + good * (2 - at), in_c=in_c)


def test_both_libraries_add_alike() -> None:
    for _ in range(50):
        p, q = base(secrets.randbelow(L)), base(secrets.randbelow(L))
        row, result = Points(3), Points(1)
        row.decode(0, p + q)
        row.set_base(2)
        result.clear(0)
        result.add(0, row, [0, 2], [1])
        assert result.encode(0) == sub(add(p, GENERATOR), q)
    result.clear(0)
    assert result.encode(0) == IDENTITY


@pytest.mark.parametrize("in_c", IN_C)
@pytest.mark.parametrize("n", [1, 2, 40, 300])
def test_a_sum_is_the_identity_where_it_is_one_and_only_there(in_c: bool, n: int) -> None:
    logs = [secrets.randbelow(L - 1) + 1 for _ in range(n)]
    row, base_row = Points(n), Points(1)
    row.decode(0, b"".join(map(base, logs)))
    base_row.set_base(0)
    scalars = [secrets.randbelow(2**128) for _ in range(n)]
    rest = -sum(x * y for x, y in zip(logs, scalars, strict=True)) % L
    assert sums_to_identity([(row, scalars, 16), (base_row, [rest], 32)], in_c=in_c)
    scalars[-1] ^= 1
    assert not sums_to_identity([(row, scalars, 16), (base_row, [rest], 32)], in_c=in_c)
