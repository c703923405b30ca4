"""会员: how a member is numbered, which states a membership has, when a stay may end. Pure."""

import re
from datetime import date

from zhijia.law import ALLOWED, Verdict, refused

# The first two are of members, the others of those who left; `left` says no more than that.
STATES = {
    "regular": "在册",
    "kept": "保留会籍",
    "moved": "转出",
    "quit": "退会",
    "lapsed": "自动退会",
    "expelled": "开除",
    "dead": "离世",
    "left": "离会",
}
STAFF_NO = re.compile(r"[A-Za-z0-9-]+")


def may_end(*, on: date, since: date, begun: str) -> Verdict:
    """A stay or a post ends no earlier than it began; `begun` names that day on screen."""
    if on < since:
        return refused(f"日期不能早于{begun} {since:%Y-%m-%d}")
    return ALLOWED


def staff_number(number: str) -> Verdict:
    """Judge how a staff number is written."""
    if STAFF_NO.fullmatch(number):
        return ALLOWED
    return refused("工号只能用字母、数字和短横线")
