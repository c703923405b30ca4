"""A bench for background work: jobs that tests register, and a worker that works the queue off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from zhijia.platform.jobs import worker
from zhijia.platform.jobs.register import CLOCK, TASKS, Outcome, Work, job


@pytest.fixture(autouse=True)
def registers() -> Iterator[None]:
    """Let the registers hold nothing but one job that just works, and what a test adds."""
    kept = [(register, dict(register)) for register in (TASKS, CLOCK)]
    for register, _ in kept:
        register.clear()

    @job("test.plain", "普通作业")
    def plain(work: Work, *args: object) -> Outcome:
        return Outcome(f"办了 {args}", "/done/")

    yield
    for register, before in kept:
        register.clear()
        register.update(before)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Work until nothing waits; the clock stands still, and the locks lie where none else is."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    yield lambda: worker.work(until_empty=True, with_clock=False)
    worker.stopping.clear()
