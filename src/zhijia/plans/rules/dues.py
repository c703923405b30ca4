"""期限: what a due date may be."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

FARTHEST_YEARS = 10  # beyond it a year is a slip of the pen, and the calendar has an end


def due_ahead(due_on: date, today: date) -> Verdict:
    """A new due date lies neither in the past nor in a year that nobody can mean."""
    if due_on < today:
        return refused(f"完成期限 {due_on:%Y-%m-%d} 已过，请填今天或以后的日期", HOUSE["HOUSE-05"])
    return year_meant(due_on, today)


def year_meant(day: date, today: date) -> Verdict:
    """Ask again for a year too far ahead to be meant."""
    if day.year > today.year + FARTHEST_YEARS:
        return refused(f"期限 {day:%Y-%m-%d} 太远（超过 {FARTHEST_YEARS} 年），请核对年份")
    return ALLOWED


def may_tighten(*, due_on: date, above: date) -> Verdict:
    """A part handed down keeps within the deadline above it."""
    if due_on > above:
        return refused(f"期限不能晚于上级任务的 {above:%Y-%m-%d}", HOUSE["HOUSE-03"])
    return ALLOWED
