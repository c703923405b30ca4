"""Who checks the chunks: this process, several on this machine, or a Dask cluster.

Outcomes come back in the order of the board. Only a few chunks are under way at any time, so that
memory does not grow with the board.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Protocol

from .chunks import Chunk, Job, Outcome, check

AHEAD = 3  # chunks under way for each worker
Work = Callable[[Job, Iterable[Chunk]], Iterator[Outcome]]


class Future(Protocol):
    """What processes and Dask have in common."""

    def result(self) -> Any: ...


def here(job: Job, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
    """Check one chunk after another in this process."""
    return (check(job, chunk) for chunk in chunks)


def processes(count: int) -> Work:
    """Check in so many processes of this machine."""

    def work(job: Job, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield from _in_order(lambda chunk: pool.submit(check, job, chunk), chunks, count)

    return work


def dask(address: str) -> Work:
    """Check on a Dask cluster (`pip install zhijia[dask]` here and on its workers).

    Raises ImportError where Dask is not there, OSError where nobody answers at the address.
    """
    import distributed

    connect: Any = distributed.Client  # untyped

    def work(job: Job, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        with connect(address) as client:
            count = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            shared = client.scatter(job, broadcast=True, hash=False)

            def submit(chunk: Chunk) -> Future:
                future: Future = client.submit(check, shared, chunk, pure=False)
                return future

            yield from _in_order(submit, chunks, count)

    return work


def _in_order(
    submit: Callable[[Chunk], Future], chunks: Iterable[Chunk], count: int
) -> Iterator[Outcome]:
    under_way: deque[Future] = deque()
    for chunk in chunks:
        under_way.append(submit(chunk))
        if len(under_way) >= AHEAD * count:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
