"""闭会期间: inspections and questions of delegates, decisions of joint meetings. Pure."""

from collections.abc import Mapping
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, granted, refused
from zhijia.platform.refs import days
from zhijia.platform.refs.days import Calendar

ASKING: Mapping[str, str] = {"visit": "巡视检查", "question": "质询"}
ANSWER_DAYS = HOUSE["HOUSE-286"].sets(15)
CONFIRM = HOUSE["HOUSE-264"].sets("confirm")
FEWEST = HOUSE["HOUSE-286"].sets(2)


def answer_by(asked_on: date, *, calendar: Calendar) -> date:
    """Return the working day by which whoever was asked answers."""
    return days.add(asked_on, ANSWER_DAYS, days.Kind.WORKDAYS, calendar=calendar)


def may_inspect(*, delegates: int, held_on: date, today: date) -> Verdict:
    """Two delegates at least go or ask, and not on a day to come."""
    if delegates < FEWEST:
        return refused(f"巡视检查、质询由 {FEWEST} 名以上代表参加", HOUSE["HOUSE-286"])
    return refused("日期不能晚于今天") if held_on > today else ALLOWED


def is_answered(*, due_on: date, answered_on: date | None, today: date) -> Verdict:
    """Judge whether a question or a finding was answered in time."""
    clause = HOUSE["HOUSE-286"]
    if answered_on is not None:
        late = "" if answered_on <= due_on else f"，晚于限期 {due_on:%Y-%m-%d}"
        return granted(f"已于 {answered_on:%Y-%m-%d} 答复{late}", clause)
    if today > due_on:
        return refused(f"应在 {due_on:%Y-%m-%d} 前答复，已经逾期", clause)
    return refused(f"等待答复，限期 {due_on:%Y-%m-%d}", clause)


def is_confirmed(result: str, *, at: str) -> Verdict:
    """Say whether the congress confirmed a decision of a joint meeting; `at` is its session."""
    clause = HOUSE["HOUSE-264"]
    if not at:
        return refused("还没有列入大会议程，须经下一次大会确认", clause)
    if result == "adopted":
        return granted(f"已经{at}确认", clause)
    if result:
        return refused(f"{at}没有确认，这项决定自即日起不再执行", clause)
    return refused(f"已列入{at}的议程，等待确认", clause)


def may_confirm(*, is_joint: bool, is_decided: bool, is_ours: bool, is_there: bool) -> Verdict:
    """A congress confirms what a joint meeting of its own unit decided, once."""
    clause = HOUSE["HOUSE-264"]
    if not (is_joint and is_ours):
        return refused("只确认本单位代表团（组）长联席会议的决定", clause)
    if not is_decided:
        return refused("联席会议没有作出决定，不需要确认", clause)
    return refused("这项决定已经列入大会议程", clause) if is_there else ALLOWED
