"""Many ballots in one equation (small exponents). docs/ballot-protocol.md 11.3.

Each equation of each proof, written so that it comes to the identity, is multiplied by a fresh
random number of 128 bits; all are added up. One that does not hold makes the sum another point,
except with a chance of 2^-128. Challenges are hashed from the same bytes as in crypto/ranges.py
and crypto/slots.py.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..crypto.ballots import BadBallot, Ballot, Election, check_signature, context, place_of
from ..crypto.group import POINT, SCALAR, L, Refused
from ..crypto.hashes import PROTOCOL, lp, u16
from ..crypto.layout import CELL_MOST, SLOT_PROOF, range_size
from . import decaf
from .decaf import NoPoint, Points

RANDOM = 16  # bytes
BEFORE_POINT = POINT.to_bytes(4, "big")
RANGE = lp(f"{PROTOCOL}/range".encode())
SLOT = lp(f"{PROTOCOL}/slot".encode())


@dataclass
class _Terms:
    """What one ballot adds to the equation: factors of its points, of G and of h."""

    whole: list[int]  # of A and B of each ciphertext, in order
    half: list[int] = field(default_factory=list)  # of the commitments, in order
    commitments: list[bytes] = field(default_factory=list)
    g: int = 0
    h: int = 0


class Batch:
    """Ballots that are checked together; `size` is how many at most."""

    def __init__(self, election: Election, size: int) -> None:
        layout = election.layout
        self.election = election
        self._whole_each = 2 * (len(layout.cells) + len(layout.slots))
        ranges = 2 * sum(one.most + 1 for one in layout.sums)
        self._half_each = 2 * (CELL_MOST + 1) * len(layout.cells) + ranges + 5 * len(layout.slots)
        self._whole = Points(size * self._whole_each + 2)
        self._half = Points(size * self._half_each)
        self._scratch = Points(1)
        self._whole_factors: list[int] = []
        self._half_factors: list[int] = []
        self._g = self._h = self.count = 0

    def add(self, raw: bytes) -> None:
        """Take a ballot: every byte of it is then in the equation, or in the signature.

        Raises Refused or NoPoint, and has not taken it then.
        """
        ballot = _cut(self.election, raw)
        check_signature(self.election, ballot)
        first = self.count * self._whole_each
        self._whole.decode(first, ballot.ciphertexts)
        terms = _Terms([0] * self._whole_each)
        ctx = lp(context(self.election, ballot.cred, ballot.ciphertexts))
        self._cells(ballot, ctx, terms)
        self._sums(ballot, ctx, terms, first)
        self._slots(ballot, ctx, terms)
        self._half.decode(self.count * self._half_each, b"".join(terms.commitments))
        self._whole_factors += terms.whole
        self._half_factors += terms.half
        self._g += terms.g
        self._h += terms.h
        self.count += 1

    def _cells(self, ballot: Ballot, ctx: bytes, terms: _Terms) -> None:
        """Add both branches of each cell's proof."""
        for i, proof in enumerate(ballot.cell_proofs):
            (a, b) = ballot.cells[i]
            wa, wb = _range(proof, CELL_MOST, ctx + lp(place_of("cell", i)), a, b, terms)
            terms.whole[2 * i] += wa
            terms.whole[2 * i + 1] += wb

    def _sums(self, ballot: Ballot, ctx: bytes, terms: _Terms, first: int) -> None:
        """Add all branches of each sum's proof, whose point is the sum of cells."""
        for i, (one, proof) in enumerate(
            zip(self.election.layout.sums, ballot.sum_proofs, strict=True)
        ):
            a, b = (self._sum(one.plus, one.minus, first + half) for half in (0, 1))
            wa, wb = _range(proof, one.most, ctx + lp(place_of("sum", i)), a, b, terms)
            for n in one.plus:
                terms.whole[2 * n] += wa
                terms.whole[2 * n + 1] += wb
            for n in one.minus:
                terms.whole[2 * n] -= wa
                terms.whole[2 * n + 1] -= wb

    def _sum(self, plus: Sequence[int], minus: Sequence[int], first: int) -> bytes:
        self._scratch.clear(0)
        places = [[first + 2 * n for n in which] for which in (plus, minus)]
        self._scratch.add(0, self._whole, *places)
        return self._scratch.encode(0)

    def _slots(self, ballot: Ballot, ctx: bytes, terms: _Terms) -> None:
        """Add the five equations of each slot's proof (5.7)."""
        cells = len(ballot.cells)
        for i, proof in enumerate(ballot.slot_proofs):
            flag = self.election.layout.slots[i].flag
            commitments, scalars = proof[: 5 * POINT], proof[5 * POINT :]
            (c0, z0, z1, z2) = _scalars(scalars)
            said = (*ballot.slots[i], *ballot.cells[flag], *_points(commitments))
            c = _challenge(SLOT + ctx + lp(u16(i)), said)
            c1 = (c - c0) % L
            e = _random(5)
            terms.g += e[0] * z0 + e[2] * z1 + e[3] * c1 + e[4] * z2
            terms.h += e[1] * z0 + e[3] * z1
            slot = 2 * (cells + i)
            terms.whole[slot] += e[0] * c0 + e[4] * c
            terms.whole[slot + 1] += e[1] * c0
            terms.whole[2 * flag] += e[2] * c1
            terms.whole[2 * flag + 1] += e[3] * c1
            terms.half += e
            terms.commitments.append(commitments)

    def holds(self, *, in_c: bool = decaf.IN_C) -> bool:
        """Tell whether every equation of every ballot holds."""
        end = self.count * self._whole_each
        self._whole.set_base(end)
        self._whole.decode(end + 1, self.election.h)
        whole = [factor % L for factor in (*self._whole_factors, -self._g, -self._h)]
        rows = [(self._whole, whole, SCALAR), (self._half, self._half_factors, RANDOM)]
        return decaf.sums_to_identity(rows, in_c=in_c)

    def totals(self, which: Sequence[int]) -> list[bytes]:
        """Return A and B of each cell, in order, added up over the ballots of these numbers."""
        found = []
        for place in range(2 * len(self.election.layout.cells)):
            self._scratch.clear(0)
            self._scratch.add(0, self._whole, [n * self._whole_each + place for n in which])
            found.append(self._scratch.encode(0))
        return found


def _range(
    proof: bytes, most: int, statement: bytes, a: bytes, b: bytes, terms: _Terms
) -> tuple[int, int]:
    """Add the 2(most + 1) equations of a range proof (5.5); return the factors of A and of B."""
    split = 2 * (most + 1) * POINT
    commitments, scalars = proof[:split], _scalars(proof[split:])
    c = scalars[:most]
    c.append((_challenge(RANGE + statement, (a, b, *_points(commitments))) - sum(c)) % L)
    e = _random(2 * (most + 1))
    wa = wb = 0
    for j in range(most + 1):
        ea, eb, cj, z = e[2 * j], e[2 * j + 1], c[j], scalars[most + j]
        terms.g += ea * z + eb * cj * j
        terms.h += eb * z
        wa += ea * cj
        wb += eb * cj
    terms.half += e
    terms.commitments.append(commitments)
    return wa, wb


def _points(raw: bytes) -> list[bytes]:
    return [raw[at : at + POINT] for at in range(0, len(raw), POINT)]


def _scalars(raw: bytes) -> list[int]:
    found = [int.from_bytes(raw[at : at + SCALAR], "little") for at in range(0, len(raw), SCALAR)]
    if max(found) >= L:
        raise Refused("not a canonical scalar")
    return found


def _challenge(statement: bytes, points: Sequence[bytes]) -> int:
    said = BEFORE_POINT + BEFORE_POINT.join(points)
    return int.from_bytes(hashlib.sha512(statement + said).digest(), "little") % L


def _random(count: int) -> list[int]:
    raw = os.urandom(RANDOM * count)
    return [int.from_bytes(raw[at : at + RANDOM], "little") for at in range(0, len(raw), RANDOM)]


def _cut(election: Election, raw: bytes) -> Ballot:
    """Take a ballot apart as Ballot.read does, but leave its points for libdecaf to judge."""
    layout = election.layout
    if len(raw) != layout.size:
        raise BadBallot("length", f"选票应当是 {layout.size} 字节，收到 {len(raw)} 字节")
    cells, slots = len(layout.cells), len(layout.slots)
    parts = _points(raw[POINT : POINT + 2 * POINT * (cells + slots)])
    pairs = tuple(zip(parts[::2], parts[1::2], strict=True))
    at = POINT + POINT * len(parts)
    proofs = []
    sizes = [range_size(CELL_MOST)] * cells + [range_size(one.most) for one in layout.sums]
    for size in [*sizes, *[SLOT_PROOF] * slots]:
        proofs.append(raw[at : at + size])
        at += size
    sums = cells + len(layout.sums)
    return Ballot(
        body=raw[:at],
        cred=raw[:POINT],
        cells=pairs[:cells],
        slots=pairs[cells:],
        cell_proofs=tuple(proofs[:cells]),
        sum_proofs=tuple(proofs[cells:sums]),
        slot_proofs=tuple(proofs[sums:]),
        signature=raw[at:],
    )


__all__ = ["Batch", "NoPoint"]
