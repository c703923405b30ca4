"""会议文件、请假和意见: what may be taken back, who stands in for whom, what is answered. Pure."""

from zhijia.law import ALLOWED, HOUSE, Verdict, granted, refused
from zhijia.law.words import at_least, more_than

from .words import STATES

NO_PROXY = HOUSE["HOUSE-283"].sets("代表不能委托他人代为出席、发言和投票")
ANSWERED_IN = HOUSE["HOUSE-285"].sets(frozenset({"called", "open", "closed"}))


def on_leave(reason: str) -> Verdict:
    """Who asks for leave says why; nobody comes in their place, and they stay among those due."""
    if not reason.strip():
        return refused("请写明请假事由", HOUSE["HOUSE-283"])
    return granted(f"请假已登记；{NO_PROXY}，应到人数不变", HOUSE["HOUSE-283"])


def may_take_back(*, readers: int) -> Verdict:
    """A version that somebody opened stays; a later one is put beside it."""
    if more_than(readers, 0):
        return refused(f"已有 {readers} 人打开过这一稿，不能撤回，请提交新的一稿")
    return ALLOWED


def may_answer(*, state: str) -> Verdict:
    """Opinions are answered from the call until the meeting is filed."""
    if state in ANSWERED_IN:
        return ALLOWED
    return refused(f"会议{STATES[state]}，不能答复意见", HOUSE["HOUSE-285"])


def all_answered(opinions: int, answered: int) -> Verdict:
    """Judge whether every opinion of the delegations was answered."""
    if opinions == 0:
        return granted("没有收到讨论意见")
    if at_least(answered, opinions):
        return granted(f"{opinions} 条讨论意见全部答复", HOUSE["HOUSE-285"])
    words = f"讨论意见 {opinions} 条，还有 {opinions - answered} 条没有答复"
    return refused(words, HOUSE["HOUSE-285"])
