"""会员: how a member is numbered, when a stay may end. Pure."""

import re
from datetime import date

from zhijia.law import ALLOWED, Verdict, refused

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
