"""主席团、专门委员会: who may sit in them, and how long. Pure."""

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

WITH_TERM = HOUSE["HOUSE-284"].sets("任期与本届代表相同")


def may_preside(seat: str, *, is_of_meeting: bool) -> Verdict:
    """The presidium is of delegates of this very meeting."""
    if seat != "delegate" or not is_of_meeting:
        return refused("主席团成员从本次会议的正式代表中推选", HOUSE["HOUSE-262"])
    return ALLOWED


def is_adopted(side: str, *, meeting: str) -> Verdict:
    """A special committee's members are adopted by the congress; `meeting` is where, "" so far."""
    clause = LAW["ZD-04"] if side == "staff" else HOUSE["HOUSE-284"]
    if meeting:
        return granted(f"成员名单经{meeting}审议通过，{WITH_TERM}", clause)
    return refused("成员名单还没有经大会审议通过，请列入下一次会议的议程", clause)


def may_adopt(*, is_of_congress: bool, is_held: bool) -> Verdict:
    """The members are adopted by a meeting of the very same congress, once it is held."""
    if not is_of_congress:
        return refused("应由本代表大会的会议审议通过", HOUSE["HOUSE-284"])
    return ALLOWED if is_held else refused("会议还没有召开")


def may_join(*, is_delegate: bool, ended: bool) -> Verdict:
    """A delegate sits on a committee of the own congress while they are one."""
    if not is_delegate:
        return refused("不是本届代表", HOUSE["HOUSE-284"])
    return refused("代表身份已经终止", HOUSE["HOUSE-284"]) if ended else ALLOWED
