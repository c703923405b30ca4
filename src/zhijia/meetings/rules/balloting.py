"""无记名表决: how an item is put on a ballot, and what its count means for the item. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from . import voting
from .facts import Business, MeetingKind

FIXED_FIRST = HOUSE["HOUSE-265"]
INVALID = LAW["XJ-22"]
ANEW = "请撤回定稿（已经投票的，请作废），取消以后重新生成选票"


def by_ballot(kind: MeetingKind, id_: str) -> Business:
    """Return the business of an item; one that no rule knows is decided as 其他重大问题."""
    try:
        return kind.deals_with(id_)
    except KeyError:
        return Business("", "其他事项", "decide", kind.clauses[0])


def body_of(kind: MeetingKind, business: Business) -> str:
    """Return what `ballots` calls a vote of this kind of meeting."""
    if business.competence == "evaluate":
        return "evaluation"
    return voting.majority_of(kind, business).by.body


def adoption_of(kind: MeetingKind, business: Business) -> str:
    """Return by which of the known ways an item is adopted: the way of a show of hands, too."""
    return voting.majority_of(kind, business).adoption


def is_kind(kind: str, wanted: str) -> Verdict:
    """A ballot asks what its item is dealt with by, whatever was changed on its draft."""
    return ALLOWED if kind == wanted else refused(f"选票的类别与议题不一致；{ANEW}", FIXED_FIRST)


def is_recall_of(title: str, asked: Sequence[str]) -> Verdict:
    """A recall asks one thing: that of its item."""
    if list(asked) == [title]:
        return ALLOWED
    return refused(f"选票上的罢免事项与议题“{title}”不一致；{ANEW}", FIXED_FIRST)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a count means for its item: the word, the steps that were read out."""

    word: str
    steps: tuple[tuple[str, str], ...]
    verdict: Verdict = ALLOWED


def result_of(kind: str, outcome: Mapping[str, Any]) -> Taken:
    """Return what a kept outcome means for an item; a void vote is repeated, not taken over.

    Of an evaluation only the turnout, its first step, is said of the item: what each person got
    stands on the evaluation's own page, for whom and from when it may be seen.
    """
    steps = tuple((str(words), str(clause)) for words, clause in outcome.get("steps", []))
    if outcome.get("then") == "anew" or not outcome.get("is_valid"):
        return Taken(
            "", steps, refused("表决无效，应当重新表决：请在选票页作废以后另行投票", INVALID)
        )
    if kind == "evaluation":
        return Taken("graded", steps[:1])
    found = set(outcome.get("items", {}).values())
    word = "adopted" if found == {"adopted"} else "rejected" if "rejected" in found else "open"
    return Taken(word, steps)
