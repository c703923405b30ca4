"""进程: which step may be taken in which state of a meeting. Pure."""

from collections.abc import Mapping, Sequence

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.law.words import more_than

from .words import BEFORE, STATES

# What may be done, and in which states.
STEPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "edit": ("修改会议", BEFORE),
    "roll": ("增减应到名单", BEFORE),
    "fix": ("固定应到名单", BEFORE),
    "call": ("发出会议通知", ("planning",)),
    "sign": ("签到", ("called", "open")),
    "strike": ("撤销签到", ("called", "open")),
    "open": ("宣布开会", ("called",)),
    "agenda": ("修改议程", ("planning", "called", "open")),
    "retract": ("取消选票", (*BEFORE, "open", "closed")),
    "vote": ("表决", ("open",)),
    "close": ("宣布闭会", ("open",)),
    "minutes": ("写纪要", ("open", "closed")),
    "archive": ("归档", ("closed",)),
    "cancel": ("取消会议", BEFORE),
    "override": ("作特别说明", (*BEFORE, "open", "closed")),
    "ask": ("登记请示", (*BEFORE, "open", "closed")),
    # What follows an election goes on after the meeting is filed.
    "follow": ("办理选举以后的事项", (*BEFORE, "open", "closed", "archived")),
}
FIXED_FOR = HOUSE["HOUSE-265"].sets(frozenset({"open", "closed", "archived"}))


def may_step(step: str, state: str) -> Verdict:
    """Judge a step by the state; KeyError for a step that is not declared."""
    words, states = STEPS[step]
    if state in states:
        return ALLOWED
    return refused(f"会议{STATES[state]}，不能{words}")


def may_open(*, due: int, is_fixed: bool) -> Verdict:
    """A meeting is opened once it is settled who is due."""
    if not is_fixed:
        return refused("应到名单还没有固定，请先通过资格审查", HOUSE["HOUSE-265"])
    return ALLOWED if due else refused("应到名单是空的")


def votes_add_up(*, present: int, yes: int, no: int, abstain: int) -> Verdict:
    """There are no more votes than people in the hall."""
    total = yes + no + abstain
    if more_than(total, present):
        return refused(f"赞成、反对、弃权合计 {total}，多于实到 {present} 人，请重新清点")
    return ALLOWED


def may_close(*, waiting: int, running: int, untaken: Sequence[str] = ()) -> Verdict:
    """A meeting ends when no item is going on; what was not reached is marked so by then.

    `untaken` are the titles whose ballot has come to nothing yet: nobody could take it later.
    """
    if running:
        return refused("还有进行中的议题，请先结束")
    if waiting:
        return refused(f"还有 {waiting} 项议题没有进行，请逐项进行，或者标明未进行")
    if untaken:
        words = f"“{untaken[0]}”已经生成选票，结果还没有采用或者宣布，闭会以后不能再办"
        return refused(f"{words}；不再投票的，请作废或者取消选票")
    return ALLOWED
