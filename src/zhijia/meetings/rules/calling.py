"""召集: when a meeting is due, how long before it people hear of it, who may ask for one. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused
from zhijia.law.words import ONE_THIRD, least_reaching, one_third
from zhijia.platform.refs import days
from zhijia.platform.refs.days import Calendar

from .facts import Every, Notice, Proposing

REPLY_DAYS = LAW["DD-14"].sets(15)
FIRST_WITHIN = LAW["DD-16"].sets(1)  # months after the last delegate was elected
CORRECTED = HOUSE["HOUSE-279"]
COUNTED = HOUSE["HOUSE-10"].sets("通知日和开会日都不计入")


def is_given_in_time(
    notice: Notice, *, given_on: date, meets_on: date, calendar: Calendar
) -> Verdict:
    """Judge a notice by the days between it and the meeting, both days themselves not counted."""
    need, kind, clause = notice.least, notice.counted_in, notice.clause
    if given_on >= meets_on:
        return refused("通知应当早于开会日", clause)
    had = days.notice(given_on, meets_on, kind, calendar=calendar)
    words = f"{given_on:%Y-%m-%d} 通知，{meets_on:%Y-%m-%d} 开会，中间有 {had} 个{kind}"
    words = f"{words}（{COUNTED}），应当提前 {need} 个{kind}"
    if had >= need:
        return granted(words, clause)
    last = days.notify_by(meets_on, need, kind, calendar=calendar)
    return refused(f"{words}，最迟应在 {last:%Y-%m-%d} 通知", clause)


def may_meet_on(meets_on: date, *, today: date) -> Verdict:
    """A meeting is called for a day to come; what was held already is entered as held."""
    if meets_on < today:
        return refused("开会日期已经过去；已经开过的会议请按“补录”登记")
    return ALLOWED


def follows_session(*, term: int, session: int, held: frozenset[tuple[int, int]]) -> Verdict:
    """Sessions of a term go one by one: 第×届第×次 is there once, and none is left out."""
    if term < 1 or session < 1:
        return refused("届次和次数从一开始")
    name = f"第{term}届第{session}次会议"
    if (term, session) in held:
        return refused(f"{name}已经登记，同一届次不能有两次会议")
    last = max((n for t, n in held if t == term), default=0)
    if session != last + 1:
        return refused(f"本届已登记到第 {last} 次，下一次应为第 {last + 1} 次")
    newest = max((t for t, _ in held), default=term)
    if term < newest:
        return refused(f"已登记到第 {newest} 届，不能再登记第 {term} 届的会议")
    return ALLOWED


def next_due(last_on: date, every: Every, *, calendar: Calendar) -> date:
    """Return the last day on which the next regular meeting is held."""
    return days.add(last_on, every.months, days.Kind.MONTHS, calendar=calendar, rolls=False)


def is_held_often_enough(
    last_on: date | None, every: Every, *, today: date, calendar: Calendar
) -> Verdict:
    """Judge whether a regular meeting is overdue; None where none was ever entered."""
    words, clause = every.words, every.clause
    if last_on is None:
        return refused(f"还没有登记过会议，应当{words}", clause)
    due_on = next_due(last_on, every, calendar=calendar)
    found = f"上一次在 {last_on:%Y-%m-%d}，应当{words}"
    if today > due_on:
        return refused(f"{found}，已经超过 {due_on:%Y-%m-%d}", clause)
    return granted(f"{found}，下一次不迟于 {due_on:%Y-%m-%d}", clause)


def is_asked_for(by: Proposing, *, asking: int = 0, of: int = 0) -> Verdict:
    """Judge a meeting out of turn: an organ asks by itself, of people a third; `of` is all."""
    who, clause = by.who, by.clause
    if not by.is_share:
        return granted(f"由{who}提议，可以临时召开", clause)
    if of <= 0:
        return refused(f"没有登记的{who}", clause)
    least = least_reaching(of, ONE_THIRD)
    words = f"{who}共 {of} 人，提议的 {asking} 人，三分之一为 {least} 人"
    if one_third(asking, of):
        return granted(f"{words}，可以临时召开", clause)
    return refused(f"{words}，不足三分之一", clause)


def first_session_by(elected_on: date, *, calendar: Calendar) -> date:
    """Return the last day for the first session: a month after all delegates were elected."""
    return days.add(elected_on, FIRST_WITHIN, days.Kind.MONTHS, calendar=calendar)


def is_first_in_time(elected_on: date, meets_on: date, *, calendar: Calendar) -> Verdict:
    """Judge the day of the first session by the day on which the last delegate was elected."""
    last = first_session_by(elected_on, calendar=calendar)
    words = f"会员代表于 {elected_on:%Y-%m-%d} 全部选出，首次会议不迟于 {last:%Y-%m-%d}"
    return (granted if meets_on <= last else refused)(words, LAW["DD-16"])


def may_correct(*, is_answered: bool, is_same: bool, why: str) -> Verdict:
    """A mistyped answer is corrected with a reason; what was entered before stays in sight."""
    if not is_answered:
        return refused("还没有批复，请登记批复")
    if is_same:
        return refused("与已经登记的批复相同，没有改动")
    if not why.strip():
        return refused("请说明更正的理由", CORRECTED)
    return ALLOWED


def is_answered(
    *,
    sent_on: date,
    answered_on: date | None,
    is_agreed: bool,
    today: date,
    calendar: Calendar,
    about: str = "",
) -> Verdict:
    """Judge a request upward: a reply comes in 15 days; no reply is no approval.

    `about` names the request where there are several.
    """
    clause = LAW["DD-14"]
    named = f"{about}：" if about else ""
    due_on = days.add(sent_on, REPLY_DAYS, days.Kind.DAYS, calendar=calendar)
    if answered_on and is_agreed:
        return granted(f"{named}上级工会于 {answered_on:%Y-%m-%d} 批复同意", clause)
    if answered_on:
        words = f"{named}上级工会于 {answered_on:%Y-%m-%d} 批复不同意，请按批复修改后再报"
        return refused(words, clause)
    waiting = f"{named}{sent_on:%Y-%m-%d} 上报，应在 {due_on:%Y-%m-%d} 前批复"
    if today > due_on:
        return refused(f"{waiting}，已经逾期；没有批复不等于批准，请催办", clause)
    return refused(f"{waiting}，等待批复", clause)
