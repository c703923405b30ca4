"""年度指标: who may change one, which years there are, and how it stands in its year."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .lights import BEHIND_POINTS

YEARS_AHEAD, YEARS_BACK = 1, 5


def base_of(path: str, desks: Iterable[str]) -> str:
    """Return the highest of these desks that stands at `path` or above it; "" where none does."""
    return min((desk for desk in desks if path.startswith(desk)), key=len, default="")


def may_change(*, base: str, set_at: str, set_by: str) -> Verdict:
    """What was set from above is changed from there or from higher up, not from below.

    `base` is where the desk stands, `set_at` the path of the unit that set the target there is.
    """
    if set_at and not set_at.startswith(base):
        return refused(f"指标由{set_by}下达，不能自行改动，请向其提出", HOUSE["HOUSE-69"])
    return ALLOWED


def may_set_year(year: int, today: date) -> Verdict:
    """Targets are set for this year, the next, and the few before that are compared with."""
    if not today.year - YEARS_BACK <= year <= today.year + YEARS_AHEAD:
        return refused(
            f"只能设定 {today.year - YEARS_BACK} 年至 {today.year + YEARS_AHEAD} 年的指标"
        )
    return ALLOWED


def years(today: date) -> list[int]:
    """Return the years that have targets, the newest first."""
    return list(range(today.year + YEARS_AHEAD, today.year - YEARS_BACK - 1, -1))


def colour(*, percent: int, is_event: bool, year: int, today: date) -> str:
    """Return the light of a year's target.

    Events compare with the time gone; a stock or a rate, which time does not bring, with the whole.
    """
    if percent >= 100:
        return "done"
    first, last = date(year, 1, 1), date(year, 12, 31)
    if today > last:
        return "red"
    if today < first:
        return "green"
    whole = (last - first).days + 1
    wanted = ((today - first).days + 1) * 100 // whole if is_event else 100
    return "yellow" if wanted - percent >= BEHIND_POINTS else "green"


def colour_words(colour_: str, *, is_event: bool, year: int, today: date) -> str:
    """Say beside the light what it tells."""
    if colour_ in {"done", "red"}:
        return "已完成" if colour_ == "done" else "未完成"
    if today.year < year:
        return "未到年度"
    if is_event:
        return "落后于时间进度" if colour_ == "yellow" else "按进度"
    return "离目标较远" if colour_ == "yellow" else "接近目标"
