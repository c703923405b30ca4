"""一轮调查: when it may be opened, answered, shown and closed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .items import Item

LONGEST_ROUND = HOUSE["HOUSE-142"].sets(timedelta(days=90))
PAPER_WAITS = HOUSE["HOUSE-142"].sets(timedelta(days=7))
REMIND_AHEAD = HOUSE["HOUSE-147"].sets((3, 0))  # days before the last one
# What is kept back in the box, so that no answer comes out by itself; and how many come at once.
KEPT_BACK, AT_ONCE = HOUSE["HOUSE-146"].sets((5, 5))
OUTSIDE_TRIES = HOUSE["HOUSE-148"].sets(30)
STATES = {
    "": "未答",
    "answered": "已答",
    "drawn": "已答",
    "paper": "已发纸质问卷",
}
ADOPTIONS = {
    "adopted": "采纳",
    "partly": "部分采纳",
    "declined": "暂不采纳",
    "explained": "解释说明",
}
ADOPTED = ("adopted", "partly")


def may_open(
    *,
    from_on: date,
    until_on: date,
    roll_on: date,
    today: date,
    asked: int,
    is_anonymous: bool,
    is_outside: bool,
    items: Sequence[Item],
) -> Verdict:
    """Judge a round before it is opened."""
    if from_on < today:
        return refused("开始日期不能早于今天")
    if until_on < from_on:
        return refused("截止日期早于开始日期")
    if until_on - from_on > LONGEST_ROUND:
        return refused(f"一次调查最长 {LONGEST_ROUND.days} 天", HOUSE["HOUSE-142"])
    if roll_on > today:
        return refused("名册日期不能晚于今天")
    if not asked and not is_outside:
        return refused("这一天的名册上没有可以调查的会员")
    has_file = any(item.kind == "file" for item in items)
    if has_file and (is_anonymous or is_outside):
        words = "匿名调查和对外链接不能有上传题：文件里常带有作者信息"
        return refused(words, HOUSE["HOUSE-149"])
    return ALLOWED


def may_ask_anonymously(asked: int, is_outside: bool) -> Verdict:
    """An anonymous round needs enough people for anybody to be one of many."""
    if asked < KEPT_BACK and not is_outside:
        words = f"匿名调查至少 {KEPT_BACK} 人：人数更少，答案总能猜到是谁的"
        return refused(words, HOUSE["HOUSE-144"])
    return ALLOWED


def runs(*, from_on: date, until_on: date, closed_on: date | None, today: date) -> Verdict:
    """Judge whether a round takes answers today."""
    if closed_on is not None or today > until_on:
        return refused("这次调查已经结束")
    if today < from_on:
        return refused(f"这次调查 {from_on:%Y-%m-%d} 开始")
    return ALLOWED


def has_not_answered(state: str) -> Verdict:
    """Judge whether somebody who was asked may answer: once only."""
    if state == "paper":
        return refused("您领取了纸质问卷，请交纸质问卷")
    if state:
        return refused("您已经答过这份问卷，每人一份")
    return ALLOWED


def may_prolong(*, until_on: date, new_on: date, from_on: date, today: date) -> Verdict:
    """Judge a later last day."""
    if new_on <= until_on or new_on < today:
        return refused("新的截止日期应晚于原来的截止日期")
    if new_on - from_on > LONGEST_ROUND:
        return refused(f"一次调查最长 {LONGEST_ROUND.days} 天", HOUSE["HOUSE-142"])
    return ALLOWED


def may_close(*, until_on: date, closed_on: date | None, today: date) -> Verdict:
    """Judge whether a round may be ended; its last day belongs to those who are asked."""
    if closed_on is not None:
        return refused("这次调查已经结束")
    if today <= until_on:
        return refused(f"截止日期是 {until_on:%Y-%m-%d}，不能提前结束", HOUSE["HOUSE-142"])
    return ALLOWED


def are_keyed(once: Sequence[int]) -> Verdict:
    """Judge whether a desk may end a round while sheets wait to be keyed a second time."""
    if not once:
        return ALLOWED
    named = "、".join(str(serial) for serial in once)
    words = f"{named} 号纸质问卷只录入了一遍，请另一人复录以后再结束"
    later = f"截止 {PAPER_WAITS.days} 天以后由系统结束，只录一遍的照样计入"
    return refused(f"{words}；{later}", HOUSE["HOUSE-142"])


def is_keyed(name: str, serial: int, *, is_settled: bool) -> Verdict:
    """Somebody has one sheet, under one number."""
    if is_settled:
        return refused(f"{name}的问卷已经录入，是 {serial} 号")
    return refused(f"{name}的问卷已经录入一遍，是 {serial} 号，请把编号改为 {serial} 再复录")


def closes_on(*, until_on: date, has_paper_left: bool) -> date:
    """Return the day on which the clock closes a round: the next one, later while paper is out."""
    return until_on + (PAPER_WAITS if has_paper_left else timedelta()) + timedelta(days=1)


def takes_paper(*, from_on: date, closed_on: date | None, today: date) -> Verdict:
    """Judge whether sheets of paper may be handed out or keyed in."""
    if closed_on is not None:
        return refused("这次调查已经结束")
    if today < from_on:
        return refused(f"这次调查 {from_on:%Y-%m-%d} 开始")
    return ALLOWED


def is_same(first: Mapping[str, Any], second: Mapping[str, Any], items: Sequence[Item]) -> Verdict:
    """Judge what two people keyed from one sheet of paper."""
    names = [*first, *(name for name in second if name not in first)]
    codes = {name.partition(":")[0] for name in names if first.get(name) != second.get(name)}
    differing = [str(number) for number, item in enumerate(items, 1) if item.code in codes]
    if not differing:
        return ALLOWED
    return refused(f"与首次录入不同：第 {'、'.join(differing)} 题，请对照纸质问卷核对")


def may_change(frozen_on: date | None) -> Verdict:
    """Judge whether the questions of an edition may still be changed."""
    if frozen_on is None:
        return ALLOWED
    return refused("这一版已经用于调查，请先修订成新的一版", HOUSE["HOUSE-140"])


def may_tell(outcomes: int) -> Verdict:
    """Results are told together with what is done about them."""
    if outcomes:
        return ALLOWED
    return refused("请先写明听到的意见和答复，再公布", HOUSE["HOUSE-141"])


def has_names(is_anonymous: bool) -> Verdict:
    """Judge whether answers have names at all."""
    return refused("匿名调查没有姓名可看") if is_anonymous else ALLOWED


def may_settle(closed_on: date | None) -> Verdict:
    """Findings are written once all answers are in."""
    return ALLOWED if closed_on else refused("调查还没有结束，结束以后再答复")


def may_take_back(told_on: date | None) -> Verdict:
    """What was told to those who were asked stays; it may be worded anew, not vanish."""
    return refused("已经公布，不能删除，可以修改答复") if told_on else ALLOWED


def is_opened_once(matter: str) -> Verdict:
    """A finding becomes one opinion."""
    return refused("这条意见已经转办") if matter else ALLOWED


def as_opinion(finding: str, weight: str) -> str:
    """Return a finding in the words of an opinion."""
    return f"问卷调查中集中反映：{finding}" + (f"（{weight}）" if weight else "")


def outcome_stands(*, finding: str, answer: str, adoption: str) -> Verdict:
    """Judge what is told of a finding: what was heard, and what is answered to it."""
    if not finding.strip():
        return refused("请写明听到的意见")
    if adoption not in ADOPTIONS:
        return refused("请选择处理结果")
    if not answer.strip():
        return refused("每条意见都要写明怎么办；不采纳的写明理由", HOUSE["HOUSE-141"])
    return ALLOWED
