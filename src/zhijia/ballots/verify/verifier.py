"""The whole verdict over an archive. docs/ballot-protocol.md 11.2.

The board is read twice: once for order and credentials (scan), once for chain and proofs (chunks).
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..crypto.board import START
from ..crypto.elgamal import Ciphertext
from ..crypto.group import IDENTITY, POINT, Refused, add
from ..crypto.layout import CIPHERTEXT
from ..crypto.manifest import Manifest
from ..crypto.statements import Paper
from . import archive, chunks, conclusions, setting, workers
from .archive import Archive
from .checks import Findings
from .chunks import Chunk, Job, Outcome
from .opening import Opening, Writes
from .rolls import Roll
from .scan import Scan
from .twins import Twins
from .workers import Work

LINES_PER_BALLOT = 4  # of a chunk at most: not all entries are ballots


@dataclass
class Verdict:
    """What the verifier says: its findings, and what the archive says where they hold."""

    findings: Findings = field(default_factory=Findings)
    manifest: Manifest | None = None
    roster: dict[str, str] = field(default_factory=dict)
    head: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)  # entries by kind
    electronic: int = 0
    keyed_in: int = 0
    paper: Paper | None = None
    is_opened: bool = False
    cells: list[int] = field(default_factory=list)
    writes: Writes = field(default_factory=dict)
    given: frozenset[str] = frozenset()  # of "eid" and "head", what somebody was told

    @property
    def is_verified(self) -> bool:
        return self.findings.is_verified


def verify(
    folder: Path,
    *,
    eid: bytes | None = None,
    head: bytes | None = None,
    is_fast: bool = False,
    work: Work = workers.here,
) -> Verdict:
    """Verify an archive. `eid` and `head` are what somebody was told or wrote down.

    Raises OSError where a file cannot be read; whatever is wrong with the archive is a finding.
    """
    given = frozenset(name for name, value in (("eid", eid), ("head", head)) if value is not None)
    verdict, source = Verdict(given=given), Archive(folder)
    verdict.manifest = setting.read_manifest(source, verdict.findings, eid)
    if verdict.manifest is None:
        return verdict
    with Roll(folder / archive.KEYS) as keys, Roll(folder / archive.DESK_KEYS) as desk:
        found = setting.read(source, verdict.manifest, verdict.findings, keys, desk)
        if found is not None:
            verdict.roster = dict(found.roster)
            _board(source, Scan(found, keys, desk, verdict.findings), verdict, head, is_fast, work)
    return verdict


def _board(
    source: Archive, scan: Scan, verdict: Verdict, head: bytes | None, is_fast: bool, work: Work
) -> None:
    scan.read(source)
    conclusions.draw(scan)
    verdict.head, verdict.counts, verdict.paper = scan.head, scan.order.counts, scan.paper
    verdict.electronic, verdict.keyed_in = scan.electronic, scan.keyed_in
    with verdict.findings.check("head"):
        if head not in (None, scan.head):
            raise Refused(f"档案的公告板末端是 {scan.head.hex()}")
    with tempfile.TemporaryDirectory(prefix="zhijia-verify-") as folder:
        proofs = Proofs(scan, Path(folder))
        proofs.check(source, is_fast, work)
        if not verdict.findings.holds:
            return
        verdict.is_opened = conclusions.is_opened(scan)
        if not verdict.is_opened:
            verdict.findings.make("mixed", "partial", "result")
            return
        slots = proofs.slots_by_contest()
    opening = Opening(scan.setting, proofs.sums, slots, scan.counted, verdict.findings)
    opening.take(scan.after)
    verdict.cells, verdict.writes = opening.cells, opening.writes


class Proofs:
    """The second reading: chunks go out, their outcomes are put together."""

    def __init__(self, scan: Scan, folder: Path) -> None:
        self._scan = scan
        self._election = scan.setting.election
        (folder / "twins").mkdir()
        self._twins = Twins(folder / "twins")
        self._slots = folder / "slots"
        self._points = [IDENTITY] * (2 * len(self._election.layout.cells))

    @property
    def sums(self) -> list[Ciphertext]:
        """The sums over the counted ballots, by cell."""
        return list(zip(self._points[::2], self._points[1::2], strict=True))

    def check(self, source: Archive, is_fast: bool, work: Work) -> None:
        """Check chain, ballots and ciphertexts of the whole board."""
        findings, manifest = self._scan.findings, self._scan.setting.manifest
        findings.make("chain", "ballots", "twins")
        job = Job(manifest.raw, self._election.h, is_fast, frozenset(self._scan.spoiled))
        with findings.check("lines"), self._slots.open("wb") as slots:
            for outcome in work(job, self._chunks(source)):
                self._take(outcome)
                slots.writelines(outcome.slots)
        if findings.holds:
            self._name_twins(source, set(self._twins.found()))

    def _chunks(self, source: Archive) -> Iterator[Chunk]:
        """Cut the board into chunks of so many ballots."""
        most, counts = chunks.size_of(self._election), self._scan.counts()
        before, first, lines = START, 0, list[bytes]()
        ballots = 0
        for line in source.lines():
            lines.append(line)
            ballots += archive.is_ballot(line)
            if ballots == most or len(lines) == LINES_PER_BALLOT * most:
                yield _chunk(first, before, lines, counts)
                before, first = archive.hash_in(lines[-1]), first + len(lines)
                lines, ballots = [], 0
        if lines:
            yield _chunk(first, before, lines, counts)

    def _take(self, outcome: Outcome) -> None:
        for check, seq, why in outcome.bad:
            self._scan.findings.bad(check, f"第 {seq} 条：{why}")
        pairs = zip(self._points, outcome.sums, strict=True)
        self._points = [add(so_far, point) for so_far, point in pairs]
        self._twins.take(outcome.marks)

    def _name_twins(self, source: Archive, marks: set[bytes]) -> None:
        """Say which ballots share a ciphertext: the board is read once more only where some do."""
        if not marks:
            return
        end = POINT + CIPHERTEXT * (
            len(self._election.layout.cells) + len(self._election.layout.slots)
        )
        for seq, line in enumerate(source.lines()):
            if archive.is_ballot(line):
                payload = archive.entry_of(line).payload
                if marks.intersection(chunks.marks_of(payload[POINT:end])):
                    self._scan.findings.bad("twins", f"第 {seq} 条：密文和另一条相同")

    def slots_by_contest(self) -> dict[str, list[Ciphertext]]:
        """Return the slots of counted ballots in the order of the board, by contest (10.4)."""
        layout, found = self._election.layout, dict[str, list[Ciphertext]]()
        size = CIPHERTEXT * len(layout.slots)
        raw = self._slots.read_bytes()
        for n, contest in enumerate(self._scan.setting.manifest.contests):
            which = layout.slots_of(n)
            places = (at + CIPHERTEXT * i for at in range(0, len(raw), size or 1) for i in which)
            rows = [_ciphertext(raw, at) for at in places]
            if len(rows) >= self._scan.setting.manifest.m and which:
                found[contest.id] = rows
        return found


def _ciphertext(raw: bytes, at: int) -> Ciphertext:
    return raw[at : at + POINT], raw[at + POINT : at + CIPHERTEXT]


def _chunk(first: int, before: bytes, lines: list[bytes], counts: bytearray) -> Chunk:
    which = range(first, first + len(lines))
    return Chunk(first, before, lines, bytes(counts[n // 8] >> n % 8 & 1 for n in which))
