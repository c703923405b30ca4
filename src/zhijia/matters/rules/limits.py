"""自定时限: a unit's own days, freely where no law sets any, else only fewer of the same. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, SOURCES, Verdict, refused
from zhijia.platform.refs.days import Kind

from .facts import Limit

MOST = HOUSE["HOUSE-193"].sets(365)


def is_of_law(limit: Limit) -> bool:
    """Say whether a limit is set by law, not by a choice of ours."""
    return not SOURCES[limit.clause.source].ours


def may_set(
    declared: Limit | None, *, n: int, per: Kind, source: str, since_on: date, today: date
) -> Verdict:
    """Judge a unit's own limit for a state of which `declared` is the common one."""
    if declared is None:
        return refused("这个环节没有期限，不需要自定", HOUSE["HOUSE-193"])
    if not 1 <= n <= MOST:
        return refused(f"期限为 1 至 {MOST}", HOUSE["HOUSE-193"])
    if not source.strip():
        return refused("请写明依据的文件名称和文号", HOUSE["HOUSE-193"])
    if since_on < today:
        return refused("起用日期不能早于今天，已经开始的环节不改期限", HOUSE["HOUSE-193"])
    if is_of_law(declared) and (per is not declared.per or n > declared.n):
        words = f"这个环节的期限由{declared.clause}规定为 {declared}，自定的只能更短，单位相同"
        return refused(words, declared.clause)
    return ALLOWED
