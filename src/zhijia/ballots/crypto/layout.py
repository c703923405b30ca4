"""From the contests to the cells, sums and slots of a ballot. docs/ballot-protocol.md 4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .contests import Contest
from .group import POINT, SCALAR, Refused
from .hashes import KEY, SIGNATURE

CIPHERTEXT = 2 * POINT  # bytes: A ‖ B
SLOT_PROOF = 5 * POINT + 4 * SCALAR
MOST_CELLS = 4096
MOST_SLOTS = 256
CELL_MOST = 1


def range_size(most: int) -> int:
    """Return the bytes of a proof that something is 0 … most. docs/ballot-protocol.md 5.5."""
    return (most + 1) * 2 * POINT + most * SCALAR + (most + 1) * SCALAR


@dataclass(frozen=True)
class Cell:
    """An encrypted 0 or 1. `kind` is mark, yes, no, flag (no choice) or grade (with its number)."""

    contest: int
    kind: str
    choice: int | None = None
    grade: int | None = None


@dataclass(frozen=True)
class Slot:
    """A write-in slot and its flag cell."""

    contest: int
    flag: int


@dataclass(frozen=True)
class Sum:
    """Σ plus − Σ minus ∈ 0 … most; plus and minus are numbers of cells."""

    plus: tuple[int, ...]
    most: int
    minus: tuple[int, ...] = ()

    def of(self, votes: Sequence[int]) -> int:
        """Return what it comes to over cleartext cells."""
        return sum(votes[n] for n in self.plus) - sum(votes[n] for n in self.minus)


@dataclass(frozen=True)
class Layout:
    """How a ballot of one election is laid out; its length follows."""

    cells: tuple[Cell, ...]
    slots: tuple[Slot, ...]
    sums: tuple[Sum, ...]

    @cached_property
    def size(self) -> int:
        """The bytes of a ballot. docs/ballot-protocol.md 5.8."""
        ciphertexts = len(self.cells) + len(self.slots)
        proofs = len(self.cells) * range_size(CELL_MOST) + len(self.slots) * SLOT_PROOF
        sums = sum(range_size(one.most) for one in self.sums)
        return KEY + ciphertexts * CIPHERTEXT + proofs + sums + SIGNATURE

    def refusal(self, votes: Sequence[int], writes: Sequence[str]) -> str:
        """Say in Chinese what is wrong with a choice in clear; "" where nothing is."""
        if len(votes) != len(self.cells) or len(writes) != len(self.slots):
            return "选票格数不对"
        if any(vote not in (0, 1) for vote in votes):
            return "每格只能是 0 或者 1"
        if any(not 0 <= one.of(votes) <= one.most for one in self.sums):
            return "所选超过应选人数，或者另选人多于不赞成"
        if any(name and not votes[s.flag] for s, name in zip(self.slots, writes, strict=True)):
            return "写了另选人，却没有计入"
        return ""

    def slots_of(self, contest: int) -> tuple[int, ...]:
        """Return the numbers of the slots of a contest."""
        return tuple(n for n, slot in enumerate(self.slots) if slot.contest == contest)


class _Drawing:
    """A layout in the making."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.slots: list[Slot] = []
        self.sums: list[Sum] = []

    def cell(self, contest: int, kind: str, choice: int | None, grade: int | None = None) -> int:
        self.cells.append(Cell(contest, kind, choice, grade))
        return len(self.cells) - 1

    def flags(self, contest: int, slots: int) -> tuple[int, ...]:
        flags = tuple(self.cell(contest, "flag", None) for _ in range(slots))
        self.slots += (Slot(contest, flag) for flag in flags)
        return flags

    def marks(self, n: int, contest: Contest) -> None:
        marks = [self.cell(n, "mark", choice) for choice in range(len(contest.choices))]
        self.sums.append(Sum((*marks, *self.flags(n, contest.slots)), contest.seats))

    def pairs(self, n: int, contest: Contest) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Lay out yes and no for each choice, with its sum; return all yes, all no."""
        choices = range(len(contest.choices))
        pairs = [(self.cell(n, "yes", c), self.cell(n, "no", c)) for c in choices]
        self.sums += (Sum(pair, 1) for pair in pairs)
        yes, no = zip(*pairs, strict=True)
        return yes, no

    def votes(self, n: int, contest: Contest) -> None:
        yes, no = self.pairs(n, contest)
        flags = self.flags(n, contest.slots)
        self.sums.append(Sum((*yes, *flags), contest.seats))
        if flags:
            self.sums.append(Sum(no, len(contest.choices), minus=flags))

    def resolution(self, n: int, contest: Contest) -> None:
        self.pairs(n, contest)

    def grades(self, n: int, contest: Contest) -> None:
        grades = range(len(contest.grades))
        for choice in range(len(contest.choices)):
            self.sums.append(Sum(tuple(self.cell(n, "grade", choice, g) for g in grades), 1))


def lay_out(contests: Sequence[Contest]) -> Layout:
    """Return the layout of a ballot. Raises Refused where it would have too many cells or slots."""
    drawing = _Drawing()
    for n, contest in enumerate(contests):
        {
            "marks": drawing.marks,
            "votes": drawing.votes,
            "resolution": drawing.resolution,
            "grades": drawing.grades,
        }[contest.kind](n, contest)
    if len(drawing.cells) > MOST_CELLS or len(drawing.slots) > MOST_SLOTS:
        raise Refused(f"选票超过 {MOST_CELLS} 格或者 {MOST_SLOTS} 个另选人栏")
    return Layout(tuple(drawing.cells), tuple(drawing.slots), tuple(drawing.sums))


def pieces(raw: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Cut bytes into pieces of the given sizes; together they are all of it."""
    at = 0
    for size in sizes:
        yield raw[at : at + size]
        at += size
