"""代表: how many, from where, of whom, how they are elected, and when one ceases to be one. Pure.

会员代表 and 职工代表 are elected by different people under different texts (Corrections 4): each
rule here says in its name or its argument whose delegates it judges.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from zhijia.law import ALLOWED, HOUSE, LAW, LawInForce, Verdict, granted, refused
from zhijia.law.in_force import MUST, NATIONAL
from zhijia.law.words import (
    HALF,
    TWO_THIRDS,
    candidates_for,
    exceeds,
    least_exceeding,
    least_reaching,
    more_than_half,
    one_third,
    reaches,
    two_thirds,
)
from zhijia.org.rules import Finding, Tone
from zhijia.platform.refs import days
from zhijia.platform.refs.days import Calendar

Whose = Literal["union", "staff"]
NAMES: Mapping[Whose, str] = {"union": "会员代表", "staff": "职工代表"}
VOTERS: Mapping[Whose, str] = {"union": "会员", "staff": "职工"}

MANAGERS = LAW["DD-03"].sets(Fraction(1, 5))
STAFF_MANAGERS = LAW["ZD-02"].sets(Fraction(1, 5))
TEACHERS = LAW["JD-04"].sets(Fraction(3, 5))
SPREAD = LAW["DD-07"].sets(15)  # percent of the seats
VACANT = LAW["DD-13"].sets(Fraction(1, 4))
EACH_AT_LEAST = HOUSE["HOUSE-260"].sets(1)
REFILL_MONTHS = LAW["DD-13"].sets(3)
ASSEMBLY_UNDER = LAW["JD-03"].sets(80)
AWAY_MONTHS = LAW["DD-11"].sets(12)


def allot(seats: int, people: Mapping[str, int]) -> dict[str, int]:
    """Deal seats out over electoral units by their people, each at least one.

    Largest remainders first, of equal ones the larger unit, then the order given. ValueError where
    there are fewer seats than units, or a unit without people.
    """
    if any(count < 1 for count in people.values()):
        raise ValueError("an electoral unit has people")
    if seats < len(people):
        raise ValueError("each electoral unit has a seat")
    total = sum(people.values())
    dealt = {unit: max(EACH_AT_LEAST, seats * count // total) for unit, count in people.items()}
    order = {unit: place for place, unit in enumerate(people)}

    def claim(unit: str) -> tuple[Fraction, int, int]:
        return Fraction(seats * people[unit], total) - dealt[unit], people[unit], -order[unit]

    while sum(dealt.values()) < seats:
        dealt[max(people, key=claim)] += 1
    while sum(dealt.values()) > seats:
        dealt[min((u for u in people if dealt[u] > EACH_AT_LEAST), key=claim)] -= 1
    return dealt


@dataclass(frozen=True, slots=True)
class MakeUp:
    """Who the delegates of one roll are, as numbers of people.

    `managers` are those the source of this roll counts: 中层正职以上 among 会员代表, 中层以上
    (deputies too) among 职工代表 (C15).
    """

    total: int
    managers: int = 0
    women: int = 0
    frontline: int = 0
    teachers: int = 0


def make_up(
    whose: Whose,
    found: MakeUp,
    *,
    women_of_staff: Fraction | None = None,
    law: LawInForce = NATIONAL,
) -> list[Finding]:
    """Judge who the delegates are: managers at most a fifth, women as far as a share is known.

    「一般不超过」 warns and blocks nothing; a local text that leaves out the 「一般」 blocks.
    """
    if found.total == 0:
        return [Finding("代表结构", refused(f"还没有{NAMES[whose]}"))]
    findings = [_managers(whose, found, law)]
    if women_of_staff is not None:
        findings.append(_women(whose, found, women_of_staff))
    if whose == "union":
        words = f"一线职工 {found.frontline} 人，占{percent(found.frontline, found.total)}"
        is_main = more_than_half(found.frontline, found.total)
        verdict = granted(words, LAW["DD-03"])
        if not is_main:
            verdict = refused(f"{words}，代表应以一线职工为主体", LAW["DD-03"])
        findings.append(Finding("一线职工", verdict, Tone.WARN))
    return findings


def _managers(whose: Whose, found: MakeUp, law: LawInForce) -> Finding:
    clause, share = LAW["DD-03"], MANAGERS
    if whose == "staff":
        clause, share = law.clause("staff_managers"), STAFF_MANAGERS
    counted = "中层正职以上管理人员和领导人员" if whose == "union" else "中层以上管理人员和领导人员"
    words = f"{counted} {found.managers} 人，占{percent(found.managers, found.total)}"
    is_over = exceeds(found.managers, found.total, share)
    if is_over and whose == "staff" and law.staff_managers == MUST:
        return Finding("管理人员", refused(f"{words}，按《{clause.source}》不超过 20%", clause))
    if is_over:
        return Finding("管理人员", refused(f"{words}，一般不超过 20%", clause), Tone.WARN)
    return Finding("管理人员", granted(words, clause))


def _women(whose: Whose, found: MakeUp, share: Fraction) -> Finding:
    clause = LAW["DD-03"] if whose == "union" else LAW["ZD-02"]
    words = f"女代表 {found.women} 人，占{percent(found.women, found.total)}"
    if reaches(found.women, found.total, share):
        return Finding("女代表", granted(words, clause))
    words = f"{words}，低于女职工所占的{percent(share.numerator, share.denominator)}"
    return Finding("女代表", refused(words, clause), Tone.HINT)


def enough_teachers(found: MakeUp) -> Verdict:
    """Judge a school's delegates: teachers are at least sixty percent of them."""
    clause = LAW["JD-04"]
    if found.total == 0:
        return refused("还没有教职工代表", clause)
    least = least_reaching(found.total, TEACHERS)
    share = percent(found.teachers, found.total)
    words = f"代表 {found.total} 人，教师 {found.teachers} 人，占{share}"
    if reaches(found.teachers, found.total, TEACHERS):
        return granted(words, clause)
    return refused(f"{words}，应不低于 60%，即 {least} 人", clause)


def meets_in_person(staff: int) -> Verdict:
    """Say whether a school's staff all meet, or their delegates: eighty and more send delegates."""
    words = f"教职工 {staff} 人"
    if staff < ASSEMBLY_UNDER:
        return granted(f"{words}，不足八十人，召开全体教职工大会", LAW["JD-03"])
    return refused(f"{words}，八十人以上，召开教职工代表大会", LAW["JD-03"])


def may_put_up(whose: Whose, seats: int, candidates: int) -> Verdict:
    """Judge the candidates of one electoral unit: for 会员代表 at least 15 % more than seats."""
    words = f"应选 {seats} 人，候选人 {candidates} 人"
    if whose == "staff":
        if candidates < seats:
            return refused(f"{words}，候选人不够", LAW["ZD-13"])
        return granted(f"{words}；职工代表的差额率没有全国规定", LAW["ZD-13"])
    least = candidates_for(seats, SPREAD)
    words = f"{words}，差额率 {SPREAD}% 应有 {least} 人"
    return (granted if candidates >= least else refused)(words, LAW["DD-07"])


def is_elected(whose: Whose, *, everybody: int, came: int, yes: int) -> Verdict:
    """Judge one delegate's election: two thirds of the unit came, more than half of all agreed."""
    clauses = (LAW["DD-07"], LAW["DD-08"]) if whose == "union" else (LAW["ZD-14"], LAW["ZD-14"])
    voters = VOTERS[whose]
    if everybody == 0:
        return refused(f"选举单位没有{voters}", clauses[0])
    words = f"选举单位{voters} {everybody} 人，到会 {came} 人"
    if not two_thirds(came, everybody):
        least = least_reaching(everybody, TWO_THIRDS)
        return refused(f"{words}，不足三分之二（{least} 人），不能选举", clauses[0])
    words = f"{words}，赞成 {yes} 票，过半数为 {least_exceeding(everybody, HALF)} 票"
    return (granted if more_than_half(yes, everybody) else refused)(words, clauses[1])


REASONS: Mapping[str, str] = {
    "moved": "跨选举单位变动工作岗位",
    "left": "解除或者终止劳动关系",
    "away": "停薪留职、长期病事假、内退、外派超过一年",
    "resigned": "本人辞去代表",
    "recalled": "被罢免",
    "died": "去世",
}
ENDS_BY_ITSELF = LAW["DD-11"].sets(frozenset({"moved", "left", "away"}))
STAFF_ENDS = LAW["ZD-15"].sets(frozenset({"left"}))


def ends(whose: Whose, reason: str, *, months_away: int = 0) -> Verdict:
    """Say whether somebody ceases to be a delegate for a reason; KeyError for one not listed."""
    words = REASONS[reason]
    if reason in {"resigned", "recalled", "died"}:
        return granted(f"{words}，代表身份终止")
    own = ENDS_BY_ITSELF if whose == "union" else STAFF_ENDS
    clause = LAW["DD-11"] if whose == "union" else LAW["ZD-15"]
    if reason not in own:
        return refused(f"{words}，不当然终止{NAMES[whose]}资格，由原选举单位决定", clause)
    if reason == "away" and months_away <= AWAY_MONTHS:
        return refused(f"离岗 {months_away} 个月，没有超过一年，代表身份不终止", clause)
    return granted(f"{words}，代表身份自然终止", clause)


def vacancies(total: int, vacant: int, *, since: date, calendar: Calendar) -> Verdict:
    """Judge seats of 会员代表 that stand empty: over a quarter they are filled in three months."""
    if not vacant:
        return ALLOWED
    words = f"会员代表 {total} 名，缺额 {vacant} 名"
    if not exceeds(vacant, total, VACANT):
        return refused(f"{words}，由原选举单位及时补选，仍须差额", LAW["DD-13"])
    last = days.add(since, REFILL_MONTHS, days.Kind.MONTHS, calendar=calendar)
    words = f"{words}，超过四分之一，应在 {last:%Y-%m-%d} 前补选，仍须差额"
    return refused(words, LAW["DD-13"])


def may_propose_recall(*, asking: int, of: int, is_union_of_unit: bool = False) -> Verdict:
    """The union of the electoral unit, or a third of its members, may propose a recall."""
    if is_union_of_unit:
        return granted("由选举单位工会提出", LAW["DD-12"])
    if of <= 0:
        return refused("选举单位没有会员", LAW["DD-12"])
    words = f"选举单位 {of} 人，提出罢免的 {asking} 人"
    if one_third(asking, of):
        return granted(f"{words}，达到三分之一", LAW["DD-12"])
    return refused(f"{words}，不足三分之一", LAW["DD-12"])


def is_recalled(whose: Whose, *, everybody: int, came: int, yes: int) -> Verdict:
    """A recall is decided by the electoral unit: more than half of all of it; staff come by 2/3."""
    clause = LAW["DD-12"] if whose == "union" else LAW["ZD-14"]
    words = f"选举单位 {everybody} 人，赞成罢免 {yes} 票"
    if whose == "staff" and not two_thirds(came, everybody):
        return refused(f"{words}，到会 {came} 人，不足三分之二", clause)
    if more_than_half(yes, everybody):
        return granted(f"{words}，过半数，罢免通过", clause)
    return refused(f"{words}，没有过半数，罢免不成立", clause)


def percent(part: int, of: int) -> str:
    """Return a share in percent with one digit, cut and not rounded: it never says more than is."""
    tenths = part * 1000 // of
    return f" {tenths // 10}.{tenths % 10}%"
