"""讲话分解: what may be done with a speech and its pieces."""

import re

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

CHINESE = r"\u4e00-\u9fff\u3001-\u3011\uff00-\uffee“”‘’"
FULL = dict(zip(",;:?!", "，；：？！", strict=True))


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


def tidied(words: str) -> str:
    """Return a clerk's typing as a task says it: no blanks within Chinese, Chinese marks there.

    The original words stay as they were typed, beside the task.
    """
    words = re.sub(rf"(?<=[{CHINESE}])\s+(?=[{CHINESE}])", "", words)
    return re.sub(rf"(?<=[{CHINESE}])[,;:?!]", lambda mark: FULL[mark[0]], words)


def split_places(text: str) -> list[int]:
    """Return where a clause may be cut: after each mark inside it."""
    return [n for n, mark in enumerate(text, 1) if mark in "，,、；;。：:！" and n < len(text)]


def may_split(*, length: int, at: int) -> Verdict:
    """A cut leaves text on both sides."""
    return ALLOWED if 0 < at < length else refused("请选择句子中间的位置拆分")
