"""The course of a rehearsal, from ceremony to result. docs/ballot-protocol.md 6–10."""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ..crypto import ballots, board, partials, shuffle, statements
from ..crypto.ballots import Ballot, Election
from ..crypto.board import Chain, Entry
from ..crypto.canonical import Value, dump
from ..crypto.ceremony import Ceremony
from ..crypto.elgamal import Ciphertext, member_point, sum_of
from ..crypto.group import IDENTITY
from ..crypto.hashes import SEED, key_of
from ..crypto.holders import hold
from ..crypto.partials import Logarithms, Partial, Work, combine
from ..crypto.statements import Spoiled
from ..verify import archive
from .invented import Asked, Invented, invent

REVOTES, CHALLENGES = 10, 20  # one voter of so many votes twice, one challenges
REASON = "领取了纸质票"
OTHERS = 4  # one of so many does not want a favourite: somebody is elected
AT_ONCE = 50  # ballots that go to a process together

Votes = tuple[list[int], list[str]]  # cells in clear, who is written in
Step = Callable[[str], None]


@dataclass
class Rehearsal:
    """An election on its way; `told` hears each step in words."""

    asked: Asked
    told: Step
    workers: int = 1
    people: Invented = field(init=False)
    ceremony: Ceremony = field(init=False)
    last: dict[bytes, Ballot] = field(default_factory=dict)  # of each credential

    def __post_init__(self) -> None:
        self.people = invent(self.asked)
        self.told(f"资格审查组生成 {self.asked.voters} 个投票码，交出公钥清单")
        self.ceremony = hold(self.people.manifest, self.people.holders)
        words = self.people.holders[0].words(self.ceremony)
        self.told(f"{len(self.people.holders)} 名密钥保管人完成密钥仪式，各自读出：{words}")
        self.chain = Chain(self.people.manifest.eid)

    @property
    def election(self) -> Election:
        manifest = self.people.manifest
        return Election(manifest.eid, self.ceremony.h, manifest.layout)

    def write(self, folder: Path) -> None:
        """Hold the election and leave its archive in a new or empty folder. Raises Refused."""
        people = self.people
        contents = archive.Contents(
            manifest=people.manifest.raw,
            ceremony=self.ceremony.raws,
            keys=[key_of(seed) for seed in people.voters],
            desk_keys=[key_of(seed) for seed in people.desk],
            roster=people.roster,
            board=self._board(),
        )
        archive.write(folder, contents)

    def _append(self, kind: str, said: Value) -> Entry:
        return self.chain.append(kind, dump(said))

    def _board(self) -> Iterator[Entry]:
        """Yield the whole board, one entry after the other."""
        opening = {"ceremony": self.ceremony.transcript.hex(), "h": self.ceremony.h.hex()}
        yield self._append(board.OPEN, opening)
        on_paper = self.people.voters[: self.asked.paper]
        yield from self._voting(self.people.voters[self.asked.paper :])
        eid, two = self.people.manifest.eid, self.people.scrutineers
        if on_paper:
            keys = [key_of(seed) for seed in on_paper]
            yield self._append(board.REVOKED, statements.revoked(eid, keys, REASON, two))
            self.told(f"{len(keys)} 人领取纸质票，两名监票人签名撤销其投票码")
        place = self.chain.seq - 1, self.chain.head
        yield self._append(board.CLOSED, statements.closed(eid, *place, two))
        self.told("两名监票人签名，投票截止")
        yield from self._papers()
        place = self.chain.seq - 1, self.chain.head
        number = len(self.last)
        yield self._append(board.SEALED, statements.sealed(eid, *place, number, two))
        self.told(f"封存：计票 {number} 张")
        if number >= self.people.manifest.m:
            yield from self._opening()
        else:
            self.told("票数不足，不开票")

    def _voting(self, voters: list[bytes]) -> Iterator[Entry]:
        """Have everybody vote; some challenge first, some vote again."""
        first = [(seed, self.choice()) for seed in voters]
        twice = [] if self.asked.is_in_hall else voters[::REVOTES]
        again = [(seed, self.choice()) for seed in twice]
        challenged = 0
        for n, raw in enumerate(self._made([*first, *again])):
            if n < len(first) and n % CHALLENGES == 0:
                yield self._challenge(*first[n])
                challenged += 1
            yield self._cast(raw)
        told = f"{len(first)} 人投票，其中 {len(again)} 人重新投了一次，{challenged} 人先核验再投出"
        self.told(told)

    def choice(self) -> Votes:
        """Choose at random, as this layout allows."""
        layout, (contest,) = self.election.layout, self.people.manifest.contests
        votes, writes = [0] * len(layout.cells), [""] * len(layout.slots)
        wanted = {n for n in range(contest.seats) if random.randrange(OTHERS)}
        for n in range(contest.seats, len(contest.choices)):
            if len(wanted) < contest.seats and not random.randrange(OTHERS):
                wanted.add(n)
        _mark(votes, self.election, wanted)
        free = contest.seats - len(wanted)
        if contest.kind == "votes":
            free = min(free, sum(votes[n] for n, c in enumerate(layout.cells) if c.kind == "no"))
        others = self.people.roster[len(contest.choices) :]
        names = random.sample(others, min(free, len(layout.slots)))
        for n, (member, _) in enumerate(names):
            votes[layout.slots[n].flag], writes[n] = 1, member
        return votes, writes

    def _made(self, voting: list[tuple[bytes, Votes]]) -> Iterator[bytes]:
        """Yield the ballots in order, made by so many processes."""
        if self.workers == 1:
            yield from map(partial(_make, self.election), voting)
            return
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            yield from pool.map(partial(_make, self.election), voting, chunksize=AT_ONCE)

    def _challenge(self, seed: bytes, chosen: Votes) -> Entry:
        """Open a ballot instead of casting it: it can be seen to hold what was chosen."""
        (votes, writes), cred, fresh = chosen, key_of(seed), secrets.token_bytes(SEED)
        tracker = ballots.opened(self.election, cred, votes, writes, fresh)
        opened = Spoiled(tracker, cred, fresh, tuple(votes), tuple(writes))
        return self._append(board.SPOILED, opened.value())

    def _cast(self, raw: bytes) -> Entry:
        """Append a ballot; of each credential the last one stays, in its place on the board."""
        ballot = Ballot.read(self.election, raw)
        self.last.pop(ballot.cred, None)
        self.last[ballot.cred] = ballot
        return self.chain.append(board.BALLOT, raw)

    def _papers(self) -> Iterator[Entry]:
        """Count paper: apart where both sides are enough, else keyed in by tellers (10.2)."""
        on_paper, m = self.asked.paper, self.people.manifest.m
        if not on_paper:
            return
        chosen = [self.choice() for _ in range(on_paper)]
        is_apart = on_paper >= m and len(self.last) >= m
        counted: dict[str, Value] = {
            "issued": on_paper,
            "returned": on_paper,
            "valid": on_paper,
            "void": 0,
            "cells": [*map(sum, zip(*(votes for votes, _ in chosen), strict=True))],
            "writes": self._written(chosen),
        }
        if not is_apart:
            counted |= {"cells": [], "writes": {}}
        said = statements.paper(self.people.manifest.eid, counted, self.people.scrutineers)
        yield self._append(board.PAPER, said)
        if is_apart:
            self.told(f"纸质票 {on_paper} 张单独计票，由监票人签名")
        else:
            for raw in self._made(list(zip(self.people.desk, chosen, strict=True))):
                yield self._cast(raw)
            self.told(f"纸质票或者电子票不足 {m} 张，{on_paper} 张纸质票逐张代录，合并计票")

    def _written(self, chosen: list[Votes]) -> dict[str, Value]:
        (contest,) = self.people.manifest.contests
        names = [name for _, writes in chosen for name in writes if name]
        rows: dict[str, Value] = {name: names.count(name) for name in set(names)}
        return {contest.id: rows} if rows else {}

    def _opening(self) -> Iterator[Entry]:
        """Add up, mix, decrypt, publish."""
        work, parts = self._work(), dict[int, Partial]()
        quorum = range(1, self.people.manifest.threshold + 1)
        for holder in quorum if work.slots else ():
            entry, work = self._mix(holder, work)
            yield entry
        for holder in quorum:
            keeper = self.people.holders[holder - 1]
            eid, shares = self.people.manifest.eid, self.ceremony.public_shares
            raw = partials.payload(eid, holder, keeper.x, keeper.sign_seed, work)
            keys = [one.sign for one in self.people.manifest.holders]
            parts[holder] = partials.read(raw, eid, keys, shares, work)
            yield self.chain.append(board.PARTIAL, raw)
        self.told(f"{len(parts)} 名密钥保管人解密合计数，没有人解密单张选票")
        yield self._append(board.RESULT, self._result(work, parts))

    def _work(self) -> Work:
        """Return the sums and slots of the counted ballots, in the order of the board."""
        ours = list(self.last.values())
        cells = [sum_of(ballot.cells[n] for ballot in ours) for n in range(len(ours[0].cells))]
        slots: dict[str, list[Ciphertext]] = {}
        for n, contest in enumerate(self.people.manifest.contests):
            if which := self.election.layout.slots_of(n):
                slots[contest.id] = [ballot.slots[i] for ballot in ours for i in which]
        return Work(cells, slots)

    def _mix(self, holder: int, work: Work) -> tuple[Entry, Work]:
        """Have a holder shuffle the write-ins; return the entry and what goes on from there."""
        h, eid = self.ceremony.h, self.people.manifest.eid
        mixed: dict[str, Value] = {}
        slots: dict[str, list[Ciphertext]] = {}
        for contest, e in work.slots.items():
            out, secret = shuffle.shuffle(e, h)
            proof = shuffle.prove(shuffle.context(eid, h, holder, contest), h, e, out, secret)
            mixed[contest] = {"out": shuffle.flat(out).hex(), "proof": proof.hex()}
            slots[contest] = out
        seed = self.people.holders[holder - 1].sign_seed
        said = statements.signed(eid, board.MIXED, seed, {"holder": holder, "contests": mixed})
        self.told(f"第 {holder} 名保管人混洗 {sum(map(len, slots.values()))} 个另选人栏")
        return self._append(board.MIXED, said), Work(work.sums, slots)

    def _result(self, work: Work, parts: Mapping[int, Partial]) -> dict[str, Value]:
        number = len(self.last)
        logs = Logarithms(number)
        cells: list[Value] = [
            logs.find(combine(ct, {i: part.sums[n] for i, part in parts.items()}))
            for n, ct in enumerate(work.sums)
        ]
        writes: dict[str, Value] = {}
        names = {member_point(self.people.manifest.eid, who): who for who, _ in self.people.roster}
        names[IDENTITY] = ""
        for contest, cts in work.slots.items():
            rows = [
                {holder: part.slots[contest][n] for holder, part in parts.items()}
                for n in range(len(cts))
            ]
            opened = Counter(
                names.get(combine(ct, row), "?") for ct, row in zip(cts, rows, strict=True)
            )
            writes[contest] = dict(opened)
        return {"cells": cells, "writes": writes, "ballots": number}


def _make(election: Election, voting: tuple[bytes, Votes]) -> bytes:
    """Make one ballot; at module level, so that another process can."""
    seed, (votes, writes) = voting
    return ballots.make(election, seed, votes, writes, secrets.token_bytes(SEED))


def _mark(votes: list[int], election: Election, wanted: set[int]) -> None:
    """Mark who is wanted; of the others half are voted against where that can be said."""
    for n, cell in enumerate(election.layout.cells):
        if cell.kind in ("mark", "yes"):
            votes[n] = int(cell.choice in wanted)
        elif cell.kind == "no" and cell.choice not in wanted:
            votes[n] = random.randint(0, 1)
