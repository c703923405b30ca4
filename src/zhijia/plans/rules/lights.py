"""督查亮灯: what colour a task shows, and the words beside it."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import HOUSE

SOON_DAYS, BEHIND_POINTS = HOUSE["HOUSE-01"].sets((3, 20))


LIGHTS = {
    "green": "正常",
    "yellow": "临期或落后",
    "red": "逾期",
    "grey": "期限待定",
    "done": "已办结",
}


WORST_FIRST = ("red", "yellow", "grey", "green", "done")


def light(*, due_on: date | None, since: date, percent: int, is_open: bool, today: date) -> str:
    """Return the colour of a task's light: a key of LIGHTS.

    `percent` is the reported progress, 0 to 100; the time gone is counted from `since`.
    """
    if not is_open:
        return "done"
    if due_on is None:
        return "grey"
    if today > due_on:
        return "red"
    if (due_on - today).days <= SOON_DAYS:
        return "yellow"
    return "yellow" if _is_behind(due_on, since, percent, today) else "green"


def _is_behind(due_on: date, since: date, percent: int, today: date) -> bool:
    """Say whether progress lies 20 points or more behind the share of time gone."""
    whole, gone = (due_on - since).days, (today - since).days
    return whole > 0 and 100 * gone - percent * whole >= BEHIND_POINTS * whole


def worst(colours: Iterable[str]) -> str:
    """Return the light of a whole from the lights of its parts; done when there are none."""
    return min(colours, key=WORST_FIRST.index, default="done")


def light_words(colour: str, due_on: date | None, today: date) -> str:
    """Say beside a light how many days are left, or what else it tells."""
    if due_on is None or colour in {"grey", "done"}:
        return LIGHTS[colour]
    days = (due_on - today).days
    if days < 0:
        return f"逾期 {-days} 天"
    left = f"剩 {days} 天" if days else "今天到期"
    return f"进度落后，{left}" if colour == "yellow" and days > SOON_DAYS else left
