"""轮次: what the ballots of one election came to together, and what must still follow. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijia.law import ALLOWED, LAW, Clause, Verdict, refused


@dataclass(frozen=True, slots=True)
class Round:
    """One ballot of an election: `outcome` and `tally` as `ballots` keeps them."""

    is_preliminary: bool
    outcome: Mapping[str, Any]
    tally: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concluded:
    """What all rounds of an election came to: who was elected with how many votes, what is left.

    `then` is "", or what must follow: runoff, fill, anew, formal.
    """

    elected: tuple[tuple[str, int], ...]
    then: str
    steps: tuple[tuple[str, str], ...] = field(default=())


THEN = {
    "runoff": "得票相同，须就得票相同的候选人再次投票",
    "fill": "当选人数少于应选名额，不足的名额另行选举，或者经多数同意减少名额",
    "anew": "选举无效，应当重新选举",
    "formal": "预选已经完成，须进行正式选举",
}


def then_clause(then: str) -> Clause:
    """Return the article that says what follows."""
    return LAW[{"runoff": "XJ-23", "fill": "XJ-24", "anew": "XJ-22"}.get(then, "XJ-15")]


def follows(then: str) -> Verdict:
    """Say what must still follow, if anything."""
    return refused(THEN[then], then_clause(then)) if then else ALLOWED


def may_retract(
    *, is_reported: bool, is_written: bool, is_followed: bool, is_source: bool
) -> Verdict:
    """Papers are taken back until something rests on what they came to."""
    if is_written or is_reported:
        return refused("选举结果已经上报或者写入任职，选票不能取消")
    if is_followed:
        return refused("还有承接的投票，请先到它的选票页删除草稿或者作废")
    if is_source:
        return refused("已经从当选人中选出主席等职务，请先取消那一项的选票")
    return ALLOWED


def is_whole(*, stands: bool) -> Verdict:
    """What was taken over is what the ballots that stand came to."""
    if stands:
        return ALLOWED
    words = (
        "选票已经作废，或者采用结果以后有变动：作废的请取消选票、重新投票，其余请重新采用计票结果"
    )
    return refused(words, LAW["XJ-22"])


def conclude(rounds: Sequence[Round]) -> Concluded:
    """Put the rounds of an election together; a later one adds to who was elected before."""
    elected: list[tuple[str, int]] = []
    steps: list[tuple[str, str]] = []
    then = "anew"
    for one in rounds:
        steps += [(str(words), str(clause)) for words, clause in one.outcome.get("steps", [])]
        then = str(one.outcome.get("then", ""))
        if one.is_preliminary:
            then = then or "formal"
            continue
        elected += [(str(key), _votes(one, str(key))) for key in one.outcome.get("elected", [])]
    return Concluded(tuple(elected), then, tuple(steps))


def _votes(one: Round, key: str) -> int:
    line = one.tally.get("lines", {}).get(key)
    if line is not None:
        return int(line.get("yes", 0))
    return int(one.tally.get("others", {}).get(key, 0))
