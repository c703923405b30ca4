"""What takes longer than a page may: checking what holders bring of a large vote, sweeping."""

from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.urls import reverse

from zhijia.platform.accounts.models import LateEntry, Visit
from zhijia.platform.acts import Refused
from zhijia.platform.jobs.register import Outcome, Work, job
from zhijia.platform.notices.models import Notice

from . import actions, queries
from .actions.appending import wrong_is_refused
from .actions.checking import Checked, check_mixed, check_partial
from .actions.forgetting import SWEEP
from .actions.tallying import JOBS
from .models import Board, Cipher, Credential, Entry, Handed, Voter

Check = Callable[[Board, bytes], Checked]


def _taken(work: Work, pk: int, check: Check, take: Callable[..., object]) -> Outcome:
    """Check what was handed over, outside of every lock, and put it on the board.

    Begun again after a worker's death, there is nothing left to do where it was taken already.
    """
    row = Handed.objects.select_related("ballot").filter(pk=pk).first()
    if row is None:
        return Outcome("已收下")
    board = queries.board_of(row.ballot)
    assert board is not None, "nothing is handed over before there is a board"
    try:
        with wrong_is_refused():
            checked = check(board, row.body.encode())
        take(actor=work.actor, ballot=row.ballot, text=row.body, checked=checked)
    except Refused as no:
        actions.turn_down(actor=work.actor, row=row, why=str(no))
        raise
    there = reverse("ballots:electronic", args=[row.ballot_id])
    return Outcome(f"第 {checked.holder} 位保管人的已收下", there)


@job(JOBS["mix"], "核对混洗结果")
def mixed(work: Work, pk: int) -> Outcome:
    """Check a mixing."""
    work.told(0, 1, "正在核对混洗的证明")
    return _taken(work, pk, check_mixed, actions.take_mixed)


@job(JOBS["open"], "核对解密份额")
def partial(work: Work, pk: int) -> Outcome:
    """Check a partial decryption; the ballots are added up first, which takes longest."""

    def check(board: Board, raw: bytes) -> Checked:
        total = queries.count_of(board.ballot)
        return check_partial(
            board, raw, lambda n: work.told(n, total, f"正在合计选票：{n} / {total}")
        )

    return _taken(work, pk, check, actions.take_partial)


# What a vote wrote, and what others may be writing now: of these no table is locked for long.
OWN = tuple(one._meta.db_table for one in (Entry, Voter, Credential, Cipher))
SHARED = tuple(one._meta.db_table for one in (LateEntry, Visit, Session, Notice))
PATIENCE = "10s"


@job(SWEEP, "清理投票期间留下的旧行", retries=3)
def sweep(work: Work) -> Outcome:
    """Let the database let go of the versions of rows that a vote replaced (decision 0067).

    PostgreSQL keeps them in its files until a vacuum, SQLite in its log until a checkpoint. Neither
    can be had inside a transaction, which still holds them.
    """
    if connection.in_atomic_block:
        return Outcome("没有清理：还在事务之中")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Outcome("已清理")
        for n, table in enumerate((*OWN, *SHARED)):
            work.told(n, len(OWN) + len(SHARED))
            cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
            try:
                cursor.execute(f"VACUUM {'(FULL) ' if table in OWN else ''}{table}")
            except OperationalError:
                # Somebody is voting on another ballot: rows go, the file is not written anew.
                cursor.execute(f"VACUUM {table}")
            finally:
                cursor.execute("RESET lock_timeout")
    return Outcome("已清理")
