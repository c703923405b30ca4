"""资格审查: is every delegate of a term duly elected, are they as many and of whom they should be.

会员代表 and 职工代表 are judged by their own texts; whose they are is said by `whose`. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, LawInForce, Verdict, granted, refused
from zhijia.law.in_force import NATIONAL
from zhijia.law.words import at_most, exceeds, more_than, reaches
from zhijia.org.rules import Finding, Tone, member_reps, months_after, staff_reps
from zhijia.platform.refs.days import Calendar

from .delegates import (
    NAMES,
    VACANT,
    MakeUp,
    Whose,
    enough_teachers,
    is_elected,
    make_up,
    may_put_up,
    meets_in_person,
    percent,
    vacancies,
)

ONCE = HOUSE["HOUSE-280"].sets("一届之内一人只有一个代表资格")
BLOCKS = HOUSE["HOUSE-281"].sets(frozenset({Tone.BREACH}))
TARGETS = HOUSE["HOUSE-282"].sets(("least", "most"))

# 职务层次: 会员代表 count the first alone as managers, 职工代表 both (C15).
RANKS: Mapping[str, str] = {"": "一般职工", "chief": "中层正职以上和领导人员", "deputy": "中层副职"}
COUNTED: Mapping[Whose, frozenset[str]] = {
    "union": frozenset({"chief"}),
    "staff": frozenset({"chief", "deputy"}),
}
WAYS: Mapping[str, str] = {"direct": "选举单位全体直接选举", "below": "下一级代表大会选举"}
SHARES: Mapping[str, str] = {
    "managers": "管理人员",
    "women": "女代表",
    "frontline": "一线职工",
    "young": "青年",
    "teachers": "教师",
    "models": "劳模先进",
    "dispatched": "劳务派遣",
}
BOUNDS: Mapping[str, str] = {"least": "不低于", "most": "不超过"}


@dataclass(frozen=True, slots=True)
class Poll:
    """One election in an electoral unit: who could vote, came, stood, and how many were elected.

    None where it was never entered. `is_by` fills a seat that fell vacant.
    """

    unit: str
    held_on: date
    seats: int
    everybody: int | None = None
    came: int | None = None
    candidates: int | None = None
    elected: int = 0


@dataclass(frozen=True, slots=True)
class Mandate:
    """One delegate as the check sees them; `poll` is None where no election was entered."""

    name: str
    number: str
    unit: str
    group: str = ""
    yes: int | None = None
    poll: Poll | None = None
    is_member: bool = True
    has_vote: bool = True


class NewDelegate(NamedTuple):
    """Somebody to be entered as a delegate: who, elected where, when and by how many.

    `candidates`, `everybody` and `came` are of the election; None where nobody knows them any more.
    """

    name: str
    precinct: str
    number: str = ""
    member_id: int | None = None
    rank: str = ""
    is_woman: bool = False
    is_young: bool = False
    is_frontline: bool = False
    is_teacher: bool = False
    is_model: bool = False
    is_dispatched: bool = False
    elected_on: date | None = None
    everybody: int | None = None
    came: int | None = None
    candidates: int | None = None
    yes: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What the union asks of its delegates beyond the law: a share, and where it is written."""

    share: str
    bound: str
    percent: int
    source: str
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One term of delegates as the check sees it.

    `people` are the members, or the staff, who elect; `women` how many of them are women, None
    where nobody entered it. `quotas` are the seats of each electoral unit.
    """

    whose: Whose
    is_school: bool
    people: int | None
    women: int | None
    quotas: Mapping[str, int]
    counts: Mapping[str, int]
    total: int


def may_be_delegate(whose: Whose, *, is_member: bool, has_vote: bool) -> Verdict:
    """会员代表 are members who may vote; 职工代表 are of the staff, members or not."""
    if whose == "staff":
        return ALLOWED
    if not is_member:
        return refused("会员代表由会员选举会员担任，这个人不是会员", LAW["DD-06"])
    return ALLOWED if has_vote else refused("保留会籍期间没有被选举权", LAW["DD-06"])


def is_once(name: str, *, unit: str, other: str, group: str = "") -> Verdict:
    """Nobody is a delegate twice: `other` is the electoral unit they were elected in already."""
    where = f"“{other}”" + (f"（{group}）" if group else "")
    if unit == other:
        return refused(f"{name}已是{where}的代表，不能重复登记", HOUSE["HOUSE-280"])
    words = f"{name}已由{where}选出，{ONCE}，不能又由“{unit}”选出"
    return refused(words, HOUSE["HOUSE-280"])


def in_one_delegation(name: str, *, now: str, asked: str) -> Verdict:
    """A delegate of one delegation is not of another at the same time."""
    if now and now != asked:
        words = f"{name}已编入“{now}”，一人只在一个代表团（组），请先移出"
        return refused(words, HOUSE["HOUSE-280"])
    return ALLOWED


def enough_due(term: Term, *, law: LawInForce) -> list[Finding]:
    """Judge how many delegates there are by the text that says it for this congress."""
    found: list[Finding | None] = []
    if term.is_school:
        if term.people:
            found.append(Finding("召开形式", _sends_delegates(term.people), Tone.WARN))
    elif term.whose == "union" and term.people:
        found.append(member_reps(term.people, sitting=term.total))
    elif term.whose == "staff":
        found.append(staff_reps(term.people, sitting=term.total, law=law))
    return [one for one in found if one]


def _sends_delegates(staff: int) -> Verdict:
    """Turn round what the rule says: to a school with delegates eighty and more is a yes."""
    said = meets_in_person(staff)
    return (refused if said else granted)(said.reason, said.clause)


def seats_filled(term: Term, held: Mapping[str, int]) -> list[Finding]:
    """Judge each electoral unit: not more than its seats; fewer is reported."""
    clause = LAW["DD-09"] if term.whose == "union" else HOUSE["HOUSE-281"]
    found = []
    for unit, seats in term.quotas.items():
        has = held.get(unit, 0)
        words = f"“{unit}”名额 {seats} 名，选出 {has} 名"
        if more_than(has, seats):
            found.append(Finding("名额", refused(f"{words}，超过名额", clause)))
        elif has < seats:
            words = f"{words}，缺 {seats - has} 名，可以另行选举，也可以在规定名额内减少"
            found.append(Finding("名额", refused(words, clause), Tone.HINT))
    if not found and term.quotas:
        words = f"{len(term.quotas)} 个选举单位的名额全部选满"
        found.append(Finding("名额", granted(words, clause)))
    return found


def polls_held(whose: Whose, polls: Sequence[Poll]) -> list[Finding]:
    """Judge the candidates of each election; what was not entered is reported."""
    found = []
    for one in polls:
        topic = f"“{one.unit}”{one.held_on:%Y-%m-%d} 的选举"
        if one.candidates is None:
            words = f"{topic}没有登记候选人数"
            if whose == "union":
                found.append(Finding("差额", refused(words, LAW["DD-07"]), Tone.WARN))
            continue
        verdict = may_put_up(whose, one.seats, one.candidates)
        if not verdict:
            found.append(Finding("差额", refused(f"{topic}：{verdict.reason}", verdict.clause)))
    if not found and polls:
        verdict = may_put_up(whose, polls[0].seats, polls[0].candidates or polls[0].seats)
        words = f"{len(polls)} 次选举的候选人数符合规定"
        found.append(Finding("差额", granted(words, verdict.clause)))
    return found


def duly_elected(whose: Whose, mandates: Sequence[Mandate]) -> list[Finding]:
    """Judge each delegate: who may be one, by how many of whom they were elected."""
    found, unknown = [], []
    clause = LAW["DD-08"] if whose == "union" else LAW["ZD-14"]
    for one in mandates:
        may = may_be_delegate(whose, is_member=one.is_member, has_vote=one.has_vote)
        if not may:
            found.append(Finding("资格", may).about(one.name))
        said = election_of(whose, one)
        if said is None:
            unknown.append(one.name)
        elif not said:
            found.append(Finding("当选", said).about(f"{one.name}（{one.unit}）"))
    if unknown:
        some = "、".join(unknown[:5]) + (f"等 {len(unknown)} 人" if len(unknown) > 5 else "")
        words = f"{some}没有登记选举单位人数、到会人数和赞成票"
        found.append(Finding("当选", refused(words, clause), Tone.WARN))
    if not found and mandates:
        words = f"{len(mandates)} 名{NAMES[whose]}的到会人数和赞成票符合规定"
        found.append(Finding("当选", granted(words, clause)))
    return found


def election_of(whose: Whose, one: Mandate) -> Verdict | None:
    """Judge one delegate's election; None where its numbers were not entered."""
    poll = one.poll
    if poll is None or poll.everybody is None or poll.came is None or one.yes is None:
        return None
    return is_elected(whose, everybody=poll.everybody, came=poll.came, yes=one.yes)


def numbers_fit(poll: Poll, yes: int | None = None) -> Verdict:
    """Nobody came who was not there to come, nobody has more votes than people came."""
    if poll.everybody is not None and poll.came is not None:
        if more_than(poll.came, poll.everybody):
            return refused(f"到会 {poll.came} 人，多于选举单位的 {poll.everybody} 人")
        if yes is not None and more_than(yes, poll.came):
            return refused(f"赞成 {yes} 票，多于到会的 {poll.came} 人")
    return ALLOWED


def who_they_are(
    term: Term, targets: Iterable[Target] = (), *, law: LawInForce = NATIONAL
) -> list[Finding]:
    """Judge the make-up: what the law asks of these delegates, then what the union asks itself."""
    share = None
    if term.people and term.women is not None and term.women <= term.people:
        share = Fraction(term.women, term.people)
    counts = term.counts
    found = MakeUp(
        term.total,
        managers=counts.get("managers", 0),
        women=counts.get("women", 0),
        frontline=counts.get("frontline", 0),
        teachers=counts.get("teachers", 0),
    )
    findings = make_up(term.whose, found, women_of_staff=share, law=law)
    if term.is_school and term.total:
        findings.append(Finding("教师", enough_teachers(found)))
    return [*findings, *(meets(one, term) for one in targets if term.total)]


def meets(target: Target, term: Term) -> Finding:
    """Hold one share against what the union asks of it."""
    has, clause = term.counts.get(target.share, 0), HOUSE["HOUSE-282"]
    asked = Fraction(target.percent, 100)
    words = f"{SHARES[target.share]} {has} 人，占{percent(has, term.total)}"
    words = f"{words}，要求{BOUNDS[target.bound]} {target.percent}%（{target.source}）"
    is_met = (
        reaches(has, term.total, asked)
        if target.bound == TARGETS[0]
        else not exceeds(has, term.total, asked)
    )
    tone = Tone.BREACH if target.is_must else Tone.WARN
    verdict = granted(words, clause) if is_met else refused(f"{words}，没有达到", clause)
    return Finding(SHARES[target.share], verdict, tone)


def renewed_in_time(
    *, due_on: date, next_on: date | None, today: date, law: LawInForce
) -> Finding | None:
    """Judge when 职工代表 are elected anew; `next_on` is when the next term begins, if it is known.

    Nationally the congress decides how long it puts that off; a local text may say at most how
    long. None where nothing is late.
    """
    on = next_on or today
    if on <= due_on:
        return None
    limit, clause = law.staff_delay_months, law.clause("staff_delay_months")
    words = f"职工代表应于 {due_on:%Y-%m-%d} 届满，"
    words += f"下一届自 {next_on:%Y-%m-%d} 起" if next_on else "还没有换届"
    if limit is None:
        words = f"{words}；延期换届由职工代表大会或者其授权的机构决定"
        return Finding("换届时间", refused(words, clause), Tone.HINT)
    last = months_after(due_on, limit)
    by = f"按《{clause.source}》，延期换届不超过 {limit} 个月，即 {last:%Y-%m-%d}"
    tone = Tone.HINT if on <= last else Tone.WARN
    return Finding("换届时间", refused(f"{words}；{by}", clause), tone)


def passes(findings: Sequence[Finding]) -> Verdict:
    """The check passes where nothing is against a rule; what only warns goes into the report."""
    against = [one for one in findings if not one.verdict and one.tone in BLOCKS]
    if against:
        first = against[0].verdict
        more = f"（共 {len(against)} 项不合规定）" if len(against) > 1 else ""
        return refused(f"代表资格审查不能通过：{first.reason}{more}", first.clause)
    warned = sum(1 for one in findings if not one.verdict)
    words = "代表资格审查没有发现不合规定的事项"
    return granted(f"{words}，另有 {warned} 项提示" if warned else words, HOUSE["HOUSE-281"])


def may_end_on(on: date, *, since: date | None, today: date) -> Verdict:
    """A mandate ends after it began, and not on a day to come."""
    if on > today:
        return refused("终止日期不能晚于今天")
    if since is not None and on < since:
        return refused(f"终止日期不能早于当选日期 {since:%Y-%m-%d}")
    return ALLOWED


def by_election_fits(whose: Whose, person: NewDelegate, *, vacant_since: date) -> Verdict:
    """A by-election is held after the seat fell vacant; 会员代表 still from more candidates."""
    if person.elected_on is not None and person.elected_on < vacant_since:
        return refused(f"补选日期不能早于缺额产生的日期 {vacant_since:%Y-%m-%d}")
    if person.candidates is None:
        return ALLOWED
    return may_put_up(whose, 1, person.candidates)


def quarter_since(days: Sequence[date], total: int) -> date:
    """Return the day on which more than a quarter of the seats stood empty, else the last day.

    `days` are when each seat fell vacant, in order; ValueError without any.
    """
    for n, day in enumerate(sorted(days), 1):
        if exceeds(n, total, VACANT):
            return day
    return max(days)


def vacant(whose: Whose, total: int, empty: int, *, since: date, calendar: Calendar) -> Verdict:
    """Say what is to be done about empty seats: by the own electoral unit, of each side alike."""
    if whose == "union":
        return vacancies(total, empty, since=since, calendar=calendar)
    words = f"职工代表 {total} 名，缺额 {empty} 名，由原选举单位补选"
    return refused(words, LAW["ZD-14"])


def numbers_of_women(people: int | None, women: int | None) -> Verdict:
    """There are no more women than people."""
    if people is not None and women is not None and more_than(women, people):
        return refused(f"女性 {women} 人，多于总数 {people} 人")
    return ALLOWED


def fits_seats(seats: int, units: int) -> Verdict:
    """Each electoral unit has a seat at least, so there are as many seats as units."""
    if units == 0:
        return refused("还没有登记选举单位")
    if at_most(units, seats):
        return ALLOWED
    return refused(f"名额 {seats} 名，少于 {units} 个选举单位，每个选举单位至少一名")
