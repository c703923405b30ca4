"""任务性质: the periods of work done again and again, and when such work may end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.refs.days import Calendar

from .lights import light, worst

DAY = timedelta(days=1)
# How often standing work is reported where the speech does not say.
STANDING_EVERY = HOUSE["HOUSE-68"].sets("quarter")
LEAST_SHARE = HOUSE["HOUSE-68"].sets(2)  # a first period with less than one half left is let pass
AHEAD_DAYS = 400  # so far ahead periods are written down; the clock adds the later ones


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period: its days, and the day on which its report is due."""

    from_on: date
    until_on: date
    due_on: date

    @property
    def columns(self) -> dict[str, date]:
        """Return it by the names of its days."""
        return {"from_on": self.from_on, "until_on": self.until_on, "due_on": self.due_on}


# What 报告频次 asks for, as periods; 分阶段 has none.
RHYTHMS = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}


def frequency(nature: str, every: str, rhythm: str = "") -> str:
    """Return how often reports are due, a key of EVERY; "" where none are due or it is open.

    Where the work itself does not say, the `rhythm` counts that its reports were asked for in.
    """
    often = every or RHYTHMS.get(rhythm, "")
    if nature == "standing":
        return often or STANDING_EVERY
    return often if nature == "recurring" else ""


def _week(day: date) -> date:
    return day - day.weekday() * DAY


def _months(count: int) -> Callable[[date], date]:
    def first(day: date) -> date:
        return date(day.year, (day.month - 1) // count * count + 1, 1)

    return first


FIRSTS: dict[str, Callable[[date], date]] = {
    "week": _week,
    "month": _months(1),
    "quarter": _months(3),
    "half": _months(6),
    "year": _months(12),
}
LONGEST = {"week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}


def _whole(every: str, day: date) -> tuple[date, date]:
    """Return the first and last day of the calendar's period that holds a day."""
    first = FIRSTS[every](day)
    following = FIRSTS[every](first + LONGEST[every] * DAY)
    return first, following - DAY


def stretches(
    every: str, start: date, end: date, calendar: Calendar, *, goes_on: bool = False
) -> list[Stretch]:
    """Return the periods of work that runs from `start` until it is due on `end`.

    A first one of which less than half is left is let pass, unless it is the only one or the work
    `goes_on` from periods before it.
    """
    found: list[Stretch] = []
    day = start
    while day <= end:
        first, last = _whole(every, day)
        until = min(last, end)
        due = min(calendar.workday_from(until), end)
        is_short = LEAST_SHARE * ((last - day).days + 1) < (last - first).days + 1
        if goes_on or found or not is_short or last >= end:
            found.append(Stretch(day, until, due))
        day = last + DAY
    return found


def share_reported(reported: int, planned: int) -> int:
    """Return how many whole per cent of the periods were reported on."""
    return min(100, 100 * reported // planned) if planned else 0


def may_end(*, nature: str, missing: int, last_from: date | None, today: date) -> Verdict:
    """Work ends when every period that was due is reported; standing work in its last one."""
    if missing:
        return refused(f"还有 {missing} 期到期没有填报，请先补报", HOUSE["HOUSE-68"])
    if nature == "standing" and last_from is not None and today < last_from:
        words = f"经常性任务到最后一期（{last_from:%Y-%m-%d} 起）方可报办结"
        return refused(words, HOUSE["HOUSE-68"])
    return ALLOWED


def may_recur(nature: str, every: str) -> Verdict:
    """What is done once has no frequency."""
    if nature == "once" and every:
        return refused("一次性任务没有频次，请改选性质或者清空频次")
    return ALLOWED


def may_report_on(*, from_on: date, is_reported: bool, today: date) -> Verdict:
    """A period is reported on once, and not before it begins."""
    if is_reported:
        return refused("这一期已经填报")
    if today < from_on:
        return refused(f"这一期 {from_on:%Y-%m-%d} 才开始")
    return ALLOWED


def turn_light(due_on: date, *, is_reported: bool, today: date, scheme: str) -> str:
    """Return the light of one period: by its day alone."""
    open_ = not is_reported
    return light(due_on=due_on, since=due_on, percent=0, is_open=open_, today=today, scheme=scheme)


def worse(colour: str, turn_due_on: date | None, today: date, *, scheme: str) -> str:
    """Return the light of open work: its own, or that of its earliest period if that is worse."""
    if turn_due_on is None or colour == "done":
        return colour
    return worst([colour, turn_light(turn_due_on, is_reported=False, today=today, scheme=scheme)])


def first_due(due_on: date, turn_due_on: date | None) -> date:
    """Return the first day to keep: that of the earliest period, or of the whole."""
    return min(due_on, turn_due_on) if turn_due_on else due_on
