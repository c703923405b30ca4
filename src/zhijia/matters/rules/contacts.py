"""职工代表联系卡: what it may be about, when it is closed. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .facts import Facts

CATEGORIES = HOUSE["HOUSE-192"].sets(
    {
        "resolution": "决议落实",
        "work": "重点工作",
        "mind": "思想动态",
        "opinion": "意见建议",
    }
)
REDONE_AT_MOST = HOUSE["HOUSE-192"].sets(1)


def was_heard(facts: Facts) -> Verdict:
    """A card tells of what was heard, not of what will be."""
    on = facts.values.get("heard_on")
    if on and date.fromisoformat(str(on)) > facts.today:
        return refused("联系日期不能晚于今天", HOUSE["HOUSE-192"])
    return ALLOWED


def may_be_redone(facts: Facts) -> Verdict:
    """What the delegate is not satisfied with is handled once more, and only once."""
    if facts.rating != "bad":
        return refused("代表没有评价不满意，可以办结", HOUSE["HOUSE-192"])
    if facts.times.get("redo", 0) >= REDONE_AT_MOST:
        return refused("已经重办过一次，请办结并说明", HOUSE["HOUSE-192"])
    return ALLOWED


def may_be_closed(facts: Facts) -> Verdict:
    """A card is closed when its delegate has rated the answer, or let the days pass; with what does
    not satisfy them it is handled once more first.
    """
    if facts.rating == "bad" and facts.times.get("redo", 0) < REDONE_AT_MOST:
        return refused("代表评价不满意，请先重新办理一次", HOUSE["HOUSE-192"])
    if facts.rating or (facts.due_on is not None and facts.today > facts.due_on):
        return ALLOWED
    return refused("代表还没有评价，期满后方可办结", HOUSE["HOUSE-192"])
