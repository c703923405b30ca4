"""劳动争议调解: who may be represented, by when, what makes an agreement, how long the way to
arbitration stays open (调解仲裁法 §§7–16, 27; 协商调解规定). Pure.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from zhijia.law import ALLOWED, LAW, Verdict, granted, refused
from zhijia.platform.refs.days import Calendar, Kind, add
from zhijia.platform.wording import written

from .facts import Facts

CAUSES = {
    "pay": "劳动报酬",
    "hours": "工作时间、休息休假",
    "insurance": "社会保险",
    "injury": "工伤医疗费",
    "severance": "经济补偿、赔偿金",
    "ending": "解除、终止劳动合同",
    "contract": "订立、履行、变更劳动合同",
    "relation": "确认劳动关系",
    "safety": "劳动保护",
    "other": "其他",
}
REPRESENTED_FROM = LAW["TJ-06"].sets(10)
ORAL = LAW["TJ-02"].sets(("applicant", "request", "facts"))
SUIT_YEARS = LAW["TJ-07"].sets(1)
BROKEN_BY = LAW["TJ-07"].sets(
    {"claim": "向对方主张权利", "relief": "向有关部门请求救济", "agreed": "对方同意履行义务"}
)
CONFIRM_DAYS = LAW["TJ-17"].sets(15)
ARBITRATION_FROM = LAW["TJ-04"].sets(15)
# 支付令 is for sums that were agreed and not paid.
ORDERED_BY_COURT = LAW["TJ-05"].sets(frozenset({"pay", "injury", "severance"}))
SIDES = LAW["TJ-01"].sets({"staff": "职工代表", "firm": "企业代表"})
ENGAGED_YEARS = LAW["TJ-13"].sets(1)


class Seat(NamedTuple):
    """One who sits on a mediation committee: which side, whether they lead it, are of the union."""

    side: str
    is_head: bool = False
    is_union: bool = False


def makes_up(seats: Iterable[Seat]) -> Verdict:
    """Judge a mediation committee: both sides, as many of each, one head whom both can accept."""
    found = list(seats)
    staff = sum(one.side == "staff" for one in found)
    firm = len(found) - staff
    words = f"职工代表 {staff} 人，企业代表 {firm} 人"
    if not staff or not firm:
        return refused(f"{words}，双方都要有人参加", LAW["TJ-01"])
    if staff != firm:
        return refused(f"{words}，人数应当对等", LAW["TJ-13"])
    heads = [one for one in found if one.is_head]
    if len(heads) != 1:
        return refused(f"{words}，主任应当有一名，现有 {len(heads)} 名", LAW["TJ-01"])
    return granted(f"{words}，主任已经确定", LAW["TJ-01"])


def may_seat(name: str, side: str, *, is_there: bool, is_head: bool, has_head: bool) -> Verdict:
    """Nobody has two seats on one side, and a committee one head."""
    if is_there:
        return refused(f"{name}已经是{SIDES[side]}", LAW["TJ-01"])
    if is_head and has_head:
        return refused("主任只能有一名，请先解聘现任主任", LAW["TJ-01"])
    return ALLOWED


def may_engage(*, from_on: date, until_on: date | None) -> Verdict:
    """A mediator is engaged for a year at least."""
    if until_on is None:
        return ALLOWED
    year = add(from_on, ENGAGED_YEARS, Kind.YEARS, calendar=Calendar(), rolls=False)
    if until_on >= year - timedelta(days=1):
        return ALLOWED
    return refused("调解员的聘期至少一年", LAW["TJ-13"])


def is_well_applied(facts: Facts) -> Verdict:
    """An application names who asks, what for and why; ten and more choose who speaks for them."""
    people = int(facts.values.get("applicants") or 1)
    if people >= REPRESENTED_FROM and not facts.values.get("speakers"):
        words = f"申请人 {people} 人，请推举代表并写明姓名，由代表参加调解"
        return refused(words, LAW["TJ-06"])
    known = facts.values.get("known_on")
    if known and date.fromisoformat(str(known)) > facts.today:
        return refused("知道权利受侵害的日期不能晚于今天", LAW["TJ-07"])
    return ALLOWED


def is_agreed_to(facts: Facts) -> Verdict:
    """Nobody is mediated against their will."""
    if facts.given.get("both_agree"):
        return ALLOWED
    return refused("双方都同意调解的才能受理；一方不同意的，请办理不予受理", LAW["TJ-15"])


def may_prolong(facts: Facts) -> Verdict:
    """Mediation is prolonged before it ends, and because both want it."""
    if not facts.given.get("both_agree"):
        return refused("双方当事人都同意的，才能延长调解", LAW["TJ-16"])
    until = facts.given.get("until")
    if facts.due_on is not None and facts.today > facts.due_on:
        return refused("期限已过，视为调解不成，请终结调解", LAW["TJ-16"])
    if not until or facts.due_on is None or date.fromisoformat(str(until)) <= facts.due_on:
        return refused("延长后的期限应当晚于现在的期限", LAW["TJ-16"])
    return ALLOWED


def may_be_taken_up(facts: Facts) -> Verdict:
    """What was agreed and not signed is talked over again where both want it, until a day."""
    if not facts.given.get("both_agree"):
        return refused("双方当事人都同意的，才能重新调解；一方不同意的，请终结调解", LAW["TJ-16"])
    until = facts.given.get("until")
    if not until or date.fromisoformat(str(until)) < facts.today:
        return refused("调解到哪一天，不能早于今天", LAW["TJ-16"])
    return ALLOWED


def is_signed(facts: Facts) -> Verdict:
    """An agreement holds when both sides and the mediator signed and the committee sealed it."""
    wanted = {
        "worker_signed": "劳动者签名",
        "firm_signed": "用人单位签章",
        "mediator_signed": "调解员签名",
        "is_sealed": "调解组织盖章",
    }
    missing = [words for key, words in wanted.items() if not facts.given.get(key)]
    if missing:
        return refused(f"还缺{'、'.join(missing)}，协议没有生效", LAW["TJ-03"])
    signed = facts.given.get("signed_on")
    if signed and date.fromisoformat(str(signed)) > facts.today:
        return refused("签字日期不能晚于今天", LAW["TJ-03"])
    return ALLOWED


def may_confirm(facts: Facts) -> Verdict:
    """Both together ask arbitration to confirm an agreement, within fifteen days of its effect."""
    signed, asked = facts.values.get("signed_on"), facts.given.get("confirmed_on")
    if not signed or not asked:
        return refused("协议签字生效以后，才能共同申请仲裁审查", LAW["TJ-17"])
    days = (date.fromisoformat(str(asked)) - date.fromisoformat(str(signed))).days
    if not 0 <= days <= CONFIRM_DAYS:
        words = f"应当自协议生效之日起 {CONFIRM_DAYS} 日内共同申请，现在是第 {days} 日"
        return refused(words, LAW["TJ-17"])
    return ALLOWED


def is_past(facts: Facts) -> Verdict:
    """What interrupts the time has happened."""
    on = facts.given.get("broken_on")
    if on and date.fromisoformat(str(on)) > facts.today:
        return refused("中断日期不能晚于今天", LAW["TJ-07"])
    return ALLOWED


class Broken(NamedTuple):
    """One interruption of the time in which arbitration may be asked for: the day and how."""

    on: date
    how: str


class Clock(NamedTuple):
    """Until when arbitration may be asked for; None where no time runs; and why, in words."""

    until: date | None
    words: str


def arbitration_clock(
    *,
    cause: str,
    known_on: date,
    broken: Iterable[Broken],
    left_on: date | None,
    is_employed: bool,
    calendar: Calendar,
) -> Clock:
    """Return the last day for arbitration: a year, begun anew by each interruption in it (§27).

    Arrears of pay run no time while the person is employed, and a year from leaving. What comes
    after the year has ended begins nothing anew, and is said.
    """
    breaks = sorted(broken)
    if cause == "pay" and is_employed:
        return Clock(None, "劳动关系存续期间的欠薪争议，不受一年时效限制；离职后一年内提出")
    start, why = known_on, "知道或者应当知道权利被侵害"
    if cause == "pay" and left_on:
        start, why = left_on, "劳动关系终止"
    until, late = _year_from(start, calendar), ""
    for one in breaks:
        how = BROKEN_BY.get(one.how, "")
        if one.on > until:
            late = f"；{written(one.on)}{how}时已经届满，不再中断"
            break
        if one.on > start:
            start, why, until = one.on, f"{how}，时效中断", _year_from(one.on, calendar)
    return Clock(until, f"自{written(start)}（{why}）起一年{late}")


def _year_from(day: date, calendar: Calendar) -> date:
    return add(day, SUIT_YEARS, Kind.YEARS, calendar=calendar)


def way_on(cause: str) -> str:
    """Return what is open to a worker where an agreement is not kept or was not reached."""
    words = "可以依法向劳动争议仲裁委员会申请仲裁"
    return f"{words}；不履行协议的，可以持协议书申请支付令" if cause in ORDERED_BY_COURT else words
