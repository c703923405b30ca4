"""双代会: two meetings on one day, and what becomes of the other where one is moved. Pure."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .words import BEFORE, STATES

ONE_DAY = HOUSE["HOUSE-277"].sets("双代会的两个会议同日召开")


def is_open(state: str) -> bool:
    """Say whether the other meeting is still to be held."""
    return state in BEFORE


def may_move(other: str, state: str, *, came: bool) -> Verdict:
    """Both meetings move to another day, so the other must be one that may move."""
    if not is_open(state):
        words = f"{ONE_DAY}，“{other}”{STATES[state]}，不能改期"
        return refused(words, HOUSE["HOUSE-277"])
    if came:
        return refused(f"{ONE_DAY}，“{other}”已经有人签到，不能改期", HOUSE["HOUSE-277"])
    return ALLOWED


def is_said(other: str, *, both: bool | None) -> Verdict:
    """Whoever calls one off says what becomes of the other."""
    if both is not None:
        return ALLOWED
    words = f"请选择同日的“{other}”一并取消，还是单独召开"
    return refused(words, HOUSE["HOUSE-277"])
