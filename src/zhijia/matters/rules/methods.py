"""先进操作法: what a method needs to be named, and how its text goes on in versions. Pure."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

TRADES = {
    "process": "工艺操作",
    "repair": "检修维护",
    "power": "用能节能",
    "safety": "安全环保",
    "quality": "质量检验",
    "care": "医疗护理",
    "teaching": "教育教学",
    "service": "窗口服务",
    "other": "其他",
}
PARTS = HOUSE["HOUSE-129"].sets({"scope": "适用范围", "points": "操作要点", "effect": "效果"})


def may_publish(
    *, has_finder: bool, is_named_after: bool, has_consent: bool, has_text: bool
) -> Verdict:
    """A method is named for all to use when its text is whole and who gave the name agreed."""
    if not has_text:
        return refused("请先写明适用范围、操作要点和效果", HOUSE["HOUSE-129"])
    if is_named_after and not has_finder:
        return refused("以创造人姓名命名的，请先选择创造人", HOUSE["HOUSE-129"])
    if is_named_after and not has_consent:
        return refused("用个人姓名命名，须经本人同意", HOUSE["HOUSE-129"])
    return ALLOWED


def may_consent(*, is_finder: bool, is_named_after: bool, has_consented: bool) -> Verdict:
    """Only who found a method says yes to their name on it, and once."""
    if not is_finder:
        return refused("由创造人本人同意", HOUSE["HOUSE-129"])
    if not is_named_after:
        return refused("这项操作法不以姓名命名，不需要同意")
    return refused("您已经同意") if has_consented else ALLOWED


def may_revise(*, is_same: bool, change: str, number: int, is_published: bool) -> Verdict:
    """A new version says something new, and after publishing also what is new in it."""
    if number and is_same:
        return refused("内容没有变化，不必另出一版")
    if is_published and not change.strip():
        return refused("修订已发布的操作法，请写明修订了什么", HOUSE["HOUSE-129"])
    return ALLOWED


def is_standing(*, is_withdrawn: bool) -> Verdict:
    """What is out of use does not change any more."""
    return refused("已经停用，不再改动") if is_withdrawn else ALLOWED
