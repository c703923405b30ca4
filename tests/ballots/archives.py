"""Archives of rehearsed elections, and what somebody could do to them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from zhijia.ballots.crypto import board, statements
from zhijia.ballots.crypto.board import Chain, Entry
from zhijia.ballots.crypto.canonical import dump
from zhijia.ballots.crypto.hashes import key_of
from zhijia.ballots.rehearsal.electing import Rehearsal
from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify import archive
from zhijia.ballots.verify.verifier import Verdict, verify

SMALL = Asked(voters=9, candidates=2, seats=1, write_ins=1, paper=2)
Cast = tuple[str, bytes]  # kind, payload


def rehearsed(asked: Asked = SMALL) -> Rehearsal:
    return Rehearsal(asked, lambda step: None)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return folder


def checked(folder: Path, files: dict[str, bytes], *, is_fast: bool = True) -> Verdict:
    return verify(put(folder, files), is_fast=is_fast)


def board_in(files: dict[str, bytes]) -> list[Entry]:
    return [archive.entry_of(line) for line in files[archive.BOARD].splitlines()]


def with_board(files: dict[str, bytes], entries: Iterable[Entry]) -> dict[str, bytes]:
    return {**files, archive.BOARD: b"".join(map(archive.line_of, entries))}


def chained(eid: bytes, rows: Iterable[Cast]) -> list[Entry]:
    """Chain rows again, in any order: what a server could write that keeps to no order."""
    before, entries = board.START, []
    for seq, (kind, payload) in enumerate(rows):
        before = board.link(eid, seq, before, kind, payload)
        entries.append(Entry(seq, kind, payload, before))
    return entries


def held(
    made: Rehearsal, cast: Iterable[Cast], *, counted: Callable[[int], int] = lambda n: n
) -> list[Entry]:
    """Return a board of these entries, closed and sealed by who signs anything."""
    eid, two = made.people.manifest.eid, made.people.scrutineers
    opening = {"ceremony": made.ceremony.transcript.hex(), "h": made.ceremony.h.hex()}
    chain = Chain(eid)
    entries = [chain.append(board.OPEN, dump(dict(opening)))]
    entries += [chain.append(kind, payload) for kind, payload in cast]
    closing = statements.closed(eid, chain.seq - 1, chain.head, two)
    entries.append(chain.append(board.CLOSED, dump(closing)))
    number = counted(sum(entry.kind == board.BALLOT for entry in entries))
    seal = statements.sealed(eid, chain.seq - 1, chain.head, number, two)
    return [*entries, chain.append(board.SEALED, dump(seal))]


def around(made: Rehearsal, entries: Iterable[Entry]) -> dict[str, bytes]:
    """Return the files of an archive around a board."""
    people = made.people
    contents = archive.Contents(
        manifest=people.manifest.raw,
        ceremony=made.ceremony.raws,
        keys=[key_of(seed) for seed in people.voters],
        desk_keys=[key_of(seed) for seed in people.desk],
        roster=people.roster,
        board=entries,
    )
    return {name: b"".join(pieces) for name, pieces in contents.files()}
