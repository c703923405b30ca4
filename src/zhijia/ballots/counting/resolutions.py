"""决议: whether something is adopted, item by item. Pure."""

from dataclasses import dataclass
from typing import Literal

from zhijia.law import Clause
from zhijia.law.words import (
    HALF,
    TWO_THIRDS,
    half_or_more,
    least_exceeding,
    least_reaching,
    more_than_half,
    two_thirds,
)

from .facts import Said

Share = Literal["more_than_half", "half_or_more", "two_thirds"]
SHARES: dict[Share, str] = {
    "more_than_half": "过半数",
    "half_or_more": "半数以上",
    "two_thirds": "三分之二以上",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be voted on by itself: what share of those due must agree, by which clause.

    Where two sources ask for different shares, `strict` is the other one; what only the milder
    share lets through is neither adopted nor rejected (as the draft of a collective agreement).
    """

    title: str
    share: Share
    clause: Clause
    strict: Share | None = None
    strict_clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes on one item, of hands or papers."""

    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of an item: adopted, rejected, or open where two sources differ."""

    item: Item
    result: Literal["adopted", "rejected", "open"]
    steps: tuple[Said, ...]


def least(share: Share, of: int) -> int:
    """Return the fewest votes that make up a share; ValueError for a share of nobody."""
    if share == "more_than_half":
        return least_exceeding(of, HALF)
    return least_reaching(of, HALF if share == "half_or_more" else TWO_THIRDS)


def _is_met(share: Share, yes: int, of: int) -> bool:
    rules = {"more_than_half": more_than_half, "half_or_more": half_or_more}
    return rules.get(share, two_thirds)(yes, of)


def adopt(item: Item, *, due: int, present: int, votes: Votes, quorum: Clause) -> Decided:
    """Decide one item; two thirds of those due must be there, by the clause `quorum`."""
    came = f"应到 {due} 人，实到 {present} 人"
    if not two_thirds(present, due):
        return Decided(item, "rejected", (Said(f"{came}，不足三分之二，不能表决", quorum),))
    total = votes.yes + votes.no + votes.abstain
    if total > present:
        words = f"赞成、不赞成、弃权合计 {total}，多于实到 {present} 人，表决无效"
        return Decided(item, "rejected", (Said(words),))
    cast = f"赞成 {votes.yes} 票，不赞成 {votes.no} 票，弃权 {votes.abstain} 票"
    needed = f"{SHARES[item.share]}为 {least(item.share, due)} 票"
    steps = [Said(f"{came}，达到三分之二", quorum), Said(f"{item.title}：{cast}；{needed}")]
    if not _is_met(item.share, votes.yes, due):
        return Decided(item, "rejected", (*steps, Said("未获通过", item.clause)))
    if item.strict and not _is_met(item.strict, votes.yes, due):
        words = f"达到{SHARES[item.share]}，没有达到{SHARES[item.strict]}；两处规定不一致"
        more = "，既不宣布通过也不宣布否决，请向上级工会或者人力资源社会保障部门请示"
        return Decided(item, "open", (*steps, Said(words + more, item.strict_clause)))
    return Decided(item, "adopted", (*steps, Said("获得通过", item.clause)))
