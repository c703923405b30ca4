"""What a contest asks, and whether it can be asked so. Pure."""

from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused

from ..counting import Weighted, percent_for
from ..counting.evaluations import weights_are_whole
from ..counting.resolutions import Share
from ..counting.rounds import DELEGATES_SPREAD
from .words import BODIES, KINDS, UNION_BODIES

ALWAYS_OTHERS = LAW["XJ-20"].sets(frozenset(UNION_BODIES))
QUORUM_OF_MEMBERS, QUORUM_OF_STAFF = LAW["DD-22"], LAW["ZD-07"]
QUORUM_OF_TEACHERS = LAW["JD-07"]


@dataclass(frozen=True, slots=True)
class Adoption:
    """How an item is adopted: the share of those due by a clause, a stricter one of another.

    By show of hands and by ballot alike: meetings take their shares from here. `body` is what a
    ballot on it is called.
    """

    label: str
    share: Share
    clause: Clause
    strict: Share | None = None
    strict_clause: Clause | None = None
    quorum: Clause = QUORUM_OF_MEMBERS
    body: str = "other"


ADOPTIONS = {
    "members": Adoption("会员（代表）大会决议", "more_than_half", LAW["DD-22"]),
    "staff": Adoption(
        "职工代表大会决议",
        "more_than_half",
        LAW["ZD-10"],
        quorum=QUORUM_OF_STAFF,
        body="staff_congress",
    ),
    "works": Adoption(
        "未改制全民所有制企业职工代表大会决议",
        "more_than_half",
        LAW["QM-01"],
        quorum=LAW["QM-01"],
        body="staff_congress",
    ),
    "teachers": Adoption(
        "教职工代表大会决议",
        "half_or_more",
        LAW["JD-08"],
        quorum=QUORUM_OF_TEACHERS,
        body="staff_congress",
    ),
    "contract": Adoption(
        "集体合同草案",
        "half_or_more",
        LAW["JT-09"],
        "more_than_half",
        LAW["ZD-10"],
        QUORUM_OF_STAFF,
        "staff_congress",
    ),
    "recall": Adoption("罢免", "more_than_half", LAW["GHF-10"]),
    "organ": Adoption(
        "委员会、常务委员会、经费审查委员会、联席会议的决议",
        "more_than_half",
        HOUSE["HOUSE-261"],
        quorum=HOUSE["HOUSE-261"],
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one contest asks: see `models.Contest` for the fields."""

    kind: str
    title: str
    body: str
    seats: int = 0
    round: str = "formal"
    keep: int = 0
    percent: int = 0
    had_preliminary: bool = False
    by_marks: bool = False
    write_ins: bool = False
    grades: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    scores: tuple[tuple[str, int], ...] = ()
    adoption: str = ""
    is_runoff: bool = False


def least_percent(body: str) -> int:
    """Return the lowest rate of 差额 for a body."""
    return DELEGATES_SPREAD if body == "delegates" else percent_for(body)


def sound(asked: Asked) -> Verdict:
    """Judge what a contest asks, before anybody stands in it."""
    if asked.kind not in KINDS or asked.body not in BODIES:
        return refused("请选择类别和事项")
    if not asked.title.strip():
        return refused("请填写名称")
    return {"election": _election, "resolution": _resolution, "evaluation": _evaluation}[
        asked.kind
    ](asked)


def _election(asked: Asked) -> Verdict:
    if asked.seats < 1:
        return refused("应选人数至少一人")
    if asked.round == "preliminary" and asked.keep < asked.seats:
        return refused("预选取前几名，不能少于应选人数", LAW["XJ-15"])
    least = least_percent(asked.body)
    if asked.percent < least and not asked.is_runoff:
        clause = LAW["DD-07"] if asked.body == "delegates" else LAW["XJ-15"]
        return refused(f"{BODIES[asked.body]}的差额率不低于 {least}%", clause)
    if asked.body in ALWAYS_OTHERS and not asked.write_ins and not asked.is_runoff:
        return refused("工会选举不能取消“另选他人”", LAW["XJ-20"])
    return ALLOWED


def _resolution(asked: Asked) -> Verdict:
    if asked.adoption not in ADOPTIONS:
        return refused("请选择按什么通过")
    return ALLOWED


def _evaluation(asked: Asked) -> Verdict:
    if len(asked.grades) < 2 or len({*asked.grades}) < len(asked.grades):
        return refused("等次至少两个，不能重复")
    if not asked.lines:
        return ALLOWED
    if len({name for name, _ in asked.lines}) < len(asked.lines):
        return refused("评议项目不能重复")
    whole = weights_are_whole([Weighted(name, percent) for name, percent in asked.lines])
    if not whole:
        return whole
    if {grade for grade, _ in asked.scores} != {*asked.grades}:
        return refused("分项加权评议，须为每个等次写明分值")
    return ALLOWED


def may_be_public(valid: int, m: int) -> Verdict:
    """Grades of fewer papers than `m` would say who gave which."""
    if valid < m:
        return refused(f"有效票 {valid} 张，不足 {m} 张，只公布合计", HOUSE["HOUSE-245"])
    return ALLOWED
