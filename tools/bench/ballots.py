"""What a ballot costs: made, verified one by one, verified at once, on a cluster, in memory.

Processor time on one core where nothing else is said. A process of its own measures each line, for
its memory and for the helper in C, which is chosen when a process begins.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhijia.ballots.crypto.ballots import make
from zhijia.ballots.rehearsal.electing import Rehearsal
from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify import archive, chunks, decaf, setting, workers
from zhijia.ballots.verify.archive import Archive
from zhijia.ballots.verify.checks import Findings
from zhijia.ballots.verify.chunks import Chunk, Job, Outcome
from zhijia.ballots.verify.rolls import Roll
from zhijia.ballots.verify.verifier import verify

from .measuring import Line

USUAL = Asked(voters=500, candidates=10, seats=3, kind="marks", is_in_hall=True)
CANDIDATES, SEATS = 20, 5  # of the large election
FEW = 10  # the small one's part of it, for memory
TIMES = 5
REFERENCE, FAST, FAST_IN_PYTHON = 6.0, 1.2, 2.0  # ms
SCALING, GROWTH, SHARE = 0.85, 1.25, 15  # SHARE in per cent

# Measured by us in November 2026: processor ms for a ballot of 10 candidates and 3 seats, one core.
OTHERS = {
    "Belenios 3.0, Ed25519 (OCaml, libsodium)": 12.5,
    "Belenios 3.0, 2048 bits": 51.0,
    "Helios with gmpy2 for pow": 55.0,
    "ElectionGuard 1.4.0 (4096 bits, gmpy2)": 259.0,
    "Helios as shipped": 413.0,
}


def measures(size: int, keep: str) -> Iterator[Line]:
    """Measure all; the large election has `size` voters and is kept in `keep` where given."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(keep or folder)
        usual = home / "usual"
        _rehearse(USUAL, usual)
        yield Line("a ballot made in Python", _asked("made", usual), "ms")
        mine = _asked("reference", usual)
        yield Line("verified one by one, libsodium alone", mine, "ms", bar=REFERENCE)
        fast = mine
        if decaf.IN_C:
            fast = _asked("fast", usual)
            yield Line("verified at once, libdecaf and C", fast, "ms", bar=FAST)
        if decaf.AT_HAND:
            plain = _asked("fast", usual, ZHIJIA_NO_HELPER="1")
            yield Line("verified at once, libdecaf and Python", plain, "ms", bar=FAST_IN_PYTHON)
        for name, cost in OTHERS.items():
            told = f"   {name}, {cost:g} ms: against one by one, against at once"
            yield Line(told, cost / mine, f"×, {cost / fast:.0f} ×")
        yield from _large(size, home)


def _large(size: int, home: Path) -> Iterator[Line]:
    """Measure an election of `size` on clusters of one and two workers, and memory."""
    small, large = home / f"large-{size // FEW}", home / f"large-{size}"
    for folder, voters in ((small, size // FEW), (large, size)):
        asked = Asked(voters, CANDIDATES, SEATS, kind="marks", is_in_hall=True)
        _rehearse(asked, folder)
    share = _asked("share", large)
    yield Line("of the processor time not in chunks", 100 * share, "%", bar=SHARE)
    one, two = (_asked(f"dask{n}", large) for n in (1, 2))
    yield Line(f"{size:,} × {CANDIDATES} on a cluster of one worker", one, "s")
    yield Line(f"{size:,} × {CANDIDATES} on a cluster of two", two, "s")
    yield Line("two workers against twice one", one / (2 * two), "", least=SCALING)
    hours = _asked("fast", large) * 1_000_000 / 1000 / 3600
    yield Line("a million ballots, by extrapolation", hours, "core-hours")
    few, many = (_asked("memory", folder) for folder in (small, large))
    yield Line(f"memory for {size // FEW:,} ballots", few, "MiB")
    yield Line(f"memory for {size:,} ballots", many, "MiB", bar=round(few * GROWTH))


def _rehearse(asked: Asked, folder: Path) -> None:
    """Hold an election on all cores, unless it is there already."""
    if not (folder / archive.BOARD).exists():
        Rehearsal(asked, lambda step: None, os.cpu_count() or 1).write(folder)


def _asked(what: str, folder: Path, **more: str) -> float:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "tools.bench.ballots", what, str(folder)]
    env = {**os.environ, **more}
    return float(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)


def chunk_of(folder: Path) -> tuple[Job, Chunk]:
    """Return one chunk of ballots of an archive, as the verifier cuts it."""
    source, findings = Archive(folder), Findings()
    manifest = setting.read_manifest(source, findings, None)
    assert manifest is not None
    with Roll(folder / archive.KEYS) as keys, Roll(folder / archive.DESK_KEYS) as desk:
        found = setting.read(source, manifest, findings, keys, desk)
    assert found is not None
    lines = list(source.lines())
    first = next(n for n, line in enumerate(lines) if archive.is_ballot(line))
    ballots = [line for line in lines[first:] if archive.is_ballot(line)]
    ballots = ballots[: chunks.size_of(found.election)]
    before = archive.hash_in(lines[first - 1])
    return Job(manifest.raw, found.election.h, False), Chunk(
        first, before, ballots, bytes([1] * len(ballots))
    )


def _per_ballot(folder: Path, is_fast: bool) -> float:
    """Return processor milliseconds for a ballot: lines, chain, proofs, sums."""
    job, chunk = chunk_of(folder)
    job = Job(job.manifest, job.h, is_fast)
    best = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        outcome = chunks.check(job, chunk)
        best = min(best, time.process_time() - began)
        assert {check for check, _, _ in outcome.bad} <= {"chain"}
    return 1000 * best / len(chunk.lines)


def _made(folder: Path) -> float:
    """Return processor milliseconds for making a ballot of the same election."""
    job, _ = chunk_of(folder)
    votes = [1, *[0] * (len(job.election.layout.cells) - 1)]
    began = time.process_time()
    for _ in range(20):
        make(job.election, os.urandom(32), votes, [], os.urandom(32))
    return 1000 * (time.process_time() - began) / 20


def _share(folder: Path) -> float:
    """Return what part of verifying no worker can take over, of all processor time."""
    inside = 0.0

    def counted(job: Job, given: Iterable[Chunk]) -> Iterator[Outcome]:
        nonlocal inside
        for chunk in given:
            began = time.process_time()
            outcome = chunks.check(job, chunk)
            inside += time.process_time() - began
            yield outcome

    began = time.process_time()
    assert verify(folder, is_fast=True, work=counted).is_verified
    return 1 - inside / (time.process_time() - began)


def _on_cluster(folder: Path, count: int) -> float:
    """Return seconds for the whole archive on a cluster of so many workers on this machine."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=count, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        work = workers.dask(cluster.scheduler_address)
        best = float("inf")
        for _ in range(2):
            began = time.perf_counter()
            assert verify(folder, is_fast=True, work=work).is_verified
            best = min(best, time.perf_counter() - began)
        return best


def _memory(folder: Path) -> float:
    """Return the most memory that verifying takes, in MiB."""
    assert verify(folder, is_fast=True).is_verified
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(what: str, folder: Path) -> None:
    """Print one number."""
    measured = {
        "made": lambda: _made(folder),
        "share": lambda: _share(folder),
        "reference": lambda: _per_ballot(folder, is_fast=False),
        "fast": lambda: _per_ballot(folder, is_fast=True),
        "dask1": lambda: _on_cluster(folder, 1),
        "dask2": lambda: _on_cluster(folder, 2),
        "memory": lambda: _memory(folder),
    }
    print(measured[what]())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
