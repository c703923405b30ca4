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
