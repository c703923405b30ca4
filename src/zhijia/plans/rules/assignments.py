"""交办: which step may follow which."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .dues import year_meant

STATES = {
    "issued": "待签收",
    "declined": "退回待答复",
    "underway": "办理中",
    "reported": "待审核",
    "accepted": "已办结",
    "withdrawn": "已撤回",
    "answered": "已会签",
    "excused": "免予会签",
}
# As what a unit has a task: it answers for it, or assists who does.
ROLES = {"lead": "牵头", "assist": "配合"}


OPEN = ("issued", "declined", "underway", "reported")


def in_state(state: str, *wanted: str) -> Verdict:
    """A step fits only the states it begins from."""
    if state in wanted:
        return ALLOWED
    return refused(f"任务现在是“{STATES[state]}”，不能办理这一步", HOUSE["HOUSE-04"])


def may_report(*, state: str, percent: int, before: int) -> Verdict:
    """Progress is reported on signed tasks and does not run backwards."""
    if not (verdict := in_state(state, "underway")):
        return verdict
    if not 0 <= percent <= 100:
        return refused("进度应为 0 至 100")
    if percent < before:
        return refused(f"进度不能低于上次填报的 {before}%")
    return ALLOWED


def may_ask_extension(
    *, state: str, due_on: date, to_on: date, today: date, is_waiting: bool
) -> Verdict:
    """An extension is asked for before the due date has passed, one at a time."""
    if not (verdict := in_state(state, "issued", "underway")):
        return verdict
    if today > due_on:
        return refused(f"期限 {due_on:%Y-%m-%d} 已过，延期须在到期前申请", HOUSE["HOUSE-02"])
    if to_on <= due_on:
        return refused(f"拟延至的日期应晚于现在的期限 {due_on:%Y-%m-%d}", HOUSE["HOUSE-02"])
    if is_waiting:
        return refused("已有一份延期申请等待答复")
    return year_meant(to_on, today)


def may_finish(*, state: str, open_parts: int) -> Verdict:
    """A unit reports a task finished when every part it handed down is done."""
    if not (verdict := in_state(state, "underway")):
        return verdict
    if open_parts:
        return refused(f"还有 {open_parts} 项分解到岗位的部分没有办结", HOUSE["HOUSE-04"])
    return ALLOWED


def may_hand_to(*, in_branch: bool, is_held: bool) -> Verdict:
    """Parts go to posts that are held, in the unit itself or below it."""
    if not in_branch:
        return refused("只能分解给本单位或者下级单位的岗位")
    return ALLOWED if is_held else refused("该岗位的责任人已免职，请另选岗位")


def may_decide(*, state: str, is_decided: bool) -> Verdict:
    """An extension is answered once, while the work is still to be done."""
    if is_decided:
        return refused("这份延期申请已经答复")
    return in_state(state, "issued", "underway")


def is_whole(*, is_part: bool) -> Verdict:
    """Only a whole moves to another unit; a part is withdrawn and handed down anew."""
    if is_part:
        return refused("分解到岗位的部分请撤回后重新分解")
    return ALLOWED
