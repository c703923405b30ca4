"""公示规则: how long it hangs, who hears objections, how it ends. Pure."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused
from zhijia.platform.refs.days import Calendar, add
from zhijia.platform.strokes.names import bare

from .masking import masked, may_be_told
from .showing_kinds import SHOWING_KINDS, TELLS, Period

STATES = {
    "open": "公示中",
    "ended": "期满待办结",
    "closed": "已办结",
    "upheld": "有异议成立",
    "withdrawn": "已撤下",
}
RUNNING = ("open", "ended")
OBJECTIONS = {"waiting": "待处理", "upheld": "异议成立", "dismissed": "异议不成立"}
TONES = {"open": "blue", "ended": "orange", "closed": "green", "upheld": "red", "withdrawn": "grey"}
NOT_SHORTER = HOUSE["HOUSE-160"]
SECRET = HOUSE["HOUSE-162"]
SUCCEEDED = HOUSE["HOUSE-200"]
ALL_HANDLED = HOUSE["HOUSE-163"]
ARCHIVED = HOUSE["HOUSE-164"]
MOST_A_ROUND = SECRET.sets(3)  # a round of the clock is half an hour
LOOK_REASONS = ("上级检查", "核对公示情况", "答复异议和申诉", "归档", "其他")
# No letter or digit that is taken for another; 59 bits.
RECEIPT_SIGNS, RECEIPT_LONG = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 12


class Line(NamedTuple):
    """One person or group to be shown: the name, the member's key if they are one, the columns."""

    name: str
    told: dict[str, str]
    member: int | None = None


def receipt(written: str) -> str:
    """Return a receipt code as it is kept: people type it in small letters and with gaps."""
    return "".join(sign for sign in written.upper() if sign in RECEIPT_SIGNS)


def least_until(held: Iterable[Period], from_on: date, calendar: Calendar) -> date:
    """Return the first day on which a 公示 may end: every period that holds has run by then."""
    return max(add(from_on, one.n, one.counted, calendar=calendar) for one in held)


def lasts(from_on: date, until_on: date, held: Iterable[Period], calendar: Calendar) -> Verdict:
    """Judge the last day of a 公示 by each least time there is."""
    for one in held:
        least = add(from_on, one.n, one.counted, calendar=calendar)
        if until_on < least:
            words = f"公示期不少于 {one}，最早到 {least:%Y-%m-%d}"
            return refused(words, one.clause)
    return ALLOWED


def begins(from_on: date, today: date) -> Verdict:
    """Judge the first day: a 公示 counts from the day it hangs here."""
    if from_on < today:
        return refused("公示从张出之日起算，起始日不能早于今天", NOT_SHORTER)
    return ALLOWED


def shows(
    kind: str,
    *,
    title: str,
    text: str,
    basis: str,
    lines: Collection[Line],
    beside: Collection[str] = (),
) -> Verdict:
    """Judge what is to be shown; `beside` are the words that stand around it."""
    declared = SHOWING_KINDS[kind]
    if not lines:
        return refused("请填写公示对象，至少一行")
    if not basis.strip():
        return refused("请填写依据：哪次会议或者哪份文件")
    alien = {key for line in lines for key in line.told} - {*declared.tells}
    if alien:
        names = "、".join(sorted(TELLS.get(key, key) for key in alien))
        return refused(f"{declared.label}公示不得公布{names}", LAW["PI-05"])
    keys = [line.member for line in lines if line.member]
    if len(set(keys)) < len(keys):
        return refused("同一人填了两行，请核对")
    said = [
        title,
        text,
        basis,
        *(word for line in lines for word in (line.name, *line.told.values())),
    ]
    hidden = [line.name for line in lines] if declared.masks else []
    telling = [
        title,
        text,
        basis,
        *beside,
        *(word for line in lines for word in line.told.values()),
    ]
    for one in telling:
        if not (able := may_be_told(one, hidden=hidden, is_grave=declared.is_grave)):
            return able
    return may_be_told("\n".join(said))


def reported(kind: str, on: date | None, today: date) -> Verdict:
    """Results of an evaluation go to the Party organisation first (民主评议)."""
    if SHOWING_KINDS[kind].after_party and (on is None or on > today):
        return refused("评议结果先报党组织，请填写报告日期，报告以后再公示")
    return ALLOWED


def shown_name(kind: str, name: str) -> str:
    """Return a name as this kind of 公示 shows it."""
    return masked(name) if SHOWING_KINDS[kind].masks else name.strip()


def consented(
    name: str, told: Collection[str], *, covers: Collection[str] | None, until_on: date | None
) -> Verdict:
    """Judge the consent on file; `covers` is None where there is none, `until_on` when it ends too
    early.
    """
    if covers is None:
        return refused(f"{name}没有同意公示的记录，请先登记本人单独同意", LAW["PI-08"])
    beyond = [TELLS[key] for key in told if key not in covers]
    if beyond:
        return refused(f"{name}的同意不包括{'、'.join(beyond)}", LAW["PI-08"])
    if until_on:
        words = f"{name}的同意到 {until_on:%Y-%m-%d} 为止，公示期更长"
        return refused(words, LAW["PI-08"])
    return ALLOWED


def may_consent(told: Collection[str], *, from_on: date, until_on: date | None) -> Verdict:
    """A consent says to what."""
    if not told:
        return refused("请选择同意公示的内容，至少一项", LAW["PI-08"])
    if until_on and until_on < from_on:
        return refused("同意的截止日期不能早于同意之日")
    return ALLOWED


def is_among(member: int, name: str, lines: Iterable[Line]) -> bool:
    """Say whether somebody is shown; a namesake who is no member of the unit counts too."""
    return any(
        line.member == member if line.member else bare(line.name) == bare(name) for line in lines
    )


def may_hear(handler: int, name: str, lines: Iterable[Line]) -> Verdict:
    """Whoever hears objections is not shown themselves."""
    if is_among(handler, name, lines):
        return refused("异议处理人不能是被公示的人，请另选一人", SECRET)
    return ALLOWED


def may_prolong(state: str, *, now: date, until_on: date, reason: str, today: date) -> Verdict:
    """A 公示 may hang longer, for a reason, never shorter."""
    if state != "open" or today > now:
        return refused("公示期已满，不能再延长")
    if until_on <= now:
        return refused("公示期不得缩短，只能延长", NOT_SHORTER)
    return ALLOWED if reason.strip() else refused("请写明延长的原因", NOT_SHORTER)


def may_object(state: str, *, from_on: date, until_on: date, today: date) -> Verdict:
    """Objections are received while it hangs."""
    if state == "open" and from_on <= today <= until_on:
        return ALLOWED
    return refused("公示期已满，不再受理异议")


def objection(words: str) -> Verdict:
    """An objection says what is wrong."""
    return ALLOWED if len(words.strip()) >= 5 else refused("请写明对哪一项有异议、理由是什么")


def may_settle(state: str, answer: str) -> Verdict:
    """An objection is handled once, with a result in words."""
    if state != "waiting":
        return refused("这件异议已经处理")
    return ALLOWED if answer.strip() else refused("请写明调查情况和处理结果", ALL_HANDLED)


def may_close(state: str, *, until_on: date, today: date, waiting: int) -> Verdict:
    """A 公示 is closed when its time is over and every objection is handled."""
    if state not in RUNNING:
        return refused("这次公示已经办结或者撤下")
    if today <= until_on:
        words = f"公示期到 {until_on:%Y-%m-%d} 为止，不得提前结束"
        return refused(words, NOT_SHORTER)
    if waiting:
        return refused(f"还有 {waiting} 件异议没有处理，不能办结", ALL_HANDLED)
    return ALLOWED


def ends_as(upheld: int) -> str:
    """Return how a 公示 ends, by how many objections were upheld."""
    return "upheld" if upheld else "closed"


def may_show_again(state: str) -> Verdict:
    """What was upheld or taken down may be shown again, its time counted afresh."""
    if state in {"upheld", "withdrawn"}:
        return ALLOWED
    return refused("只有有异议成立或者撤下的公示可以再次公示", ALL_HANDLED)


def may_withdraw(state: str, reason: str) -> Verdict:
    """What hangs may be taken down for a reason; then it does not count as shown."""
    if state not in RUNNING:
        return refused("这次公示已经办结或者撤下")
    return ALLOWED if reason.strip() else refused("请写明撤下的原因")


def may_look(state: str, reason: str) -> Verdict:
    """What is sealed is looked at for a reason."""
    if state == "open":
        return refused("公示还没有期满，直接看公示页")
    return ALLOWED if reason.strip() else refused("请写明查阅的事由", ARCHIVED)


def found_result(objections: int, upheld: int) -> str:
    """Say in a sentence what the objections came to."""
    if not objections:
        return "公示期间没有收到异议。"
    left = objections - upheld
    parts = [f"{upheld} 件成立" if upheld else "", f"{left} 件不成立" if left else ""]
    return f"公示期间收到异议 {objections} 件，{'、'.join(filter(None, parts))}。"


def may_have_photo(state: str, *, from_on: date, taken_on: date) -> Verdict:
    """A photograph shows the paper while it hangs."""
    if state not in RUNNING:
        return refused("这次公示已经办结或者撤下")
    if taken_on < from_on:
        return refused("拍摄日期不能早于公示起始日")
    return ALLOWED


def is_photo(kind: str) -> Verdict:
    """Judge a file by what it is."""
    return ALLOWED if kind in {"png", "jpg"} else refused("请上传照片（png、jpg）")


def is_not_about_oneself(is_shown: bool, *, others: int = 1) -> Verdict:
    """Who is shown neither puts the showing up nor takes it down nor says who hears objections.

    Where all who keep the desk are shown, one of them puts it up: nobody else could (`others`).
    """
    if is_shown and others:
        return refused(
            "您是被公示的人，请由本单位其他工会干部办理；没有的，先请一人任工会干事", SECRET
        )
    return ALLOWED


def may_change_handler(
    state: str, reason: str, *, objections: int, is_here: bool, waiting: int = 0
) -> Verdict:
    """Somebody else hears objections only for a reason, and once some are there only where who
    was told them has left: they were told to that one person.
    """
    if not (able := is_heard(state, waiting)):
        return able
    if objections and is_here:
        words = (
            f"已经收到 {objections} 件异议，只向原来的异议处理人提出，不再更换；处理人离会的除外"
        )
        return refused(words, SECRET)
    return ALLOWED if reason.strip() else refused("请写明更换的原因", SECRET)


def may_succeed(handler: int, *, now: int, shown_by: int | None) -> Verdict:
    """Whoever takes over is another person, and not the one who put the showing up."""
    if handler == now:
        return refused("接手的人就是现在的异议处理人，请另选一人", SUCCEEDED)
    if handler == shown_by:
        return refused("接手的人是张出这次公示的经办人，请另选一人", SUCCEEDED)
    return ALLOWED


def is_heard(state: str, waiting: int) -> Verdict:
    """Judge whether objections to a showing are still handled: also when it was taken down, each
    of those that wait.
    """
    if state in RUNNING or (state == "withdrawn" and waiting):
        return ALLOWED
    return refused("这次公示已经办结或者撤下")


def may_withdraw_consent(withdrawn_on: date | None) -> Verdict:
    """A consent is withdrawn at any time, once."""
    return refused("这份同意已经撤回") if withdrawn_on else ALLOWED
