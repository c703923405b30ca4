"""Secrets in files: made once, whole or not at all, readable by their owner only. No Django."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_in(place: Path, make: Callable[[], str]) -> str:
    """Return the secret in this file; where there is none, make it.

    It gets its name only when it is written: a full disk or a kill leaves no empty secret, and of
    two processes that begin at once both read the first one's.
    """
    if not place.exists():
        handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
        try:
            with os.fdopen(handle, "w") as out:
                out.write(make())
            with suppress(FileExistsError):
                os.link(draft, place)
        finally:
            os.unlink(draft)
    return place.read_text()
