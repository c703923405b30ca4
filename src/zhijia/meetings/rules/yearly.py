"""评议: the yearly evaluation of a union's heads (会员代表大会条例 §§39–40). Pure."""

from collections.abc import Sequence

from zhijia.ballots.counting import SATISFACTION, Graded
from zhijia.law import LAW, Verdict, granted, refused
from zhijia.law.words import more_than_half, one_third

GRADES = LAW["DD-23"].sets(SATISFACTION)
BAD_YEARS = LAW["DD-24"].sets(2)
WORST = GRADES[-1]


def may_grade(*, method_adopted: bool, method_filed: bool) -> Verdict:
    """A grade is only said by a method that the congress adopted (Corrections 19)."""
    if not method_adopted:
        words = "测评办法还没有经大会通过，只公布各等次票数，不评定等次"
        return refused(words, LAW["DD-23"])
    if not method_filed:
        return granted("测评办法已通过，请报上一级工会备案", LAW["DD-23"])
    return granted("按已通过并备案的测评办法评定", LAW["DD-23"])


def read_out(name: str, graded: Graded) -> str:
    """Return what is read out of one person's grades: always the counts."""
    counts = "、".join(f"{grade} {graded.counts.get(grade, 0)} 票" for grade in GRADES)
    return f"{name}：有效票 {graded.valid} 张，{counts}"


def may_be_recalled(results: Sequence[str]) -> Verdict:
    """Judge the grades of the last years, the newest last: two bad ones running allow a recall."""
    last = list(results[-BAD_YEARS:])
    if len(last) == BAD_YEARS and all(grade == WORST for grade in last):
        return granted("连续两年测评不满意，可以提出罢免", LAW["DD-24"])
    return refused("没有连续两年测评不满意", LAW["DD-24"])


def may_propose_recall(*, by_committee: bool, asking: int, of: int) -> Verdict:
    """The committee, or a third of members or delegates, proposes to recall a chair."""
    if by_committee:
        return granted("由工会委员会提出", LAW["DD-24"])
    words = f"共 {of} 人，提出的 {asking} 人"
    if of > 0 and one_third(asking, of):
        return granted(f"{words}，达到三分之一", LAW["DD-24"])
    return refused(f"{words}，不足三分之一", LAW["DD-24"])


def heads_recalled(*, yes: int, everybody: int) -> Verdict:
    """A chair is recalled by more than half of all members or delegates (工会法 §18).

    The Regulations of 2019 ask for half of those due; the law asks for all, and all is safe.
    """
    words = f"全体 {everybody} 人，赞成罢免 {yes} 票"
    if more_than_half(yes, everybody):
        return granted(f"{words}，过半数，报上一级工会批准后生效", LAW["GHF-10"])
    return refused(f"{words}，没有过半数，罢免不成立", LAW["GHF-10"])
