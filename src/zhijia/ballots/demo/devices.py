"""What people's devices do in the story of an electronic vote: keys, codes, ballots, signatures.

All secrets are made here and forgotten with the story: nobody can open the demo's votes again.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_bytes

from zhijia.platform.actor import Actor

from .. import actions, policies, queries
from ..actions.statements import LABELS, signed_parts
from ..crypto.ballots import make
from ..crypto.canonical import dump
from ..crypto.credentials import new_code, seed_of
from ..crypto.hashes import SEED, key_of, sign
from ..crypto.holders import Holder
from ..crypto.partials import payload
from ..models import Ballot, Board, Voter

CodeFor = Callable[[Voter], str]


def any_code(voter: Voter) -> str:
    """Return a fresh code for a voter's card."""
    return new_code()


@dataclass
class Devices:
    """Everybody's devices for one ballot: holders', voters' and scrutineers' seeds."""

    ballot: Ballot
    desk: Actor
    holders: list[Holder] = field(default_factory=list)
    voters: list[bytes] = field(default_factory=list)
    watch: list[bytes] = field(default_factory=list)

    @property
    def board(self) -> Board:
        return Board.objects.select_related("ballot").get(ballot=self.ballot)

    def make_keys(self, code_for: CodeFor = any_code) -> None:
        """Bring keys and lists, freeze the manifest, hold the ceremony, begin the board."""
        id_ = str(actions.begin_keys(actor=self.desk, ballot=self.ballot).uuid)
        for watcher in queries.holders_of(self.ballot):
            one = Holder.new()
            keys = one.public(watcher.name)
            text = dump({"sign": keys.sign.hex(), "box": keys.box.hex()}).decode()
            actions.keep_holder_keys(actor=self.desk, watcher=watcher, text=text)
            self.holders.append(one)
        rows = self.ballot.voters.select_related("member").order_by("pk")
        self.voters = [seed_of(code_for(one), "credential", id_) for one in rows]
        watchers = self.ballot.watchers.filter(role__in=policies.SCRUTINEERS)
        names = list(watchers.values_list("name", flat=True))
        self.watch = [seed_of(new_code(), "scrutineer", id_) for _ in names]
        said = {
            "id": id_,
            "keys": sorted(key_of(one).hex() for one in self.voters),
            "desk_keys": [],
            "scrutineers": [
                {"name": name, "key": key_of(one).hex()}
                for name, one in zip(names, self.watch, strict=True)
            ],
        }
        actions.keep_key_lists(actor=self.desk, ballot=self.ballot, text=json.dumps(said))
        self.ballot = actions.freeze_manifest(actor=self.desk, ballot=self.ballot)
        self._hold_ceremony()
        actions.open_board(actor=self.desk, ballot=self.ballot)

    def _hold_ceremony(self) -> None:
        """Let the holders' messages go round, all of a round before the next begins."""
        self._carry(one.commit(queries.manifest_of(self.ballot)) for one in self.holders)
        for step in (Holder.reveal, Holder.share, Holder.confirm):
            ceremony = queries.ceremony_of(self.ballot)
            self._carry([step(one, ceremony) for one in self.holders])

    def _carry(self, messages: Iterable[bytes]) -> None:
        for raw in messages:
            actions.take_message(actor=self.desk, ballot=self.ballot, text=raw.decode())

    def cast(self, voter: int, on: Sequence[int], now: datetime) -> None:
        """Let a voter cast a ballot with these cells at 1."""
        board = self.board
        key = queries.election_of(board.ballot, board)
        cells = [int(n in on) for n in range(len(key.layout.cells))]
        raw = make(key, self.voters[voter], cells, [], token_bytes(SEED))
        actions.cast(ballot=self.ballot, raw=raw, now=now)

    def _sign(self) -> None:
        """Let both scrutineers sign what is proposed."""
        board = self.board
        kind, said = board.statement["kind"], board.statement["payload"]
        parts = signed_parts(bytes.fromhex(self.ballot.eid), kind, said)
        for seed in self.watch[:2]:
            sig = sign(seed, LABELS[kind], *parts).hex()
            key = key_of(seed).hex()
            actions.sign_statement(actor=self.desk, ballot=self.ballot, key=key, sig=sig)

    def close(self, today: date, now: datetime) -> None:
        """End the vote and fix what is counted."""
        actions.stop_casting(actor=self.desk, ballot=self.ballot, now=now)
        self._sign()
        self.ballot = actions.close_ballot(
            actor=self.desk, ballot=self.ballot, today=today, now=now
        )
        actions.propose_seal(actor=self.desk, ballot=self.ballot)
        self._sign()

    def open(self) -> None:
        """Let as many holders as it takes decrypt the sums."""
        eid = bytes.fromhex(self.ballot.eid)
        for one in self.holders[: self.ballot.threshold]:
            work = queries.work_of(self.ballot, self.board)
            raw = payload(eid, one.index, one.x, one.sign_seed, work)
            actions.take_partial(actor=self.desk, ballot=self.ballot, text=raw.decode())
