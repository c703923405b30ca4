"""服务承诺 and how outsiders judge them. Pure."""

from collections.abc import Mapping
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

CHOICES = HOUSE["HOUSE-118"].sets({"good": "满意", "fair": "基本满意", "bad": "不满意"})
SATISFIED = ("good", "fair")
FEWEST = HOUSE["HOUSE-118"].sets(5)
MOST = 30  # promises of one unit: a list that nobody reads through promises nothing


def share(counts: Mapping[str, int]) -> Fraction | None:
    """Return the share of satisfied ratings; None where there are too few to show."""
    whole = sum(counts.values())
    if whole < FEWEST:
        return None
    return Fraction(sum(counts.get(one, 0) for one in SATISFIED), whole)


def percent(found: Fraction | None) -> str:
    """Return a share in words, one decimal, rounded half up."""
    if found is None:
        return "评价不足 5 件"
    tenths = (found * 1000 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}%"


def may_add(standing: int) -> Verdict:
    """A unit promises what people can keep in mind."""
    if standing >= MOST:
        return refused(f"服务承诺最多 {MOST} 条，请先撤下不再适用的")
    return ALLOWED
