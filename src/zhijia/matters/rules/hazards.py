"""隐患: how grave it is, who hears of it at once, by when it is mended, who looks again. Pure.

The grades are those of 总局令第16号 §3; days are our own (HOUSE-120), since the law says 立即.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, granted, refused
from zhijia.law.words import at_least, more_than

from .facts import Facts

GRADES = {"minor": "一般事故隐患", "major": "重大事故隐患"}
DAYS = HOUSE["HOUSE-120"].sets({"minor": 7, "major": 30})
# Six parts of a plan for what is grave, as its form asks for them.
PLAN = LAW["YH-15"].sets(
    {
        "goal": "治理目标和任务",
        "means": "方法和措施",
        "money": "经费和物资",
        "people": "负责的机构和人员",
        "time": "时限和要求",
        "safety": "安全措施和应急预案",
    }
)
# The roles that hear of danger to life in the minute it is said.
ALARMED = HOUSE["HOUSE-122"].sets(
    ("chair", "acting", "vice_chair", "leader", "inspector", "protection")
)
FAILURES, OVERDUE_DAYS = HOUSE["HOUSE-121"].sets((2, 7))
RIGHTS = (
    "发现直接危及人身安全的紧急情况，可以停止作业，或者在采取可能的应急措施后撤离；"
    "单位不得因此降低工资、福利待遇或者解除劳动合同。"
)
ADVICE = "工会建议立即组织从业人员撤离危险场所，单位必须立即作出处理。"
STOPS, EVACUATION = LAW["LB-03"].sets(RIGHTS), LAW["LB-04"].sets(ADVICE)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: can it be mended at once, must work stop, does it lie outside the unit."""

    must_stop: bool = False
    is_beyond_unit: bool = False


def grade_of(look: Look) -> str:
    """Return the grade that the regulation gives what was seen: a key of GRADES."""
    is_major = LAW["YH-03"].sets(look.must_stop or look.is_beyond_unit)
    return "major" if is_major else "minor"


def may_grade(grade: str, look: Look) -> Verdict:
    """A hazard is never graded below what the regulation says; above it may be."""
    if grade not in GRADES:
        return refused("请选择隐患等级")
    if grade == "minor" and grade_of(look) == "major":
        return refused("须停产停业整改，或者本单位难以排除的，应当定为重大事故隐患", LAW["YH-03"])
    return ALLOWED


def latest_due(grade: str, *, issued_on: date) -> date:
    """Return the last day for mending that needs no special reason."""
    return issued_on + timedelta(days=DAYS[grade])


def may_set_due(grade: str, *, issued_on: date, due_on: date, reason: str) -> Verdict:
    """Judge the day by which a hazard shall be mended."""
    if due_on < issued_on:
        return refused("整改期限不能早于发出通知书之日", HOUSE["HOUSE-120"])
    if due_on > latest_due(grade, issued_on=issued_on) and not reason.strip():
        days = DAYS[grade]
        return refused(
            f"{GRADES[grade]}的整改期限一般不超过{days}日，需要更长的请写明理由",
            HOUSE["HOUSE-120"],
        )
    return ALLOWED


def may_order(grade: str, *, is_life: bool, measures: str) -> Verdict:
    """Judge an order to mend: where people could be hurt it says what is done meanwhile."""
    if (is_life or grade == "major") and not measures.strip():
        return refused("请写明整改完成以前的临时措施：撤出人员、设置警戒、停止使用等", LAW["YH-16"])
    return ALLOWED


def has_plan(grade: str, plan: Mapping[str, str]) -> Verdict:
    """What is grave is mended by a plan of six parts."""
    missing = [label for key, label in PLAN.items() if not str(plan.get(key, "")).strip()]
    if grade == "major" and missing:
        return refused(f"重大事故隐患须有治理方案，还缺：{'、'.join(missing)}", LAW["YH-15"])
    return ALLOWED


def may_recheck(*, checker: int | None, menders: Collection[int | None]) -> Verdict:
    """Another person than who mended looks again; people by the keys of their members."""
    if checker is None or checker in menders:
        return refused("复查由整改人以外的人进行", HOUSE["HOUSE-121"])
    return ALLOWED


def must_go_up(*, failures: int, due_on: date | None, today: date) -> Verdict:
    """Say whether a hazard that is not mended goes to the union above; a no says why not yet."""
    if at_least(failures, FAILURES):
        return granted(f"已有{failures}次复查不合格", HOUSE["HOUSE-121"])
    if due_on and at_least((today - due_on).days, OVERDUE_DAYS):
        return granted(f"逾期{(today - due_on).days}日仍未整改", HOUSE["HOUSE-121"])
    return refused("没有两次复查不合格，也没有逾期七日", HOUSE["HOUSE-121"])


def owes_report(grade: str, *, is_told_authority: bool, is_told_congress: bool) -> Verdict:
    """What is grave is reported to the authority and to the congress; refuse the end before."""
    if grade != "major":
        return ALLOWED
    owed = [
        name
        for name, is_told in (
            ("监管部门", is_told_authority),
            ("职工（代表）大会", is_told_congress),
        )
        if not is_told
    ]
    if owed:
        return refused(f"重大事故隐患的治理情况须报告{'和'.join(owed)}", LAW["LB-02"])
    return ALLOWED


def is_on_time(*, mended_on: date, due_on: date) -> bool:
    """Say whether a hazard was mended within its time; the last day counts."""
    return not more_than((mended_on - due_on).days, 0)


def clause_of_alarm(*, is_life: bool) -> Clause:
    """Return what a notice of a hazard rests on."""
    return LAW["LB-03"] if is_life else LAW["LB-04"]


# --- as the steps of the kind ask ----------------------------------------------------------------


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def is_in_time(facts: Facts) -> Verdict:
    """The day for mending lies within what the grade allows, or says why not."""
    due_on = _day(facts.given.get("due_on"))
    if due_on is None:
        return refused("请填写整改期限", HOUSE["HOUSE-120"])
    grade, reason = str(facts.values.get("grade", "minor")), str(facts.given.get("late_reason", ""))
    return may_set_due(grade, issued_on=facts.today, due_on=due_on, reason=reason)


def is_well_ordered(facts: Facts) -> Verdict:
    """An order names who mends it, grades it right, sets a day and says what is done meanwhile."""
    if not facts.leads:
        return refused("请先确定由谁整改", HOUSE["HOUSE-120"])
    look = Look(bool(facts.given.get("must_stop")), bool(facts.given.get("is_beyond")))
    grade, measures = str(facts.given.get("grade", "")), str(facts.given.get("measures", ""))
    if not (verdict := may_grade(grade, look)):
        return verdict
    is_life = bool(facts.values.get("is_life"))
    return may_order(grade, is_life=is_life, measures=measures) and is_in_time(facts)


def is_shown_mended(facts: Facts) -> Verdict:
    """Who says that it is mended shows it; what is grave was mended by a plan."""
    if not facts.files:
        return refused("请附整改后的照片或者材料", HOUSE["HOUSE-121"])
    return has_plan(str(facts.values.get("grade", "")), facts.values)


def may_be_struck_off(facts: Facts) -> Verdict:
    """What is grave is struck off when those who must hear of it have heard."""
    return owes_report(
        str(facts.values.get("grade", "")),
        is_told_authority=bool(facts.values.get("authority_on")),
        is_told_congress=bool(facts.values.get("congress_on")),
    )


def is_told_of(facts: Facts) -> Verdict:
    """A report was made to at least one of the two, and not tomorrow."""
    days = [_day(facts.given.get(key)) for key in ("authority_on", "congress_on")]
    if not any(days):
        return refused("请填写报告监管部门或者职工（代表）大会的日期", LAW["LB-02"])
    if any(day and day > facts.today for day in days):
        return refused("报告日期不能晚于今天")
    return ALLOWED


def may_go_up(facts: Facts) -> Verdict:
    """What was not mended in time, or failed twice, goes to the union above."""
    failures = facts.times.get("fail", 0)
    return must_go_up(failures=failures, due_on=facts.due_on, today=facts.today)
