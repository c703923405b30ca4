"""The next entry of a board: the one place that writes the chain. docs/ballot-protocol.md 9."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from zhijia.law import refused
from zhijia.platform.acts import Refused

from .. import queries
from ..crypto.canonical import dump
from ..crypto.group import Refused as Wrong
from ..models import Ballot, Board, Entry


@contextmanager
def wrong_is_refused() -> Iterator[None]:
    """Turn what the protocol does not take into what a page can show."""
    try:
        yield
    except Wrong as error:
        raise Refused(refused(str(error))) from error


@contextmanager
def for_good() -> Iterator[None]:
    """Let what is committed inside outlive the machine's power, not just the process.

    SQLite in WAL mode with synchronous=NORMAL may lose the last commits with the power; a receipt
    must not be lost. PostgreSQL waits for the disk anyway.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


def held(ballot: Ballot) -> Board:
    """Lock the board's head and read it with its ballot. Refused where there is none."""
    assert transaction.get_connection().in_atomic_block
    rows = Board.objects.select_for_update(of=("self",)).select_related("ballot")
    board = rows.filter(ballot=ballot).first()
    if board is None:
        raise Refused(refused("这次表决没有电子投票"))
    return board


def append(board: Board, kind: str, payload: bytes, tracker: str = "") -> Entry:
    """Write the next entry behind the head that the caller holds. Raises the protocol's Refused."""
    chain = queries.chain_of(board.ballot, board)
    found = chain.append(kind, payload)
    row = Entry(
        ballot=board.ballot,
        seq=found.seq,
        kind=kind,
        payload=payload,
        hash=found.hash.hex(),
        tracker=tracker,
    )
    row.save(force_insert=True)
    board.seq, board.head, board.phase = chain.seq, chain.head.hex(), chain.order.phase
    board.save(update_fields=["seq", "head", "phase"])
    return row


def append_json(board: Board, kind: str, value: dict[str, Any]) -> Entry:
    """Write the next entry, whose payload is canonical JSON."""
    return append(board, kind, dump(value))
