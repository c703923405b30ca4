"""The first reading of the board: order, credentials, signatures. docs/ballot-protocol.md 9.

Of ballots it looks only at kind and credential, by their place in the line: a line has one
canonical form, and the second reading refuses every other. So a ballot takes microseconds.
"""

import base64
import binascii
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..crypto import board, statements
from ..crypto.board import START, Entry, Order
from ..crypto.canonical import load_object
from ..crypto.fields import Fields
from ..crypto.group import Refused
from ..crypto.hashes import KEY
from ..crypto.statements import Paper, Spoiled
from .archive import HASH, PAYLOAD_AT, Archive, entry_of, hash_in, is_ballot
from .checks import Findings
from .rolls import Roll
from .setting import Setting

CRED_LETTERS = 44  # of base64, for a credential's 32 bytes and one more


@dataclass
class Scan:
    """What the first reading finds, in a number and a byte for each credential."""

    setting: Setting
    keys: Roll
    desk: Roll
    findings: Findings
    order: Order = field(default_factory=Order)
    size: int = 0
    head: bytes = START
    spoiled: set[bytes] = field(default_factory=set)
    paper: Paper | None = None
    after: list[Entry] = field(default_factory=list)  # mixed, partial, result
    ballots_named: int | None = None  # by the seal

    def __post_init__(self) -> None:
        self._last = array("Q", bytes(8 * self.keys.count))  # seq + 1 of each credential's last
        self._struck = bytearray(self.keys.count)
        self._desk = array("Q", bytes(8 * self.desk.count))
        self._takes: dict[str, Callable[[Entry], None]] = {
            board.OPEN: self._open,
            board.SPOILED: self._spoiled,
            board.REVOKED: self._revoked,
            board.CLOSED: self._closed,
            board.PAPER: self._paper,
            board.SEALED: self._sealed,
        }

    def read(self, source: Archive) -> None:
        """Read the whole board once."""
        self.findings.make("lines", "order", "listed", "revoked", "spoiled", "closed")
        self.findings.make("paper", "sealed", "enough")
        with self.findings.check("lines"):
            for line in source.lines():
                self._take(line)
                self.size += 1

    def _take(self, line: bytes) -> None:
        if is_ballot(line):
            self._ballot(line)
            self.head = hash_in(line)
            return
        try:
            entry = entry_of(line)
        except Refused as error:
            self._bad("lines", str(error))
            return
        if self._goes(entry.kind):
            take = self._takes.get(entry.kind, self.after.append)
            try:
                take(entry)
            except Refused as error:
                name = entry.kind if entry.kind != board.OPEN else "ceremony"
                self._bad(name, str(error))
        self.head = entry.hash

    def _bad(self, check: str, why: str) -> None:
        self.findings.bad(check, f"第 {self.size} 条：{why}")

    def _goes(self, kind: str) -> bool:
        try:
            self.order.take(kind)
        except Refused as error:
            self._bad("order", str(error))
            return False
        return True

    def _ballot(self, line: bytes) -> None:
        is_desk = self.order.is_desk(board.BALLOT)
        if not self._goes(board.BALLOT):
            return
        try:
            cred = base64.b64decode(line[PAYLOAD_AT : PAYLOAD_AT + CRED_LETTERS], validate=True)[
                :KEY
            ]
        except binascii.Error:
            self._bad("lines", "选票不是 base64")
            return
        roll, last = (self.desk, self._desk) if is_desk else (self.keys, self._last)
        n = roll.index(cred)
        if n is None:
            self._bad("listed", "凭证不在清单上")
        elif last[n] and (is_desk or not self.setting.manifest.revote):
            self._bad("listed", f"凭证已经投过第 {last[n] - 1} 条")
        elif not is_desk and self._struck[n]:
            self._bad("listed", "凭证已经撤销")
        else:
            last[n] = self.size + 1

    def _payload(self, entry: Entry) -> dict[str, Any]:
        return load_object(entry.payload)

    def _open(self, entry: Entry) -> None:
        fields = Fields(self._payload(entry), "开启")
        transcript, h = fields.raw("ceremony", HASH), fields.raw("h", KEY)
        fields.end()
        ceremony = self.setting.ceremony
        if (transcript, h) != (ceremony.transcript, ceremony.h):
            raise Refused("公钥或者仪式记录和密钥仪式不一致")

    def _spoiled(self, entry: Entry) -> None:
        """Keep the tracker; whether what was opened is true is seen with the proofs."""
        found = Spoiled.read(self._payload(entry))
        if self.keys.index(found.cred) is None:
            raise Refused("凭证不在清单上")
        self.spoiled.add(found.tracker)

    @property
    def _signing(self) -> tuple[bytes, frozenset[bytes]]:
        return self.setting.manifest.eid, self.setting.manifest.scrutineer_keys

    def _revoked(self, entry: Entry) -> None:
        for key in statements.check_revoked(*self._signing, self._payload(entry)):
            n = self.keys.index(key)
            if n is None:
                raise Refused("撤销的凭证不在清单上")
            self._struck[n] = 1

    def _closed(self, entry: Entry) -> None:
        said = self._payload(entry)
        statements.check_closed(*self._signing, self.size - 1, self.head, said)

    def _paper(self, entry: Entry) -> None:
        self.paper = statements.check_paper(*self._signing, self._payload(entry))

    def _sealed(self, entry: Entry) -> None:
        said = self._payload(entry)
        named = statements.check_sealed(*self._signing, self.size - 1, self.head, said)
        self.ballots_named = named

    @property
    def electronic(self) -> int:
        """How many electronic ballots count: the last of each credential that was not struck."""
        return sum(
            1 for last, struck in zip(self._last, self._struck, strict=True) if last and not struck
        )

    @property
    def keyed_in(self) -> int:
        """How many desk ballots count."""
        return sum(1 for last in self._desk if last)

    @property
    def counted(self) -> int:
        return self.electronic + self.keyed_in

    def counts(self) -> bytearray:
        """Return a bit for each entry: whether it is a ballot that counts."""
        bits = bytearray(self.size // 8 + 1)
        for last, struck in zip(self._last, self._struck, strict=True):
            if last and not struck:
                bits[(last - 1) // 8] |= 1 << (last - 1) % 8
        for last in self._desk:
            if last:
                bits[(last - 1) // 8] |= 1 << (last - 1) % 8
        return bits
