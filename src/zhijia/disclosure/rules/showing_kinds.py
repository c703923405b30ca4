"""公示的类别: what each kind shows, for how long, behind which mask and with whose consent. Pure.

A new kind is an entry here and a test.
"""

from dataclasses import dataclass
from typing import NamedTuple

from zhijia.law import HOUSE, LAW, Clause
from zhijia.platform.refs.days import Kind


class Period(NamedTuple):
    """The least time of a 公示: how many days, of which kind, by which clause."""

    n: int
    counted: Kind
    clause: Clause

    def __str__(self) -> str:
        return f"{self.n} {self.counted}"


SEVEN_DAYS = LAW["QZ-10"].sets(Period(7, Kind.DAYS, LAW["QZ-10"]))
CANDIDATES = LAW["XJ-12"].sets(Period(5, Kind.WORKDAYS, LAW["XJ-12"]))
USUAL = HOUSE["HOUSE-160"].sets(Period(5, Kind.WORKDAYS, HOUSE["HOUSE-160"]))
HONOURS = HOUSE["HOUSE-161"].sets(Period(5, Kind.WORKDAYS, HOUSE["HOUSE-161"]))


@dataclass(frozen=True, slots=True)
class ShowingKind:
    """A kind of 公示.

    `tells` are the columns beside the name, `masks` hides the middle of names, `consent` asks for
    each person's own consent to all that is shown, `is_grave` forbids illnesses, `after_party`
    asks when the Party organisation was told first.
    """

    label: str
    periods: tuple[Period, ...]
    tells: tuple[str, ...]
    opening: str
    masks: bool = False
    consent: bool = False
    is_grave: bool = False
    after_party: bool = False


TELLS = {
    "unit": "所在单位（部门）",
    "post": "岗位（职务）",
    "for": "拟任职务（拟推荐项目）",
    "deeds": "主要事迹",
    "category": "困难类别",
    "aid": "拟帮扶措施",
    "result": "结果",
}
SHOWING_KINDS = {
    "chair": ShowingKind(
        "工会主席候选人",
        (CANDIDATES,),
        ("unit", "post", "for"),
        "经民主推荐、协商，拟将下列人员作为工会主席候选人，现予公示。",
    ),
    "candidate": ShowingKind(
        "选举候选人",
        (CANDIDATES,),
        ("unit", "post", "for"),
        "经民主推荐、协商，拟将下列人员作为候选人，现予公示。",
    ),
    "hardship": ShowingKind(
        "困难职工",
        (USUAL,),
        ("unit", "category", "aid"),
        "经本人申请、调查核实，拟将下列职工列为帮扶对象，现予公示。",
        masks=True,
        consent=True,
        is_grave=True,
    ),
    "honour": ShowingKind(
        "评先评优推荐人选",
        (HONOURS,),
        ("unit", "post", "for", "deeds"),
        "经民主推荐、审核，拟推荐下列人选，现予公示。",
        consent=True,
    ),
    "election": ShowingKind(
        "选举结果", (USUAL,), ("unit", "for", "result"), "现将选举结果予以公示。"
    ),
    "evaluation": ShowingKind(
        "民主评议结果",
        (USUAL,),
        ("unit", "post", "result"),
        "评议结果已报党组织，现予公示。",
        consent=True,
        after_party=True,
    ),
    "other": ShowingKind("其他事项", (USUAL,), ("unit", "result"), "现将下列事项予以公示。"),
}
# Whose chair's candidates are also shown for seven days: enterprises and what is run like them.
ENTERPRISES, LIKE_THEM = ("group", "company"), ("businesslike", "non_profit")


def periods(kind: str, unit_kind: str, registration: str = "") -> tuple[Period, ...]:
    """Return every least time that a 公示 of this kind keeps in such a unit; all of them hold."""
    own = SHOWING_KINDS[kind].periods
    if kind == "chair" and (unit_kind in ENTERPRISES or registration in LIKE_THEM):
        return (SEVEN_DAYS, *own)
    return own
