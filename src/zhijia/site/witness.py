"""见证: now and then the head of the record is written into a file outside the database.

Who can write the database can compute the whole chain anew, but not this file: each line is
sealed with the line before it under the key file of this instance. ZHIJIA_WITNESS puts it on
another disk.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from zhijia.platform.audit.models import AuditEntry

CHUNK = 500


class Forged(Exception):
    """A line of the file does not fit its seal; carries the line's number, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Line:
    """What was seen at a moment: the newest entry and its hash."""

    at: str
    entry: int
    hash: str

    @property
    def moment(self) -> str:
        """Return when it was, for the eye: 2026-11-26 18:00."""
        return self.at[:16].replace("T", " ")

    def seal(self, previous: str) -> str:
        """Return the seal of this line behind one with the seal `previous`."""
        said = json.dumps([previous, *asdict(self).values()])
        return salted_hmac("zhijia.witness", said, algorithm="sha256").hexdigest()


def place() -> Path:
    """Return where the file lies."""
    return Path(settings.WITNESS or Path(settings.HOME) / "record-witness")


def read() -> list[tuple[Line, str]]:
    """Return the lines and their seals, the oldest first; raises `Forged`."""
    found: list[tuple[Line, str]] = []
    if not place().exists():
        return found
    previous = ""
    for number, text in enumerate(place().read_text("utf-8").splitlines(), 1):
        try:
            told = json.loads(text)
            sealed = str(told.pop("seal"))
            line = Line(**told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Forged(number) from error
        if not constant_time_compare(sealed, line.seal(previous)):
            raise Forged(number)
        found.append((line, sealed))
        previous = sealed
    return found


def write(at: datetime) -> Line | None:
    """Write down the newest entry, unless nothing has happened since; raises `Forged`."""
    newest = AuditEntry.objects.order_by("-pk").first()
    if newest is None:
        return None
    lines = read()
    last, seal = lines[-1] if lines else (None, "")
    line = Line(at.isoformat(timespec="seconds"), newest.pk, newest.hash)
    if last and (last.entry, last.hash) == (line.entry, line.hash):
        return None
    text = json.dumps({**asdict(line), "seal": line.seal(seal)})
    handle = os.open(place(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    return line


def set_aside(at: datetime) -> Path | None:
    """Give the file another name: after a restore the record is another one, or the key is.

    Returns the new name, None where there was no file.
    """
    if not place().exists():
        return None
    aside = place().with_name(f"{place().name}-until-{at:%Y%m%dT%H%M%S}")
    return place().rename(aside)


def first_unlike(lines: Sequence[Line]) -> Line | None:
    """Return the first line whose entry is gone or reads otherwise now; a query per 500 lines."""
    for start in range(0, len(lines), CHUNK):
        some = lines[start : start + CHUNK]
        rows = AuditEntry.objects.filter(pk__in=[line.entry for line in some])
        hashes = dict(rows.values_list("pk", "hash"))
        for line in some:
            if hashes.get(line.entry) != line.hash:
                return line
    return None
