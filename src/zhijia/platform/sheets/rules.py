"""How long what people upload and take out is kept, and what an import may do. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .lines import ADD, CHANGE, REFUSED
from .opening import LARGEST_FILE

KEPT = HOUSE["HOUSE-43"].sets(timedelta(days=7))
MADE_AT_ONCE = 2_000  # rows; a larger export is made in the background
LARGEST = LARGEST_FILE
STATES = {
    "reading": "正在读取",
    "unread": "读不出来",
    "ready": "等待核对",
    "writing": "正在导入",
    "done": "已导入",
    "undoing": "正在撤销",
    "undone": "已撤销",
    "cancelled": "已取消",
}
OPEN = frozenset({"reading", "writing", "undoing"})


def fits(size: int) -> Verdict:
    """Judge an upload by its size in bytes, before it is read."""
    if size == 0:
        return refused("文件是空的，请重新选择")
    if size > LARGEST:
        return refused(
            f"文件超过 {LARGEST // 1024 // 1024} MB，请删除图片和多余的工作表，或者拆成几个文件"
        )
    return ALLOWED


def purpose(*, has_sensitive: bool, reason: str) -> Verdict:
    """What is sensitive is taken out for a purpose that is said."""
    if has_sensitive and not reason.strip():
        return refused("导出含个人敏感信息的列，请写明用途")
    return ALLOWED


def may_confirm(*, state: str, counts: Mapping[str, int], is_whole: bool) -> Verdict:
    """An import is confirmed once, when it would do something, and as its keeper chose."""
    if state != "ready":
        return refused(f"这次导入{STATES[state]}，不能再确认")
    if is_whole and counts.get(REFUSED):
        return refused(f"有 {counts[REFUSED]} 行不能导入；请改正后重新上传，或者选择跳过这些行")
    if not counts.get(ADD) and not counts.get(CHANGE):
        return refused("没有要新增或者变更的行，不需要导入")
    return ALLOWED


def may_undo(*, state: str, is_busy: bool, erased_at: datetime | None) -> Verdict:
    """An import is taken back as a whole while its rows are kept.

    One whose taking back broke off may be asked for again; `is_busy` says that a job works on it.
    """
    if state != "done" and (state != "undoing" or is_busy):
        return refused(f"这次导入{STATES[state]}，不能撤销")
    if erased_at:
        return refused(
            f"导入已超过 {KEPT.days} 天，原来的内容已经删除，不能撤销", HOUSE["HOUSE-43"]
        )
    return ALLOWED


def may_begin_anew(*, state: str, is_busy: bool) -> Verdict:
    """An import is read anew, or called off, until it is written; not while a job works on it.

    What broke off while it was read or written has written nothing.
    """
    if state in {"ready", "unread"} or (state in {"reading", "writing"} and not is_busy):
        return ALLOWED
    return refused(f"这次导入{STATES[state]}，不能再改")
