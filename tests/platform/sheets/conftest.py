"""A worker for the jobs that imports and exports start."""

from collections.abc import Callable

import pytest

from zhijia.platform.jobs import worker


@pytest.fixture
def work() -> Callable[[], None]:
    """Do whatever waits in the queue."""
    return lambda: worker.work(until_empty=True, with_clock=False)
