"""A chunk of the board, checked by itself: on this processor, another, or another machine.

A chunk carries its lines and the hash written in the line before them. That line's own chunk checks
that its hash is right, so all chunks together check the whole chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..crypto import ballots
from ..crypto.ballots import BadBallot, Ballot, Election, tracker_of
from ..crypto.board import BALLOT, SPOILED, Entry, link
from ..crypto.canonical import load_object
from ..crypto.group import IDENTITY, POINT, Refused, add
from ..crypto.layout import CIPHERTEXT
from ..crypto.manifest import Manifest
from ..crypto.statements import Spoiled
from . import decaf, twins
from .archive import entry_of
from .batch import Batch

MOST_BALLOTS = 500  # of a chunk: beyond, an addition saves little more
MOST_POINTS = 40_000  # of a chunk: 256 bytes each


@dataclass(frozen=True)
class Job:
    """What all chunks of an election share. `spoiled` are trackers that were opened."""

    manifest: bytes
    h: bytes
    is_fast: bool
    spoiled: frozenset[bytes] = frozenset()

    @property
    def election(self) -> Election:
        return _election(self.manifest, self.h)


@lru_cache(maxsize=4)
def _election(manifest: bytes, h: bytes) -> Election:
    read = Manifest.read(manifest)
    return Election(read.eid, h, read.layout)


@dataclass(frozen=True)
class Chunk:
    """Lines without line feeds; of each whether it is a ballot that counts."""

    first: int
    before: bytes
    lines: Sequence[bytes]
    counts: bytes


@dataclass
class Outcome:
    """What came of a chunk: `bad` are (check, seq, why); `sums` A and B of each cell in order."""

    after: bytes
    bad: list[tuple[str, int, str]] = field(default_factory=list)
    sums: list[bytes] = field(default_factory=list)
    slots: list[bytes] = field(default_factory=list)  # of each counted ballot: A‖B of all slots
    marks: list[bytes] = field(default_factory=list)


def size_of(election: Election) -> int:
    """Return how many ballots a chunk holds."""
    points = election.layout.size // POINT
    return max(1, min(MOST_BALLOTS, MOST_POINTS // points))


def check(job: Job, chunk: Chunk) -> Outcome:
    """Check the lines, the chain and every ballot of a chunk; add up those that count."""
    found = Outcome(chunk.before)
    entries = _entries(job, chunk, found)
    cast = [(n, entry) for n, entry in enumerate(entries) if entry and entry.kind == BALLOT]
    counted = {entry.seq for n, entry in cast if chunk.counts[n]}
    rows = [entry for _, entry in cast]
    sums = _fast(job, rows, counted, found) if job.is_fast and decaf.AT_HAND else None
    if sums is None:
        sums = _one_by_one(job, rows, counted, found)
    found.sums = sums
    for entry in entries:
        if entry and entry.kind == SPOILED:
            _check_opened(job, entry, found)
    _look_at_ciphertexts(job.election, job.spoiled, rows, counted, found)
    return found


def _entries(job: Job, chunk: Chunk, found: Outcome) -> list[Entry | None]:
    entries: list[Entry | None] = []
    for seq, line in enumerate(chunk.lines, chunk.first):
        try:
            entry = entry_of(line)
        except Refused as error:
            found.bad.append(("lines", seq, str(error)))
            entries.append(None)
            continue
        if entry.seq != seq:
            found.bad.append(("chain", seq, f"编号写成了 {entry.seq}"))
        elif entry.hash != link(job.election.eid, seq, found.after, entry.kind, entry.payload):
            found.bad.append(("chain", seq, "散列和内容、前一条不符"))
        found.after = entry.hash
        entries.append(entry)
    return entries


def _check_opened(job: Job, entry: Entry, found: Outcome) -> None:
    try:
        Spoiled.read(load_object(entry.payload)).check(job.election)
    except Refused as error:
        found.bad.append(("spoiled", entry.seq, str(error)))


def _fast(job: Job, rows: Sequence[Entry], counted: set[int], found: Outcome) -> list[bytes] | None:
    """Check all at once and return their sums; None where something was wrong with one."""
    batch = Batch(job.election, len(rows))
    which = []
    try:
        for n, entry in enumerate(rows):
            batch.add(entry.payload)
            if entry.seq in counted:
                which.append(n)
    except ValueError:
        return None
    return batch.totals(which) if batch.holds() else None


def _one_by_one(job: Job, rows: Sequence[Entry], counted: set[int], found: Outcome) -> list[bytes]:
    """Check each ballot by itself, and name those that are bad."""
    sums = [IDENTITY] * (2 * len(job.election.layout.cells))
    for entry in rows:
        try:
            ballot = Ballot.read(job.election, entry.payload)
            ballots.check(job.election, ballot)
        except BadBallot as error:
            found.bad.append(("ballots", entry.seq, str(error)))
            continue
        if entry.seq in counted:
            points = (point for cell in ballot.cells for point in cell)
            sums = [add(so_far, point) for so_far, point in zip(sums, points, strict=True)]
    return sums


def _look_at_ciphertexts(
    election: Election,
    spoiled: frozenset[bytes],
    rows: Sequence[Entry],
    counted: set[int],
    found: Outcome,
) -> None:
    """Keep marks and slots of ciphertexts; find ballots that were opened and cast too."""
    layout, marks = election.layout, []
    cells = CIPHERTEXT * len(layout.cells)
    end = cells + CIPHERTEXT * len(layout.slots)
    for entry in rows:
        cred, ciphertexts = entry.payload[:POINT], entry.payload[POINT : POINT + end]
        marks += marks_of(ciphertexts)
        if spoiled and tracker_of(election, cred, ciphertexts) in spoiled:
            found.bad.append(("spoiled", entry.seq, "这张选票已经作为核验票打开"))
        if layout.slots and entry.seq in counted:
            found.slots.append(ciphertexts[cells:])
    found.marks = twins.sorted_out(marks)


def marks_of(ciphertexts: bytes) -> list[bytes]:
    """Return what stands for each ciphertext."""
    return [
        twins.mark(ciphertexts[at : at + CIPHERTEXT])
        for at in range(0, len(ciphertexts), CIPHERTEXT)
    ]
