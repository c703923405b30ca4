"""催办: when the clock reminds, whom it tells, and when a person may."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .lights import SOON_DAYS

REMINDERS = {
    "ahead": "到期前提醒",
    "today": "到期当日提醒",
    "overdue": "逾期催办",
    "manual": "人工催办",
}
LEVELS = {
    "taker": "承办人",
    "taker_head": "承办人及其领导",
    "giver_head": "承办人及其领导、交办单位领导",
}
# To whom a reminder also went, as its letter says it.
TOLD_ABOVE = {
    "taker": "",
    "taker_head": "承办单位领导",
    "giver_head": "承办单位领导、交办单位领导",
}
# Days between two reminders of what is late; a week late the first leaders hear, two weeks both.
EVERY, FIRST_LEADERS, BOTH_LEADERS = HOUSE["HOUSE-63"].sets((7, 7, 14))
AHEAD_DAYS = SOON_DAYS
REMINDED = ("issued", "underway")


def reminder_due(*, due_on: date, today: date) -> str:
    """Return the kind of reminder that work with this day is due for today; "" for none."""
    left = (due_on - today).days
    if left < 0:
        return "overdue"
    if left == 0:
        return "today"
    return "ahead" if left <= AHEAD_DAYS else ""


def level_of(*, due_on: date, today: date) -> str:
    """Return how far up a reminder of late work goes: a key of LEVELS."""
    late = (today - due_on).days
    if late > BOTH_LEADERS:
        return "giver_head"
    return "taker_head" if late > FIRST_LEADERS else "taker"


def may_urge(*, state: str, was_urged_today: bool) -> Verdict:
    """A person urges who has the work, at most once a day."""
    if state == "reported":
        return refused("已报办结，等待审核，不必催办")
    if state not in REMINDED:
        return refused("任务已不在办理中，不能催办")
    if was_urged_today:
        return refused("今天已经催办过，同一任务一天催办一次", HOUSE["HOUSE-63"])
    return ALLOWED
