"""督查督办规则: lights, deadlines, and which step may follow which. Pure."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

SOON_DAYS, BEHIND_POINTS = HOUSE["HOUSE-01"].sets((3, 20))

STATES = {
    "issued": "待签收",
    "underway": "办理中",
    "reported": "待审核",
    "accepted": "已办结",
    "withdrawn": "已撤回",
}
OPEN = ("issued", "underway", "reported")
LIGHTS = {
    "green": "正常",
    "yellow": "临期或落后",
    "red": "逾期",
    "grey": "期限待定",
    "done": "已办结",
}

FARTHEST_YEARS = 10  # beyond it a year is a slip of the pen, and the calendar has an end

MOST_ON_PAPER = 500  # tasks: beyond it Word turns its pages slowly and nobody reads them

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


def due_ahead(due_on: date, today: date) -> Verdict:
    """A new due date lies neither in the past nor in a year that nobody can mean."""
    if due_on < today:
        return refused(f"完成期限 {due_on:%Y-%m-%d} 已过，请填今天或以后的日期", HOUSE["HOUSE-05"])
    return _year_meant(due_on, today)


def _year_meant(day: date, today: date) -> Verdict:
    """Ask again for a year too far ahead to be meant."""
    if day.year > today.year + FARTHEST_YEARS:
        return refused(f"期限 {day:%Y-%m-%d} 太远（超过 {FARTHEST_YEARS} 年），请核对年份")
    return ALLOWED


def may_assign(
    *, is_open: bool, in_branch: bool, unit_stands: bool, has_desk: bool, already: bool
) -> Verdict:
    """Judge whether a task may be given to a unit."""
    if not is_open:
        return refused("任务已办结或者已撤销，不能再交办", HOUSE["HOUSE-04"])
    if not in_branch:
        return refused("只能交办给本单位或者下级单位")
    if not unit_stands:
        return refused("承办单位已撤销，请另选单位")
    if not has_desk:
        return refused("承办单位尚未配备工会主席或者干事，无人签收，请先任职")
    if already:
        return refused("该单位已经承办这项任务，不必重复交办")
    return ALLOWED


def may_tighten(*, due_on: date, above: date) -> Verdict:
    """A part handed down keeps within the deadline above it."""
    if due_on > above:
        return refused(f"期限不能晚于上级任务的 {above:%Y-%m-%d}", HOUSE["HOUSE-03"])
    return ALLOWED


def in_state(state: str, *wanted: str) -> Verdict:
    """A step fits only the states it begins from."""
    if state in wanted:
        return ALLOWED
    return refused(f"任务现在是“{STATES[state]}”，不能办理这一步", HOUSE["HOUSE-04"])


def may_report(*, state: str, percent: int, before: int) -> Verdict:
    """Progress is reported on signed tasks and does not run backwards."""
    if not (verdict := in_state(state, "underway")):
        return verdict
    if not 0 <= percent <= 100:
        return refused("进度应为 0 至 100")
    if percent < before:
        return refused(f"进度不能低于上次填报的 {before}%")
    return ALLOWED


def may_ask_extension(
    *, state: str, due_on: date, to_on: date, today: date, is_waiting: bool
) -> Verdict:
    """An extension is asked for before the due date has passed, one at a time."""
    if not (verdict := in_state(state, "issued", "underway")):
        return verdict
    if today > due_on:
        return refused(f"期限 {due_on:%Y-%m-%d} 已过，延期须在到期前申请", HOUSE["HOUSE-02"])
    if to_on <= due_on:
        return refused(f"拟延至的日期应晚于现在的期限 {due_on:%Y-%m-%d}", HOUSE["HOUSE-02"])
    if is_waiting:
        return refused("已有一份延期申请等待答复")
    return _year_meant(to_on, today)


def may_finish(*, state: str, open_parts: int) -> Verdict:
    """A unit reports a task finished when every part it handed down is done."""
    if not (verdict := in_state(state, "underway")):
        return verdict
    if open_parts:
        return refused(f"还有 {open_parts} 项分解到岗位的部分没有办结", HOUSE["HOUSE-04"])
    return ALLOWED


def may_edit_speech(*, is_confirmed: bool) -> Verdict:
    """A speech is worked on until its tasks are confirmed."""
    if is_confirmed:
        return refused("讲话已确认分解，原文不再改动", HOUSE["HOUSE-07"])
    return ALLOWED


def may_confirm(*, is_confirmed: bool, tasks: int) -> Verdict:
    """A speech is confirmed once, with at least one task."""
    if is_confirmed:
        return refused("讲话已经确认分解", HOUSE["HOUSE-07"])
    if not tasks:
        return refused("还没有一条任务：请先把至少一句话标为任务")
    return ALLOWED


def may_take_in(*, found: int, known: int) -> Verdict:
    """A speech is entered once in a unit."""
    if not found:
        return refused("没有读到文字，请检查文件或者粘贴的内容")
    if found == known:
        return refused("这篇讲话已经登记过，不必重复登记", HOUSE["HOUSE-06"])
    return ALLOWED


def may_promote(*, is_task: bool) -> Verdict:
    """What is a task already is not made one again."""
    return refused("这一段已经标为任务") if is_task else ALLOWED


def is_proposed(*, is_task: bool) -> Verdict:
    """Only what is taken for a task has something to change or to take back."""
    return ALLOWED if is_task else refused("这一段不是任务，请先标为任务")


def may_merge(*, is_heading: bool) -> Verdict:
    """Headings stay headings: what stands beneath them is found by them."""
    return refused("标题不能与正文合并") if is_heading else ALLOWED


def trimmed(words: str) -> str:
    """Return words as a task says them, without the marks that closed them in the speech."""
    return words.strip("，,、；;：:。 \u3000")


def split_places(text: str) -> list[int]:
    """Return where a clause may be cut: after each mark inside it."""
    return [n for n, mark in enumerate(text, 1) if mark in "，,、；;。：:！" and n < len(text)]


def may_split(*, length: int, at: int) -> Verdict:
    """A cut leaves text on both sides."""
    return ALLOWED if 0 < at < length else refused("请选择句子中间的位置拆分")


def may_drop(*, open_assignments: int) -> Verdict:
    """A task is dropped only when nobody works on it."""
    if open_assignments:
        return refused(f"还有 {open_assignments} 个承办单位正在办理，请先撤回交办")
    return ALLOWED


def may_hand_to(*, in_branch: bool, is_held: bool) -> Verdict:
    """Parts go to posts that are held, in the unit itself or below it."""
    if not in_branch:
        return refused("只能分解给本单位或者下级单位的岗位")
    return ALLOWED if is_held else refused("该岗位的责任人已免职，请另选岗位")


def may_decide(*, state: str, is_decided: bool) -> Verdict:
    """An extension is answered once, while the work is still to be done."""
    if is_decided:
        return refused("这份延期申请已经答复")
    return in_state(state, "issued", "underway")


def is_whole(*, is_part: bool) -> Verdict:
    """Only a whole moves to another unit; a part is withdrawn and handed down anew."""
    if is_part:
        return refused("分解到岗位的部分请撤回后重新分解")
    return ALLOWED


def fits_paper(tasks: int) -> Verdict:
    """A table to be read on paper has an end; a longer one is for Excel."""
    if tasks > MOST_ON_PAPER:
        return refused(
            f"Word 表一次最多 {MOST_ON_PAPER} 项任务，现有 {tasks} 项，"
            "请用查询条件缩小范围，或者导出 Excel"
        )
    return ALLOWED
