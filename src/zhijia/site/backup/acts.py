"""Putting an archive back: the whole of it, or nothing.

All rows come in one transaction. Uploads are written in a folder at the side and get their names,
which are their content, before it ends; so whoever stops it leaves the old system as it was.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from zhijia.org.queries import is_empty
from zhijia.platform.accounts.models import User
from zhijia.platform.files.models import StoredFile
from zhijia.platform.search.acts import rebuild
from zhijia.site import setting_up

from . import archive
from .archive import Told, Unfit, silent
from .making import applied_migrations, chain
from .tables import CHUNK, Table, reader, tables

UPLOAD = re.compile(r"files/[0-9a-f]{64}")
Manifest = dict[str, Any]


def put_back(place: Path, *, replace: bool = False, told: Told = silent) -> Manifest:
    """Make this instance what an archive of this very version holds; return the manifest.

    Raises `Unfit` when the archive is damaged or of another version, or when data would be lost
    and `replace` does not ask for it; then nothing has changed.
    """
    with archive.reading(place) as (book, manifest):
        if is_older(manifest):
            raise Unfit("这个备份由旧版本制作")
        places = secret_places(manifest)
        _require_room(replace)
        with side_folder() as side:
            unpack_files(book, manifest, side, told)
            old = set(_digests())
            with transaction.atomic():
                fill(book, manifest, tables(), told)
                if chain() != manifest["chain"]:
                    raise Unfit("恢复后的留痕与备份时不符，没有恢复")
                rebuild()
                settle_files(side)
            _sweep(old - set(_digests()))
        put_secrets(book, places)
    ContentType.objects.clear_cache()
    return manifest


def is_older(manifest: Manifest) -> bool:
    """Say whether the archive lacks migrations of ours; raise `Unfit` when it has more."""
    theirs = {(app, name) for app, name in manifest["migrations"]}
    ours = set(MigrationLoader(connection).disk_migrations)
    if theirs - ours:
        raise Unfit("这个备份由更新的版本制作，请先升级本机的职家")
    return bool(ours - theirs)


def _require_room(replace: bool) -> None:
    """Raise `Unfit` when people live here already and nobody asked to replace them."""
    if not applied_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    if setting_up.pending_migrations():
        raise Unfit("数据库还有升级没有做，请先运行 zhijia migrate")
    if not replace and (User.objects.exists() or not is_empty()):
        raise Unfit("这里已有数据。要用备份全部替换，请加 --replace")


@contextmanager
def side_folder() -> Iterator[Path]:
    """Return a folder beside the uploads, on the same disk, gone at the end."""
    Path(settings.FILES_ROOT).mkdir(parents=True, exist_ok=True)
    side = Path(tempfile.mkdtemp(dir=settings.FILES_ROOT, prefix=".restoring-"))
    try:
        yield side
    finally:
        shutil.rmtree(side)


def unpack_files(book: ZipFile, manifest: Manifest, side: Path, told: Told) -> None:
    """Write the uploads into the folder at the side; raise `Unfit` when one is not itself."""
    names = [name for name in book.namelist() if UPLOAD.fullmatch(name)]
    if len(names) != manifest["files"]["count"]:
        raise Unfit("备份文件已损坏：上传的文件与清单不符")
    for n, name in enumerate(names, 1):
        told(n, len(names), "上传的文件")
        place = side / Path(name).name
        with book.open(name) as content, place.open("wb") as out:
            shutil.copyfileobj(content, out)
        with place.open("rb") as content:
            if archive.digest_of(content) != place.name:
                raise Unfit(f"备份文件已损坏：{name} 与清单不符")


def fill(book: ZipFile, manifest: Manifest, ours: list[Table], told: Told) -> None:
    """Empty all tables and fill them from the archive; the transaction around ends it."""
    described = {entry["table"]: entry for entry in manifest["tables"]}
    if {table.name: sorted(table.heads) for table in ours} != {
        name: sorted(entry["columns"]) for name, entry in described.items()
    }:
        raise Unfit("备份里的数据表与本机的不同，不能恢复")
    _clear(ours)
    for n, table in enumerate(ours, 1):
        told(n, len(ours), f"数据表 {table.name}")
        entry = described[table.name]
        _fill_table(book, table.arranged(entry["columns"]), entry)
    _reset_sequences(ours)


def _clear(ours: list[Table]) -> None:
    """Take all rows out, those that point at others first; sessions go with them."""
    names = [*(table.name for table in reversed(ours)), "django_session"]
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A row that others add meanwhile would be in neither system.
            cursor.execute(f"LOCK TABLE {', '.join(quoted)} IN ACCESS EXCLUSIVE MODE")
        for name in quoted:
            cursor.execute(f"DELETE FROM {name}")


def _fill_table(book: ZipFile, table: Table, entry: Manifest) -> None:
    """Put the rows of one table back, a chunk at a time."""
    quote = connection.ops.quote_name
    heads = ", ".join(quote(head) for head in table.heads)
    places = ", ".join(["%s"] * len(table.heads))
    sql = f"INSERT INTO {quote(table.name)} ({heads}) VALUES ({places})"
    rows = map(reader(table), archive.read_lines(book, f"tables/{table.name}", entry["sha256"]))
    count = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(sql, chunk)
            count += len(chunk)
    if count != entry["rows"]:
        raise Unfit(f"备份文件已损坏：{table.name} 的行数与清单不符")


def _reset_sequences(ours: list[Table]) -> None:
    """Let the next row of every table get a number that is free; SQLite sees to it itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in ours])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _digests() -> set[str]:
    """Return the content of every upload that the tables name."""
    return set(StoredFile.objects.values_list("digest", flat=True))


def settle_files(side: Path) -> None:
    """Give the uploads their names; one that is there already is the same."""
    for draft in side.iterdir():
        place = StoredFile(digest=draft.name).place
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(place)


def _sweep(digests: Iterable[str]) -> None:
    """Throw away the uploads that only the replaced system named."""
    for digest in digests:
        StoredFile(digest=digest).place.unlink(missing_ok=True)


def secret_places(manifest: Manifest) -> dict[str, Path]:
    """Return where each secret of the archive belongs; raise `Unfit` where that is elsewhere."""
    home = Path(settings.HOME).resolve()
    places = {name: (home / name).resolve() for name in manifest["secrets"]}
    for name, place in places.items():
        if not place.is_relative_to(home):
            raise Unfit(f"备份里的密钥文件名不对：{name}")
    return places


def put_secrets(book: ZipFile, places: dict[str, Path]) -> None:
    """Put the secrets back, for their owner's eyes only."""
    for name, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.restoring")
        draft.touch(mode=0o600)
        draft.write_bytes(book.read(f"secrets/{name}"))
        draft.replace(place)
