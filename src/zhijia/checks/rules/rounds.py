"""一轮检查: how it is run, who inspects whom, and what may be done at each step. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

STANDING_ASIDE = HOUSE["HOUSE-171"]
ON_SITE = HOUSE["HOUSE-175"]
PUBLISHED = HOUSE["HOUSE-174"]
STATES = {
    "self": "自查",
    "review": "审核自查",
    "site": "现场检查",
    "told": "反馈整改",
    "done": "已出结果",
    "off": "已取消",
}
TONES = {
    "self": "blue",
    "review": "gold",
    "site": "orange",
    "told": "gold",
    "done": "green",
    "off": "grey",
}
AGREEMENTS = {"average": "取平均分", "agree": "合议，不一致的逐条商定"}
STEPS = {
    "opened": "列入检查",
    "self_done": "提交自查",
    "self_passed": "自查审核通过",
    "self_back": "退回自查",
    "self_skipped": "不等自查，现场检查",
    "sent": "提交现场评分",
    "taken_back": "退回重评",
    "dropped": "撤下检查员",
    "agreed": "商定得分",
    "settled": "汇总得分",
    "objected": "提出申诉",
    "decided": "答复申诉",
    "accepted": "对得分没有异议",
    "mended": "报整改",
    "rechecked": "复查",
    "result": "出结果",
    "off": "取消检查",
}
BANDS = "优秀 90；良好 80；合格 60；不合格 0"
BAND = re.compile(r"(\S+?)\s*(\d{1,3}(?:\.\d)?)(?:\s*(?:分|以上))*")
MOST_INSPECTORS, LONGEST_WORD = 9, 20


@dataclass(frozen=True, slots=True)
class Band:
    """A grade of the result, and from which score on it is given."""

    word: str
    at_least: Decimal


def read_bands(text: str) -> tuple[Band, ...]:
    """Return the grades of a line such as `优秀 90；合格 60；不合格 0`. Raises ValueError."""
    parts = [one.strip() for one in re.split(r"[；;，,\n]", text) if one.strip()]
    found = []
    for part in parts:
        if not (match := BAND.fullmatch(part)):
            raise ValueError(f"看不懂“{part}”，请写等次和起点分，例如“优秀 90”")
        if len(match[1]) > LONGEST_WORD:
            raise ValueError(f"等次“{match[1]}”太长，最多 {LONGEST_WORD} 个字")
        found.append(Band(match[1], Decimal(match[2])))
    bounds = [one.at_least for one in found]
    if len(found) < 2 or bounds[-1] != 0 or bounds[0] > 100:
        raise ValueError("至少两个等次，起点分不超过 100，最后一个等次的起点分是 0")
    if any(low >= high for high, low in pairwise(bounds)):
        raise ValueError("等次应当从高到低")
    return tuple(found)


def days_stand(from_on: date, until_on: date, *, today: date) -> Verdict:
    """A round ends after it begins, and not before today."""
    if until_on < from_on:
        return refused(f"截止日期 {until_on:%Y-%m-%d} 早于开始日期 {from_on:%Y-%m-%d}")
    if until_on < today:
        return refused("截止日期已经过去")
    return ALLOWED


def may_open(*, units: int, unfit: Sequence[str], reason: Verdict = ALLOWED) -> Verdict:
    """A round is of at least one unit, and of none that its standard does not fit."""
    if not units:
        return refused("请至少选择一个受检单位")
    if unfit:
        names = "、".join(unfit[:5]) + ("等" if len(unfit) > 5 else "")
        return refused(f"{names}：{reason.reason}", reason.clause)
    return ALLOWED


def may_inspect(*, name: str, homes: Iterable[str], path: str, is_present: bool = True) -> Verdict:
    """Nobody inspects the unit they belong to or hold an office in, or one it is a part of.

    `homes` are the paths of the inspector's unit and of the units of their posts.
    """
    if not is_present:
        return refused(f"{name}已经离会，不能担任检查员")
    if any(home.startswith(path) for home in homes):
        return refused(f"{name}在受检单位任职或者是该单位会员，应当回避", STANDING_ASIDE)
    return ALLOWED


def may_seat(*, inspectors: int, state: str) -> Verdict:
    """Inspectors are named until the scores are settled."""
    if state not in {"self", "review", "site"}:
        return refused("得分已经汇总，检查员不再变动", ON_SITE)
    if inspectors > MOST_INSPECTORS:
        return refused(f"一个单位最多 {MOST_INSPECTORS} 名检查员")
    return ALLOWED


def stands_in(state: str, *wanted: str) -> Verdict:
    """A step fits only the states it begins from."""
    if state in wanted:
        return ALLOWED
    return refused(f"现在是“{STATES[state]}”，不能办理这一步")


def may_skip_self(*, state: str, reason: str) -> Verdict:
    """A unit that does not hand its self-check in is inspected all the same, for a reason."""
    if not (verdict := stands_in(state, "self")):
        return verdict
    return ALLOWED if reason.strip() else refused("请写明为什么不等自查")


def may_mark(*, state: str, is_self: bool, is_sent: bool) -> Verdict:
    """A unit marks itself during its self-check; an inspector on site, until they hand in."""
    if not (verdict := stands_in(state, "self" if is_self else "site")):
        return verdict
    if is_sent:
        return refused("评分已经提交；要改的，请组织单位退回", ON_SITE)
    return ALLOWED


def is_complete(
    *, unmarked: Sequence[str], unreasoned: Sequence[str], inspectors: int | None = None
) -> Verdict:
    """Every item is marked, and where marks were taken off it is said why."""
    if inspectors == 0:
        return refused("还没有检查员")
    if unmarked:
        return refused(f"还有 {len(unmarked)} 条没有评：{_first(unmarked)}", ON_SITE)
    if unreasoned:
        words = f"扣了分、不涉及或者不符合的要写明情况：{_first(unreasoned)}"
        return refused(words, ON_SITE)
    return ALLOWED


def _first(codes: Sequence[str]) -> str:
    return "、".join(codes[:8]) + ("等" if len(codes) > 8 else "")


def may_publish(*, open_names: Sequence[str], is_closed: bool) -> Verdict:
    """A round is ranked and published once, when every unit has its result."""
    if is_closed:
        return refused("结果已经公布")
    if open_names:
        return refused(f"还有 {len(open_names)} 个单位没有出结果：{_first(open_names)}", PUBLISHED)
    return ALLOWED


def may_call_off(*, state: str, reason: str) -> Verdict:
    """A unit is taken out of a round before its result, with a reason."""
    if not (verdict := stands_in(state, "self", "review", "site", "told")):
        return verdict
    return ALLOWED if reason.strip() else refused("请写明取消的原因")


def gate_open(confirmed_on: date | None) -> Verdict:
    """A stage's check is confirmed once."""
    return refused("环节事项已经确认") if confirmed_on else ALLOWED
