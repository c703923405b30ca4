"""届首: what a first session must have before it, and who presides. Pure."""

from collections.abc import Collection
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, LawInForce, Verdict, granted, refused
from zhijia.law.in_force import NATIONAL
from zhijia.law.words import more_than_half, reaches

from .facts import Business, MeetingKind

WORKERS = LAW["ZD-09"].sets(Fraction(1, 2))
ENDS_WITH = HOUSE["HOUSE-262"].sets("session")

# What a first session of 会员代表 has behind it, in the order in which it is done.
BEFORE_FIRST: dict[str, tuple[str, Clause]] = {
    "reported": ("书面报告同级党组织和上一级工会", LAW["DD-14"]),
    "approved": ("上一级工会批复", LAW["DD-14"]),
    "elected": ("会员代表全部选出", LAW["DD-06"]),
    "checked": ("代表资格审查", LAW["DD-09"]),
    "trained": ("会员代表培训", LAW["DD-15"]),
    "shown": ("委员候选人建议名单公示五个工作日", LAW["XJ-12"]),
    "called": ("提前五个工作日通知", LAW["DD-18"]),
}
PREPARATORY: dict[str, tuple[str, Clause]] = {
    "report": ("筹备情况报告", LAW["DD-19"]),
    "credentials": ("代表资格审查报告", LAW["DD-19"]),
    "method": ("选举办法", LAW["DD-19"]),
    "agenda": ("大会议程", LAW["DD-19"]),
}


def lacking(done: Collection[str], steps: dict[str, tuple[str, Clause]]) -> list[Verdict]:
    """Return a no for each step that was not done, in order."""
    return [
        refused(f"尚缺：{words}", clause)
        for key, (words, clause) in steps.items()
        if key not in done
    ]


def due_business(
    kind: MeetingKind, *, is_opening: bool, is_yearly: bool, registration: str = ""
) -> list[Business]:
    """Return what a session must have on its agenda, in the kind's order."""
    return [
        one
        for one in kind.business
        if (not one.only or registration in one.only)
        and ((is_opening and one.is_opening) or (is_yearly and one.is_yearly))
    ]


def agenda_has(due: Collection[Business], agenda: Collection[str]) -> list[Verdict]:
    """Return a no for each piece of business that is due and not on the agenda."""
    return [refused(f"议程尚缺“{one.title}”", one.clause) for one in due if one.id not in agenda]


def presidium(kind: MeetingKind, *, members: int, workers: int, teachers: int = 0) -> Verdict:
    """Judge a presidium: of staff delegates half are no leaders, of a school's most are teachers.

    `workers` are workers, technicians and managers, as the source has it; it ends with the session.
    """
    if not kind.may_have_presidium:
        return refused(f"{kind.name}不设主席团")
    if members == 0:
        return ALLOWED
    if kind.id == "teachers":
        words = f"主席团 {members} 人，教师代表 {teachers} 人"
        if more_than_half(teachers, members):
            return granted(words, LAW["JD-09"])
        return refused(f"{words}，教师代表应占多数", LAW["JD-09"])
    if kind.side != "staff":
        return granted(f"主席团 {members} 人，职责至本次会议闭会为止", HOUSE["HOUSE-262"])
    words = f"主席团 {members} 人，工人、技术人员、管理人员 {workers} 人"
    if reaches(workers, members, WORKERS):
        return granted(words, LAW["ZD-09"])
    return refused(f"{words}，应不少于百分之五十", LAW["ZD-09"])


STAFF_TERMS = LAW["ZD-03"]


def term_of(kind: MeetingKind, years: int, *, law: LawInForce = NATIONAL) -> Verdict:
    """Judge the years of a congress's term by the kind's own text, or a local one in its place."""
    if not kind.terms:
        return refused(f"{kind.name}没有任期")
    terms, clause = kind.terms, kind.terms_clause
    if clause == STAFF_TERMS:
        terms, clause = law.staff_terms, law.clause("staff_terms")
    if years in terms:
        return granted(f"每届 {years} 年", clause)
    may = "、".join(str(one) for one in terms)
    by = f"按《{clause.source}》，" if clause and clause not in LAW.values() else ""
    return refused(f"{by}{kind.name}每届可以是 {may} 年，不能是 {years} 年", clause)
