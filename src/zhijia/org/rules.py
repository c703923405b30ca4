"""组织规则: how large a committee is, how long its term, which posts there are. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

TERM_YEARS = LAW["GHF-06"].sets((3, 5))
COMMITTEE_FROM = LAW["GHF-01"].sets(25)
DELAY_MONTHS = LAW["XJ-26"].sets(6)
# (members up to, seats at least, seats at most); the last row has no upper end.
COMMITTEE_SEATS: tuple[tuple[int | None, int, int], ...] = LAW["XJ-05"].sets(
    (
        (24, 3, 5),
        (200, 3, 7),
        (1000, 7, 15),
        (5000, 15, 21),
        (10000, 21, 29),
        (50000, 29, 37),
        (None, 37, 45),
    )
)

UNIT_KINDS = {
    "group": "集团",
    "company": "企业",
    "hospital": "医院",
    "school": "学校",
    "bureau": "机关",
    "workshop": "车间（部门）",
    "branch": "分工会",
    "team": "工会小组",
}
# Only who employs people must have a committee of its own; a workshop's is part of theirs.
EMPLOYERS = frozenset({"group", "company", "hospital", "school", "bureau"})
GENDERS = {"female": "女", "male": "男"}
DEEPEST = 8
MOST_BELOW = 9_999
# A code and a number make an account's name, joined by a hyphen: only the number may hold one.
UNIT_CODE, STAFF_NO = re.compile(r"[A-Za-z0-9]+"), re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of post: its word on screen, and whether it reaches the units below its own."""

    label: str
    below: bool
    committee: bool = False


POST_KINDS = {
    "chair": PostKind("工会主席", below=True, committee=True),
    "vice_chair": PostKind("工会副主席", below=True, committee=True),
    "desk": PostKind("工会干事", below=True),
    "committee": PostKind("工会委员", below=False, committee=True),
    "auditor": PostKind("经费审查委员", below=False),
    "women": PostKind("女职工委员", below=False),
    "organiser": PostKind("工会小组长", below=False),
    "officer": PostKind("岗位责任人", below=False),
    "leader": PostKind("党政领导", below=True),
}
# Who handles money, ballots or hardship files signs in with a second step.
GUARDED = HOUSE["HOUSE-22"].sets(frozenset({"auditor"}))
DESKS = ("chair", "vice_chair", "desk")
COMMITTEE = tuple(code for code, kind in POST_KINDS.items() if kind.committee)


def seats_for(members: int) -> tuple[int, int]:
    """Return the fewest and the most committee seats for so many members."""
    for upto, least, most in COMMITTEE_SEATS:
        if upto is None or members <= upto:
            return least, most
    raise AssertionError("the last band has no end")


def committee_size(*, members: int, seats: int) -> Verdict:
    """Judge the number of committee seats by the number of members (选举条例 §8)."""
    clause = LAW["XJ-05"]
    least, most = seats_for(members)
    if members < COMMITTEE_FROM and seats == 1:
        return granted("会员不足 25 人，可以只设主席或者组织员 1 人", clause)
    found = f"会员 {members} 人，委员名额应为 {least} 至 {most} 人，现为 {seats} 人"
    return granted(found, clause) if least <= seats <= most else refused(found, clause)


def vacancies(*, seats: int, sitting: int) -> Verdict:
    """Hold those who sit on the committee against its seats."""
    found = f"委员名额 {seats} 人，在任 {sitting} 人"
    if sitting < seats:
        return refused(f"{found}，缺额 {seats - sitting} 人")
    if sitting > seats:
        return refused(f"{found}，超出 {sitting - seats} 人")
    return granted(found)


def needs_committee(members: int) -> Verdict:
    """Judge whether a unit without a committee may stay so (工会法 §11)."""
    clause = LAW["GHF-01"]
    if members >= COMMITTEE_FROM:
        return refused(f"会员 {members} 人，应当建立基层工会委员会，尚未登记届次", clause)
    return granted(f"会员 {members} 人，可以单独或者联合建立，也可以设组织员 1 人", clause)


def term_length(years: int) -> Verdict:
    """Judge the years of a term (工会法 §16)."""
    if years in TERM_YEARS:
        return granted(f"任期 {years} 年", LAW["GHF-06"])
    return refused("每届任期只能是三年或者五年", LAW["GHF-06"])


def term_ends(from_on: date, years: int) -> date:
    """Return the day a term that begins on the day of election ends: the same date, years on."""
    try:
        return from_on.replace(year=from_on.year + years)
    except ValueError:  # 29 February
        return from_on.replace(year=from_on.year + years, day=28)


def term_runs(*, until_on: date, today: date) -> Verdict:
    """Judge whether the committee's term still runs (选举条例 §29)."""
    clause = LAW["XJ-26"]
    left = (until_on - today).days
    if left < 0:
        late = f"本届已于 {until_on:%Y-%m-%d} 届满，应当换届"
        return refused(f"{late}；延期须经上一级工会批准，一般不超过 {DELAY_MONTHS} 个月", clause)
    return granted(f"本届至 {until_on:%Y-%m-%d} 届满，还有 {left} 天", clause)


def term_begins(*, elected_on: date, today: date) -> Verdict:
    """A term is counted from the day of election, which cannot lie ahead (选举条例 §28)."""
    if elected_on > today:
        return refused("选举日期不能晚于今天，任期自选举之日起算", LAW["XJ-25"])
    return ALLOWED


def may_dissolve(*, members: int, units_below: int) -> Verdict:
    """A unit is dissolved only when it is empty (工会法 §13)."""
    if units_below:
        return refused(f"还有 {units_below} 个下级单位，请先处理", HOUSE["HOUSE-08"])
    if members:
        return refused(f"还有 {members} 名在会会员，请先转出或者办理离会", HOUSE["HOUSE-08"])
    return granted("撤销后请报告上一级工会", LAW["GHF-04"])


def may_end(*, on: date, since: date, begun: str) -> Verdict:
    """A stay or a post ends no earlier than it began; `begun` names that day on screen."""
    if on < since:
        return refused(f"日期不能早于{begun} {since:%Y-%m-%d}")
    return ALLOWED


def keeps_a_desk(others: int) -> Verdict:
    """Somebody must be left to keep the organisation: `others` hold such a post and sign in."""
    if not others:
        return refused(
            "最上级单位至少要有一名工会主席、副主席或者干事，请先任命接任的人并为其开通账号"
        )
    return ALLOWED


def unit_code(code: str) -> Verdict:
    """Judge how a unit's code is written."""
    if UNIT_CODE.fullmatch(code):
        return ALLOWED
    return refused("单位代码只能用字母和数字")


def staff_number(number: str) -> Verdict:
    """Judge how a staff number is written."""
    if STAFF_NO.fullmatch(number):
        return ALLOWED
    return refused("工号只能用字母、数字和短横线")


def has_room(place: int) -> Verdict:
    """Keep the units below one unit to the numbers that a path has digits for."""
    if place > MOST_BELOW:
        return refused(f"一个单位的直接下级最多 {MOST_BELOW} 个，请先建中间一级")
    return ALLOWED


def may_grow(depth: int) -> Verdict:
    """Keep the tree to the levels that a path has room for."""
    if depth >= DEEPEST:
        return refused(f"组织层级最多 {DEEPEST} 级")
    return ALLOWED
