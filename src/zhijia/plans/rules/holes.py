"""职责不清、管理缺位: what counts as a hole in the net, and how each is told. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Clause, Verdict, refused

# Days: until a task must be given, until a post must have work, and for which holes are looked.
UNGIVEN_DAYS, SETTLED_DAYS, YEAR_DAYS = HOUSE["HOUSE-70"].sets((7, 30, 365))
NAMED, SHOWN = 5, 6


@dataclass(frozen=True, slots=True)
class HoleKind:
    """A kind of hole: its word, the clause that makes it one, and what the mending is called."""

    label: str
    mend: str
    clause: Clause
    tone: str = "orange"


HOLES = {
    "no_owner": HoleKind("任务无人承办", "去交办", HOUSE["HOUSE-70"], "red"),
    "two_leads": HoleKind("牵头单位不止一个", "去核定", HOUSE["HOUSE-70"], "red"),
    "no_desk": HoleKind("承办单位无人签收", "去任职", HOUSE["HOUSE-70"], "red"),
    "no_holder": HoleKind("岗位责任人空缺", "去改派", HOUSE["HOUSE-70"], "red"),
    "idle_stage": HoleKind("环节责任人空缺", "去定责任人", HOUSE["HOUSE-70"], "red"),
    "idle_post": HoleKind("岗位没有任务", "去分解", HOUSE["HOUSE-70"]),
    "not_reached": HoleKind("要点没有传到", "去交办", HOUSE["HOUSE-70"]),
    "left_out": HoleKind("单位没有任务", "去交办", HOUSE["HOUSE-70"]),
    "alike": HoleKind("任务重复或者不一", "去核定", HOUSE["HOUSE-71"]),
    "clash": HoleKind("不同上级要求不一", "去核定", HOUSE["HOUSE-71"]),
    "silent": HoleKind("定期任务缺报", "去填报", HOUSE["HOUSE-68"], "red"),
    "late_part": HoleKind("期限晚于上级", "去核定", HOUSE["HOUSE-03"]),
}

ALL = re.compile(
    "各单位|各级工会|各基层|基层工会|各工会|各分工会|各车间|各部门|各科室|各院校|各企业|各公司"
    "|所属单位|所属各|下属单位|全系统|各单元|各班组|各小组|各直属|每个单位"
)


def asks_all(text: str) -> bool:
    """Say whether words ask every unit and not some of them."""
    return ALL.search(text) is not None


def named(units: Sequence[str]) -> str:
    """Name the first few of many units."""
    first = "、".join(units[:NAMED])
    return f"{first}等 {len(units)} 个单位" if len(units) > NAMED else first


# The words of a hole tell no running number of days: what somebody explained stays explained
# until a fact of it changes.
def no_owner_words(filed_on: date, due_on: date | None) -> str:
    """Say that nobody has a task."""
    due = f"期限 {due_on:%Y-%m-%d}" if due_on else "期限待定"
    return f"{filed_on:%Y-%m-%d} 立项，{due}，还没有交办给任何单位"


def two_leads_words(leads: Sequence[str]) -> str:
    """Say that units assist a task, and whom they assist is not clear."""
    return f"有配合单位，牵头的却不止一个：{named(leads)}，配合谁不清楚"


def no_desk_words(*, is_dissolved: bool) -> str:
    """Say that a unit has work and nobody who could sign for it."""
    if is_dissolved:
        return "单位已撤销，名下还有在办任务"
    return "单位有在办任务，但没有工会主席、副主席或者干事，无人签收、填报"


def no_holder_words(post: str, *, has_left: bool) -> str:
    """Say that the holder of a post with work is gone."""
    return f"责任人{post}已{'离会' if has_left else '免职'}，任务还在其名下"


def idle_stage_words(stage: str, post: str, *, has_left: bool) -> str:
    """Say that who had a stage of a project is gone."""
    return f"项目环节“{stage}”的责任人{post}已{'离会' if has_left else '免职'}，环节没有过关"


def idle_post_words(post: str, from_on: date) -> str:
    """Say that a post has no part of its unit's work."""
    return f"{post}自 {from_on:%Y-%m-%d} 任职，单位有在办任务，近一年没有一项分解到这个岗位"


def not_reached_words(point: str, units: Sequence[str]) -> str:
    """Say which units a point that asks all never reached."""
    return f"“{point}”要求各单位落实，没有交办到{named(units)}"


LEFT_OUT = "近一年没有承办过任务，而同级的单位有"


def late_part_words(due_on: date, above: date, *, is_part: bool) -> str:
    """Say that something is due later than what it belongs to."""
    whole = "上级交办的期限" if is_part else "任务本身的期限"
    return f"期限 {due_on:%Y-%m-%d}，晚于{whole} {above:%Y-%m-%d}"


def silent_words(from_on: date, until_on: date) -> str:
    """Say from which period on a recurring task has no report."""
    return f"{from_on:%Y-%m-%d} 至 {until_on:%Y-%m-%d} 这一期到期没有填报"


@dataclass(frozen=True, slots=True)
class Demand:
    """What one of two like demands says: by when, and of whom."""

    number: str
    due_on: date | None
    holders: frozenset[str]


def alike_words(one: Demand, other: Demand, shared: Collection[str]) -> str:
    """Say what two like demands have in common, and where they differ; the same is said twice."""
    said = f"与 {other.number} 都说到“{'、'.join(list(shared)[:SHOWN])}”"
    days = {demand.due_on for demand in (one, other)}
    if len(days) > 1:
        told = "，一个期限 {}，一个期限 {}".format(*(_day(d.due_on) for d in (one, other)))
    elif one.holders and other.holders and one.holders != other.holders:
        held = (named(sorted(demand.holders)) for demand in (one, other))
        told = "，一个由{}承办，一个由{}承办".format(*held)
    else:
        told = "，期限相同，疑为重复"
    return said + told


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "待定"


def hole_verdict(kind: str, words: str) -> Verdict:
    """Return a hole as the verdict it is: no, why, and by which clause."""
    return refused(words, HOLES[kind].clause)


def may_explain(*, is_open: bool, reason: str) -> Verdict:
    """A hole is explained once, in words, while it gapes."""
    if not is_open:
        return refused("这一项已经补上或者已经说明")
    if len(reason.strip()) < 4:
        return refused("请写明理由，让查看的人明白为什么不用补", HOUSE["HOUSE-70"])
    return ALLOWED


def may_fold(
    *,
    is_same: bool,
    same_unit: bool,
    into_open: bool,
    open_assignments: int,
    is_filed: bool = False,
    into_filed: bool = True,
) -> Verdict:
    """A task is folded into another open one of its unit, when nobody works on it any more.

    What is on file is folded into what is on file: a draft may never be.
    """
    if is_same:
        return refused("不能并入它自己")
    if not same_unit:
        return refused("只能并入本单位立项的任务")
    if not into_open:
        return refused("要并入的任务已结束", HOUSE["HOUSE-04"])
    if is_filed and not into_filed:
        return refused("要并入的任务还没有立项，请在它立项以后再并入", HOUSE["HOUSE-60"])
    if open_assignments:
        return refused(
            f"还有 {open_assignments} 个承办单位正在办理，请先撤回交办，再并入", HOUSE["HOUSE-71"]
        )
    return ALLOWED
