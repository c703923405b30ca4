"""提问和答复: what is asked under a publication, by when it is answered, who sees it. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.refs.days import Calendar, Kind, add

ANSWER_IN = HOUSE["HOUSE-153"].sets(10)  # working days
LEAST, MOST = HOUSE["HOUSE-153"].sets((1, 30))
STATES = {
    "asked": "待审核",
    "shown": "待答复",
    "answered": "已答复",
    "declined": "未公开",
    "passed_on": "转为意见",
}
OPEN = ("asked", "shown")
A_DAY = 10  # questions of one person under one publication
LONGEST = 500


def due_by(asked_on: date, days: int, *, calendar: Calendar) -> date:
    """Return the day by which a question is answered."""
    return add(asked_on, days, Kind.WORKDAYS, calendar=calendar)


def may_ask(*, is_out: bool, text: str, asked_today: int) -> Verdict:
    """Judge a question."""
    if not is_out:
        return refused("这一项已经撤下，不再接受提问")
    if not text.strip():
        return refused("请写下您的问题")
    if len(text) > LONGEST:
        return refused(f"问题不超过 {LONGEST} 字")
    if asked_today >= A_DAY:
        return refused(f"每人每天对同一项公开最多提 {A_DAY} 个问题，请明天再提")
    return ALLOWED


def may_show(*, state: str) -> Verdict:
    """A question is reviewed once."""
    if state != "asked":
        return refused("这个问题已经审核过")
    return ALLOWED


def may_decline(*, state: str, why: str) -> Verdict:
    """A question is kept back for a reason that its asker is told."""
    if state != "asked":
        return refused("这个问题已经审核过")
    if not why.strip():
        return refused("请写明不公开的原因，会告知提问人", HOUSE["HOUSE-153"])
    return ALLOWED


def may_answer(*, state: str, answer: str) -> Verdict:
    """An answer is given to what may be seen; answering what waits for review shows it too."""
    if state not in OPEN:
        return refused("这个问题已经办理")
    if not answer.strip():
        return refused("请写答复")
    return ALLOWED


def may_pass_on(*, state: str) -> Verdict:
    """What asks for more than an answer becomes an opinion, once."""
    if state not in OPEN:
        return refused("这个问题已经办理")
    return ALLOWED


def may_set_days(days: int) -> Verdict:
    """Judge how many working days a unit gives itself to answer."""
    if not LEAST <= days <= MOST:
        return refused(f"答复时限应当在 {LEAST} 至 {MOST} 个工作日之间", HOUSE["HOUSE-153"])
    return ALLOWED
