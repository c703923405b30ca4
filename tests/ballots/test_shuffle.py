"""Shuffling write-ins, and its proof, beside a simpler proof that shares no step with it."""

import hashlib
import secrets
from collections.abc import Sequence

import pytest

from zhijia.ballots.crypto import shuffle
from zhijia.ballots.crypto.group import POINT, Refused, add, base, mul, random_scalar, sub
from zhijia.ballots.crypto.hashes import P
from zhijia.ballots.crypto.shuffle import Pair, Secret

X = random_scalar()
H = base(X)
CTX = shuffle.context(bytes(32), H, 1, "委员")
NAMES = [P("member", bytes(32), str(n).encode()) for n in range(3)]


def ciphertexts(n: int) -> list[Pair]:
    made = []
    for i in range(n):
        r = random_scalar()
        made.append((base(r), add(mul(r, H), NAMES[i % 3])))
    return made


def opened(pairs: Sequence[Pair]) -> list[bytes]:
    return sorted(sub(b, mul(X, a)) for a, b in pairs)


@pytest.mark.parametrize("n", [1, 2, 7])
def test_a_shuffle_keeps_what_it_shuffles_and_is_proved(n: int) -> None:
    e = ciphertexts(n)
    e_, secret = shuffle.shuffle(e, H)
    proof = shuffle.prove(CTX, H, e, e_, secret)
    shuffle.check(CTX, H, e, e_, proof)
    assert opened(e_) == opened(e)
    assert not {a for a, _ in e} & {a for a, _ in e_}
    assert len(proof) == 160 * n + 288


def test_the_proof_is_of_this_election_key_mixer_and_contest_only() -> None:
    e = ciphertexts(3)
    e_, secret = shuffle.shuffle(e, H)
    proof = shuffle.prove(CTX, H, e, e_, secret)
    for other in [
        shuffle.context(bytes(31) + b"\1", H, 1, "委员"),
        shuffle.context(bytes(32), base(5), 1, "委员"),
        shuffle.context(bytes(32), H, 2, "委员"),
        shuffle.context(bytes(32), H, 1, "主席"),
    ]:
        with pytest.raises(Refused):
            shuffle.check(other, H, e, e_, proof)


def test_a_write_in_that_is_exchanged_doubled_or_dropped_is_not_proved() -> None:
    e = ciphertexts(4)
    e_, secret = shuffle.shuffle(e, H)
    exchanged = [(e_[0][0], add(e_[0][1], NAMES[1])), *e_[1:]]
    doubled = [e_[1], *e_[1:]]
    for bad in (exchanged, doubled):
        with pytest.raises(Refused):
            shuffle.check(CTX, H, e, bad, shuffle.prove(CTX, H, e, bad, secret))
    with pytest.raises(Refused, match="数目不一样"):
        shuffle.check(CTX, H, e, e_[1:], shuffle.prove(CTX, H, e, e_, secret))


def test_no_order_but_a_permutation_is_proved() -> None:
    e = ciphertexts(3)
    r = [random_scalar() for _ in e]
    twice = Secret([0, 0, 2], r)
    e_ = [(add(e[j][0], base(r[j])), add(e[j][1], mul(r[j], H))) for j in twice.order]
    with pytest.raises((Refused, ValueError, IndexError)):
        shuffle.check(CTX, H, e, e_, shuffle.prove(CTX, H, e, e_, twice))


def test_every_part_of_the_proof_counts() -> None:
    e = ciphertexts(2)
    e_, secret = shuffle.shuffle(e, H)
    proof = shuffle.prove(CTX, H, e, e_, secret)
    for at in range(0, len(proof), POINT):
        for changed in (bytes(POINT), base(7)):
            with pytest.raises(Refused):
                shuffle.check(CTX, H, e, e_, proof[:at] + changed + proof[at + POINT :])
    with pytest.raises(Refused):
        shuffle.check(CTX, H, e, e_, proof + bytes(POINT))


# Cut and choose: K shadows, each opened toward one side. Nothing of the proof above is used in it.
SHADOWS = 24


def cut_and_choose(e: Sequence[Pair], e_: Sequence[Pair], secret: Secret) -> bool:
    """Tell whether a mixer who says `secret` convinces who sees halves of shadows only."""
    shadows = [shuffle.shuffle(e, H) for _ in range(SHADOWS)]
    said = b"".join(map(shuffle.flat, [e, e_, *(shadow for shadow, _ in shadows)]))
    bits = int.from_bytes(hashlib.sha512(said).digest(), "big")
    for k, (shadow, known) in enumerate(shadows):
        if bits >> k & 1:
            order, r = known.order, [known.r[j] for j in known.order]
            source, target = e, shadow
        else:
            place = {j: i for i, j in enumerate(known.order)}
            order = [place[j] for j in secret.order]
            r = [secret.r[j] - known.r[j] for j in secret.order]
            source, target = shadow, e_
        moved = [
            (add(source[j][0], base(x)), add(source[j][1], mul(x, H)))
            for j, x in zip(order, r, strict=True)
        ]
        if sorted(order) != list(range(len(e))) or moved != list(target):
            return False
    return True


def is_proved(e: Sequence[Pair], e_: Sequence[Pair], secret: Secret) -> bool:
    try:
        shuffle.check(CTX, H, e, e_, shuffle.prove(CTX, H, e, e_, secret))
    except Refused:
        return False
    return True


def test_both_ways_of_proving_say_the_same() -> None:
    e = ciphertexts(5)
    e_, secret = shuffle.shuffle(e, H)
    wrong = Secret(secret.order, [secrets.randbelow(2**200) for _ in e])
    bad = [(add(e_[0][0], base(1)), e_[0][1]), *e_[1:]]
    for after, known, holds in [(e_, secret, True), (e_, wrong, False), (bad, secret, False)]:
        assert is_proved(e, after, known) is holds
        assert cut_and_choose(e, after, known) is holds
