"""隐患: how grave it is, who hears of it at once, by when it is mended, who looks again. Pure.

The grades are those of 总局令第16号 §3; days are our own (HOUSE-120), since the law says 立即.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, granted, refused
from zhijia.law.words import at_least, more_than

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


def may_order(grade: str, *, is_life: bool, measures: str, plan: Mapping[str, str]) -> Verdict:
    """Judge an order to mend: measures meanwhile where people could be hurt, a plan where grave."""
    if (is_life or grade == "major") and not measures.strip():
        return refused("请写明整改完成以前的临时措施：撤出人员、设置警戒、停止使用等", LAW["YH-16"])
    missing = [label for key, label in PLAN.items() if not plan.get(key, "").strip()]
    if grade == "major" and missing:
        return refused(f"重大事故隐患须有治理方案，还缺：{'、'.join(missing)}", LAW["YH-15"])
    return ALLOWED


def may_lift_danger(*, reason: str) -> Verdict:
    """Danger to life that somebody said is lifted only with words."""
    if not reason.strip():
        return refused("解除“危及生命安全”须写明核实的情况", HOUSE["HOUSE-122"])
    return ALLOWED


def may_answer(words: str) -> Verdict:
    """The unit answers a hazard that was pointed out; silence is no answer."""
    if not words.strip():
        return refused("单位对隐患应当及时研究答复，请写明处理意见", LAW["LB-04"])
    return ALLOWED


def may_recheck(*, checker: int | None, menders: frozenset[int], proofs: int) -> Verdict:
    """Another person than who mended looks again, and sees what it looks like now.

    `checker` and `menders` are members' keys; `proofs` counts photos and papers of the mending.
    """
    if checker is None or checker in menders:
        return refused("复查由整改人以外的人进行", HOUSE["HOUSE-121"])
    if not proofs:
        return refused("整改完成须附照片或者材料，没有的不能复查", HOUSE["HOUSE-121"])
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
