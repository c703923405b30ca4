"""Whether a worker still lives: it holds a lock that the system takes away when it dies.

A sign of life written every few seconds would not do: on SQLite a worker's own long transaction
keeps it from writing, and a live worker would be taken for dead.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import connection

LOCKS = 0x7A68  # PostgreSQL's advisory locks have a class; this one is ours.


def _place(worker: str) -> Path:
    folder = Path(settings.HOME) / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{worker}.lock"


def _ask(function: str, worker: str) -> bool:
    """Call one of PostgreSQL's functions for advisory locks."""
    number = crc32(worker.encode()) - 2**31
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [LOCKS, number])
        return bool(cursor.fetchone()[0])


@contextmanager
def living(worker: str) -> Iterator[None]:
    """Hold the worker's lock: in the database where several machines share it, else in a file."""
    if connection.vendor == "postgresql":
        assert _ask("pg_try_advisory_lock", worker), "two workers of one name"
        yield
        _ask("pg_advisory_unlock", worker)
        return
    place = _place(worker)
    with place.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            place.unlink()


def is_alive(worker: str) -> bool:
    """Say whether a worker of this name still holds its lock."""
    if connection.vendor == "postgresql":
        taken = _ask("pg_try_advisory_lock", worker)
        if taken:
            _ask("pg_advisory_unlock", worker)
        return not taken
    place = _place(worker)
    if not place.exists():
        return False
    with place.open("r+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    place.unlink(missing_ok=True)
    return False
