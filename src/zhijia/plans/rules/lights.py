"""督查亮灯: how a task stands, what colour that is by a unit's scheme, and the words beside it."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

SOON_DAYS, BEHIND_POINTS = HOUSE["HOUSE-01"].sets((3, 20))

SCHEMES = {"gyr": "绿黄红", "byr": "蓝黄红（三色督办单）"}
# How an open task with a day may stand, the worst first: late, behind its time, sent back, near
# its end, or well; and the colour that shows it.
COLOURS = {
    "gyr": {"late": "red", "behind": "yellow", "soon": "yellow", "well": "green"},
    "byr": {
        "late": "red",
        "behind": "yellow",
        "sent_back": "yellow",
        "soon": "blue",
        "well": "unlit",
    },
}
LIGHTS = {
    "green": "正常",
    "unlit": "正常",
    "blue": "临近期限",
    "yellow": "临期或落后",
    "red": "逾期",
    "grey": "期限待定",
    "done": "已办结",
}
WORST_FIRST = ("red", "yellow", "blue", "grey", "green", "unlit", "done")


def light(
    *,
    due_on: date | None,
    since: date,
    percent: int,
    is_open: bool,
    today: date,
    scheme: str,
    is_sent_back: bool = False,
) -> str:
    """Return the colour of a task's light: a key of LIGHTS.

    `percent` is the reported progress, 0 to 100; the time gone is counted from `since`. `scheme`
    is a key of SCHEMES; only the three-coloured one shows that work was sent back.
    """
    if not is_open:
        return "done"
    if due_on is None:
        return "grey"
    stands = {
        "late": today > due_on,
        "behind": _is_behind(due_on, since, percent, today),
        "sent_back": is_sent_back,
        "soon": (due_on - today).days <= SOON_DAYS,
        "well": True,
    }
    return next(colour for name, colour in COLOURS[scheme].items() if stands[name])


def _is_behind(due_on: date, since: date, percent: int, today: date) -> bool:
    """Say whether progress lies 20 points or more behind the share of time gone."""
    whole, gone = (due_on - since).days, (today - since).days
    return whole > 0 and 100 * gone - percent * whole >= BEHIND_POINTS * whole


def worst(colours: Iterable[str]) -> str:
    """Return the light of a whole from the lights of its parts; done when there are none."""
    return min(colours, key=WORST_FIRST.index, default="done")


def light_words(
    colour: str, due_on: date | None, today: date, *, scheme: str, is_sent_back: bool = False
) -> str:
    """Say beside a light how many days are left, or what else it tells."""
    if due_on is None or colour in {"grey", "done"}:
        return LIGHTS[colour]
    days = (due_on - today).days
    if days < 0:
        return f"逾期 {-days} 天"
    left = f"剩 {days} 天" if days else "今天到期"
    if colour != "yellow" or (scheme == "gyr" and days <= SOON_DAYS):
        return left
    return f"退回重办，{left}" if scheme == "byr" and is_sent_back else f"进度落后，{left}"


def may_choose_scheme(scheme: str, *, now: str) -> Verdict:
    """A unit chooses one of the schemes, another than it has."""
    if scheme and scheme not in SCHEMES:
        return refused("没有这种亮灯方案", HOUSE["HOUSE-01"])
    if scheme == now:
        return refused("现在就是这一方案，没有改动")
    return ALLOWED


def colours_of(schemes: Iterable[str]) -> list[str]:
    """Return the colours that these schemes show, the worst first."""
    shown = {colour for scheme in schemes for colour in COLOURS[scheme].values()}
    return [colour for colour in WORST_FIRST if colour in shown]
