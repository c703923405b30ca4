"""Run as a process of its own in an instance: it prepares a vote, casts from many threads, dies.

    python -m tests.ballots.casting_process prepare FOLDER VOTERS
    python -m tests.ballots.casting_process cast FOLDER [NAME …]     each name in a thread
    python -m tests.ballots.casting_process die FOLDER NAME          between commit and receipt
    python -m tests.ballots.casting_process board FOLDER

`cast` prints a line of JSON for each ballot as soon as it has the receipt, or why not.
"""

import json
import os
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from tests.ballots import elections as made  # noqa: E402
from zhijia.ballots import actions  # noqa: E402
from zhijia.ballots.actions import casting  # noqa: E402
from zhijia.ballots.actions.appending import append_json  # noqa: E402
from zhijia.ballots.crypto import board as chains  # noqa: E402
from zhijia.ballots.crypto.ballots import Election, make  # noqa: E402
from zhijia.ballots.crypto.hashes import key_of  # noqa: E402
from zhijia.ballots.models import Ballot, Board, Credential, Entry  # noqa: E402
from zhijia.org import demo  # noqa: E402

TRIES, PAUSE = 200, 0.1  # seconds


def prepare(folder: Path, voters: int) -> None:
    """Open a vote on one item, and fill a ballot for every voter into a file."""
    unit = demo.begin(today=localdate(), password="shan-shui-2026")
    manifest, h = made.resolved(voters), made.election().h
    ballot = Ballot(
        unit=unit,
        unit_path=unit.path,
        number=1,
        title="并发",
        body="other",
        way="remote",
        state="open",
        drafted_on=localdate(),
        manifest=manifest.raw.decode(),
        eid=manifest.eid.hex(),
    )
    ballot.save()
    seed = made.seed("server")
    board = Board(ballot=ballot, uuid=uuid.UUID(made.ID), server_key=key_of(seed).hex())
    board.server_seed, board.h = seed.hex(), h.hex()
    board.save()
    append_json(board, "open", {"ceremony": "00" * 32, "h": board.h})
    key = Election(manifest.eid, h, manifest.layout)
    Credential.objects.bulk_create(
        Credential(ballot=ballot, kind="voter", key=key_of(made.voter(n)).hex())
        for n in range(voters)
    )
    for n in range(voters):
        for name, cells in ((f"{n}", (1, 0, 1, 0)), (f"{n}again", (0, 1, 0, 1))):
            raw = make(key, made.voter(n), cells, [], made.seed(name))
            (folder / name).write_bytes(raw)
            if n:
                break


def _sent(ballot: Ballot, raw: bytes) -> casting.Receipt:
    """Send a ballot, and again as its voter is told to where a busy database kept it out.

    PostgreSQL takes a hundred connections, and here are two hundred threads.
    """
    for _ in range(TRIES):
        try:
            return actions.cast(ballot=ballot, raw=raw, now=now())
        except (casting.Unkept, OperationalError):
            connection.close()
            time.sleep(PAUSE)
    raise casting.Unkept


def cast(folder: Path, names: list[str]) -> None:
    """Cast them all at the same moment."""
    ballot, start, said = Ballot.objects.get(), threading.Barrier(len(names)), threading.Lock()

    def one(name: str) -> None:
        raw = (folder / name).read_bytes()
        start.wait()
        try:
            told: object = _sent(ballot, raw)._asdict()
        except Exception as error:
            told = repr(error)
        finally:
            connection.close()
        with said:
            print(json.dumps([name, told]), flush=True)

    threads = [threading.Thread(target=one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def die(folder: Path, name: str) -> None:
    """Be killed when the ballot is on the board and nobody was told."""

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    casting._receipt = killed  # type: ignore[assignment]  # that is the point
    actions.cast(ballot=Ballot.objects.get(), raw=(folder / name).read_bytes(), now=now())


def board(folder: Path) -> None:
    """Print what is on the board: payloads of ballots, and whether the chain holds."""
    ballot = Ballot.objects.get()
    chain = chains.Chain(bytes.fromhex(ballot.eid))
    for row in Entry.objects.order_by("seq"):
        chain.follow(chains.Entry(row.seq, row.kind, bytes(row.payload), bytes.fromhex(row.hash)))
    head = Board.objects.get()
    assert (head.seq, head.head) == (chain.seq, chain.head.hex())
    files = {one.read_bytes(): one.name for one in folder.iterdir()}
    rows = Entry.objects.filter(kind="ballot").order_by("seq")
    print(json.dumps([[files[bytes(row.payload)], row.seq, row.hash] for row in rows]))


if __name__ == "__main__":
    verb, place, *rest = sys.argv[1:]
    if verb == "prepare":
        prepare(Path(place), int(rest[0]))
    elif verb == "cast":
        cast(Path(place), rest)
    elif verb == "die":
        die(Path(place), rest[0])
    else:
        board(Path(place))
