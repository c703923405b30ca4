"""An electronic vote in tests: the holders' devices, the codes of voters and scrutineers."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from django.utils.timezone import now

from tests.ballots.conftest import COMMITTEE, Election
from zhijia.ballots import actions, queries
from zhijia.ballots.actions.statements import LABELS, signed_parts
from zhijia.ballots.crypto import credentials, shuffle
from zhijia.ballots.crypto.ballots import Election as Key
from zhijia.ballots.crypto.ballots import make
from zhijia.ballots.crypto.canonical import dump
from zhijia.ballots.crypto.hashes import key_of, sign
from zhijia.ballots.crypto.holders import Holder
from zhijia.ballots.crypto.partials import payload
from zhijia.ballots.crypto.statements import signed
from zhijia.ballots.models import Ballot, Board
from zhijia.ballots.rules.asking import Asked
from zhijia.platform.actor import Actor

SCRUTINEERS = ("chief_scrutineer", "scrutineer")


@dataclass
class Hall:
    """A ballot with everybody's secrets."""

    ballot: Ballot
    desk: Actor
    today: date
    holders: list[Holder] = field(default_factory=list)
    codes: list[bytes] = field(default_factory=list)  # seeds of the voters' credentials
    desk_codes: list[bytes] = field(default_factory=list)
    watch: list[bytes] = field(default_factory=list)  # seeds of the scrutineers

    @property
    def board(self) -> Board:
        return Board.objects.select_related("ballot").get(ballot=self.ballot)

    @property
    def key(self) -> Key:
        board = self.board
        return queries.election_of(board.ballot, board)

    def begin(self) -> Board:
        return actions.begin_keys(actor=self.desk, ballot=self.ballot)

    def bring_holders(self) -> None:
        for watcher in queries.holders_of(self.ballot):
            one = Holder.new()
            keys = one.public("")
            text = dump({"sign": keys.sign.hex(), "box": keys.box.hex()}).decode()
            actions.keep_holder_keys(actor=self.desk, watcher=watcher, text=text)
            self.holders.append(one)

    def lists(self, desk: int = 0) -> str:
        """Make codes as the registrar's tool does; return the file."""
        id_ = str(self.board.uuid)

        def seeds(kind: str, n: int) -> list[bytes]:
            return [credentials.seed_of(credentials.new_code(), kind, id_) for _ in range(n)]

        self.codes = seeds("credential", self.ballot.due)
        self.desk_codes = seeds("desk", desk)
        names = self.ballot.watchers.filter(role__in=SCRUTINEERS).values_list("name", flat=True)
        self.watch = seeds("scrutineer", len(names))
        people = [
            {"name": name, "key": key_of(one).hex()}
            for name, one in zip(names, self.watch, strict=True)
        ]
        keys, desk_keys = (
            sorted(key_of(one).hex() for one in codes) for codes in (self.codes, self.desk_codes)
        )
        said = {"id": id_, "keys": keys, "desk_keys": desk_keys, "scrutineers": people}
        return json.dumps(said)

    def freeze(self, desk: int = 0) -> None:
        self.begin()
        self.bring_holders()
        actions.keep_key_lists(actor=self.desk, ballot=self.ballot, text=self.lists(desk))
        self.ballot = actions.freeze_manifest(actor=self.desk, ballot=self.ballot)

    def hold_ceremony(self) -> None:
        steps: list[Callable[[Holder], bytes]] = [
            lambda one: one.commit(queries.manifest_of(self.ballot)),
            lambda one: one.reveal(queries.ceremony_of(self.ballot)),
            lambda one: one.share(queries.ceremony_of(self.ballot)),
            lambda one: one.confirm(queries.ceremony_of(self.ballot)),
        ]
        for step in steps:
            for raw in [step(one) for one in self.holders]:
                self.send(raw)

    def send(self, raw: bytes) -> None:
        actions.take_message(actor=self.desk, ballot=self.ballot, text=raw.decode())

    def open(self, desk: int = 0) -> "Hall":
        """Prepare everything and begin the vote."""
        self.freeze(desk)
        self.hold_ceremony()
        actions.open_board(actor=self.desk, ballot=self.ballot)
        self.ballot = actions.open_ballot(actor=self.desk, ballot=self.ballot, today=self.today)
        return self

    def votes(self, *on: int) -> list[int]:
        return [int(n in on) for n in range(len(self.key.layout.cells))]

    def fill(
        self, n: int, *on: int, writes: Sequence[str] = (), seed: bytes | None = None
    ) -> bytes:
        """Return voter n's ballot with these cells at 1."""
        names = [*writes, *[""] * (len(self.key.layout.slots) - len(writes))]
        return make(
            self.key, self.codes[n], self.votes(*on), names, seed or secrets.token_bytes(32)
        )

    def key_in(self, n: int, *on: int) -> bytes:
        """Return a paper as a teller keys it in with desk credential n."""
        return make(self.key, self.desk_codes[n], self.votes(*on), [], secrets.token_bytes(32))

    def cast(self, raw: bytes) -> actions.Receipt:
        return actions.cast(ballot=self.ballot, raw=raw, now=now())

    def sign(self, n: int) -> Board:
        """Let scrutineer n sign what is proposed."""
        board = self.board
        kind, said = board.statement["kind"], board.statement["payload"]
        parts = signed_parts(self.key.eid, kind, said)
        seed = self.watch[n]
        sig = sign(seed, LABELS[kind], *parts).hex()
        return actions.sign_statement(
            actor=self.desk, ballot=self.ballot, key=key_of(seed).hex(), sig=sig
        )

    def both_sign(self) -> None:
        self.sign(0)
        self.sign(1)

    def close(self) -> None:
        actions.stop_casting(actor=self.desk, ballot=self.ballot, now=now())
        self.both_sign()
        self.ballot = actions.close_ballot(
            actor=self.desk, ballot=self.ballot, today=self.today, now=now()
        )

    def seal(self) -> None:
        actions.propose_seal(actor=self.desk, ballot=self.ballot)
        self.both_sign()

    def mixing(self, n: int) -> bytes:
        """Return what holder n (from 0) makes of the slots."""
        one, eid, h = self.holders[n], self.key.eid, self.key.h
        contests = {}
        for contest, e in queries.slots_to_mix(self.ballot, self.board).items():
            out, secret = shuffle.shuffle(e, h)
            ctx = shuffle.context(eid, h, one.index, contest)
            proof = shuffle.prove(ctx, h, e, out, secret)
            contests[contest] = {"out": shuffle.flat(out).hex(), "proof": proof.hex()}
        said = {"holder": one.index, "contests": contests}
        return dump(signed(eid, "mixed", one.sign_seed, said))

    def mix(self, n: int) -> None:
        text = self.mixing(n).decode()
        actions.take_mixed(actor=self.desk, ballot=self.ballot, text=text)

    def partial(self, n: int) -> bytes:
        one = self.holders[n]
        work = queries.work_of(self.ballot, self.board)
        return payload(self.key.eid, one.index, one.x, one.sign_seed, work)

    def decrypt(self, n: int) -> None:
        text = self.partial(n).decode()
        actions.take_partial(actor=self.desk, ballot=self.ballot, text=text)


WATCH = {
    "chief_scrutineer": "2003",
    "scrutineer": "2004",
    "teller_a": "3003",
    "teller_b": "4003",
    "registrar": "1002",
}
Make = Callable[..., Hall]
MARKS = replace(COMMITTEE, by_marks=True)
TINY = Asked("resolution", "演练决议", "other", adoption="members")


@pytest.fixture
def hall(draft: Election, desk: Actor, today: date) -> Make:
    """Set an electronic vote with three key holders; a rehearsal in the hall unless told."""

    def made(
        asked: Asked = MARKS, *, way: str = "hall", is_rehearsal: bool = True, **more: object
    ) -> Hall:
        lines = {"choices": ("同意方案",)} if asked.kind == "resolution" else {}
        choices = {"choices": more.pop("choices")} if "choices" in more else lines
        ballot = draft(asked, way=way, watch=WATCH, is_rehearsal=is_rehearsal, **choices)
        Ballot.objects.filter(pk=ballot.pk).update(m=5, **more)
        ballot.refresh_from_db()
        for name in ("保管人甲", "保管人乙", "保管人丙"):
            actions.add_watcher(actor=desk, ballot=ballot, role="holder", name=name)
        ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
        return Hall(ballot, desk, today)

    return made


@pytest.fixture
def small(hall: Make) -> Hall:
    """Open a resolution of one item: the smallest ballots."""
    return hall(TINY).open()
