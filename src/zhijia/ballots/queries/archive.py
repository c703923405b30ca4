"""The archive of an election, as anybody verifies it. docs/ballot-protocol.md 11.1."""

from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..crypto.board import Entry as Written
from ..models import Ballot, Entry
from ..verify.archive import Contents
from .boards import entries_of, keys_of, roster_of

Part = tuple[str, Iterator[bytes]]


def _written(row: Entry) -> Written:
    """Return an entry as the archive knows it."""
    return Written(row.seq, row.kind, bytes(row.payload), bytes.fromhex(row.hash))


def archive_of(ballot: Ballot) -> Iterator[Part]:
    """Yield the files with their bytes, flat in memory; as far as the board goes."""
    messages = ballot.messages.order_by("round", "holder").values_list("body", flat=True)
    contents = Contents(
        manifest=ballot.manifest.encode(),
        ceremony=[body.encode() for body in messages],
        keys=map(bytes.fromhex, keys_of(ballot, "voter")),
        desk_keys=map(bytes.fromhex, keys_of(ballot, "desk")),
        roster=[(one["id"], one["name"]) for one in roster_of(ballot)],
        board=map(_written, entries_of(ballot)),
    )
    return contents.files()


class _Stream:
    """What a zip is written to: it hands on what came in since it was last asked."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        found, self.parts = b"".join(self.parts), []
        return found


def zipped(ballot: Ballot) -> Iterator[bytes]:
    """Yield the archive as a zip while it is read; no file in it has a time."""
    stream = _Stream()
    with ZipFile(stream, "w", ZIP_DEFLATED) as whole:  # type: ignore[call-overload]  # it only writes
        for name, parts in archive_of(ballot):
            with whole.open(ZipInfo(name), "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
                    if found := stream.taken():
                        yield found
    yield stream.taken()
