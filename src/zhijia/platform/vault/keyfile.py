"""The key file of this instance: read when it changed, lengthened and shortened as a whole."""

import os
import tempfile
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from . import keys
from .keys import Ring, Unopened
from .queries import keys_needed


def place() -> Path:
    """Return where the keys lie."""
    return Path(settings.VAULT_KEYS)


def ring() -> Ring:
    """Return the keys as the file has them now: a server that runs learns of a new one at once."""
    try:
        state = os.stat(settings.VAULT_KEYS)  # asked for every value: no Path is built for it
    except FileNotFoundError:
        _begin()
        state = os.stat(settings.VAULT_KEYS)
    return _read(settings.VAULT_KEYS, state.st_mtime_ns, state.st_ino, state.st_size)


@lru_cache(maxsize=4)
def _read(file: Path, *state: int) -> Ring:
    return keys.read(Path(file).read_text().splitlines())


def mark(kind: str, value: str) -> str:
    """Return the keyed hash of a value as columns of marks keep it; "" for ""."""
    return ring().mark(kind, value) if value else ""


def add_key() -> str:
    """Add a key, which seals from now on; return its name."""
    ring()
    os.replace(_written(place().read_text() + keys.added()), place())
    return ring().newest


def drop_key(name: str) -> None:
    """Forget a key for ever."""
    lines = place().read_text().splitlines(keepends=True)
    os.replace(_written("".join(line for line in lines if line.split()[0] != name)), place())


def _begin() -> None:
    """Make the first key file; `Unopened` where the one that was there is lost.

    A new one in its place would seal today's values so that the old file no longer fits.
    """
    if keys_needed():
        raise Unopened(f"密钥文件 {place().name} 不见了，请从另存的副本恢复")
    draft = _written(keys.fresh())
    with suppress(FileExistsError):  # another process was first
        os.link(draft, place())
    draft.unlink()


def _written(text: str) -> Path:
    """Write a draft of the key file, on the disk and readable by its owner only."""
    handle, draft = tempfile.mkstemp(dir=place().parent, prefix=f".{place().name}-")
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return Path(draft)


def missing_keys() -> Counter[str]:
    """Return the keys that are needed and not in the file, and how many values each sealed."""
    needed = keys_needed()
    kept = ring().keys if place().exists() else {}
    return Counter({name: n for name, n in needed.items() if name not in kept})
