"""期间: counting days as the law counts them (民法典 §§200–204). Pure: the calendar is handed in.

The first day is not counted. A last day on a holiday moves on to the next working day. Months and
years end on the same day of the month, or on its last day where there is no such day.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhijia.law import HOUSE, LAW

DAY = timedelta(days=1)
UNANNOUNCED, UNRECORDED = "放假安排未公布", "放假安排未收录"


class Kind(StrEnum):
    """What a time limit is counted in; each limit says which."""

    DAYS = "日"
    WORKDAYS = "工作日"
    MONTHS = "个月"
    YEARS = "年"


COUNTED_IN = LAW["MFD-200"].sets((Kind.DAYS, Kind.MONTHS, Kind.YEARS))
FIRST_COUNTED = LAW["MFD-201"].sets(DAY)
ROLLS_ON = LAW["MFD-203"].sets(True)
# The Code knows no working days: other texts set them, as it allows.
SET_BY_OTHER_TEXTS = LAW["MFD-204"].sets(Kind.WORKDAYS)
WORKING_WEEK = HOUSE["HOUSE-09"].sets(range(5))
LEAST_OFF = HOUSE["HOUSE-09"].sets(11)  # fewer days off are no year's notice, only parts of one
NOTICE_KINDS = HOUSE["HOUSE-10"].sets((Kind.DAYS, Kind.WORKDAYS))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are off though Monday to Friday, which are worked though not; known years."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Say whether people work on this day; beyond the known years by the day of the week."""
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() in WORKING_WEEK

    def workday_from(self, day: date) -> date:
        """Return this day, or the next working day where it is none."""
        while not self.is_workday(day):
            day += DAY
        return day


def add(start: date, n: int, kind: Kind, *, calendar: Calendar, rolls: bool = ROLLS_ON) -> date:
    """Return the last day of `n` days, working days, months or years that run from `start`.

    `rolls=False` where the source says so, or where nothing has to be done on the last day: the
    end of a term of office. ValueError for n below zero; no time at all ends where it began.
    """
    if n < 0:
        raise ValueError("a time limit is not below zero")
    if n == 0:
        return start
    last = ENDS[kind](start, n, calendar)
    return calendar.workday_from(last) if rolls else last


def _after_days(start: date, n: int, _: Calendar) -> date:
    return start + FIRST_COUNTED + (n - 1) * DAY


def _after_workdays(start: date, n: int, calendar: Calendar) -> date:
    day = calendar.workday_from(start + FIRST_COUNTED)
    for _ in range(n - 1):
        day = calendar.workday_from(day + DAY)
    return day


def _after_months(start: date, n: int, _: Calendar) -> date:
    """Return the same day n months on, or the last of that month."""
    years, month = divmod(start.month - 1 + n, 12)
    year = start.year + years
    longest = LAW["MFD-202"].sets(monthrange(year, month + 1)[1])
    return date(year, month + 1, min(start.day, longest))


def _after_years(start: date, n: int, calendar: Calendar) -> date:
    return _after_months(start, 12 * n, calendar)


ENDS: dict[Kind, Callable[[date, int, Calendar], date]] = {
    Kind.DAYS: _after_days,
    Kind.WORKDAYS: _after_workdays,
    Kind.MONTHS: _after_months,
    Kind.YEARS: _after_years,
}


def notice(given: date, meeting: date, kind: Kind, *, calendar: Calendar) -> int:
    """Return how many whole days lie between notice and meeting; neither day is counted.

    ValueError where the kind is months or years.
    """
    counts = _counter(kind, calendar)
    return sum(counts(given + k * DAY) for k in range(1, (meeting - given).days))


def notify_by(meeting: date, n: int, kind: Kind, *, calendar: Calendar) -> date:
    """Return the last day before the meeting on which a notice of `n` days may be given.

    ValueError for n below zero and where the kind is months or years.
    """
    if n < 0:
        raise ValueError("a notice is not below zero")
    counts, day = _counter(kind, calendar), meeting - DAY
    while n:
        n -= counts(day)
        day -= DAY
    return day


def _counter(kind: Kind, calendar: Calendar) -> Callable[[date], bool]:
    """Return what says whether a day counts towards a notice."""
    if kind not in NOTICE_KINDS:
        raise ValueError("a notice is counted in days or working days")
    return calendar.is_workday if kind is Kind.WORKDAYS else lambda _: True


def mark(first: date, last: date, calendar: Calendar) -> str:
    """Return what to show beside a day that was counted over years not in the calendar."""
    unknown = set(range(first.year, last.year + 1)) - calendar.years
    if not unknown:
        return ""
    return UNRECORDED if max(unknown) < max(calendar.years, default=0) else UNANNOUNCED
