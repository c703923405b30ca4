"""What the page of an electronic vote shows."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.jobs.models import Job

from .. import policies
from ..client import TOOLS, fingerprint
from ..crypto.canonical import dump, load
from ..crypto.hashes import PROTOCOL
from ..crypto.words import aloud
from ..models import Ballot, Board, Handed, Watcher
from ..rules import electronic as rules
from .boards import ceremony_of, manifest_of
from .counts import is_countable
from .electronic import (
    board_of,
    count_of,
    holders_of,
    holders_who_mixed,
    holders_who_opened,
    last_said,
    standing_of,
)

ROUNDS = {"commit": 1, "reveal": 2, "shares": 3, "confirm": 4}


class Step(NamedTuple):
    """One step of the way: what, whose, and whether it is done, the one now, or still to come."""

    title: str
    who: str
    state: str  # done, now, later


def _passed(standing: rules.Standing, step: str, ballot: Ballot) -> Iterator[Step]:
    """Yield the steps that this vote takes at all."""
    names = list(rules.STEPS)
    at = names.index(step)
    has_slots = any(one.slots for one in ballot.contests.all())
    for n, name in enumerate(names):
        is_left_out = (name == "paper" and ballot.way != "mixed") or (
            name == "mix" and not has_slots
        )
        if is_left_out or name == "done":
            continue
        title, who = rules.STEPS[name]
        state = "done" if n < at else "now" if n == at else "later"
        yield Step(title, rules.WHO[who], state)


class Due(NamedTuple):
    """A holder, and whether what the step asks of them has come."""

    holder: Watcher
    has_come: bool


def dues_of(ballot: Ballot, step: str) -> list[Due]:
    """Return the holders with whether what a step asks has come; nobody where it asks nothing."""
    holders = holders_of(ballot)
    if step == "holders":
        return [Due(one, bool(one.keys)) for one in holders]
    if step in ROUNDS:
        missing = ceremony_of(ballot).missing(ROUNDS[step])
        return [Due(one, one.index not in missing) for one in holders]
    if step in {"mix", "open"}:
        come = (holders_who_mixed if step == "mix" else holders_who_opened)(ballot)
        return [Due(one, one.index in come) for one in holders]
    return []


def electronic_view(actor: Actor, ballot: Ballot, roles: Collection[str]) -> dict[str, object]:
    """Return the context of the page."""
    standing, board = standing_of(ballot), board_of(ballot)
    step = rules.step_of(standing)
    return {
        "board": board,
        "step": step,
        "now": rules.STEPS[step][0],
        "whose": rules.WHO.get(rules.STEPS[step][1], ""),
        "way": list(_passed(standing, step, ballot)),
        "words": words_of(ballot),
        "statement": statement_of(board),
        "count": count_of(ballot) if board and board.phase not in {"", "open"} else None,
        "needed": manifest_of(ballot).threshold if ballot.eid else 0,
        "waiting": waiting_of(ballot),
        "result": last_said(ballot, "result") if standing.is_counted else None,
        "tools": [(name, one.title, fingerprint(name)) for name, one in TOOLS.items()],
        "whole": is_countable(ballot),
        "may_begin": _may_begin(actor, ballot, standing),
        "may_run": policies.may_run(actor, ballot),
        "may_bring": policies.may_bring_keys(actor, ballot, roles),
        "may_sign": policies.may_close(actor, ballot, roles),
    }


class Waiting(NamedTuple):
    """What a holder brought and a job checks: the step's name, how far, what is said of it."""

    title: str
    percent: int
    words: str
    is_open: bool


def waiting_of(ballot: Ballot) -> list[Waiting]:
    """Return what is being checked in the background, or was refused there; two queries."""
    rows = list(ballot.handed.all())
    found = {job.pk: job for job in Job.objects.filter(pk__in=[one.job for one in rows])}
    return [_waiting(one, found.get(one.job)) for one in rows]


def _waiting(row: Handed, job: Job | None) -> Waiting:
    title = rules.STEPS[row.step][0]
    if row.why or job is None or not job.is_open:
        why = row.why or (job.words if job else "") or "没有办成，请重新交来"
        return Waiting(title, 0, why, is_open=False)
    return Waiting(title, job.percent, job.words or "等待后台核对", is_open=True)


def _may_begin(actor: Actor, ballot: Ballot, standing: rules.Standing) -> Verdict:
    may = policies.may_run(actor, ballot)
    if not may:
        return may
    return rules.may_begin(
        ballot.state, is_electronic=ballot.is_electronic, holders=standing.holders
    )


def words_of(ballot: Ballot) -> list[str]:
    """Return the words that holders read aloud; none before round 3 is whole."""
    if not ballot.eid:
        return []
    ceremony = ceremony_of(ballot)
    if any(ceremony.missing(n) for n in (1, 2, 3)):
        return []
    return aloud(ceremony.transcript).split()


def statement_of(board: Board | None) -> dict[str, object] | None:
    """Return what waits for scrutineers; the payload as the JSON that their page signs."""
    if board is None or not board.statement:
        return None
    said: dict[str, Any] = board.statement
    return {
        "name": rules.STATEMENTS[said["kind"]],
        "kind": said["kind"],
        "payload": said["payload"],
        "signed": len(said["signatures"]),
        "needed": rules.SIGNING,
    }


def statement_facts(kind: str, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a scrutineer reads before they sign: pairs of name and value."""
    if kind == "revoked":
        return [("原因", payload["reason"]), ("张数", str(len(payload["keys"])))]
    if kind == "paper":
        names = {"issued": "发出", "returned": "收回", "valid": "有效", "void": "无效"}
        return [(name, str(payload[key])) for key, name in names.items()]
    found = [("最后一条", str(payload["seq"])), ("链头", payload["head"])]
    return [*found, ("计入的选票", str(payload["ballots"]))] if kind == "sealed" else found


def roll_file(ballot: Ballot, board: Board, address: str) -> bytes:
    """Return what the qualification group's tool begins from. docs/ballot-protocol.md 7.5.

    `address` is that of the voter's page, for the codes to scan on the cards.
    Where paper is handed out too, each voter may come to be a paper that is keyed in.
    """
    rows = ballot.voters.order_by("group", "stroke_key", "pk")
    watchers = ballot.watchers.filter(role__in=policies.SCRUTINEERS)
    return dump(
        {
            "protocol": PROTOCOL,
            "id": str(board.uuid),
            "title": ballot.title,
            "address": address,
            "voters": [
                {"name": one.name, "number": one.number, "group": one.group} for one in rows
            ],
            "scrutineers": list(watchers.values_list("name", flat=True)),
            "desk": ballot.due if ballot.way == "mixed" else 0,
        }
    )


def messages_file(ballot: Ballot) -> bytes:
    """Return the messages of the ceremony so far, as a holder's tool reads them."""
    return dump([load(raw) for raw in ceremony_of(ballot).raws])
