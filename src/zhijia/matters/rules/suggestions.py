"""合理化建议: from a suggestion to its reward. Pure; money in 元 as Decimal, marks as integers.

The regulation of 1986 has its own words: 以上 includes the number, 以下 does not (LM-08).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused
from zhijia.law.words import at_least, at_most, fewer_than
from zhijia.platform.refs.days import DAY, Calendar, Kind, add

from .facts import Facts

# --- evaluation -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing judges look at: its name and its full marks."""

    key: str
    label: str
    full: int


CRITERIA = HOUSE["HOUSE-124"].sets(
    (
        Criterion("skill", "技术水平", 30),
        Criterion("benefit", "经济效益", 30),
        Criterion("reach", "应用范围", 20),
        Criterion("use", "实用性", 20),
    )
)
NOT_THEIR_OWN, UNION_JUDGES = HOUSE["HOUSE-125"], LAW["LM-09"]
LEAST_JUDGES, TRIMS_FROM, PASS_MARK = HOUSE["HOUSE-124"].sets((3, 5, 60))


@dataclass(frozen=True, slots=True)
class Score:
    """What one judge gave, by the keys of CRITERIA."""

    judge: int
    marks: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return the sum, 0 to 100."""
        return sum(self.marks[one.key] for one in CRITERIA)


def may_score(
    marks: Mapping[str, int | None], *, judge: int | None, proposers: frozenset[int]
) -> Verdict:
    """Judge a judge: never of their own, and every mark within its full marks."""
    if judge is None or judge in proposers:
        return refused("评委不评自己参与提出的建议", HOUSE["HOUSE-125"])
    for one in CRITERIA:
        mark = marks.get(one.key)
        if mark is None or not 0 <= mark <= one.full:
            return refused(f"{one.label}请填 0 到 {one.full} 分的整数", HOUSE["HOUSE-124"])
    return ALLOWED


def mean(scores: Sequence[Score]) -> Fraction | None:
    """Return the mean of the totals, without the highest and the lowest from five judges on."""
    totals = sorted(score.total for score in scores)
    if at_least(len(totals), TRIMS_FROM):
        totals = totals[1:-1]
    return Fraction(sum(totals), len(totals)) if totals else None


def are_enough(judges: int) -> Verdict:
    """One or two are no committee."""
    if fewer_than(judges, LEAST_JUDGES):
        return refused(f"评审须有{LEAST_JUDGES}名以上评委", HOUSE["HOUSE-124"])
    return ALLOWED


def may_conclude(scores: Sequence[Score], *, judges: int, has_union_judge: bool) -> Verdict:
    """An evaluation is complete: enough judges, one of them of the union, and all have scored."""
    if not (verdict := are_enough(judges)):
        return verdict
    if not has_union_judge:
        return refused("评审组织应当吸收工会参加，请加一名工会方面的评委", LAW["LM-09"])
    if len(scores) < judges:
        return refused(f"还有{judges - len(scores)}名评委没有评分", HOUSE["HOUSE-124"])
    return ALLOWED


def may_accept(scores: Sequence[Score]) -> Verdict:
    """A suggestion is taken up from the pass mark on."""
    got = mean(scores)
    if got is None or got < PASS_MARK:
        return refused(f"平均{tenths(got)}分，{PASS_MARK}分以上方可采纳", HOUSE["HOUSE-124"])
    return ALLOWED


SCREEN_WORKDAYS, EVALUATE_DAYS, TRIAL_MONTHS, AGAIN_DAYS, AGAIN_TIMES = HOUSE["HOUSE-123"].sets(
    (10, 30, 6, 15, 1)
)


def may_adopt(*, trial_result: str, is_trial_good: bool) -> Verdict:
    """A trial ends in words before anything is put to use."""
    if not trial_result.strip():
        return refused("请写明试行结果", HOUSE["HOUSE-123"])
    if not is_trial_good:
        return refused("试行没有见效，不能采用；可以继续试行，或者说明原因不采纳", LAW["LM-06"])
    return ALLOWED


# --- who proposed ---------------------------------------------------------------------------

MOST_PROPOSERS = HOUSE["HOUSE-126"].sets(10)


def may_share(shares: Sequence[int]) -> Verdict:
    """Judge how those who proposed share, in percent."""
    if not shares or not at_most(len(shares), MOST_PROPOSERS):
        return refused(f"建议人为一人至{MOST_PROPOSERS}人", HOUSE["HOUSE-126"])
    if any(not 1 <= share <= 100 for share in shares) or sum(shares) != 100:
        return refused(f"各人份额合计应为 100%，现为 {sum(shares)}%", HOUSE["HOUSE-126"])
    return ALLOWED


def split(amount: Decimal, shares: Sequence[int]) -> list[Decimal]:
    """Split a reward by percent, to the 分; what is left over is the first one's."""
    cents = int(amount * 100)
    parts = [cents * share // 100 for share in shares]
    parts[0] += cents - sum(parts)
    return [(Decimal(part) / 100).quantize(Decimal("0.01")) for part in parts]


# --- benefit --------------------------------------------------------------------------------

MONTHS = LAW["LM-07"].sets(12)
NO_CALENDAR = Calendar()  # months of use roll over no holiday


def month_of(adopted_on: date, n: int) -> tuple[date, date]:
    """Return the first and last day of month `n` (1–12) of use, counted from the day of adoption.

    ValueError beyond the twelve.
    """
    if not 1 <= n <= MONTHS:
        raise ValueError(f"a benefit has no month {n}")
    begins = add(adopted_on, n - 1, Kind.MONTHS, rolls=False, calendar=NO_CALENDAR)
    ends = add(adopted_on, n, Kind.MONTHS, rolls=False, calendar=NO_CALENDAR)
    return begins, ends - DAY


# The twelfth month can be confirmed only when it is over, and the reward follows on it.
REWARD_DAYS = HOUSE["HOUSE-306"].sets(30)


def rewarded_by(adopted_on: date) -> date:
    """Return by when the last month of use is confirmed and the reward decided."""
    return month_of(adopted_on, MONTHS)[1] + REWARD_DAYS * DAY


def may_confirm(
    n: int,
    *,
    adopted_on: date | None,
    today: date,
    by: int | None,
    proposers: frozenset[int],
    is_confirmed: bool,
    basis: str,
) -> Verdict:
    """Judge whether finance may put its name under the figure of one month."""
    if adopted_on is None:
        return refused("还没有采用，没有效益可以确认", LAW["LM-06"])
    if by is None or by in proposers:
        return refused("财务确认人不得确认自己参与提出的建议", HOUSE["HOUSE-125"])
    if not 1 <= n <= MONTHS:
        return refused(f"效益只计算采用之日起的{MONTHS}个月", LAW["LM-07"])
    if is_confirmed:
        return refused("这个月已经确认，不再改动", HOUSE["HOUSE-127"])
    if today <= month_of(adopted_on, n)[1]:
        return refused("这个月还没有满，满月以后再确认", HOUSE["HOUSE-127"])
    if not basis.strip():
        return refused("请写明数额的依据（凭证、报表或者计算方法）", HOUSE["HOUSE-127"])
    return ALLOWED


def tenths(value: Fraction | None) -> str:
    """Write a mean with one decimal, a half rounded up; "—" for none."""
    if value is None:
        return "—"
    rounded = int(value * 10 + Fraction(1, 2))
    return f"{rounded // 10}.{rounded % 10}"


# --- as the steps of the kind ask ----------------------------------------------------------------

COUNTED_IN_MONEY = "money"


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def is_convened(facts: Facts) -> Verdict:
    """Somebody calls the judges together."""
    return ALLOWED if facts.leads else refused("请先确定评审召集人（主办）", HOUSE["HOUSE-124"])


def is_trial_short(facts: Facts) -> Verdict:
    """A trial has somebody who runs it and ends within its months."""
    if not facts.leads:
        return refused("请先确定由谁试行（主办）", HOUSE["HOUSE-123"])
    until = _day(facts.given.get("trial_until"))
    last = add(facts.today, TRIAL_MONTHS, Kind.MONTHS, rolls=False, calendar=NO_CALENDAR)
    if until and not facts.today < until <= last:
        return refused(f"试行从明天起，不超过{TRIAL_MONTHS}个月", HOUSE["HOUSE-123"])
    return ALLOWED


def is_proved(facts: Facts) -> Verdict:
    """What is put to use worked on trial; where money counts finance has a name."""
    given = facts.given
    good = may_adopt(
        trial_result=str(given.get("trial_result", "")), is_trial_good=bool(given.get("is_good"))
    )
    if not good:
        return good
    if given.get("counted") == COUNTED_IN_MONEY and not given.get("finance"):
        return refused("效益以金额计算的，请选择财务确认人", LAW["LM-07"])
    adopted = _day(given.get("adopted_on"))
    if adopted is None or adopted > facts.today:
        return refused("采用日期不能晚于今天", LAW["LM-07"])
    if facts.since_on and adopted < facts.since_on:
        return refused("采用日期不能早于开始试行的日期", LAW["LM-07"])
    return ALLOWED


def may_be_judged_again(facts: Facts) -> Verdict:
    """Who was declined asks once, within the days that the refusal leaves."""
    if facts.times.get("again", 0) >= AGAIN_TIMES:
        return refused("已经申请过一次重新评审", HOUSE["HOUSE-123"])
    declined = _day(facts.values.get("declined_on"))
    if declined is None or not at_most((facts.today - declined).days, AGAIN_DAYS):
        return refused(f"已经超过{AGAIN_DAYS}日的申请期限", HOUSE["HOUSE-123"])
    return ALLOWED
