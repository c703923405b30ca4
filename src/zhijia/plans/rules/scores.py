"""考核: what accepted work scores by the published rule, and when words may be added to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .closing import may_add_words

FULL, A_DAY, MOST_LATE, AN_EXTENSION, A_RETURN = HOUSE["HOUSE-66"].sets((100, 2, 40, 3, 5))
RULE = (
    f"每项 {FULL} 分：逾期一天扣 {A_DAY} 分，最多扣 {MOST_LATE} 分；"
    f"同意延期一次扣 {AN_EXTENSION} 分；"
    f"审核退回一次扣 {A_RETURN} 分；逾期仍未办结的按零分计。单位得分为各项的平均分。"
)


def days_late(*, finished_on: date, due_on: date) -> int:
    """Count the days past the day it was due; what waits for the giver counts against nobody."""
    return max(0, (finished_on - due_on).days)


def score(*, late: int, extensions: int, returns: int) -> int:
    """Return the points of accepted work, 0 to 100."""
    taken = min(MOST_LATE, late * A_DAY) + extensions * AN_EXTENSION + returns * A_RETURN
    return max(0, FULL - taken)


MEAN_ORDER = (
    "单位按平均得分由高到低排列；相同的，逾期未办结少的在前，再相同的办结多的在前；都相同的名次并列。"
    "按期办结率是按期办结的占办结和逾期未办结之和的百分比。"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a unit's work adds up to: `days` late altogether, `overdue` late and not done yet."""

    done: int = 0
    on_time: int = 0
    days: int = 0
    extensions: int = 0
    returns: int = 0
    points: int = 0
    overdue: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.done + other.done,
            self.on_time + other.on_time,
            self.days + other.days,
            self.extensions + other.extensions,
            self.returns + other.returns,
            self.points + other.points,
            self.overdue + other.overdue,
        )

    @property
    def counted(self) -> int:
        """Return how many items the mean is of: what is late and not done counts as nothing."""
        return self.done + self.overdue

    @property
    def mean(self) -> Fraction | None:
        """Return the mean of the points; None where there is nothing to judge."""
        return Fraction(self.points, self.counted) if self.counted else None

    @property
    def rate(self) -> Fraction | None:
        """Return the share of what should be done that was done on time, of 1."""
        return Fraction(self.on_time, self.counted) if self.counted else None


NOTHING = Tally()


def tenths(value: Fraction | None) -> str:
    """Write a number with one decimal, a half rounded up; "—" for none."""
    if value is None:
        return "—"
    rounded = int(value * 10 + Fraction(1, 2))
    return f"{rounded // 10}.{rounded % 10}"


def whole(tallies: Iterable[Tally]) -> Tally:
    """Return what all of these add up to."""
    return sum(tallies, NOTHING)


def order(tally: Tally) -> tuple[Fraction, int, int]:
    """Return the key by which units are ordered: the higher share on time first, then fewer late.

    Of two alike the one that did more comes first; who has nothing to judge comes last.
    """
    rate = tally.rate
    return (-rate if rate is not None else Fraction(1), tally.overdue, -tally.done)


def by_mean(tally: Tally) -> tuple[Fraction, int, int]:
    """Return the key by which units are ordered in an assessment: the higher mean first."""
    mean = tally.mean
    return (-mean if mean is not None else Fraction(1), tally.overdue, -tally.done)


def may_judge_oneself(*, is_scored: bool, is_commented: bool, is_archived: bool) -> Verdict:
    """Who did the work judges it once it is accepted, until the giver has commented."""
    if not is_scored:
        return refused("审核通过以后才能自评", HOUSE["HOUSE-66"])
    if not (open_ := may_add_words(is_archived=is_archived)):
        return open_
    if is_commented:
        return refused("交办单位已经点评，自评不再改动", HOUSE["HOUSE-66"])
    return ALLOWED


def may_comment(*, is_scored: bool, is_commented: bool, is_archived: bool) -> Verdict:
    """Who gave the work comments on it once."""
    if not is_scored:
        return refused("审核通过以后才能点评", HOUSE["HOUSE-66"])
    if not (open_ := may_add_words(is_archived=is_archived)):
        return open_
    return refused("已经点评，点评只作一次", HOUSE["HOUSE-66"]) if is_commented else ALLOWED
