"""领导批示: on what a leader may write, and when it leaves the list of what is watched."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused


def may_instruct(*, is_gone: bool, is_filed: bool = True) -> Verdict:
    """A leader writes on a task at any time once it is on file; on what was taken back there is
    nothing to say, and what is still a draft is approved or sent back.
    """
    if is_gone:
        return refused("任务已撤销或者交办已撤回，不再批示", HOUSE["HOUSE-62"])
    if not is_filed:
        return refused("还没有立项，立项以后才能批示", HOUSE["HOUSE-62"])
    return ALLOWED


def may_ease(*, is_watched: bool) -> Verdict:
    """What is watched is taken off the list once."""
    return ALLOWED if is_watched else refused("这条批示没有列入“需要关注”，或者已经解除")


def office_of(unit: str, title: str) -> str:
    """Return the office that a leader writes in, the unit's name before it and no word twice."""
    return unit.removesuffix("工会") + title if title.startswith("工会") else unit + title
