"""What the machinery writes: parcels, judged rows, how far an import has come.

None of it is an action of a person; those stand in `actions` and call this.
"""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from .lines import Judged
from .models import Export, Import, Parcel, Part, Piece
from .names import LONGEST, cut, plain
from .packing import PAGE, pack
from .rules import KEPT

PIECE = 384 * 1024  # bytes; in text and sealed, some 700 kB a row
AT_ONCE = 20  # parts written by one statement
FLAGGED = "flagged"
BROKEN_OFF = timedelta(days=1)


def keep(data: bytes, name: str) -> Parcel:
    """Keep a file sealed, under a name without folders or signs that turn letters round."""
    shown = cut(plain(name.replace("\\", "/").rsplit("/", 1)[-1]), LONGEST, "utf-8")
    digest = sha256(data).hexdigest()
    parcel = Parcel.objects.create(name=shown or "未命名", size=len(data), digest=digest)
    for number, start in enumerate(range(0, len(data), PIECE)):
        body = b64encode(data[start : start + PIECE]).decode()
        Piece.objects.create(parcel=parcel, number=number, body=body)
    return parcel


def erase(parcel: Parcel | None) -> None:
    """Throw away what a parcel holds; that there was one stays known."""
    if parcel and parcel.erased_at is None:
        parcel.pieces.all().delete()
        parcel.erased_at = now()
        parcel.save(update_fields=["erased_at"])


def set_state(brought: Import, **new: Any) -> None:
    """Write how far an import has come."""
    for name, value in new.items():
        setattr(brought, name, value)
    brought.version += 1
    brought.save(update_fields=[*new, "version"])


class Staging:
    """Puts judged rows aside in pages of one kind, as they come."""

    def __init__(self, brought: Import) -> None:
        self.counts: dict[str, int] = {}
        self._brought = brought
        self._open: dict[str, list[Judged]] = {}
        self._pages: dict[str, int] = {}
        self._full: list[Part] = []

    def take(self, row: Judged) -> None:
        """Put one row aside; one with messages is found among those to be checked as well."""
        self._put(row.kind, row)
        if row.messages and row.kind not in {"refused", "missing"}:
            self._put(FLAGGED, row)

    def _put(self, kind: str, row: Judged) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        rows = self._open.setdefault(kind, [])
        rows.append(row)
        if len(rows) == PAGE:
            self._close(kind)

    def _close(self, kind: str) -> None:
        rows = self._open.pop(kind)
        number = self._pages[kind] = self._pages.get(kind, 0) + 1
        self._full.append(
            Part(brought=self._brought, kind=kind, number=number, rows=len(rows), body=pack(rows))
        )
        if len(self._full) == AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write the pages that are full."""
        Part.objects.bulk_create(self._full)
        self._full = []

    def end(self) -> None:
        """Write the rest."""
        for kind in list(self._open):
            self._close(kind)
        self.flush()


def begin(brought: Import) -> Staging:
    """Begin to put rows aside; what a worker who died put there goes."""
    brought.parts.all().delete()
    return Staging(brought)


def rewrite(parts: Sequence[tuple[Part, list[Judged]]]) -> None:
    """Write some pages anew, with what undoing needs."""
    for part, rows in parts:
        part.body = pack(rows)
    Part.objects.bulk_create(
        [part for part, _ in parts],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["body"],
    )


def link_job(row: Import | Export, job_id: int) -> None:
    """Remember which job works on this."""
    row.job_id = job_id
    row.save(update_fields=["job_id"])


def return_file(brought: Import, data: bytes, name: str) -> None:
    """Keep the workbook with the column 导入结果 instead of an earlier one."""
    older = brought.returned
    set_state(brought, returned=keep(data, name))
    if older:
        older.delete()


def erase_import(brought: Import, moment: datetime) -> None:
    """Throw away the file and the rows of an import; what was done and counted stays."""
    erase(brought.upload)
    erase(brought.returned)
    brought.parts.all().delete()
    new: dict[str, Any] = {"erased_at": moment}
    if brought.state in {"ready", "unread", "reading", "writing"}:
        new |= {"state": "cancelled", "words": "逾期没有确认，已取消"}
    elif brought.state == "undoing":
        new |= {"state": "done", "words": "没有撤销成功，内容已经到期删除"}
    set_state(brought, **new)


@transaction.atomic
def erase_old(moment: datetime) -> int:
    """Throw away what was kept long enough; return how many imports and exports that were."""
    before = moment - KEPT
    idle = ~Q(state__in=("reading", "writing", "undoing"))
    # What a job works on is left alone for a day more: by then it has broken off.
    due = Q(idle, asked_at__lt=before) | Q(asked_at__lt=before - BROKEN_OFF)
    old = list(Import.objects.filter(due, erased_at=None))
    for brought in old:
        erase_import(brought, moment)
    taken = Export.objects.filter(asked_at__lt=before, parcel__erased_at=None)
    exports = list(taken.exclude(parcel=None).select_related("parcel"))
    for export in exports:
        erase(export.parcel)
        export.asked = {}
        export.save(update_fields=["asked"])
    return len(old) + len(exports)
