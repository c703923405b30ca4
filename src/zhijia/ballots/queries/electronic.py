"""Where an electronic vote stands, and what is to be decrypted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor

from ..crypto.ballots import Ballot as Cast
from ..crypto.canonical import load
from ..crypto.ceremony import CONFIRM
from ..crypto.elgamal import Ciphertext
from ..crypto.group import IDENTITY, add
from ..crypto.manifest import Manifest
from ..crypto.partials import Work
from ..crypto.shuffle import pairs
from ..models import Ballot, Board, Credential, Entry, Voter, Watcher
from ..rules import electronic as rules
from ..rules.casting import may_cast_so, may_key_in, may_take
from ..rules.counts import Counted
from ..rules.electronic import Standing
from .ballots import SHOWN, roles_of, voter_of
from .boards import LOT, ceremony_of, counted, entries_of, manifest_of
from .counts import contests_of, paper_counts

# Hears how many ballots were gone through.
Told = Callable[[int], None]


def silent(done: int) -> None:
    """Hear it and say nothing."""


def board_of(ballot: Ballot) -> Board | None:
    """Return the board of a ballot; None where nothing electronic was begun."""
    return Board.objects.select_related("ballot").filter(ballot=ballot).first()


def board_by_eid(eid: str) -> Board | None:
    """Return the board of the ballot with this public number, while its vote goes on; None else.

    What candidates are called is public in the hall as long as a ballot may be checked.
    """
    rows = Board.objects.select_related("ballot__unit").exclude(h="")
    rows = rows.filter(ballot__state__in=("set", "open", "closed"))
    return rows.filter(ballot__eid=eid).first() if eid else None


def holders_of(ballot: Ballot) -> list[Watcher]:
    """Return the key holders by index."""
    return list(ballot.watchers.filter(role="holder").order_by("index"))


def standing_of(ballot: Ballot) -> Standing:
    """Return where an electronic vote stands; a handful of queries."""
    board = board_of(ballot)
    holders = holders_of(ballot)
    if board is None:
        return Standing(ballot.state, holders=len(holders))
    is_frozen = bool(ballot.eid)
    mixers = set(_holders_in(ballot, "mixed"))
    counted_votes = _count(ballot) if board.phase not in {"", "open"} else 0
    is_enough = is_frozen and counted_votes >= manifest_of(ballot).m
    return Standing(
        state=ballot.state,
        has_board_row=True,
        holders=len(holders),
        holders_without_keys=sum(not one.keys for one in holders),
        has_lists=bool(board.scrutineers),
        is_frozen=is_frozen,
        round=_round(ballot, board) if is_frozen else 0,
        phase=board.phase,
        is_stopped=board.is_stopped,
        needs_paper=ballot.way == "mixed",
        needs_mixing=is_enough and bool(mixed_contests(manifest_of(ballot), counted_votes)),
        mixers_missing=max(0, manifest_of(ballot).threshold - len(mixers)) if is_frozen else 0,
        is_counted=board.phase == "result",
    )


def _round(ballot: Ballot, board: Board) -> int:
    """Return the ceremony's round; once the board is there, the one behind the last."""
    return CONFIRM + 1 if board.phase else ceremony_of(ballot).round


def _holders_in(ballot: Ballot, kind: str) -> list[int]:
    """Return which holders stand on the board with an entry of a kind."""
    found = []
    for row in entries_of(ballot, kind):
        said = load(bytes(row.payload))
        assert isinstance(said, dict)
        found.append(int(said["holder"]))
    return found


def holders_who_mixed(ballot: Ballot) -> list[int]:
    return _holders_in(ballot, "mixed")


def holders_who_opened(ballot: Ballot) -> list[int]:
    return _holders_in(ballot, "partial")


def _count(ballot: Ballot) -> int:
    return Credential.objects.filter(ballot=ballot, is_revoked=False).exclude(last=None).count()


def is_enough_to_open(ballot: Ballot) -> Verdict:
    """Judge whether so many ballots count that opening them tells nobody's choice."""
    least = manifest_of(ballot).m
    if (n := _count(ballot)) < least:
        return refused(f"计入的选票 {n} 张，不足 {least} 张，不能解密")
    return ALLOWED


def may_seal_count(ballot: Ballot) -> Verdict:
    """Judge whether everything that counts is on the board: paper of too few was keyed in."""
    said = last_said(ballot, "paper")
    if said is None or said["cells"] or desk_count(ballot) == said["valid"]:
        return ALLOWED
    n, of = desk_count(ballot), said["valid"]
    return refused(f"纸质有效票 {of} 张须逐张代录，现在录入 {n} 张")


def last_said(ballot: Ballot, kind: str) -> dict[str, Any] | None:
    """Return what the last entry of a kind says; None where there is none. Not for ballots."""
    row = Entry.objects.filter(ballot=ballot, kind=kind).order_by("-seq").first()
    if row is None:
        return None
    said = load(bytes(row.payload))
    assert isinstance(said, dict)
    return said


class PaperCount(NamedTuple):
    """The count of paper as it goes onto the board, or what is missing for it."""

    verdict: Verdict
    payload: dict[str, Any]


def paper_count(ballot: Ballot) -> PaperCount:
    """Add up what the tellers agree on. docs/ballot-protocol.md 10.2.

    Contests on one paper may find different papers void: valid is then the most that any found.
    """
    counts = paper_counts(ballot)
    if not counts.verdict:
        return PaperCount(counts.verdict, {})
    contests = contests_of(ballot)
    returned = max(counts.turnouts[one.pk].returned for one in contests)
    valid = max(counts.counted[one.pk].valid for one in contests)
    payload = {
        "issued": max(counts.turnouts[one.pk].handed_out for one in contests),
        "returned": returned,
        "valid": valid,
        "void": returned - valid,
        "cells": cells_of(manifest_of(ballot), counts.counted),
        "writes": {
            str(one.pk): dict(counts.counted[one.pk].others) for one in contests if one.slots
        },
    }
    return PaperCount(ALLOWED, payload)


def cells_of(manifest: Manifest, counted_: Mapping[int, Counted]) -> list[int]:
    """Return the numbers of paper by cell; write-ins stand in the first flag of a contest."""
    found = []
    seen: set[int] = set()
    for cell in manifest.layout.cells:
        contest = manifest.contests[cell.contest]
        count = counted_[int(contest.id)]
        if cell.choice is None:
            n = 0 if cell.contest in seen else sum(count.others.values())
            seen.add(cell.contest)
        else:
            marks = count.lines.get(contest.choices[cell.choice].id, {})
            name = contest.grades[cell.grade] if cell.grade is not None else cell.kind
            n = marks.get("yes" if name == "mark" else name, 0)
        found.append(n)
    return found


def count_of(ballot: Ballot) -> int:
    """Return how many ballots count: of each credential the last, none of a revoked one."""
    return _count(ballot)


def desk_count(ballot: Ballot) -> int:
    """Return how many papers were keyed in."""
    return Credential.objects.filter(ballot=ballot, kind="desk").exclude(last=None).count()


def mixed_contests(manifest: Manifest, ballots: int) -> dict[str, tuple[int, ...]]:
    """Return the contests whose slots are mixed, each with the numbers of its slots.

    docs/ballot-protocol.md 10.4: those with m slots in all.
    """
    found = {}
    for n, contest in enumerate(manifest.contests):
        numbers = manifest.layout.slots_of(n)
        if numbers and len(numbers) * ballots >= manifest.m:
            found[contest.id] = numbers
    return found


def sums_of(ballots: Iterable[Cast], cells: int, told: Told = silent) -> list[Ciphertext]:
    """Add the cells of ballots up. docs/ballot-protocol.md 10.3."""
    sums = [(IDENTITY, IDENTITY)] * cells
    for n, one in enumerate(ballots):
        if n % LOT == 0:
            told(n)
        sums = [(add(a, x), add(b, y)) for (a, b), (x, y) in zip(sums, one.cells, strict=True)]
    return sums


def takes_long(ballot: Ballot) -> bool:
    """Say whether what a holder brings of this vote is checked in the background."""
    ballots, manifest = _count(ballot), manifest_of(ballot)
    slots = sum(map(len, mixed_contests(manifest, ballots).values()))
    return rules.takes_long(ballots, ballots * slots)


def slots_to_mix(ballot: Ballot, board: Board) -> dict[str, list[Ciphertext]]:
    """Return each contest's list as the next mixer takes it: cast, or as the last one left it."""
    contests = mixed_contests(manifest_of(ballot), _count(ballot))
    last = Entry.objects.filter(ballot=ballot, kind="mixed").order_by("-seq").first()
    if last is not None:
        said = load(bytes(last.payload))
        assert isinstance(said, dict)
        return {one: pairs(bytes.fromhex(said["contests"][one]["out"])) for one in contests}
    rows = list(counted(ballot, board)) if contests else []
    return {
        one: [cast.slots[n] for cast in rows for n in numbers] for one, numbers in contests.items()
    }


def work_of(ballot: Ballot, board: Board, told: Told = silent) -> Work:
    """Return what holders decrypt; `told` hears of every so many ballots. Protocol 10.5."""
    cells = len(manifest_of(ballot).layout.cells)
    return Work(sums_of(counted(ballot, board), cells, told), slots_to_mix(ballot, board))


TELLERS = ("teller_a", "teller_b")


def may_cast(actor: Actor, ballot: Ballot) -> Verdict:
    """Judge whether somebody votes electronically here, or keys paper in; two queries at most.

    Whether the bytes are taken is judged by the board: who sends them does not matter then.
    """
    if not ballot.eid:
        return refused("投票还没有开始")
    voter = voter_of(actor, ballot)
    may = may_cast_so(ballot.way, voter.way) if voter else refused("您不在本次表决的名册上")
    if may or not {*roles_of(actor, ballot)} & {*TELLERS}:
        return may
    return ALLOWED


def voting(actor: Actor, pk: int) -> Board | None:
    """Return the board, with its ballot, that somebody on the roll may cast on; one query.

    None says nothing: whoever keys paper in, or may look at the vote without voting, is not here.
    """
    if not actor.member_id:
        return None
    rows = Voter.objects.filter(ballot=pk, member=actor.member_id, ballot__state__in=SHOWN)
    voter = rows.select_related("ballot__board").order_by().first()
    if voter is None or not voter.ballot.eid or not may_cast_so(voter.ballot.way, voter.way):
        return None
    return voter.ballot.board


def votes_in_secret(user_id: int) -> bool:
    """Say whether an electronic vote is under way on whose roll this account's owner stands."""
    rows = Voter.objects.filter(member__user=user_id, ballot__state="open")
    return rows.exclude(ballot__way="paper").order_by().exists()


def may_vote(actor: Actor, ballot: Ballot, now: datetime) -> Verdict:
    """Judge whether the voter's page is of use now: ballots are taken, or tellers key paper in."""
    may, board = may_cast(actor, ballot), board_of(ballot)
    if not may or board is None:
        return may
    takes = may_take(
        state=ballot.state,
        phase=board.phase,
        is_stopped=board.is_stopped,
        closes_at=ballot.closes_at,
        now=now,
    )
    if takes or not {*roles_of(actor, ballot)} & {*TELLERS}:
        return takes
    return may_key_in(state=ballot.state, phase=board.phase)


def ballot_size(ballot: Ballot) -> int:
    """Return how many bytes a ballot has. docs/ballot-protocol.md 5.8."""
    return manifest_of(ballot).layout.size
