"""Electronic ballots: what is taken, and every way we know to cheat, each refused by its check."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.ballots.elections import (
    CONTESTS,
    NOBODY,
    ballot,
    choices,
    draws,
    election,
    only,
    seed,
    voter,
    votes,
)
from zhijia.ballots.crypto import ranges, slots
from zhijia.ballots.crypto.ballots import (
    BadBallot,
    Ballot,
    Election,
    check,
    context,
    make,
    opened,
    place_of,
    tracker_of,
)
from zhijia.ballots.crypto.contests import Contest
from zhijia.ballots.crypto.elgamal import combined, encrypt, encrypt_point, member_point
from zhijia.ballots.crypto.group import IDENTITY, L, Refused, add, base, sub
from zhijia.ballots.crypto.hashes import digest, key_of, sign
from zhijia.ballots.crypto.layout import Layout, range_size

FULL = votes(0, 3, 4, 7, 10, 12, 15, 16), ("m1", "m2", "")
GOOD = [
    FULL,
    (votes(), NOBODY),  # 弃权 throughout
    (votes(0, 1), NOBODY),
    (votes(3), NOBODY),  # a write-in of nobody: a void one that counts toward the limit
    (votes(5, 7, 10, 11), ("", "m3", "m4")),
    (votes(4, 6, 9), NOBODY),
    (votes(13, 15, 18), NOBODY),
]


def refused(raw: bytes, by: str, of: Election | None = None) -> None:
    """Make sure that the bytes are refused by that check and no other."""
    of = of or election()
    with pytest.raises(BadBallot) as caught:
        check(of, Ballot.read(of, raw))
    assert caught.value.check == by


def taken(raw: bytes, of: Election | None = None) -> Ballot:
    of = of or election()
    found = Ballot.read(of, raw)
    check(of, found)
    return found


def resigned(found: Ballot, n: int, body: bytes | None = None) -> bytes:
    """Sign a body (or that of a ballot) anew by voter n."""
    body = found.body if body is None else body
    return body + sign(voter(n), "ballot", election().eid, body)


def joined(found: Ballot) -> bytes:
    """Put a ballot's parts together again."""
    cts = b"".join(a + b for a, b in (*found.cells, *found.slots))
    proofs = (*found.cell_proofs, *found.sum_proofs, *found.slot_proofs)
    return b"".join((found.cred, cts, *proofs))


# 合格的选票


@pytest.mark.parametrize(("cells", "writes"), GOOD)
def test_an_honest_ballot_is_taken(cells: Sequence[int], writes: Sequence[str]) -> None:
    raw = ballot(0, cells, writes)
    assert len(raw) == election().layout.size
    assert taken(raw).raw == raw


def test_two_ballots_of_one_choice_have_nothing_in_common() -> None:
    one, two = (
        Ballot.read(election(), make(election(), voter(0), *FULL, seed(name)))
        for name in ("one", "two")
    )
    assert not {a for a, _ in one.cells} & {a for a, _ in two.cells}
    assert not {b for _, b in one.cells} & {b for _, b in two.cells}
    check(election(), one)
    check(election(), two)


def test_an_opened_ballot_comes_to_its_tracker_and_to_no_other() -> None:
    found = taken(ballot(0, *FULL))
    tracker = tracker_of(election(), found.cred, found.ciphertexts)
    mine, cred = seed("ballot", "0"), found.cred
    assert opened(election(), cred, *FULL, mine) == tracker
    assert opened(election(), cred, votes(1), NOBODY, mine) != tracker
    assert opened(election(), cred, FULL[0], ("m2", "m2", ""), mine) != tracker
    assert opened(election(), key_of(voter(1)), *FULL, mine) != tracker
    assert opened(election(), cred, *FULL, seed("other")) != tracker


@pytest.mark.parametrize(
    ("cells", "writes", "why"),
    [
        (votes(0, 1, 2), NOBODY, "超过应选人数"),
        (votes(0, 1, 3), ("m1", "", ""), "超过应选人数"),
        (votes(4, 5), NOBODY, "超过应选人数"),
        (votes(4, 10), ("", "m1", ""), "另选人多于不赞成"),
        (votes(5, 10, 11), ("", "m1", "m2"), "另选人多于不赞成"),
        (votes(12, 13), NOBODY, "超过应选人数"),
        (votes(16, 17), NOBODY, "超过应选人数"),
        (votes(), ("m1", "", ""), "没有计入"),
        ((2, *votes()[1:]), NOBODY, "0 或者 1"),
        ((-1, *votes()[1:]), NOBODY, "0 或者 1"),
        (votes()[1:], NOBODY, "格数不对"),
        (votes(), ("", ""), "格数不对"),
    ],
)
def test_a_choice_that_is_none_is_not_even_made(
    cells: Sequence[int], writes: Sequence[str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        ballot(0, cells, writes)
    with pytest.raises(Refused, match=why):
        opened(election(), key_of(voter(0)), cells, writes, seed("x"))


# 造假


def test_a_ballot_copied_and_signed_by_somebody_else_is_refused() -> None:
    found = taken(ballot(0, *FULL))
    refused(resigned(found, 1), "signature")  # the credential inside is still voter 0's
    refused(resigned(found, 1, key_of(voter(1)) + found.body[32:]), "cell/0")


def test_a_ballot_of_another_election_is_refused() -> None:
    other = replace(election(), eid=bytes(32))
    refused(ballot(0, *FULL, of=other), "signature")
    found = Ballot.read(other, ballot(0, *FULL, of=other))
    refused(resigned(found, 0), "cell/0")
    other_key = replace(election(), h=base(7))
    refused(ballot(0, *FULL, of=other_key), "cell/0")


def test_swapped_proofs_are_refused() -> None:
    found = taken(ballot(0, *FULL))
    one, two, *rest = found.cell_proofs
    refused(resigned(found, 0, joined(replace(found, cell_proofs=(two, one, *rest)))), "cell/0")
    proofs = found.slot_proofs
    swapped = replace(found, slot_proofs=(proofs[1], proofs[0], proofs[2]))
    refused(resigned(found, 0, joined(swapped)), "slot/0")


def test_swapped_ciphertexts_with_their_proofs_are_refused() -> None:
    found = taken(ballot(0, *FULL))
    cells = (found.cells[1], found.cells[0], *found.cells[2:])
    proofs = (found.cell_proofs[1], found.cell_proofs[0], *found.cell_proofs[2:])
    swapped = replace(found, cells=cells, cell_proofs=proofs)
    refused(resigned(found, 0, joined(swapped)), "cell/0")


def test_a_slot_taken_from_another_ballot_is_refused() -> None:
    theirs, mine = taken(ballot(1, *FULL)), taken(ballot(0, *FULL))
    copied = replace(mine, slots=theirs.slots, slot_proofs=theirs.slot_proofs)
    refused(resigned(mine, 0, joined(copied)), "cell/0")  # ctx covers the slots


def forged(
    of: Election,
    cells: Sequence[int],
    claims: Sequence[int],
    writes: Sequence[str] = (),
    claim: Callable[[Layout, int], int] | None = None,
) -> bytes:
    """Build a ballot of cells that are not 0 or 1 (or sums that are out of bounds).

    Each proof is made by the honest algorithm for what is claimed: no more can be done without
    solving a logarithm. `claims` are the cells as claimed, `claim` the sums.
    """
    layout, h, secret = of.layout, of.h, voter(0)
    r = [3 + n for n in range(len(cells) + len(writes))]
    cts = [encrypt(h, vote % L, r[n]) for n, vote in enumerate(cells)]
    slot_cts = [
        encrypt_point(h, member_point(of.eid, name), r[len(cells) + n])
        for n, name in enumerate(writes)
    ]
    body = b"".join(a + b for a, b in (*cts, *slot_cts))
    cred = key_of(secret)
    ctx, draw = context(of, cred, body), draws("forged")
    proofs = [
        ranges.prove(h, ct, claims[n], r[n], 1, ctx, place_of("cell", n), draw)
        for n, ct in enumerate(cts)
    ]
    for n, one in enumerate(layout.sums):
        ct = combined(cts, one)
        said = claim(layout, n) if claim else one.of(claims)
        place = place_of("sum", n)
        proofs.append(ranges.prove(h, ct, said, one.of(r) % L, one.most, ctx, place, draw))
    for n, ct in enumerate(slot_cts):
        flag = layout.slots[n].flag
        flag_ct, at = cts[flag], r[len(cells) + n]
        # Whoever has no flag claims to have one: "nobody" would be as false.
        is_flagged = bool(cells[flag]) or bool(writes[n])
        proofs.append(slots.prove(h, ct, flag_ct, at, r[flag], is_flagged, ctx, n, draw))
    body = b"".join((cred, body, *proofs))
    return body + sign(secret, "ballot", of.eid, body)


MARKS = Contest("m", "选举", "marks", choices("甲", "乙", "丙"), seats=1)
ITEM = Contest("r", "决议", "resolution", choices("甲"))
VOTES = Contest("v", "选举", "votes", choices("甲", "乙"), seats=1, slots=1)


@pytest.mark.parametrize("vote", [2, 100, -1, 2**128, L - 1])
def test_a_vote_that_is_negative_double_or_hundredfold_is_refused(vote: int) -> None:
    of = only(MARKS)
    for claimed in (0, 1):
        refused(forged(of, (vote, 0, 0), (claimed, 0, 0)), "cell/0", of)


def test_a_minus_that_balances_a_double_is_refused() -> None:
    of = only(MARKS)
    refused(forged(of, (2, -1, 0), (1, 0, 0)), "cell/0", of)
    refused(forged(of, (0, 2, -1), (0, 1, 0)), "cell/1", of)


def test_more_marks_than_seats_are_refused() -> None:
    of = only(MARKS)
    raw = forged(of, (1, 1, 0), (1, 1, 0), claim=lambda layout, n: layout.sums[n].most)
    refused(raw, "sum/0", of)


def test_two_yes_in_a_resolution_are_refused() -> None:
    of = only(ITEM)
    refused(forged(of, (1, 1), (1, 1), claim=lambda layout, n: 1), "sum/0", of)
    refused(forged(of, (2, 0), (1, 0)), "cell/0", of)


def test_a_write_in_without_a_no_is_refused() -> None:
    of = only(VOTES)  # cells: yes no yes no flag
    sums = (0, 0, 1, 0)  # no − flag = −1, claimed to be 0

    def claim(layout: Layout, n: int) -> int:
        return sums[n]

    refused(forged(of, (0, 0, 0, 0, 1), (0, 0, 0, 0, 1), ["m1"], claim), "sum/3", of)
    taken(make(of, voter(0), (0, 1, 0, 0, 1), ["m1"], seed("x")), of)


def test_a_slot_that_names_somebody_without_its_flag_is_refused() -> None:
    of = only(VOTES)
    refused(forged(of, (0, 1, 0, 0, 0), (0, 1, 0, 0, 0), ["m1"]), "slot/0", of)


def test_a_slot_whose_randomness_nobody_knows_is_refused() -> None:
    """Somebody adds a point to another's slot and so shifts it without knowing its randomness."""
    of = only(VOTES)
    found = Ballot.read(of, make(of, voter(0), (0, 1, 0, 0, 1), ["m1"], seed("x")))
    slot = add(found.slots[0][0], base(1)), add(found.slots[0][1], of.h)
    body = joined(replace(found, slots=(slot,)))
    raw = body + sign(voter(0), "ballot", of.eid, body)
    refused(raw, "cell/0", of)
    # Even with every other proof made for it, the third part fails.
    ctx = context(of, found.cred, b"".join(a + b for a, b in (*found.cells, slot)))
    flag = found.cells[of.layout.slots[0].flag]
    proof = slots.prove(of.h, slot, flag, 5, 5, True, ctx, 0, draws("x"))
    read = slots.SlotProof.read(proof, slot, flag, ctx, 0)
    assert not slots.is_right(of.h, slot, flag, read)


def test_one_signature_is_not_another() -> None:
    raw = ballot(0, *FULL)
    refused(raw[:-1] + bytes([raw[-1] ^ 1]), "signature")
    refused(raw[:-64] + bytes(64), "signature")
    refused(bytes(32) + raw[32:], "signature")


# 编码


def test_every_other_length_is_refused() -> None:
    raw = ballot(0, *FULL)
    for wrong in (b"", raw[:-1], raw + b"\0", raw * 2):
        refused(wrong, "length")


def with_point(raw: bytes, at: int, point: bytes) -> bytes:
    """Put other bytes where point number `at` stands."""
    start = 32 + 32 * at
    return raw[:start] + point + raw[start + 32 :]


def test_a_point_has_one_encoding_and_is_not_the_identity() -> None:
    raw = ballot(0, *FULL)
    good = raw[32:64]
    for wrong in (IDENTITY, good[:31] + bytes([good[31] | 0x80]), b"\xff" * 32, b"\1" + bytes(31)):
        refused(with_point(raw, 0, wrong), "point")
        refused(with_point(raw, 2 * 22 - 1, wrong), "point")  # the last slot's B


def test_a_scalar_has_one_encoding() -> None:
    found = taken(ballot(0, *FULL))
    first = found.cell_proofs[0]
    c = int.from_bytes(first[128:160], "little")
    bent = first[:128] + (c + L).to_bytes(32, "little") + first[160:]
    body = joined(replace(found, cell_proofs=(bent, *found.cell_proofs[1:])))
    refused(resigned(found, 0, body), "cell/0")


def test_a_commitment_that_is_the_identity_is_refused() -> None:
    of = only(MARKS)
    ct, ctx = encrypt(of.h, 1, 9), digest("x")
    # w = 0 makes both commitments of the true branch the identity, and all equations hold.
    proof = ranges.prove(of.h, ct, 1, 9, 1, ctx, b"cell", lambda: 0)
    with pytest.raises(Refused, match="单位元"):
        ranges.RangeProof.read(proof, ct, 1, ctx, b"cell")
    slot = encrypt_point(of.h, IDENTITY, 9)
    proof = slots.prove(of.h, slot, ct, 9, 9, False, ctx, 0, lambda: 0)
    with pytest.raises(Refused, match="单位元"):
        slots.SlotProof.read(proof, slot, ct, ctx, 0)


def test_a_flipped_bit_anywhere_is_refused() -> None:
    of = only(ITEM)
    raw = make(of, voter(0), (1, 0), [], seed("x"), draws("x"))
    taken(raw, of)
    for at in range(0, len(raw), 7):
        bent = raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]
        with pytest.raises(BadBallot):
            check(of, Ballot.read(of, bent))


# 布局


def test_the_layout_is_that_of_the_protocol() -> None:
    layout = election().layout
    assert [cell.kind for cell in layout.cells] == [
        *("mark", "mark", "mark", "flag"),
        *("yes", "no", "yes", "no", "yes", "no", "flag", "flag"),
        *("yes", "no", "yes", "no"),
        *("grade", "grade", "grade"),
    ]
    assert [(s.contest, s.flag) for s in layout.slots] == [(0, 3), (1, 10), (1, 11)]
    assert [(s.plus, s.minus, s.most) for s in layout.sums] == [
        ((0, 1, 2, 3), (), 2),
        ((4, 5), (), 1),
        ((6, 7), (), 1),
        ((8, 9), (), 1),
        ((4, 6, 8, 10, 11), (), 2),
        ((5, 7, 9), (10, 11), 3),
        ((12, 13), (), 1),
        ((14, 15), (), 1),
        ((16, 17, 18), (), 1),
    ]
    assert layout.slots_of(1) == (1, 2)
    assert range_size(1) == 224
    assert layout.size == 32 + 22 * 64 + 19 * 224 + 6 * 224 + 2 * 352 + 480 + 3 * 288 + 64


def test_a_ballot_of_too_many_cells_is_refused() -> None:
    many = Contest("r", "决议", "resolution", choices(*map(str, range(2049))))
    with pytest.raises(Refused, match="4096"):
        only(many)


def test_sub_and_add_are_each_others_inverse_on_ciphertexts() -> None:
    layout = election().layout
    found = taken(ballot(0, *FULL))
    a, b = combined(found.cells, layout.sums[5])
    again = combined(found.cells, replace(layout.sums[5], minus=()))
    minus = combined(found.cells, replace(layout.sums[5], plus=(10, 11), minus=()))
    assert (add(a, minus[0]), add(b, minus[1])) == again
    assert CONTESTS[1].slots == 2
    assert sub(again[0], minus[0]) == a
