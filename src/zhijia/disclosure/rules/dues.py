"""公开期限: which period something is due for, by which day, and how it stands. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused
from zhijia.platform.refs.days import Calendar, Kind, add

DAY = timedelta(days=1)
STANDING = HOUSE["HOUSE-151"].sets(30)  # days after it was listed
ANEW = HOUSE["HOUSE-157"].sets(10)  # working days after it was taken down
WARN = HOUSE["HOUSE-152"].sets(3)  # working days before it is due
CLIMB = HOUSE["HOUSE-152"].sets(5)  # working days that it is late
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
QUARTERS, HALVES = "一二三四", "上下"
COUNTED = {"days": Kind.DAYS, "workdays": Kind.WORKDAYS}
COUNTED_SAID = {"days": "日", "workdays": "个工作日"}
FARTHEST = 366
OLDEST = timedelta(days=366)
STATES = {"coming": "未到期", "late": "逾期未公开", "on_time": "按时公开", "after": "逾期后公开"}
# 企业民主管理规定 leaves the consequence to whoever inspects: we tell the risk, never 无效.
RISK = LAW["ZD-16"].sets(
    "未履行公开程序，依《企业民主管理规定》厂务公开的规定，存在被责令改正的风险"
)


class Within(NamedTuple):
    """How long there is: so many days or working days."""

    number: int
    counted: str

    def __str__(self) -> str:
        return f"{self.number} {COUNTED_SAID[self.counted]}"


def within_of(words: str) -> Within:
    """Read `5 workdays`; ValueError for anything else."""
    found = re.fullmatch(r"([0-9]{1,3}) (days|workdays)", words)
    if not found:
        raise ValueError(f"{words!r} is no time limit")
    return Within(int(found[1]), found[2])


def said(words: str) -> Within | None:
    """Read `5个工作日`, `30日` as people write them; None for anything else."""
    found = re.fullmatch(r"\s*([0-9]{1,3})\s*个?\s*(工作日|日|天)(?:内|以内)?\s*", words)
    if not found:
        return None
    return Within(int(found[1]), "workdays" if found[2] == "工作日" else "days")


def may_take(within: Within) -> Verdict:
    """Judge a time limit."""
    if not 1 <= within.number <= FARTHEST or within.counted not in COUNTED:
        return refused(f"公开时限应当在 1 至 {FARTHEST} 之间")
    return ALLOWED


class Period(NamedTuple):
    """A stretch that something is made public for, with its name."""

    first: date
    last: date
    label: str


def period_of(rhythm: str, day: date) -> Period:
    """Return the month, quarter, half or year that a day lies in; KeyError for other rhythms."""
    long = MONTHS[rhythm]
    begins = (day.month - 1) // long * long + 1
    first = date(day.year, begins, 1)
    ends = begins + long
    next_ = date(day.year + 1, 1, 1) if ends > 12 else date(day.year, ends, 1)
    return Period(first, next_ - DAY, _named(rhythm, first))


def _named(rhythm: str, first: date) -> str:
    if rhythm == "month":
        return f"{first.year}年{first.month}月"
    if rhythm == "quarter":
        return f"{first.year}年第{QUARTERS[(first.month - 1) // 3]}季度"
    if rhythm == "half":
        return f"{first.year}年{HALVES[(first.month - 1) // 6]}半年"
    return f"{first.year}年度"


def due_by(start: date, within: Within, *, calendar: Calendar) -> date:
    """Return the last day, counted from the end of a period, an event or a listing."""
    return add(start, within.number, COUNTED[within.counted], calendar=calendar)


def warned_until(today: date, *, calendar: Calendar) -> date:
    """Return the last day whose dues are reminded of today."""
    return add(today, WARN, Kind.WORKDAYS, calendar=calendar)


def has_climbed(due_on: date, today: date, *, calendar: Calendar) -> bool:
    """Say whether a due is late for so long that those who lead the unit are told."""
    return today >= add(due_on, CLIMB, Kind.WORKDAYS, calendar=calendar)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a due stands on a day: its state, in words, and the colour of the word."""

    state: str
    words: str
    tone: str


def stand(due_on: date, closed_on: date | None, today: date, *, is_waived: bool = False) -> Stand:
    """Say how a due stands."""
    if closed_on is None:
        late = (today - due_on).days
        if late > 0:
            return Stand("late", f"逾期 {late} 天", "red")
        left = f"还有 {-late} 天" if late else "今天到期"
        return Stand("coming", left, "orange" if late >= -WARN else "grey")
    if is_waived:
        return Stand("on_time" if closed_on <= due_on else "after", "零报告", "blue")
    if closed_on <= due_on:
        return Stand("on_time", STATES["on_time"], "green")
    return Stand("after", f"逾期 {(closed_on - due_on).days} 天公开", "orange")


def may_register(*, rhythm: str, event_on: date, today: date, is_there: bool) -> Verdict:
    """Judge an event that something must be made public for at once."""
    if rhythm != "event":
        return refused("只有即时公开的事项需要登记，其他事项的期限由系统生成")
    if event_on > today:
        return refused("事项还没有发生，请在发生以后登记")
    if event_on < today - OLDEST:
        return refused("事项发生在一年以前，请核对日期")
    if is_there:
        return refused("同名的事项已经登记")
    return ALLOWED


def may_waive(
    *, is_open: bool, rhythm: str, is_period: bool, ends_on: date, today: date, why: str
) -> Verdict:
    """Nothing to make public is itself said, with its reason, of a period that is over (HOUSE-158).

    `is_period` says that the clock laid it for a month, quarter, half or year, that ends `ends_on`.
    """
    if not is_open:
        return refused("这一项已经公开，不需要零报告")
    if rhythm == "event":
        return refused("登记过的事项已经发生，应当公开，不能零报告", HOUSE["HOUSE-158"])
    if not is_period:
        return refused("长期公开、重新公开的事项应当公开，不能零报告", HOUSE["HOUSE-158"])
    if today < ends_on:
        words = f"本期到 {ends_on:%Y-%m-%d} 为止，期满才知道有没有发生，请那时再作零报告"
        return refused(words, HOUSE["HOUSE-158"])
    if not why.strip():
        return refused("请写明本期没有什么事项", HOUSE["HOUSE-158"])
    return ALLOWED


def is_period(label: str, start_on: date) -> bool:
    """Say whether something is due for a stretch as the clock lays it, not for what was said."""
    return any(period_of(one, start_on).label == label for one in MONTHS)


def may_unregister(*, rhythm: str, is_open: bool, laid_on: date, today: date) -> Verdict:
    """A slip in registering is taken back on the same day, while nobody has begun a text."""
    if rhythm != "event" or not is_open:
        return refused("只有登记以后还没有拟稿的即时公开事项可以撤销登记")
    if laid_on != today:
        return refused("登记有误的，只能在登记当日撤销；隔日的应当公开")
    return ALLOWED


def rate(part: int, whole: int) -> str:
    """Return a rate in per cent with one decimal; a dash where there is nothing to divide by."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "—"
