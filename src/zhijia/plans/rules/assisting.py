"""协办会签: who assists, when their part is answered, and when the lead may finish."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .assignments import OPEN, STATES, in_state
from .dues import makes_up


def may_add_assisting(
    *, leads_at_work: int, due_on: date, lead_due_on: date | None, today: date
) -> Verdict:
    """Units assist a lead that is still at work, due no later than the lead itself.

    `lead_due_on` is the last day that a lead must keep, None where there is no lead. A lead that
    is late may be helped all the same.
    """
    if not leads_at_work or lead_due_on is None:
        return refused("没有正在办理的牵头单位，请先交办给牵头单位", HOUSE["HOUSE-64"])
    if lead_due_on < today:
        return makes_up(due_on=due_on, above=lead_due_on, today=today)
    return keeps_to_leads(due_on=due_on, lead_due_on=lead_due_on)


def keeps_to_leads(*, due_on: date, lead_due_on: date | None) -> Verdict:
    """Who assists is due no later than the last lead at work; None where no lead waits for them."""
    if lead_due_on is None or due_on <= lead_due_on:
        return ALLOWED
    words = f"配合单位的期限不能晚于牵头单位的 {lead_due_on:%Y-%m-%d}"
    return refused(words, HOUSE["HOUSE-64"])


def may_answer(*, state: str, is_assisting: bool, open_parts: int) -> Verdict:
    """An assisting unit answers for its part once what it handed down is done."""
    if not is_assisting:
        return refused("由牵头单位报办结，不用会签")
    if not (verdict := in_state(state, "underway")):
        return verdict
    if open_parts:
        return refused(f"还有 {open_parts} 项分解到岗位的部分没有办结", HOUSE["HOUSE-04"])
    return ALLOWED


def is_lead(*, is_assisting: bool) -> Verdict:
    """A task is reported finished by who leads it; who assists answers for its part."""
    if is_assisting:
        return refused("配合单位按分工会签，由牵头单位报办结", HOUSE["HOUSE-64"])
    return ALLOWED


def may_ask_again(*, state: str, leads_at_work: int) -> Verdict:
    """The lead asks for more while it has not reported the task finished."""
    if state != "answered":
        return refused(f"配合单位现在是“{STATES[state]}”，还没有会签")
    if not leads_at_work:
        return refused("牵头单位已报办结，不能再请配合单位补充", HOUSE["HOUSE-64"])
    return ALLOWED


def may_excuse(*, state: str, is_assisting: bool) -> Verdict:
    """A unit that has not answered yet may be excused from it, with words."""
    if not is_assisting:
        return refused("只有配合单位可以免予会签", HOUSE["HOUSE-64"])
    return in_state(state, "issued", "underway")


def nobody_waited_for(*, waiting: int) -> Verdict:
    """A lead finishes when every unit that assists has answered or was excused."""
    if waiting:
        words = f"还有 {waiting} 个配合单位没有会签，也没有免予会签"
        return refused(words, HOUSE["HOUSE-64"])
    return ALLOWED


def may_settle_help(*, state: str, is_wanted: bool, is_settled: bool) -> Verdict:
    """What a report asked for is answered once, while the work is still to be done."""
    if not (verdict := in_state(state, *OPEN)):
        return verdict
    if not is_wanted:
        return refused("这份进展没有需要协调的事项")
    return refused("这件需协调的事项已经答复") if is_settled else ALLOWED
