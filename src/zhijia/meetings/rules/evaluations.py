"""评议: what is evaluated with which grades, and a grade only by the adopted method. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhijia.ballots.counting import COMPETENCE
from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, granted, refused
from zhijia.law.words import reaches

from .yearly import GRADES, may_be_recalled

PARTY_CLAUSE = HOUSE["HOUSE-274"]
AS_SET = HOUSE["HOUSE-265"]
PARTY_FIRST = PARTY_CLAUSE.sets("先报党组织")
FEW = HOUSE["HOUSE-275"].sets(5)
PUBLISHED = HOUSE["HOUSE-288"]
# The scopes of a publication that stay inside the unit.
WITHIN = PUBLISHED.sets(("members", "reps"))
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evaluation: its word, its grades, the clause it rests on, whom it is about."""

    label: str
    grades: tuple[str, ...]
    clause: Clause
    about: str


EVALUATIONS: Mapping[str, Kind] = {
    "home": Kind("会员评家", GRADES, LAW["DD-23"], "本单位工会"),
    "heads": Kind("评议工会主席、副主席", GRADES, LAW["DD-23"], "主席、副主席"),
    "leaders": Kind("民主评议领导人员", COMPETENCE, LAW["ZD-05"], "领导人员"),
}


@dataclass(frozen=True, slots=True)
class Method:
    """An adopted 测评办法: best grade from `good` percent of valid papers, worst from `bad`.

    Everything between is the grade in the middle; of four grades the one before the worst.
    """

    good: int
    bad: int
    is_filed: bool = False


def may_keep(*, good: int, bad: int, is_adopted: bool) -> Verdict:
    """Judge the numbers of a method, and that the meeting adopted it."""
    if not is_adopted:
        return refused("测评办法还没有经大会表决通过", LAW["DD-23"])
    if not (0 < good <= HUNDRED and 0 < bad <= HUNDRED):
        return refused("比例应在 1% 至 100% 之间")
    if good + bad <= HUNDRED:
        return refused("两个比例合计应超过 100%，否则同一结果可以评为两个等次")
    return ALLOWED


def grade_of(
    method: Method | None, counts: Mapping[str, int], valid: int, of: Sequence[str]
) -> str:
    """Return the grade the adopted method comes to; "" where there is no method or no paper."""
    if method is None or valid <= 0:
        return ""
    best, *_, worst = of
    if reaches(counts.get(worst, 0), valid, Fraction(method.bad, HUNDRED)):
        return worst
    if reaches(counts.get(best, 0), valid, Fraction(method.good, HUNDRED)):
        return best
    return of[-2]


def said(method: Method | None) -> Verdict:
    """Say whether a grade is said at all, and by what."""
    if method is None:
        words = "测评办法还没有经大会通过，只公布各等次票数，不评定等次"
        return refused(words, LAW["DD-23"])
    words = f"满意（优秀）票达到有效票 {method.good}% 的为最高等次"
    words = f"{words}，不满意（不称职）票达到 {method.bad}% 的为最低等次"
    if not method.is_filed:
        return granted(f"{words}；测评办法请报上一级工会备案", LAW["DD-23"])
    return granted(words, LAW["DD-23"])


def may_evaluate(business: str, subjects: Collection[str]) -> Verdict:
    """Judge what is put to the vote: a kind that is known, and somebody to be evaluated."""
    if business not in EVALUATIONS:
        return refused("这项议题不是评议")
    kind = EVALUATIONS[business]
    if not subjects:
        return refused(f"还没有评议对象：{kind.about}", kind.clause)
    if len({*subjects}) < len(subjects):
        return refused("评议对象重复，请核对")
    return ALLOWED


def is_as_set(*, same_subjects: bool, same_grades: bool) -> Verdict:
    """The papers grade whom the meeting set, by the grades of the kind, each once."""
    anew = "请撤回定稿（已经投票的，请作废），取消测评票以后重新生成"
    if not same_subjects:
        return refused(f"测评票上的评议对象与设定的不一致；{anew}", AS_SET)
    if not same_grades:
        return refused(f"测评票上的等次、评议项目与规定的不一致；{anew}", AS_SET)
    return ALLOWED


def may_tell(*, valid: int) -> Verdict:
    """Grades of fewer than five papers would say who gave which."""
    if valid < FEW:
        return refused(f"有效票不足 {FEW} 张，不公布各等次票数", HOUSE["HOUSE-275"])
    return ALLOWED


def may_open(*, valid: int, to_party: bool, has_party: bool) -> Verdict:
    """Judge whether anybody but the desk may see the grades yet; `valid` is of whom has fewest."""
    if has_party and not to_party:
        return refused(f"评议结果{PARTY_FIRST}，再公开", PARTY_CLAUSE)
    return may_tell(valid=valid)


def may_publish(
    may_see: Verdict, *, is_held: bool, stands: bool, is_there: bool, scope: str
) -> Verdict:
    """Judge whether results of persons go out: inside the unit, after the Party, of five papers.

    `may_see` is what `may_open` says of them; `is_there` whether they were published already.
    """
    if not is_held:
        return refused("会议闭会以后才能公开评议结果", PUBLISHED)
    if not stands:
        return refused("还没有测评结果，或者测评票已经作废", PUBLISHED)
    if not may_see:
        return may_see
    if is_there:
        return refused("评议结果已经拟稿公开，请在公开稿里修改", PUBLISHED)
    if scope not in WITHIN:
        return refused("评议结果在本单位范围内公开，不向社会公开", PUBLISHED)
    return ALLOWED


def is_told(*, to_party: bool, to_upper: bool, has_party: bool, business: str) -> Verdict:
    """Judge what is done with a result: Party organisation first, union above in writing."""
    if has_party and not to_party:
        return refused(f"评议结果{PARTY_FIRST}，再公开", PARTY_CLAUSE)
    if business != "leaders" and not to_upper:
        return refused("评议结果还没有书面报上一级工会", LAW["DD-23"])
    return granted("评议结果已经报告，请及时公开", EVALUATIONS[business].clause)


def recall(grades_by_year: Sequence[str]) -> Verdict:
    """Say whether the grades of the last two years let somebody propose a recall."""
    return may_be_recalled(list(grades_by_year))
