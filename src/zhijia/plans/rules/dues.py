"""期限: what a due date may be."""

from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

FARTHEST_YEARS = 10  # beyond it a year is a slip of the pen, and the calendar has an end
FIRST_YEAR = 1900  # before it as well


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


MAKE_UP_DAYS = HOUSE["HOUSE-295"].sets(30)


def makes_up(*, due_on: date, above: date, today: date) -> Verdict:
    """What lies below a day that has passed is done all the same, within days of today."""
    last = today + timedelta(days=MAKE_UP_DAYS)
    if due_on > last:
        words = f"上面的期限 {above:%Y-%m-%d} 已过，补定的期限不能晚于 {last:%Y-%m-%d}"
        return refused(words, HOUSE["HOUSE-295"])
    return ALLOWED


def may_hand_on(*, due_on: date, above: date, today: date) -> Verdict:
    """A part handed down, or work moved on, keeps within the deadline above it, or makes up."""
    if above < today:
        return makes_up(due_on=due_on, above=above, today=today)
    return may_tighten(due_on=due_on, above=above)


def keeps_to_task(*, due_on: date, task_due_on: date | None, today: date) -> Verdict:
    """A unit is given a task due no later than the task; one with an open day sets no bound."""
    if task_due_on is None or due_on <= task_due_on:
        return ALLOWED
    if task_due_on < today:
        return makes_up(due_on=due_on, above=task_due_on, today=today)
    words = f"期限不能晚于任务的完成期限 {task_due_on:%Y-%m-%d}，确需推后的请先修改任务的期限"
    return refused(words, HOUSE["HOUSE-03"])


def may_tighten(*, due_on: date, above: date) -> Verdict:
    """A part handed down keeps within the deadline above it."""
    if due_on > above:
        return refused(f"期限不能晚于上级任务的 {above:%Y-%m-%d}", HOUSE["HOUSE-03"])
    return ALLOWED
