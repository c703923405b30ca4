"""Restoring any archive that this version can read: its own, and those of older versions."""

import tempfile
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from zhijia.site import witness

from . import acts, archive
from .archive import Told, silent
from .renewing import renewed


def restore(place: Path, *, replace: bool = False, told: Told = silent) -> dict[str, Any]:
    """Make this instance what it was when the archive was made; return the archive's manifest.

    Raises `Unfit` when the archive is damaged or of a newer version, or when data would be lost
    and `replace` does not ask for it; then nothing has changed.
    """
    with archive.reading(place) as (_, manifest):
        older = acts.is_older(manifest)
    if older:
        with tempfile.TemporaryDirectory() as folder:
            acts.put_back(renewed(place, Path(folder)), replace=replace, told=told)
    else:
        acts.put_back(place, replace=replace, told=told)
    witness.set_aside(localtime())
    return manifest
