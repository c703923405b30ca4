"""Making an archive of a running system: one snapshot of the tables, then the uploads it names."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import now

from zhijia.platform.audit.queries import first_break
from zhijia.platform.files.models import StoredFile
from zhijia.platform.snapshot import snapshot
from zhijia.site import setting_up

from . import archive
from .archive import Told, Unfit, silent
from .tables import Table, lines, tables


def applied_migrations() -> list[tuple[str, str]]:
    """Return the migrations that made the tables of this database, as pairs of app and name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def chain() -> str:
    """Say how the record of actions stands: whole, or where it breaks."""
    try:
        broken = first_break()
    except LookupError:
        return "cut at its end"
    return f"broken at {broken.pk}" if broken else "whole"


def _add_tables(book: ZipFile, told: Told) -> list[dict[str, Any]]:
    """Write every table; return what the manifest says of each."""
    return [_add_table(book, table, n, told) for n, table in enumerate(tables(), 1)]


def _add_table(book: ZipFile, table: Table, number: int, told: Told) -> dict[str, Any]:
    told(number, len(tables()), f"数据表 {table.name}")
    rows, digest = archive.write_lines(book, f"tables/{table.name}", lines(table))
    return {"table": table.name, "columns": table.heads, "rows": rows, "sha256": digest}


def _digests() -> list[str]:
    """Return the content of every upload once, in order."""
    return list(StoredFile.objects.order_by("digest").values_list("digest", flat=True).distinct())


def _add_files(book: ZipFile, told: Told) -> dict[str, Any]:
    """Copy the uploads; one that is lost or changed is named and does not stop the rest."""
    missing, digests = [], _digests()
    for n, digest in enumerate(digests, 1):
        told(n, len(digests), "上传的文件")
        place = StoredFile(digest=digest).place
        if place.is_file() and _is_itself(place):
            # Pictures and office files are packed already.
            book.write(place, f"files/{digest}", ZIP_STORED)
        else:
            missing.append(digest)
    return {"count": len(digests) - len(missing), "missing": missing}


def _is_itself(place: Path) -> bool:
    """Say whether a file's content still bears its name."""
    with place.open("rb") as content:
        return archive.digest_of(content) == place.name


def secret_places() -> list[Path]:
    """Return the files of this instance that nobody else may read."""
    found = [Path(settings.HOME) / name for name in setting_up.PRIVATE]
    inside = [sorted(p.rglob("*")) if p.is_dir() else [p] for p in found]
    return [place for places in inside for place in places if place.is_file()]


def _add_secrets(book: ZipFile) -> list[str]:
    """Copy the secrets; return their names below the instance's folder."""
    names = []
    for place in secret_places():
        name = place.relative_to(settings.HOME).as_posix()
        book.writestr(ZipInfo(f"secrets/{name}"), place.read_bytes())
        names.append(name)
    return names


def make(place: Path, *, with_secrets: bool = False, told: Told = silent) -> dict[str, Any]:
    """Write everything this instance owns into `place`; return the manifest.

    Raises `Unfit` when the file exists already or the tables are not those of this version.
    """
    if place.exists():
        raise Unfit(f"{place} 已存在，请换一个文件名")
    if setting_up.pending_migrations():
        raise Unfit("数据库还有升级没有做，请先运行 zhijia migrate")
    with archive.writing(place) as book, snapshot():
        manifest = {
            "format": archive.FORMAT,
            "version": setting_up.version(),
            "made_at": now().isoformat(),
            "database": connection.vendor,
            "migrations": applied_migrations(),
            "tables": _add_tables(book, told),
            "files": _add_files(book, told),
            "secrets": _add_secrets(book) if with_secrets else [],
            "chain": chain(),
        }
        book.writestr(archive.MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest
