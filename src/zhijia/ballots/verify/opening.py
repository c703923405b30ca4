"""Mixing, partial decryption, result. docs/ballot-protocol.md 10.3–10.8."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..crypto import board, partials, shuffle, statements
from ..crypto.board import Entry
from ..crypto.canonical import load_object
from ..crypto.elgamal import Ciphertext, member_point
from ..crypto.fields import Fields
from ..crypto.group import IDENTITY, Refused, base
from ..crypto.hashes import SIGNATURE
from ..crypto.partials import Partial, Work, combine
from .checks import Findings
from .setting import Setting

NOBODY, VOID = "", "?"
Writes = dict[str, dict[str, int]]  # contest id → member id, "" of none, "?" void → n


@dataclass
class Opening:
    """Checks what holders put on the board after the seal, entry by entry."""

    setting: Setting
    sums: Sequence[Ciphertext]
    slots: dict[str, list[Ciphertext]]  # by contest, as they go from mixer to mixer
    ballots: int
    findings: Findings
    mixers: set[int] = field(default_factory=set)
    parts: dict[int, Partial] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)
    writes: Writes = field(default_factory=dict)

    def take(self, entries: Iterable[Entry]) -> None:
        """Check all entries after the seal."""
        self.findings.make("mixed", "partial", "result")
        takes: dict[str, Callable[[Entry], None]] = {
            board.MIXED: self._mixed,
            board.PARTIAL: self._partial,
            board.RESULT: self._result,
        }
        for entry in entries:
            with self.findings.check(entry.kind):
                takes[entry.kind](entry)
            if not self.findings.holds:
                return

    @property
    def _keys(self) -> list[bytes]:
        return [one.sign for one in self.setting.manifest.holders]

    def _mixed(self, entry: Entry) -> None:
        eid, h = self.setting.manifest.eid, self.setting.election.h
        said = load_object(entry.payload)
        holder = statements.by_holder(eid, board.MIXED, self._keys, said)
        name = f"第 {holder} 位保管人的混洗"
        fields = Fields(said, name)
        fields.number("holder"), fields.raw("sig", SIGNATURE)
        contests = fields.mapping("contests")
        fields.end()
        if holder in self.mixers:
            raise Refused(f"{name}出现了两次")
        if not self.slots or set(contests) != set(self.slots):
            raise Refused(f"{name}的项目不对")
        for contest, given in sorted(contests.items()):
            out, proof = mixed_pair(Fields(given, name))
            ctx = shuffle.context(eid, h, holder, contest)
            try:
                shuffle.check(ctx, h, self.slots[contest], out, proof)
            except Refused as error:
                raise Refused(f"{name}：{error}") from None
            self.slots[contest] = out
        self.mixers.add(holder)

    def _partial(self, entry: Entry) -> None:
        t = self.setting.manifest.threshold
        if self.slots and len(self.mixers) < t:
            self.findings.bad("mixed", f"混洗的保管人应当有 {t} 人，只有 {len(self.mixers)} 人")
            return
        shares = self.setting.ceremony.public_shares
        eid, work = self.setting.manifest.eid, Work(self.sums, self.slots)
        found = partials.read(entry.payload, eid, self._keys, shares, work)
        if found.holder in self.parts:
            raise Refused(f"第 {found.holder} 位保管人的解密份额出现了两次")
        self.parts[found.holder] = found

    def _result(self, entry: Entry) -> None:
        t = self.setting.manifest.threshold
        if len(self.parts) < t:
            self.findings.bad("partial", f"解密的保管人应当有 {t} 人，只有 {len(self.parts)} 人")
            return
        fields = Fields(load_object(entry.payload), "结果")
        cells, writes = fields.items("cells"), fields.mapping("writes")
        if fields.number("ballots") != self.ballots:
            raise Refused(f"结果写的票数不对，应当是 {self.ballots} 张")
        fields.end()
        self._check_cells(cells)
        if writes != self._opened():
            raise Refused("另选人的票数和解密所得不一致")
        self.cells, self.writes = cells, writes

    def _check_cells(self, cells: list[Any]) -> None:
        if len(cells) != len(self.sums):
            raise Refused("结果的格数和选票不一致")
        for n, (said, ciphertext) in enumerate(zip(cells, self.sums, strict=True)):
            if type(said) is not int or not 0 <= said <= self.ballots:
                raise Refused(f"第 {n + 1} 格不是票数")
            parts = {holder: part.sums[n] for holder, part in self._quorum()}
            if combine(ciphertext, parts) != base(said):
                raise Refused(f"第 {n + 1} 格的票数和解密所得不一致")

    def _quorum(self) -> list[tuple[int, Partial]]:
        return sorted(self.parts.items())[: self.setting.manifest.threshold]

    def _opened(self) -> Writes:
        """Open the slots; the roster is gone through once."""
        found: Writes = {}
        members = [
            (member, member_point(self.setting.manifest.eid, member))
            for member, _ in (self.setting.roster if self.slots else [])
        ]
        for contest, ciphertexts in self.slots.items():
            points = Counter(
                combine(ct, {holder: part.slots[contest][n] for holder, part in self._quorum()})
                for n, ct in enumerate(ciphertexts)
            )
            rows = {NOBODY: points.pop(IDENTITY, 0)}
            rows |= {member: points.pop(point, 0) for member, point in members}
            rows[VOID] = points.total()
            found[contest] = {who: n for who, n in rows.items() if n}
        return found


def mixed_pair(fields: Fields) -> tuple[list[Ciphertext], bytes]:
    """Take what a mixer gives for one contest: ciphertexts and proof. Raises Refused."""
    out, proof = fields.raw("out"), fields.raw("proof")
    fields.end()
    return shuffle.pairs(out), proof
