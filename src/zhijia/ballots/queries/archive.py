"""The archive of an election, as anybody verifies it. docs/ballot-protocol.md 11.1."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..crypto.canonical import dump, load
from ..models import Ballot, Entry
from .boards import entries_of, keys_of, roster_of

Part = tuple[str, Iterator[bytes]]


def line_of(row: Entry) -> bytes:
    """Return a line of board.jsonl: a ballot's payload in base64, others as JSON."""
    raw = bytes(row.payload)
    payload: Any = b64encode(raw).decode() if row.kind == "ballot" else load(raw)
    said = {"seq": row.seq, "kind": row.kind, "payload": payload, "hash": row.hash}
    return dump(said) + b"\n"


def archive_of(ballot: Ballot) -> Iterator[Part]:
    """Yield the files with their bytes, flat in memory; as far as the board goes."""
    messages = ballot.messages.order_by("round", "holder").values_list("body", flat=True)
    yield "manifest.json", iter([ballot.manifest.encode()])
    yield "ceremony.json", iter([dump([load(body.encode()) for body in messages])])
    for name, kind in (("keys.txt", "voter"), ("desk_keys.txt", "desk")):
        yield name, (f"{key}\n".encode() for key in keys_of(ballot, kind))
    yield "roster.json", iter([dump(list(roster_of(ballot)))])
    yield "board.jsonl", map(line_of, entries_of(ballot))


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
