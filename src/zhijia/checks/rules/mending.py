"""申诉与整改: what a unit says against its score, what it mends, what is looked at again. Pure."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

OBJECTIONS = HOUSE["HOUSE-173"]
MENDING = HOUSE["HOUSE-176"]
FROZEN = HOUSE["HOUSE-177"]
REPORTED = HOUSE["HOUSE-195"]
FAULT_STATES = {"open": "待整改", "mended": "待复查", "lifted": "已销项", "left": "遗留"}
FAULT_TONES = {"open": "orange", "mended": "gold", "lifted": "green", "left": "red"}


def may_report(*, category: str, known: Collection[str], where: str) -> Verdict:
    """A hazard has a category and a place, or nobody finds it."""
    if category not in known:
        return refused("请选择隐患类别", REPORTED)
    return ALLOWED if where.strip() else refused("报为隐患的，请写明地点", REPORTED)


def may_drop(*, is_reported: bool) -> Verdict:
    """What was reported as a hazard is on its way."""
    if is_reported:
        return refused("已经报为隐患，不能删去；报错的请单位核实后办理“不属隐患”", REPORTED)
    return ALLOWED


def may_hand_on(*, reported: int, has_heir: bool) -> Verdict:
    """Who reported hazards is taken off only where somebody takes over what they found."""
    if reported and not has_heir:
        words = f"该检查员报了 {reported} 件隐患，请先指派接手的检查员再撤下"
        return refused(words, REPORTED)
    return ALLOWED


def may_object(
    *, state: str, until_on: date | None, today: date, is_open: bool, has_accepted: bool
) -> Verdict:
    """A unit objects once an item, within the time that the round gives."""
    if state != "told" or until_on is None:
        return refused("得分反馈以后、出结果以前才能申诉", OBJECTIONS)
    if has_accepted:
        return refused("本单位已确认对得分没有异议", OBJECTIONS)
    if today > until_on:
        return refused(f"申诉期限到 {until_on:%Y-%m-%d}，已经过了", OBJECTIONS)
    return refused("这一条已经申诉过，请等待答复或者看答复", OBJECTIONS) if is_open else ALLOWED


def may_decide(
    *,
    state: str,
    is_decided: bool,
    is_inspector: bool,
    points: Decimal | None,
    full: Decimal,
    words: str,
) -> Verdict:
    """The round's owner answers once and in words, by somebody who did not inspect there."""
    if state != "told":
        return refused("反馈以后、出结果以前答复申诉", OBJECTIONS)
    if is_decided:
        return refused("已经答复")
    if is_inspector:
        return refused("您是这个单位的检查员，请由组织单位的其他人答复", OBJECTIONS)
    if not words.strip():
        return refused("请写明答复的理由", OBJECTIONS)
    if points is not None and not 0 <= points <= full:
        return refused(f"更正后的得分应当在 0 至 {full.normalize():f} 之间")
    return ALLOWED


def may_mend(*, state: str, fault: str) -> Verdict:
    """A unit reports what it mended once it was told, until the fault is lifted or left."""
    if state != "told":
        return refused("反馈以后、出结果以前办理整改", MENDING)
    return ALLOWED if fault == "open" else refused("这个问题已经报了整改", MENDING)


def may_recheck(*, state: str, fault: str, is_mender: bool, words: str) -> Verdict:
    """What was mended is looked at again by somebody else, who says what they saw."""
    if state != "told":
        return refused("反馈以后、出结果以前复查", MENDING)
    if fault != "mended":
        return refused("单位还没有报整改", MENDING)
    if is_mender:
        return refused("整改是您报的，请由他人复查", MENDING)
    return ALLOWED if words.strip() else refused("请写明复查看到的情况", MENDING)


def may_give_result(
    *,
    state: str,
    undecided: int,
    until_on: date | None,
    has_accepted: bool,
    today: date,
    unmended: Sequence[str],
    words: str,
) -> Verdict:
    """A result stands when objections are answered or past, and what is left unmended is named."""
    if state != "told":
        return refused("得分反馈以后才能出结果")
    if undecided:
        return refused(f"还有 {undecided} 件申诉没有答复", OBJECTIONS)
    if until_on and today <= until_on and not has_accepted:
        words_ = f"申诉期限到 {until_on:%Y-%m-%d}；单位确认没有异议的可以提前"
        return refused(words_, OBJECTIONS)
    if unmended and not words.strip():
        return refused(
            f"还有 {len(unmended)} 个问题没有销项，要出结果请写明遗留的理由和后续安排", MENDING
        )
    return ALLOWED


def is_late(*, fault: str, due_on: date | None, today: date) -> bool:
    """Say whether mending is overdue."""
    return fault == "open" and due_on is not None and today > due_on


def may_freeze(*, is_known: bool, has_value: bool) -> Verdict:
    """A figure is kept as it stood that day, with the way to the rows behind it."""
    if not is_known:
        return refused("没有这项数据", FROZEN)
    return ALLOWED if has_value else refused("这段时间没有可以比的数", FROZEN)


def may_clear(*, has_gate: bool, passes: bool) -> Verdict:
    """A stage's check is confirmed by a round whose units all passed."""
    if not has_gate:
        return refused("这轮检查没有对应的项目环节")
    if not passes:
        return refused("有单位没有出结果、触犯否决项、等次最低或者有遗留问题，不能确认环节事项")
    return ALLOWED
