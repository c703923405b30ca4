"""The archive: a folder of six files. docs/ballot-protocol.md 11.1.

Writing and reading stream: neither holds the board in memory. Reading refuses every byte that
writing would not have written.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..crypto.board import BALLOT, Entry
from ..crypto.canonical import dump, load, load_object
from ..crypto.fields import Fields
from ..crypto.group import Refused

MANIFEST, CEREMONY, KEYS = "manifest.json", "ceremony.json", "keys.txt"
DESK_KEYS, ROSTER, BOARD = "desk_keys.txt", "roster.json", "board.jsonl"
FILES = (MANIFEST, CEREMONY, KEYS, DESK_KEYS, ROSTER, BOARD)
HASH = 32  # bytes

# Where things stand in a line of a ballot, which has one canonical form only.
HASH_AT = len('{"hash":"')
KIND_AT = HASH_AT + 2 * HASH
BALLOT_MARK = b'","kind":"ballot","payload":"'
PAYLOAD_AT = KIND_AT + len(BALLOT_MARK)


@dataclass(frozen=True)
class Contents:
    """What goes into an archive. `roster` are (member id, name); `board` is gone through once."""

    manifest: bytes
    ceremony: Sequence[bytes]
    keys: Iterable[bytes]
    desk_keys: Iterable[bytes]
    roster: Iterable[tuple[str, str]]
    board: Iterable[Entry]

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each file's name and its bytes in pieces: for a folder, or a ZIP that streams."""
        yield MANIFEST, iter([self.manifest])
        yield CEREMONY, iter([dump([load(raw) for raw in self.ceremony])])
        yield KEYS, _key_lines(self.keys)
        yield DESK_KEYS, _key_lines(self.desk_keys)
        yield ROSTER, iter([dump([roster_row(*row) for row in sorted(self.roster)])])
        yield BOARD, (line_of(entry) for entry in self.board)


def write(folder: Path, contents: Contents) -> None:
    """Write an archive into a folder that is new or empty. Raises Refused, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused(f"“{folder}”里已经有文件")
    for name, pieces in contents.files():
        with (folder / name).open("wb") as file:
            file.writelines(pieces)


def roster_row(member: str, name: str) -> dict[str, str]:
    """Return somebody who may be written in, as the roster has them; a Merkle leaf is its bytes."""
    return {"id": member, "name": name}


def _key_lines(keys: Iterable[bytes]) -> Iterator[bytes]:
    return (key.hex().encode() + b"\n" for key in sorted(keys))


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line of the board, with its line feed."""
    payload: Any
    if entry.kind == BALLOT:
        payload = base64.b64encode(entry.payload).decode()
    else:
        payload = load(entry.payload)
    row = {"seq": entry.seq, "kind": entry.kind, "payload": payload, "hash": entry.hash.hex()}
    return dump(row) + b"\n"


def entry_of(line: bytes) -> Entry:
    """Read a line of the board without its line feed. Raises Refused."""
    fields = Fields(load_object(line), "公告板的一行")
    seq, kind, hash_ = (
        fields.number("seq", most=2**53),
        fields.text("kind"),
        fields.raw("hash", HASH),
    )
    payload = _payload(fields) if kind == BALLOT else dump(fields.mapping("payload"))
    fields.end()
    return Entry(seq, kind, payload, hash_)


def is_ballot(line: bytes) -> bool:
    """Tell whether a line, if it is canonical, is a ballot's."""
    return line[KIND_AT:PAYLOAD_AT] == BALLOT_MARK


def hash_in(line: bytes) -> bytes:
    """Return the hash in a line; of one that has none, bytes that no hash equals."""
    try:
        return bytes.fromhex(line[HASH_AT:KIND_AT].decode("ascii"))
    except ValueError:
        return b""


def _payload(fields: Fields) -> bytes:
    text = fields.left.pop("payload", None)
    if not isinstance(text, str):
        raise fields.wrong("payload", " base64 文字")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise fields.wrong("payload", " base64 文字") from None
    if base64.b64encode(raw).decode() != text:
        raise fields.wrong("payload", "规范的 base64 文字")
    return raw


@dataclass(frozen=True)
class Archive:
    """An archive that is read."""

    folder: Path

    def check_files(self) -> None:
        """Refuse a folder that lacks a file or holds anything else. Raises Refused."""
        if not self.folder.is_dir():
            raise Refused("档案应当是一个文件夹")
        found = {path.name for path in self.folder.iterdir()}
        if missing := [name for name in FILES if name not in found]:
            raise Refused(f"缺少 {'、'.join(missing)}")
        if extra := sorted(found - set(FILES)):
            raise Refused(f"多出 {'、'.join(extra)}")
        for name in FILES:
            path = self.folder / name
            if path.is_symlink() or not path.is_file():
                raise Refused(f"{name} 不是普通文件")

    def read(self, name: str) -> bytes:
        """Return the bytes of a file whose size does not grow with the ballots."""
        return (self.folder / name).read_bytes()

    def ceremony(self) -> list[bytes]:
        """Return the messages of the key ceremony. Raises Refused."""
        found = load(self.read(CEREMONY))
        if not isinstance(found, list):
            raise Refused("密钥仪式记录应当是列表")
        return [dump(message) for message in found]

    def roster(self) -> list[tuple[str, str]]:
        """Return who may be written in, sorted by id. Raises Refused."""
        found = load(self.read(ROSTER))
        if not isinstance(found, list):
            raise Refused("名册应当是列表")
        rows = [_roster_row(Fields(row, f"名册第 {n} 行")) for n, row in enumerate(found, 1)]
        ids = [member for member, _ in rows]
        if ids != sorted(set(ids)):
            raise Refused("名册没有按编号排列，或者有重复")
        return rows

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the board without their line feeds. Raises Refused."""
        with (self.folder / BOARD).open("rb") as file:
            for n, line in enumerate(file):
                if not line.endswith(b"\n"):
                    raise Refused(f"公告板第 {n} 条没有以换行结束")
                yield line[:-1]


def _roster_row(fields: Fields) -> tuple[str, str]:
    found = fields.text("id"), fields.text("name")
    fields.end()
    return found
