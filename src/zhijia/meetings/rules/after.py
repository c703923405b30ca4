"""会后: minutes, tasks, publication, the archive: what may follow from a meeting. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .words import HELD

# Of a ballot: how it may stand when its meeting is filed.
ENDED = HOUSE["HOUSE-290"].sets(frozenset({"counted", "sealed", "void"}))
DIGEST = HOUSE["HOUSE-291"].sets("SHA-256")
KEPT = HOUSE["HOUSE-292"].sets("逐稿保存")
SOURCE = HOUSE["HOUSE-293"].sets("meeting")  # the origin of a task, in the words of `plans`
PARTY_FIRST = HOUSE["HOUSE-294"].sets("evaluate")  # a competence


def may_file(
    *, minutes: str, ballots: Sequence[tuple[str, str]], fallen: Sequence[str] = ()
) -> Verdict:
    """A meeting is filed once its minutes are written and every vote has come to its end.

    `ballots` are (title, state) of the votes tied to its items; `fallen` the items whose result
    still stands though its vote is void.
    """
    open_ = [title for title, state in ballots if state not in ENDED]
    if open_:
        words = f"投票“{open_[0]}”还没有计票"
        if len(open_) > 1:
            words = f"投票“{open_[0]}”等 {len(open_)} 项还没有计票"
        return refused(f"{words}，不能归档", HOUSE["HOUSE-290"])
    if fallen:
        words = f"“{fallen[0]}”的投票已经作废，结果不成立，请先取消选票"
        return refused(f"{words}，不能归档", HOUSE["HOUSE-290"])
    if not minutes.strip():
        return refused("会议纪要还没有写，不能归档", HOUSE["HOUSE-290"])
    return ALLOWED


def may_task(*, result: str, resolution: str, state: str) -> Verdict:
    """What was adopted, or resolved in words, becomes a task."""
    if state not in {"open", *HELD}:
        return refused("会议还没有召开，不能立项交办", HOUSE["HOUSE-293"])
    if result == "adopted" or (not result and resolution.strip()):
        return ALLOWED
    words = "这项议题没有通过，不能立项交办" if result else "这项议题没有决议，不能立项交办"
    return refused(words, HOUSE["HOUSE-293"])


def may_publish(*, competences: Sequence[str], state: str) -> Verdict:
    """What a meeting decided is made public after it; grades of persons go to the Party first."""
    if state not in HELD:
        return refused("会议闭会以后才能公开会议结果", HOUSE["HOUSE-294"])
    if not competences:
        return refused("请选择要公开的议题", HOUSE["HOUSE-294"])
    if PARTY_FIRST in competences:
        words = "民主评议的结果先报同级党组织，不从会议直接公开"
        return refused(words, HOUSE["HOUSE-294"])
    return ALLOWED


def may_call(*, state: str) -> Verdict:
    """Proposals are called for before the meeting opens."""
    if state in {"planning", "called"}:
        return ALLOWED
    return refused("会议开始以前征集提案")


def may_draft_minutes(*, text: str, last: str) -> Verdict:
    """A further draft of the minutes says something, and something else than the last one."""
    if not text.strip():
        return refused("纪要不能是空的", HOUSE["HOUSE-292"])
    if text.strip() == last.strip():
        return refused("与上一稿相同，没有改动", HOUSE["HOUSE-292"])
    return ALLOWED


def since(today: date, months: int) -> date:
    """Return the day so many months before: what was dealt with after it is of this round."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
