"""办结审核、销号和归档: what is checked before work is accepted, and when a task is put away."""

from collections.abc import Collection

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

CHECKS = {
    "facts": "事实清楚",
    "evidence": "佐证齐全",
    "form": "格式规范",
}
ASKED = {
    "facts": "事实清楚：做了什么、做到什么程度，都写明白了",
    "evidence": "佐证齐全：有材料、台账、照片或者数字可以核对",
    "form": "格式规范：要件齐全，数字、日期和名称写法规范",
}
POINTS = HOUSE["HOUSE-65"].sets(("facts", "evidence", "form"))


def named(points: Collection[str]) -> str:
    """Return some points of the check list by their words, in its order."""
    return "、".join(CHECKS[point] for point in POINTS if point in points)


def may_pass(checked: Collection[str]) -> Verdict:
    """Work is accepted when every point was checked and found right."""
    left = set(POINTS) - set(checked)
    if left:
        return refused(f"还没有核对：{named(left)}；逐项核对无误以后才能通过", HOUSE["HOUSE-65"])
    return ALLOWED


def judged_by_another(*, is_own: bool, has_other: bool) -> Verdict:
    """Who reported work finished does not accept it, while somebody else keeps the desk as well."""
    if is_own and has_other:
        words = "报办结的人不审核自己报的办结，请由交办单位其他在任的工会主席、副主席、干事审核"
        return refused(words, HOUSE["HOUSE-04"])
    return ALLOWED


def may_return(lacking: Collection[str]) -> Verdict:
    """Work is sent back for one point of the check list at least."""
    if not set(lacking) & set(POINTS):
        return refused("请指明哪一项不符合：事实、佐证还是格式", HOUSE["HOUSE-65"])
    return ALLOWED


def may_archive(*, is_closed: bool, is_archived: bool) -> Verdict:
    """A task is put away once, after it was closed or dropped."""
    if not is_closed:
        return refused("任务还没有销号，不能归档", HOUSE["HOUSE-65"])
    return refused("任务已经归档") if is_archived else ALLOWED


def may_change_closed(*, is_closed: bool) -> Verdict:
    """What belongs to a closed task stays as it is."""
    if is_closed:
        return refused("任务已经销号或者撤销，不再改动；有新的要求请另行立项", HOUSE["HOUSE-65"])
    return ALLOWED


def may_add_words(*, is_archived: bool) -> Verdict:
    """To what was put away nothing is added."""
    if is_archived:
        return refused("任务已经归档，不再批示、自评和点评", HOUSE["HOUSE-65"])
    return ALLOWED
