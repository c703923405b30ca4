"""The file itself: a zip whose comment is the SHA-256 of every byte before it.

MANIFEST.json     what is inside: version, migrations, tables with rows and SHA-256, uploads
tables/<name>     one JSON array a line, the values in the order of the manifest's columns
files/<sha256>    an upload, called by its content
secrets/<name>    only where asked for

The seal stands last, so a changed byte or a cut anywhere is seen before anything is read.
"""

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "MANIFEST.json"
SEAL = 64
PIECE = 1024 * 1024


class Unfit(Exception):
    """This file cannot be restored here; the text says why, in Chinese."""


def digest_of(content: IO[bytes], left: int = -1) -> str:
    """Return the SHA-256 of what is left to read, or of the next `left` bytes."""
    found = sha256()
    while left and (piece := content.read(PIECE if left < 0 else min(PIECE, left))):
        found.update(piece)
        left -= len(piece) if left > 0 else 0
    return found.hexdigest()


def _seal(place: Path) -> None:
    """Write the seal over the zeros that the zip's comment kept free for it."""
    with place.open("r+b") as content:
        found = digest_of(content, place.stat().st_size - SEAL)
        content.seek(-SEAL, os.SEEK_END)
        content.write(found.encode())
        content.flush()
        os.fsync(content.fileno())


@contextmanager
def writing(place: Path) -> Iterator[zipfile.ZipFile]:
    """Write an archive beside `place`, readable by its owner only; it gets its name when whole."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    os.close(handle)
    draft = Path(name)
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
            book.comment = b"0" * SEAL
            yield book
        _seal(draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def write_lines(book: zipfile.ZipFile, name: str, lines: Iterator[bytes]) -> tuple[int, str]:
    """Write lines as one part; return how many there were and the SHA-256 of the part."""
    count, found = 0, sha256()
    with book.open(name, "w", force_zip64=True) as out:
        for line in lines:
            out.write(line)
            found.update(line)
            count += 1
    return count, found.hexdigest()


def read_lines(book: zipfile.ZipFile, name: str, expected: str) -> Iterator[bytes]:
    """Yield the lines of a part; raise `Unfit` at its end when its SHA-256 is another."""
    found = sha256()
    with book.open(name) as part:
        for line in part:
            found.update(line)
            yield line
    if found.hexdigest() != expected:
        raise Unfit(f"备份文件已损坏：{name} 与清单不符")


def require_whole(place: Path) -> None:
    """Raise `Unfit` unless every byte of the archive is as it was written."""
    size = place.stat().st_size
    with place.open("rb") as content:
        if not zipfile.is_zipfile(content):
            raise Unfit("这不是职家的备份文件，或者文件不完整")
        content.seek(0)
        found = digest_of(content, max(0, size - SEAL))
        content.seek(max(0, size - SEAL))
        if content.read() != found.encode():
            raise Unfit("备份文件已损坏或者不完整，请换一份备份")


def manifest_of(book: zipfile.ZipFile) -> dict[str, Any]:
    """Read the manifest; raise `Unfit` when the archive is none of ours or of a later form."""
    try:
        found = json.loads(book.read(MANIFEST))
        form = int(found["format"])
    except (KeyError, ValueError, TypeError) as error:
        raise Unfit("这不是职家的备份文件") from error
    if form > FORMAT:
        raise Unfit("这个备份由更新的版本制作，请先升级本机的职家")
    return dict(found)


@contextmanager
def reading(place: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """Open a whole archive with its manifest; raise `Unfit` for any other file."""
    if not place.is_file():
        raise Unfit(f"没有这个文件：{place}")
    require_whole(place)
    with zipfile.ZipFile(place) as book:
        yield book, manifest_of(book)


Told = Callable[[int, int, str], None]


def silent(done: int, total: int, words: str) -> None:
    """Tell nobody how far it has come."""
