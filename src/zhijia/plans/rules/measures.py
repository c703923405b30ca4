"""以数据计进度: how far a figure has come towards its target, and how a target is shared out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

Number = int | Decimal
# Per cent that are the whole of a target: then 报办结 is proposed, and a person does it.
REACHED = HOUSE["HOUSE-67"].sets(100)
LONGEST_YEARS = 5  # a series of more months is read by nobody
CENT = Decimal("0.01")
MOST = Decimal(10) ** 12  # what the column holds


@dataclass(frozen=True, slots=True)
class Counts:
    """How a figure counts: `step` is the least that two of its numbers differ by."""

    is_rate: bool = False
    is_money: bool = False

    @property
    def step(self) -> Decimal:
        """Return 1 for things and people, 0.01 for money and 0.1 for rates."""
        if self.is_rate:
            return Decimal("0.1")
        return CENT if self.is_money else Decimal(1)


def percent_of(number: Number | None, target: Decimal) -> int:
    """Return how many whole per cent of the target are reached, 0 to 100; 99.9 are not 100."""
    if not number or number < 0:
        return 0
    return int(min(Fraction(REACHED), Fraction(100) * Fraction(number) / Fraction(target)))


def is_reached(percent: int) -> bool:
    """Say whether the target is met."""
    return percent >= REACHED


def may_aim(target: Decimal, counts: Counts) -> Verdict:
    """A target is a number that the figure can show, more than none."""
    if target <= 0:
        return refused("目标应当大于 0", HOUSE["HOUSE-67"])
    if counts.is_rate and target > 100:
        return refused("比率的目标不能超过 100%", HOUSE["HOUSE-67"])
    if target >= MOST:
        return refused("目标数太大，请核对")
    if target % counts.step:
        return refused("目标应当是整数" if counts.step == 1 else f"目标最多精确到 {counts.step}")
    return ALLOWED


def may_count(*, from_on: date, until_on: date | None, due_on: date | None) -> Verdict:
    """The days that are counted have an end, and one that lies not before their beginning."""
    end = until_on or due_on
    if end is None:
        return refused("任务没有完成期限，请填写统计截止日期")
    if end < from_on:
        return refused(f"统计起始日期不能晚于截止日期 {end:%Y-%m-%d}")
    if (end - from_on).days > LONGEST_YEARS * 366:
        return refused(f"统计期间最长 {LONGEST_YEARS} 年，请核对日期")
    return ALLOWED


def may_change_figure(*, shared: int) -> Verdict:
    """What was shared out was shared out of one figure."""
    if shared:
        return refused(f"指标已经分解到 {shared} 个单位，请先取消分解，再换数据")
    return ALLOWED


def typed(percent: int | None) -> Verdict:
    """Without a figure, somebody says how far the work has come."""
    return ALLOWED if percent is not None else refused("请填写完成进度")


def months_of(start: date, end: date) -> list[tuple[date, date]]:
    """Return the first and last day of each month from `start` to `end`, cut at both ends."""
    spans: list[tuple[date, date]] = []
    first = start
    while first <= end:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        spans.append((first, min(following - timedelta(days=1), end)))
        first = following
    return spans


def expected(target: Decimal, *, start: date, end: date, on: date) -> Decimal:
    """Return what is reached on a day where the work goes on evenly, the first day counted."""
    whole = (end - start).days + 1
    gone = min(max((on - start).days + 1, 0), whole)
    return (target * gone / whole).quantize(CENT)


def proportional(whole: Decimal, weights: Sequence[int], step: Decimal) -> list[Decimal]:
    """Share a number out by weights so that the shares add up to it, to the last step.

    What rounding leaves goes to those who lost most by it, the earlier first. No weight at all
    makes all equal.
    """
    if not weights:
        return []
    weighed = list(weights) if sum(weights) else [1] * len(weights)
    total, units = sum(weighed), int((whole / step).to_integral_value(ROUND_DOWN))
    exact = [Fraction(units * weight, total) for weight in weighed]
    shares = [int(share) for share in exact]
    lost = sorted(range(len(shares)), key=lambda n: (shares[n] - exact[n], n))
    for n in lost[: units - sum(shares)]:
        shares[n] += 1
    return [share * step for share in shares]


def add_up(whole: Decimal, shares: Iterable[Decimal], counts: Counts) -> Verdict:
    """Shares add up to the whole; of a rate every unit has the same target, or a warning."""
    told = list(shares)
    if counts.is_rate:
        if any(share != whole for share in told):
            return refused(f"有单位的目标与总目标 {whole:g}% 不同", HOUSE["HOUSE-67"])
        return ALLOWED
    if (total := sum(told, Decimal(0))) == whole:
        return ALLOWED
    more, gap = ("多" if total > whole else "少"), abs(total - whole)
    words = f"各单位合计 {plain(total)}，比总目标 {plain(whole)} {more} {plain(gap)}"
    return refused(words, HOUSE["HOUSE-67"])


def plain(number: Number) -> str:
    """Write a number as people do: with thousands marked and no empty decimals."""
    text = f"{Decimal(number):,.2f}"
    return text.rstrip("0").rstrip(".")
