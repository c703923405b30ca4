"""参照规则: what may be entered into the calendar, and which article waits to be checked. Pure."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused

from .announced import Moved
from .days import LEAST_OFF

MOST_DAYS = 60  # the fullest notice so far names 38


def wording(clause: Clause) -> str:
    """Return the digest of an article's words, 64 signs."""
    return sha256(f"{clause.article}{clause.text}".encode()).hexdigest()


def awaits_check(clause: str) -> Verdict:
    """Only an article that nobody held against its official text waits for that."""
    found = LAW.get(clause)
    if found is None:
        return refused("没有这一条")
    return refused("这一条已与正式文本核对，不需要再核对") if found.checked else ALLOWED


def says(text: str, what: str) -> Verdict:
    """Something must be said here."""
    return ALLOWED if text.strip() else refused(f"请填写{what}")


def may_move(day: date, year: int) -> Verdict:
    """A notice of a year speaks of that year, and of the December before it."""
    if day.year == year or (day.year, day.month) == (year - 1, 12):
        return ALLOWED
    return refused(f"{day:%Y-%m-%d} 不在 {year} 年的放假安排之内")


def is_a_year(year: int, moved: Sequence[Moved]) -> Verdict:
    """A year's notice names each day once, has days off, and is not longer than any ever was."""
    days = [one.day for one in moved]
    free = sum(not one.is_workday for one in moved)
    if free < LEAST_OFF:
        read = f"只读到 {free} 天放假" if free else "没有读到放假的日子"
        return refused(f"{read}，一年的通知不会这样少，请核对是否粘贴完整", HOUSE["HOUSE-09"])
    if len(days) > MOST_DAYS:
        return refused(f"一年的放假安排不会超过 {MOST_DAYS} 天，请核对")
    twice = {day for day in days if days.count(day) > 1}
    if twice:
        return refused(f"{min(twice):%Y-%m-%d} 写了两次，请核对")
    outside = (verdict for day in days if not (verdict := may_move(day, year)))
    return next(outside, ALLOWED)
