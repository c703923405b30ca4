"""Whole elections from fixed seeds, as archives: what the single files are tried on."""

import base64
from collections.abc import Iterator
from pathlib import Path

from tests.ballots import elections as made
from zhijia.ballots.crypto import shuffle, statements
from zhijia.ballots.crypto.ballots import Ballot, opened
from zhijia.ballots.crypto.board import Chain, Entry
from zhijia.ballots.crypto.canonical import Value, dump, load
from zhijia.ballots.crypto.credentials import seed_of
from zhijia.ballots.crypto.elgamal import member_point, sum_of
from zhijia.ballots.crypto.group import IDENTITY
from zhijia.ballots.crypto.hashes import key_of
from zhijia.ballots.crypto.partials import Logarithms, Work, combine, payload, read

# Cells by name stand in tests/ballots/elections.py; who is written in where.
VOTES = [
    (made.votes(0, 3, 4, 7, 10, 12, 15, 16), ("m1", "m2", "")),
    (made.votes(1, 5, 7, 10, 11, 12, 14, 17), ("", "m2", "m3")),
    (made.votes(0, 1, 4, 6, 13, 18), ("", "", "")),
    (made.votes(), ("", "", "")),
    (made.votes(2, 9, 10, 12, 16), ("", "m5", "")),
    (made.votes(0, 2, 4, 8, 12, 14, 16), ("", "", "")),
]
OPENED = 6  # the voter who challenges and then stays away
MIXED = {"marks": (0,), "votes": (1, 2)}  # slots by contest


def scrutineers() -> list[bytes]:
    return [seed_of(made.code(f"s{n}"), "scrutineer", made.ID) for n in (1, 2)]


class Board:
    """A board from its opening on; `upto` says where it stops: sealed, mixed, partial or result."""

    def __init__(self, upto: str = "result", voters: int = len(VOTES)) -> None:
        self.held = made.held()
        self.election = self.held.election
        self.eid, self.h = self.election.eid, self.election.h
        self.chain, self.entries = Chain(self.eid), list[Entry]()
        ceremony = self.held.ceremony
        self.add("open", {"ceremony": ceremony.transcript.hex(), "h": self.h.hex()})
        self.ballots = [
            made.ballot(n, *vote, of=self.election) for n, vote in enumerate(VOTES[:voters])
        ]
        for n, raw in enumerate(self.ballots):
            self.entries.append(self.chain.append("ballot", raw))
            if n == 2:
                self.add("spoiled", self.spoiled())
        self.close()
        for step in ("mixed", "partial", "result"):
            if upto != "sealed":
                getattr(self, step)()
            if upto == step:
                break

    def add(self, kind: str, said: Value) -> None:
        self.entries.append(self.chain.append(kind, dump(said)))

    def spoiled(self) -> dict[str, Value]:
        cells, writes, seed = made.votes(0, 4), ["", "", ""], made.seed("spoiled")
        cred = key_of(made.voter(OPENED))
        tracker = opened(self.election, cred, cells, writes, seed)
        said = {"tracker": tracker.hex(), "cred": cred.hex(), "seed": seed.hex()}
        return {**said, "votes": list(cells), "writes": list(writes)}

    def close(self) -> None:
        seeds = scrutineers()
        self.add("closed", statements.closed(self.eid, self.chain.seq - 1, self.chain.head, seeds))
        place = (self.chain.seq - 1, self.chain.head)
        self.add("sealed", statements.sealed(self.eid, *place, len(self.ballots), seeds))

    @property
    def work(self) -> Work:
        """What is to be opened, the slots as the last mixer left them."""
        rows = [Ballot.read(self.election, raw) for raw in self.ballots]
        cells = [sum_of([row.cells[n] for row in rows]) for n in range(19)]
        slots = {
            name: [row.slots[n] for row in rows for n in which] for name, which in MIXED.items()
        }
        for entry in self.entries:
            if entry.kind == "mixed":
                said = load(entry.payload)
                assert isinstance(said, dict)
                for name, given in said["contests"].items():
                    slots[name] = shuffle.pairs(bytes.fromhex(given["out"]))
        return Work(cells, slots)

    def mixed(self) -> None:
        for holder in (1, 2):
            contests = {}
            for name, before in self.work.slots.items():
                after, secret = shuffle.shuffle(before, self.h)
                ctx = shuffle.context(self.eid, self.h, holder, name)
                proof = shuffle.prove(ctx, self.h, before, after, secret)
                contests[name] = {"out": shuffle.flat(after).hex(), "proof": proof.hex()}
            bare = {"holder": holder, "contests": contests}
            seed = self.held.holders[holder - 1].sign_seed
            self.add("mixed", statements.signed(self.eid, "mixed", seed, bare))

    def partial(self) -> None:
        for holder in (1, 3):
            keeper = self.held.holders[holder - 1]
            raw = payload(self.eid, holder, keeper.x, keeper.sign_seed, self.work)
            self.entries.append(self.chain.append("partial", raw))

    def result(self) -> None:
        self.add("result", self.tally([e.payload for e in self.entries if e.kind == "partial"]))

    def tally(self, partials: list[bytes]) -> dict[str, Value]:
        """Return what these partials open."""
        work, ceremony = self.work, self.held.ceremony
        keys = [one.sign for one in self.held.manifest.holders]
        given = [read(raw, self.eid, keys, ceremony.public_shares, work) for raw in partials]
        find = Logarithms(len(self.ballots)).find
        cells: list[Value] = [
            find(combine(ct, {one.holder: one.sums[n] for one in given}))
            for n, ct in enumerate(work.sums)
        ]
        names = {member_point(self.eid, row["id"]): row["id"] for row in made.ROSTER}
        names[IDENTITY] = ""
        writes: dict[str, Value] = {}
        for name, cts in work.slots.items():
            row: dict[str, Value] = {}
            for n, ct in enumerate(cts):
                point = combine(ct, {one.holder: one.slots[name][n] for one in given})
                row[names[point]] = int(str(row.get(names[point], 0))) + 1
            writes[name] = row
        return {"cells": cells, "writes": writes, "ballots": len(self.ballots)}

    def lines(self) -> Iterator[bytes]:
        for entry in self.entries:
            is_ballot = entry.kind == "ballot"
            said = base64.b64encode(entry.payload).decode() if is_ballot else load(entry.payload)
            row = {"seq": entry.seq, "kind": entry.kind, "hash": entry.hash.hex(), "payload": said}
            yield dump(row) + b"\n"

    def write(self, folder: Path) -> Path:
        """Write the archive into a new folder."""
        folder.mkdir(parents=True)
        files = {
            "manifest.json": self.held.manifest.raw,
            "ceremony.json": dump([load(raw) for raw in self.held.ceremony.raws]),
            "keys.txt": b"".join(
                key.hex().encode() + b"\n"
                for key in sorted(key_of(made.voter(n)) for n in range(made.VOTERS))
            ),
            "desk_keys.txt": b"",
            "roster.json": dump(list(made.ROSTER)),
            "board.jsonl": b"".join(self.lines()),
        }
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        return folder
