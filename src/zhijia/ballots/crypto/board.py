"""The board: a chain of entries in an order. docs/ballot-protocol.md 9.1, 9.2.

`Order` is the same for the server that appends and for the verifier that reads.
"""

from dataclasses import dataclass, field

from .group import Refused
from .hashes import h32, u64

START = bytes(32)
OPEN, BALLOT, SPOILED, REVOKED, CLOSED = "open", "ballot", "spoiled", "revoked", "closed"
PAPER, SEALED, MIXED, PARTIAL, RESULT = "paper", "sealed", "mixed", "partial", "result"

# What may come next, by the last entry that changed the board's phase. A ballot between `closed`
# and `sealed` is one that tellers key in with a desk credential.
NEXT = {
    "": {OPEN},
    OPEN: {BALLOT, SPOILED, REVOKED, CLOSED},
    CLOSED: {PAPER, BALLOT, SEALED},
    PAPER: {BALLOT, SEALED},
    "desk": {BALLOT, SEALED},
    SEALED: {MIXED, PARTIAL},
    MIXED: {MIXED, PARTIAL},
    PARTIAL: {PARTIAL, RESULT},
    RESULT: set[str](),
}
NAMES = {
    OPEN: "开启",
    BALLOT: "选票",
    SPOILED: "核验票",
    REVOKED: "撤销凭证",
    CLOSED: "截止",
    PAPER: "纸质票",
    "desk": "代录票",
    SEALED: "封存",
    MIXED: "混洗",
    PARTIAL: "解密份额",
    RESULT: "结果",
}
KINDS = frozenset().union(*NEXT.values())
STAYS = {SPOILED, REVOKED}


@dataclass(frozen=True)
class Entry:
    """One entry; the payload's bytes are a ballot's, or canonical JSON."""

    seq: int
    kind: str
    payload: bytes
    hash: bytes


def link(eid: bytes, seq: int, before: bytes, kind: str, payload: bytes) -> bytes:
    """Return the hash of an entry behind the one whose hash is `before`."""
    return h32("board", eid, u64(seq), before, kind.encode(), h32("payload", payload))


@dataclass
class Order:
    """Where a board stands: what it took so far, and what it may take next."""

    phase: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, kind: str) -> None:
        """Take one more entry of a kind, or raise Refused where it may not stand here."""
        if kind not in KINDS:
            raise Refused(f"公告板没有“{kind}”这一种条目")
        if kind not in NEXT[self.phase]:
            raise Refused(f"“{NAMES[kind]}”不能排在{_after(self.phase)}")
        self.counts[self.named(kind)] = self.counts.get(self.named(kind), 0) + 1
        if self.is_desk(kind):
            self.phase = "desk"
        elif kind not in STAYS and kind != BALLOT:
            self.phase = kind

    def is_desk(self, kind: str) -> bool:
        """Tell whether an entry that comes next would be a desk ballot."""
        return kind == BALLOT and self.phase in {CLOSED, PAPER, "desk"}

    def named(self, kind: str) -> str:
        return "desk" if self.is_desk(kind) else kind


@dataclass
class Chain:
    """The board as it grows: the next number, the last hash, the order."""

    eid: bytes
    seq: int = 0
    head: bytes = START
    order: Order = field(default_factory=Order)

    def append(self, kind: str, payload: bytes) -> Entry:
        """Return the next entry. Raises Refused where the kind may not stand here."""
        self.order.take(kind)
        self.head = link(self.eid, self.seq, self.head, kind, payload)
        entry = Entry(self.seq, kind, payload, self.head)
        self.seq += 1
        return entry

    def follow(self, entry: Entry) -> None:
        """Take an entry that was written elsewhere. Raises Refused where it is not the next one."""
        if entry.seq != self.seq:
            raise Refused(f"第 {entry.seq} 条排在第 {self.seq} 条的位置上")
        if self.append(entry.kind, entry.payload).hash != entry.hash:
            raise Refused(f"第 {entry.seq} 条的散列和内容不符")


def _after(phase: str) -> str:
    return f"“{NAMES[phase]}”之后" if phase else "最前面"
