"""分环节管理: which stage may begin, what opens its gate, and what a delay leaves to be decided.

Pure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .dues import FARTHEST_YEARS, FIRST_YEAR
from .lights import SOON_DAYS, light

GATE = HOUSE["HOUSE-72"]
STAGE_STATES = {
    "waiting": "未开始",
    "underway": "进行中",
    "submitted": "待过关",
    "passed": "已过关",
}
STAGE_TONES = {"waiting": "grey", "underway": "blue", "submitted": "gold", "passed": "green"}
STAGE_STEPS = {
    "planned": "编排",
    "begun": "开始",
    "paper": "提交材料",
    "confirmed": "确认检查",
    "unconfirmed": "撤销确认",
    "submitted": "提请过关",
    "passed": "过关",
    "sent_back": "退回",
    "reopened": "重新打开",
    "edited": "修改环节",
    "moved": "调整时间",
    "shifted": "顺延",
    "inherited": "承接",
}
# Steps of who works at a stage, for its owner or as its owner.
WORKED = ("begun", "paper", "submitted")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stage before or after another: what it is called, and how it stands."""

    name: str
    state: str
    overlaps: bool = False


def may_open_project(*, is_open: bool, is_filed: bool, is_theirs: bool, already: bool) -> Verdict:
    """A task becomes a project once at the unit that filed it or has it, on file and open.

    A draft is for the offices of its unit; a project is read by those above and below as well.
    """
    if not is_open:
        return refused("任务已结束，不能再分环节", HOUSE["HOUSE-04"])
    if not is_filed:
        return refused("还没有立项，立项以后才能分环节", HOUSE["HOUSE-60"])
    if not is_theirs:
        return refused("由立项单位或者承办单位分环节管理", GATE)
    if already:
        return refused("本单位已经把这项任务分了环节")
    return ALLOWED


def stands_in(state: str, *wanted: str) -> Verdict:
    """A step fits only the states it begins from."""
    if state in wanted:
        return ALLOWED
    return refused(f"环节现在是“{STAGE_STATES[state]}”，不能办理这一步", GATE)


def may_begin(
    *, state: str, overlaps: bool, has_owner: bool, before: Sequence[Neighbour]
) -> Verdict:
    """A stage begins when those before it are passed; one that may overlap, when they have begun.

    `before` are all stages before it, in their order.
    """
    if not (verdict := stands_in(state, "waiting")):
        return verdict
    if not has_owner:
        return refused("请先定下这个环节的责任岗位", GATE)
    if overlaps:
        idle = [one.name for one in before[-1:] if one.state == "waiting"]
        return _after(idle, "还没有开始")
    return _after([one.name for one in before if one.state != "passed"], "还没有过关")


def _after(names: Sequence[str], what: str) -> Verdict:
    """Refuse while stages before are not so far."""
    return refused(f"前面的环节（{'、'.join(names)}）{what}", GATE) if names else ALLOWED


def gate(
    *,
    state: str,
    before: Sequence[Neighbour],
    unconfirmed: Sequence[str],
    missing: Sequence[str],
) -> Verdict:
    """Judge whether a gate opens: checks confirmed, papers in, those before it passed."""
    if not (verdict := stands_in(state, "submitted")):
        return verdict
    return is_complete(before=before, unconfirmed=unconfirmed, missing=missing)


def is_complete(
    *, before: Sequence[Neighbour], unconfirmed: Sequence[str], missing: Sequence[str]
) -> Verdict:
    """Say all that still keeps a gate shut, in one sentence."""
    still = [one.name for one in before if one.state != "passed"]
    said = [
        f"{len(names)} 项{what}（{'、'.join(names)}）{left}"
        for names, what, left in (
            (unconfirmed, "检查", "没有确认"),
            (missing, "材料", "没有提交"),
            (still, "前面的环节", "没有过关"),
        )
        if names
    ]
    return refused("不能过关：" + "；".join(said), GATE) if said else ALLOWED


def may_ask_for_gate(*, state: str, missing: Sequence[str]) -> Verdict:
    """The owner asks for the gate when the papers are in; the checks are for others."""
    if not (verdict := stands_in(state, "underway")):
        return verdict
    if missing:
        return refused(f"还有 {len(missing)} 项材料（{'、'.join(missing)}）没有提交", GATE)
    return ALLOWED


def is_not_owner(*, is_owner: bool, what: str) -> Verdict:
    """Nobody confirms or passes their own work."""
    return refused(f"责任人不能{what}自己的环节，请由他人办理", GATE) if is_owner else ALLOWED


def keeps_owner(state: str) -> Verdict:
    """A stage that has begun may change hands, and is never in nobody's."""
    if state == "waiting":
        return ALLOWED
    return refused("环节已经开始，责任岗位可以换人，不能空着", GATE)


def worked_at(steps: Sequence[tuple[str, bool]]) -> bool:
    """Say whether somebody who had the stage worked at it since it was last opened again.

    `steps` are all steps of a stage in their order: each its key, and whether that person took it
    while they had the stage.
    """
    anew = max((n for n, (step, _) in enumerate(steps) if step == "reopened"), default=-1)
    return any(is_theirs and step in WORKED for step, is_theirs in steps[anew + 1 :])


def may_reopen(*, state: str, passed_after: Sequence[str]) -> Verdict:
    """A gate is opened again from the last one backwards, with a reason."""
    if not (verdict := stands_in(state, "passed")):
        return verdict
    if passed_after:
        names = "、".join(passed_after)
        return refused(f"后面的环节（{names}）已经过关，请先重新打开后面的", GATE)
    return ALLOWED


def days_meant(from_on: date, until_on: date) -> Verdict:
    """A stage ends no earlier than it begins."""
    if until_on < from_on:
        return refused(f"截止日期 {until_on:%Y-%m-%d} 早于开始日期 {from_on:%Y-%m-%d}")
    return ALLOWED


def may_move(*, is_moved: bool, reason: str) -> Verdict:
    """Whoever changes the days of a stage says why."""
    if is_moved and not reason.strip():
        return refused("调整了起止日期，请写明原因", GATE)
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Span:
    """A stage by its days."""

    name: str
    from_on: date
    until_on: date
    overlaps: bool
    state: str


def clashes(stages: Sequence[Span], due_on: date | None) -> list[Verdict]:
    """Say where the days of stages contradict each other or the task; nothing is moved for it."""
    found: list[Verdict] = []
    for one, after in pairwise(stages):
        if after.state != "passed" and not after.overlaps and after.from_on <= one.until_on:
            found.append(
                refused(
                    f"“{one.name}”到 {one.until_on:%Y-%m-%d} 才截止，“{after.name}”"
                    f" {after.from_on:%Y-%m-%d} 就要开始；请顺延或者缩短",
                    GATE,
                )
            )
    last = max((stage.until_on for stage in stages), default=None)
    if due_on and last and last > due_on:
        words = f"环节排到 {last:%Y-%m-%d}，晚于任务期限 {due_on:%Y-%m-%d}"
        found.append(refused(words, HOUSE["HOUSE-03"]))
    return found


def stage_percent(state: str, done: int, of: int) -> int:
    """Return how far a stage is: its checks and papers that are done, 100 behind the gate."""
    if state == "passed":
        return 100
    return min(95, 100 * done // of) if of else 0


def stage_light(
    *, state: str, from_on: date, until_on: date, percent: int, today: date, scheme: str
) -> str:
    """Return the colour of a stage: as a task's, and yellow where it should have begun."""
    if state == "waiting" and today <= until_on:
        return "yellow" if today > from_on else "grey"
    is_open = state != "passed"
    return light(
        due_on=until_on,
        since=from_on,
        percent=percent,
        is_open=is_open,
        today=today,
        scheme=scheme,
    )


def stage_words(colour: str, *, state: str, from_on: date, until_on: date, today: date) -> str:
    """Say beside a stage's light what it tells."""
    if state == "passed":
        return "已过关"
    if today > until_on:
        return f"逾期 {(today - until_on).days} 天"
    if state == "waiting":
        late = (today - from_on).days
        return f"应已开始，晚 {late} 天" if late > 0 else f"{from_on:%m-%d} 开始"
    left = (until_on - today).days
    if colour == "yellow" and left > SOON_DAYS:
        return f"进度落后，剩 {left} 天"
    return f"剩 {left} 天" if left else "今天截止"


def is_done(states: Iterable[str]) -> bool:
    """Say whether every stage of a project is passed."""
    found = list(states)
    return bool(found) and all(state == "passed" for state in found)


def may_strike_off(confirmed: Sequence[str], handed_in: Sequence[str]) -> Verdict:
    """What somebody confirmed or handed in is not struck off the list."""
    if confirmed:
        return refused(f"检查“{'、'.join(confirmed)}”已经确认，不能删去；请先撤销确认", GATE)
    if handed_in:
        return refused(f"材料“{'、'.join(handed_in)}”已经提交，不能删去", GATE)
    return ALLOWED


def may_add_stage(name: str, names: Collection[str]) -> Verdict:
    """A project has each stage once."""
    return refused(f"已经有“{name}”这个环节") if name in names else ALLOWED


def may_shift(*, days: int, later: int, reason: str) -> Verdict:
    """Later stages are moved by somebody, on purpose and with a reason."""
    if not later:
        return refused("后面没有可以顺延的环节")
    if not days:
        return refused("请填写顺延的天数，提前填负数")
    if not reason.strip():
        return refused("请写明顺延的原因", GATE)
    return ALLOWED


def may_lie_at(
    from_ons: Sequence[date], until_ons: Sequence[date], by: timedelta, today: date
) -> Verdict:
    """Stages are moved to days that a calendar has and somebody can mean."""
    first, last = min(from_ons).toordinal() + by.days, max(until_ons).toordinal() + by.days
    if first < date(FIRST_YEAR, 1, 1).toordinal():
        return refused(f"调整以后的日期早于 {FIRST_YEAR} 年，请核对天数")
    if last > date(today.year + FARTHEST_YEARS, 12, 31).toordinal():
        return refused(f"调整以后的日期太远（超过 {FARTHEST_YEARS} 年），请核对天数")
    return ALLOWED


def is_new_template(name: str, *, taken: bool) -> Verdict:
    """A unit has one template of a name."""
    return refused(f"本单位已有“{name}”模板，请换一个名称") if taken else ALLOWED


def template_stands(removed_on: date | None) -> Verdict:
    """A template that was taken away is not changed any more."""
    return refused("模板已停用") if removed_on else ALLOWED


def all_passed(names: Sequence[str]) -> Verdict:
    """A unit reports a task finished when every gate of its project is passed; `names` are shut."""
    if names:
        return refused(f"项目还有 {len(names)} 个环节（{'、'.join(names)}）没有过关", GATE)
    return ALLOWED


def is_under_way(state: str) -> Verdict:
    """Behind what a unit reported finished no gate opens again and none is added.

    `state` is how its own work on the task stands, "" where it has none.
    """
    if state in {"reported", "accepted"}:
        words = "本单位已报办结，不能再增加或者重新打开环节；确需改动的，请交办单位先退回"
        return refused(words, GATE)
    return ALLOWED


def is_unconfirmed(confirmed_on: date | None) -> Verdict:
    """A check is confirmed once."""
    return refused("这项检查已经确认") if confirmed_on else ALLOWED


def is_confirmed(confirmed_on: date | None) -> Verdict:
    """Only what was confirmed can be taken back."""
    return ALLOWED if confirmed_on else refused("这项检查还没有确认")
