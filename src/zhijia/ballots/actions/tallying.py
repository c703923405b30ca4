"""After the vote: holders mix and open, the server adds up. docs/ballot-protocol.md 10.4–10.7.

What a holder brings of a large vote is handed to a job, which checks it outside of every lock and
comes back to the same actions with what it found (decision 0015).
"""

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require
from zhijia.platform.jobs import actions as jobs

from .. import policies, queries
from ..models import Ballot, Board, Handed
from ..rules import electronic as rules
from .appending import append, append_json, held, wrong_is_refused
from .checking import Checked, check_mixed, check_partial

JOBS = {"mix": "ballots.check_mixed", "open": "ballots.check_partial"}


def bring(*, actor: Actor, ballot: Ballot, step: str, text: str) -> Board | Handed:
    """Take what a holder brings at once, or leave it to a job where the vote is large."""
    if queries.takes_long(ballot):
        return hand_over(actor=actor, ballot=ballot, step=step, text=text)
    take = {"mix": take_mixed, "open": take_partial}[step]
    return take(actor=actor, ballot=ballot, text=text)


def _carried(actor: Actor, ballot: Ballot, step: str) -> Board:
    """Lock the board for who brings a holder's message."""
    ballot = lock(ballot)
    require(policies.may_bring_keys(actor, ballot, queries.roles_of(actor, ballot)))
    board = held(ballot)
    require(rules.is_next(queries.standing_of(ballot), step))
    require(queries.is_enough_to_open(ballot))
    return board


@action("交来混洗结果或者解密份额，后台核对")
def hand_over(*, actor: Actor, ballot: Ballot, step: str, text: str) -> Handed:
    """Keep what a holder brings and start the job that checks it; it replaces what was refused."""
    board = _carried(actor, ballot, step)
    board.ballot.handed.exclude(why="").delete()
    if board.ballot.handed.filter(body=text.strip()).exists():
        raise Refused(refused("同一份正在后台核对，不用再交"))
    row = Handed(ballot=board.ballot, step=step, body=text.strip())
    row.save()
    row.job = jobs.start(actor=actor, name=JOBS[step], args=(row.pk,)).pk
    row.save(update_fields=["job"])
    about(board.ballot)
    return row


@action("没有收下交来的内容")
def turn_down(*, actor: Actor, row: Handed, why: str) -> Handed:
    """Keep why a job did not take it, for whoever brought it to read."""
    row = lock(row)
    row.why = why[:300]
    row.save(update_fields=["why"])
    about(row.ballot)
    return row


def _is_still(board: Board, checked: Checked) -> None:
    """Refuse what was checked against a board that went on meanwhile."""
    if board.head != checked.head:
        raise Refused(refused("核对期间公告板有了新的内容，请按新的存档重新生成"))


@action("收下混洗结果")
def take_mixed(*, actor: Actor, ballot: Ballot, text: str, checked: Checked | None = None) -> Board:
    """Put a holder's mixing on the board; a bad one names its sender and stays off it."""
    board = _carried(actor, ballot, "mix")
    raw = text.strip().encode()
    with wrong_is_refused():
        checked = checked or check_mixed(board, raw)
        _is_still(board, checked)
        append(board, "mixed", raw)
    board.ballot.handed.filter(body=text.strip()).delete()
    record({}, {"holder": checked.holder})
    return board


@action("收下解密份额")
def take_partial(
    *, actor: Actor, ballot: Ballot, text: str, checked: Checked | None = None
) -> Board:
    """Put a holder's partial decryption on the board; with the last one needed, the result too."""
    board = _carried(actor, ballot, "open")
    raw = text.strip().encode()
    with wrong_is_refused():
        checked = checked or check_partial(board, raw)
        _is_still(board, checked)
        append(board, "partial", raw)
        if checked.result is not None:
            append_json(board, "result", checked.result)
    board.ballot.handed.filter(body=text.strip()).delete()
    record({}, {"holder": checked.holder})
    return board
