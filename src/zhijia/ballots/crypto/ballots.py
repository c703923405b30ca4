"""A ballot: made, read from bytes, checked. docs/ballot-protocol.md 5.

Reading a ballot takes it apart and passes every point through the gate; checking it names the first
check that fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from . import ranges, slots
from .elgamal import Ciphertext, combined, encrypt, encrypt_point, member_point, randomness
from .group import POINT, L, Refused, point, random_scalar
from .hashes import KEY, SIGNATURE, digest, is_signed, key_of, sign, u16
from .layout import CELL_MOST, SLOT_PROOF, Layout, pieces, range_size
from .ranges import Draw, RangeProof
from .slots import SlotProof
from .trackers import TRACKER


class BadBallot(Refused):
    """A ballot that is not taken. `check` says which check: length, credential, point, signature,
    cell/3, sum/1, slot/0 (numbers from 0)."""

    def __init__(self, check: str, text: str) -> None:
        super().__init__(text)
        self.check = check


@dataclass(frozen=True)
class Election:
    """What ballots are bound to: the hash of the manifest, the key and the layout."""

    eid: bytes
    h: bytes
    layout: Layout


@dataclass(frozen=True)
class Ballot:
    """A ballot taken apart; `body` is everything before the signature."""

    body: bytes
    cred: bytes
    cells: tuple[Ciphertext, ...]
    slots: tuple[Ciphertext, ...]
    cell_proofs: tuple[bytes, ...]
    sum_proofs: tuple[bytes, ...]
    slot_proofs: tuple[bytes, ...]
    signature: bytes

    @property
    def raw(self) -> bytes:
        return self.body + self.signature

    @cached_property
    def ciphertexts(self) -> bytes:
        """All ciphertexts A‖B in order, cells then slots."""
        return _joined(self.cells, self.slots)

    @classmethod
    def read(cls, election: Election, raw: bytes) -> "Ballot":
        """Take bytes apart. Raises BadBallot: length, point."""
        layout = election.layout
        if len(raw) != layout.size:
            raise BadBallot("length", f"选票应当是 {layout.size} 字节，收到 {len(raw)} 字节")
        cells, slots_ = len(layout.cells), len(layout.slots)
        points = 2 * (cells + slots_)
        sizes = [KEY, *[POINT] * points, *[range_size(CELL_MOST)] * cells]
        sizes += [range_size(one.most) for one in layout.sums]
        sizes += [*[SLOT_PROOF] * slots_, SIGNATURE]
        cred, *parts, signature = pieces(raw, sizes)
        cts = _gated(parts[:points])
        proofs = parts[points:]
        sums = cells + len(layout.sums)
        return cls(
            body=raw[:-SIGNATURE],
            cred=cred,
            cells=cts[:cells],
            slots=cts[cells:],
            cell_proofs=tuple(proofs[:cells]),
            sum_proofs=tuple(proofs[cells:sums]),
            slot_proofs=tuple(proofs[sums:]),
            signature=signature,
        )


def _gated(raws: Sequence[bytes]) -> tuple[Ciphertext, ...]:
    try:
        good = [point(raw) for raw in raws]
    except Refused as error:
        raise BadBallot("point", f"密文{error}") from None
    return tuple(zip(good[::2], good[1::2], strict=True))


def _joined(cells: Sequence[Ciphertext], slots_: Sequence[Ciphertext]) -> bytes:
    return b"".join(a + b for a, b in (*cells, *slots_))


def context(election: Election, cred: bytes, ciphertexts: bytes) -> bytes:
    """Return `ctx`, which every proof of the ballot hashes: 64 bytes."""
    return digest("ctx", election.eid, election.h, cred, ciphertexts)


def tracker_of(election: Election, cred: bytes, ciphertexts: bytes) -> bytes:
    """Return the tracker: 10 bytes. docs/ballot-protocol.md 5.9."""
    return digest("tracker", election.eid, cred, ciphertexts)[:TRACKER]


def check_signature(election: Election, ballot: Ballot) -> None:
    """Raise BadBallot unless the credential signed it for this election."""
    if not is_signed(ballot.signature, ballot.cred, "ballot", election.eid, ballot.body):
        raise BadBallot("signature", "选票的签名不对")


def check(election: Election, ballot: Ballot) -> None:
    """Check signature and every proof, one equation at a time. Raises BadBallot."""
    check_signature(election, ballot)
    h, layout = election.h, election.layout
    ctx = context(election, ballot.cred, ballot.ciphertexts)
    for i, (ct, raw) in enumerate(zip(ballot.cells, ballot.cell_proofs, strict=True)):
        _check_range(h, ct, raw, CELL_MOST, ctx, ("cell", i))
    for i, (one, raw) in enumerate(zip(layout.sums, ballot.sum_proofs, strict=True)):
        _check_range(h, combined(ballot.cells, one), raw, one.most, ctx, ("sum", i))
    for i, (slot, raw) in enumerate(zip(ballot.slots, ballot.slot_proofs, strict=True)):
        flag = ballot.cells[layout.slots[i].flag]
        try:
            is_right = slots.is_right(h, slot, flag, SlotProof.read(raw, slot, flag, ctx, i))
        except Refused as error:
            raise BadBallot(f"slot/{i}", f"第 {i + 1} 个另选人栏：{error}") from None
        if not is_right:
            raise BadBallot(f"slot/{i}", f"第 {i + 1} 个另选人栏的证明不成立")


def place_of(kind: str, i: int) -> bytes:
    """Return the place that a range proof hashes: kind is "cell" or "sum"."""
    return kind.encode() + u16(i)


def _check_range(
    h: bytes, ct: Ciphertext, raw: bytes, most: int, ctx: bytes, place: tuple[str, int]
) -> None:
    kind, i = place
    word = {"cell": "格", "sum": "项合计"}[kind]
    try:
        proof = RangeProof.read(raw, ct, most, ctx, place_of(kind, i))
    except Refused as error:
        raise BadBallot(f"{kind}/{i}", f"第 {i + 1} {word}：{error}") from None
    if not ranges.is_right(h, ct, proof):
        raise BadBallot(f"{kind}/{i}", f"第 {i + 1} {word}的证明不成立")


@dataclass(frozen=True)
class Encrypted:
    """The ciphertexts of a choice, with the randomness of each."""

    cells: tuple[Ciphertext, ...]
    slots: tuple[Ciphertext, ...]
    r: tuple[int, ...]  # cells, then slots


def encrypted(
    election: Election, votes: Sequence[int], writes: Sequence[str], seed: bytes
) -> Encrypted:
    """Encrypt a choice with the randomness of the seed. It is not judged here."""
    r = tuple(randomness(election.eid, seed, i) for i in range(len(votes) + len(writes)))
    h, eid = election.h, election.eid
    cells = tuple(encrypt(h, vote, one) for vote, one in zip(votes, r, strict=False))
    members = (member_point(eid, write) for write in writes)
    rest = r[len(votes) :]
    slots_ = tuple(encrypt_point(h, m, one) for m, one in zip(members, rest, strict=True))
    return Encrypted(cells, slots_, r)


def opened(
    election: Election, cred: bytes, votes: Sequence[int], writes: Sequence[str], seed: bytes
) -> bytes:
    """Return the tracker that an opened ballot must have. docs/ballot-protocol.md 8.2.

    Raises Refused where the choice itself is none.
    """
    if refusal := election.layout.refusal(votes, writes):
        raise Refused(refusal)
    found = encrypted(election, votes, writes, seed)
    return tracker_of(election, cred, _joined(found.cells, found.slots))


def make(
    election: Election,
    secret: bytes,
    votes: Sequence[int],
    writes: Sequence[str],
    seed: bytes,
    draw: Draw = random_scalar,
) -> bytes:
    """Return the bytes of a ballot: `secret` is the credential's seed, `seed` 32 fresh bytes.

    `draw` gives the nonces: cells, sums, slots in order. Raises Refused where the choice is none.
    """
    layout, h = election.layout, election.h
    if refusal := layout.refusal(votes, writes):
        raise Refused(refusal)
    cred = key_of(secret)
    found = encrypted(election, votes, writes, seed)
    joined = _joined(found.cells, found.slots)
    ctx = context(election, cred, joined)
    proofs = [
        ranges.prove(h, ct, votes[i], found.r[i], CELL_MOST, ctx, place_of("cell", i), draw)
        for i, ct in enumerate(found.cells)
    ]
    for i, one in enumerate(layout.sums):
        ct, r = combined(found.cells, one), one.of(found.r) % L
        place = place_of("sum", i)
        proofs.append(ranges.prove(h, ct, one.of(votes), r, one.most, ctx, place, draw))
    for i, ct in enumerate(found.slots):
        flag, r = layout.slots[i].flag, found.r[len(votes) + i]
        flag_ct, flag_r, is_flagged = found.cells[flag], found.r[flag], bool(votes[flag])
        proofs.append(slots.prove(h, ct, flag_ct, r, flag_r, is_flagged, ctx, i, draw))
    body = b"".join((cred, joined, *proofs))
    return body + sign(secret, "ballot", election.eid, body)
