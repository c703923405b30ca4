"""What the engine judges of every kind: states, deadlines, numbers, merging. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.refs.days import Calendar, add

from .facts import Limit
from .limits import is_of_law

AHEAD = HOUSE["HOUSE-104"].sets(3)  # days before the limit on which people are reminded
AGAIN = HOUSE["HOUSE-104"].sets(7)  # days after which those who lead the unit hear of it


def in_state(state: str, of: Iterable[str], name: str) -> Verdict:
    """A step is taken out of the states it leaves; the second of two people comes too late."""
    if state in of:
        return ALLOWED
    return refused(f"办件已经不在可以“{name}”的环节，可能他人刚办理过，请刷新页面")


def is_not_paused(is_paused: bool) -> Verdict:
    """What is paused rests until it is taken up again."""
    return refused("办件已暂停，恢复后再办理") if is_paused else ALLOWED


def may_pause(*, is_open: bool, is_paused: bool, within: Limit | None = None) -> Verdict:
    """Only what is under way is paused, and only once at a time; no one stops a time of law."""
    if not is_open:
        return refused("只有办理中的办件可以暂停")
    if within is not None and is_of_law(within):
        words = f"这个环节的期限由{within.clause}规定，不能暂停"
        return refused(words, within.clause)
    return refused("办件已经暂停") if is_paused else ALLOWED


def due_on(since: date, within: Limit | None, calendar: Calendar) -> date | None:
    """Return the last day on which a state may be left; None where nothing limits it."""
    if within is None:
        return None
    return add(since, within.n, within.per, calendar=calendar)


def later(due: date | None, paused_on: date, resumed_on: date, calendar: Calendar) -> date | None:
    """Return a deadline moved on by the days of a pause; one on a day off goes on to a workday."""
    if due is None:
        return None
    moved = due + max(resumed_on - paused_on, timedelta())
    return calendar.workday_from(moved)


def reminder(due: date, today: date) -> str:
    """Return what is told on this day of an open deadline; "" on most days."""
    left = (due - today).days
    if left in {0, AHEAD}:
        return "today" if left == 0 else "ahead"
    if left < 0 and (left == -1 or -left % AGAIN == 0):
        return "climbs" if -left >= AGAIN else "late"
    return ""


def may_merge(
    *, main: tuple[str, str], others: Iterable[tuple[str, str]], is_open: bool
) -> Verdict:
    """Matters of one kind and one unit are merged into one that is open; `(kind, unit)` each."""
    if not is_open:
        return refused("主案已经办结，不能再并入")
    found = list(others)
    if not found:
        return refused("请选择要并入的办件")
    if any(one != main for one in found):
        return refused("只能合并同一单位、同一类别的办件")
    return ALLOWED


def may_link(*, is_itself: bool, is_tied: bool, is_seen: bool) -> Verdict:
    """Two different matters are linked once, by somebody who may see both."""
    if not is_seen:
        return refused("没有这一件，或者您不能查看", HOUSE["HOUSE-194"])
    if is_itself:
        return refused("不能与自己关联", HOUSE["HOUSE-194"])
    return refused("两件已经关联", HOUSE["HOUSE-194"]) if is_tied else ALLOWED


def may_unlink(*, how: str, is_ended: bool, is_joiner: bool) -> Verdict:
    """What was linked by hand is taken apart by hand; what was merged or passed on is history."""
    if is_ended:
        return refused("已经解除关联", HOUSE["HOUSE-194"])
    if how != "related":
        return refused("并案、转办的关系不能解除", HOUSE["HOUSE-194"])
    if not is_joiner:
        return refused("由办理其中一件的人解除", HOUSE["HOUSE-194"])
    return ALLOWED


def may_call(*, from_on: date, until_on: date) -> Verdict:
    """A call ends no earlier than it begins."""
    return ALLOWED if from_on <= until_on else refused("截止日期不能早于起始日期")


def may_back(*, is_filer: bool, has_answered: bool) -> Verdict:
    """Nobody seconds what they filed, and everybody answers once."""
    if is_filer:
        return refused("提出人不能附议自己的提案", HOUSE["HOUSE-100"])
    return refused("您已经答复过附议") if has_answered else ALLOWED


def may_assign_own(*, is_own_unit: bool, has_person: bool) -> Verdict:
    """Within the unit itself a part is given to somebody by name, not to the desk that gives it."""
    if is_own_unit and not has_person:
        return refused("交本单位部门办理的，请写明承办人", HOUSE["HOUSE-101"])
    return ALLOWED


def is_called(name: str, is_open: bool) -> Verdict:
    """What is called for is filed only while the call lasts."""
    if is_open:
        return ALLOWED
    return refused(f"现在没有{name}征集，或者征集已经截止", HOUSE["HOUSE-100"])
