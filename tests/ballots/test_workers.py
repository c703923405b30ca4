"""Processes and a Dask cluster come to the verdict of one process."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify import chunks, workers
from zhijia.ballots.verify.verifier import Verdict, verify
from zhijia.ballots.verify.workers import Work

from .archives import files_of, put, rehearsed

HAS_DASK = importlib.util.find_spec("distributed") is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workers") / "archive"
    rehearsed(Asked(voters=24, candidates=2, seats=1, write_ins=1)).write(folder)
    return folder


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MOST_BALLOTS", 4)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Start a scheduler and two workers on this machine, in processes of their own."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def said(verdict: Verdict) -> tuple[object, ...]:
    return verdict.findings.reasons, verdict.cells, verdict.writes, verdict.electronic


def test_two_processes_say_what_one_says(folder: Path) -> None:
    here, there = verify(folder), verify(folder, is_fast=True, work=workers.processes(2))
    assert there.is_verified
    assert said(here) == said(there)


@pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed")
def test_a_cluster_of_two_says_what_one_process_says(
    folder: Path, cluster: str, tmp_path: Path
) -> None:
    work: Work = workers.dask(cluster)
    assert verify(folder, is_fast=True, work=work).is_verified
    files = files_of(folder)
    bad = bytearray(files["board.jsonl"])
    bad[len(bad) // 3] ^= 1
    changed = put(tmp_path / "a", {**files, "board.jsonl": bytes(bad)})
    assert said(verify(changed, work=work)) == said(verify(changed))
    assert not verify(changed, work=work).is_verified
