"""意见建议: nothing is decided that was not weighed in words, nothing refused without why. Pure."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .facts import Facts

OUTCOMES = HOUSE["HOUSE-117"].sets({"adopted": "采纳", "partly": "部分采纳", "not": "不采纳"})


def is_weighed(facts: Facts) -> Verdict:
    """An opinion is decided on when somebody wrote how it was weighed."""
    if facts.times.get("weigh", 0):
        return ALLOWED
    return refused("请先写研究情况，再作决定", HOUSE["HOUSE-117"])
