"""届: how large a committee is, how long its term, what is due before and after it. Pure."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, LawInForce, Verdict, granted, refused

from .findings import Finding, Tone

TERM_YEARS = LAW["GHF-06"].sets((3, 5))
COMMITTEE_FROM = LAW["GHF-01"].sets(25)
DELAY_MONTHS = LAW["XJ-26"].sets(6)
REPLY_DAYS = LAW["XJ-25"].sets(15)
CERTIFICATE_DAYS = LAW["FR-30"].sets(30)
# (members up to, seats at least, seats at most); the last row has no upper end.
COMMITTEE_SEATS: tuple[tuple[int | None, int, int], ...] = LAW["XJ-05"].sets(
    (
        (24, 3, 5),
        (200, 3, 7),
        (1000, 7, 15),
        (5000, 15, 21),
        (10000, 21, 29),
        (50000, 29, 37),
        (None, 37, 45),
    )
)


def seats_for(members: int) -> tuple[int, int]:
    """Return the fewest and the most committee seats for so many members."""
    for upto, least, most in COMMITTEE_SEATS:
        if upto is None or members <= upto:
            return least, most
    raise AssertionError("the last band has no end")


def committee_size(*, members: int, seats: int) -> Verdict:
    """Judge the number of committee seats by the number of members (选举条例 §8)."""
    clause = LAW["XJ-05"]
    least, most = seats_for(members)
    if members < COMMITTEE_FROM and seats == 1:
        return granted("会员不足 25 人，可以只设主席或者组织员 1 人", clause)
    found = f"会员 {members} 人，委员名额应为 {least} 至 {most} 人，现为 {seats} 人"
    return granted(found, clause) if least <= seats <= most else refused(found, clause)


def vacancies(*, seats: int, sitting: int) -> Verdict:
    """Hold those who sit on the committee against its seats; gaps go to a by-election (§32)."""
    found = f"委员名额 {seats} 人，在任 {sitting} 人"
    if sitting < seats:
        words = f"{found}，缺额 {seats - sitting} 人，由会员（代表）大会补选，不得增补指定"
        return refused(words, LAW["GHF-08"])
    if sitting > seats:
        return refused(f"{found}，超出 {sitting - seats} 人")
    return granted(found)


def needs_committee(members: int) -> Verdict:
    """Judge whether a unit without a committee may stay so (工会法 §11)."""
    clause = LAW["GHF-01"]
    if members >= COMMITTEE_FROM:
        return refused(f"会员 {members} 人，应当建立基层工会委员会，尚未登记届次", clause)
    return granted(f"会员 {members} 人，可以单独或者联合建立，也可以设组织员 1 人", clause)


def term_length(years: int) -> Verdict:
    """Judge the years of a term (工会法 §16)."""
    if years in TERM_YEARS:
        return granted(f"任期 {years} 年", LAW["GHF-06"])
    return refused("每届任期只能是三年或者五年", LAW["GHF-06"])


def term_ends(from_on: date, years: int) -> date:
    """Return the day a term that begins on the day of election ends: the same date, years on."""
    return months_after(from_on, 12 * years)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of that month; `months` may be below 0."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def overdue_from(*, until_on: date, delayed_until_on: date | None) -> date:
    """Return the first day without a committee in its term, a delay that was approved included."""
    return max(until_on, delayed_until_on or until_on) + timedelta(days=1)


def warns_from(until_on: date, *, law: LawInForce) -> date:
    """Return the day from which the end of a term is announced."""
    ahead: int = HOUSE["HOUSE-33"].sets(law.expiry_notice_months)
    return months_after(until_on, -ahead)


def term_runs(
    *, until_on: date, today: date, law: LawInForce, delayed_until_on: date | None = None
) -> Finding:
    """Judge whether the committee's term still runs (选举条例 §29)."""
    clause = LAW["XJ-26"]
    if today >= overdue_from(until_on=until_on, delayed_until_on=delayed_until_on):
        late = f"本届已于 {until_on:%Y-%m-%d} 届满"
        if delayed_until_on:
            late += f"，批准延期至 {delayed_until_on:%Y-%m-%d} 也已期满"
        words = f"{late}，应当换届；延期须经上一级工会批准，一般不超过 {DELAY_MONTHS} 个月"
        return Finding("换届", refused(words, clause), Tone.BREACH, until_on)
    if today > until_on:
        assert delayed_until_on
        words = f"本届已于 {until_on:%Y-%m-%d} 届满，经批准延期至 {delayed_until_on:%Y-%m-%d}"
        return Finding("换届", refused(words, clause), Tone.WARN, delayed_until_on)
    found = f"本届至 {until_on:%Y-%m-%d} 届满，还有 {(until_on - today).days} 天"
    if today >= warns_from(until_on, law=law):
        return Finding("换届", refused(f"{found}，请着手换届", clause), Tone.WARN, until_on)
    return Finding("换届", granted(found, clause), due_on=until_on)


def delay_is_short(*, until_on: date, delayed_until_on: date) -> Verdict:
    """A delay is as a rule no longer than half a year (选举条例 §29)."""
    last = months_after(until_on, DELAY_MONTHS)
    found = f"批准延期至 {delayed_until_on:%Y-%m-%d}"
    if delayed_until_on <= last:
        return granted(found, LAW["XJ-26"])
    words = f"{found}，超过 {DELAY_MONTHS} 个月（{last:%Y-%m-%d}）"
    return refused(words, LAW["XJ-26"])


def early_is_approved(*, elected_on: date, due_on: date, document: str) -> Verdict:
    """A term begun before the one before it ended was approved from above (选举条例 §29).

    `due_on` is the day on which the term before would have ended.
    """
    days = (due_on - elected_on).days
    if days <= 0:
        return ALLOWED
    if document:
        return granted(f"比上届届满提前 {days} 天换届，批准文号 {document}", LAW["XJ-26"])
    words = f"比上届届满提前 {days} 天换届，提前换届须经上一级工会批准，请补记批准文号"
    return refused(words, LAW["XJ-26"])


def may_delay(*, until_on: date, delayed_until_on: date | None, document: str) -> Verdict:
    """A term is put off by the union above, in writing, and past its end."""
    if delayed_until_on is None:
        return ALLOWED
    if delayed_until_on <= until_on:
        return refused(f"延期的日期须晚于届满日期 {until_on:%Y-%m-%d}", LAW["XJ-26"])
    if not document:
        return refused("延期换届须经上一级工会批准，请填写批准文号", LAW["XJ-26"])
    return ALLOWED


class Handled(NamedTuple):
    """What became of a term: reported, approved, put off, the certificate changed."""

    reported_on: date | None = None
    approval: str = ""
    approved_on: date | None = None
    delayed_until_on: date | None = None
    delay_document: str = ""
    early_document: str = ""
    certified_on: date | None = None


def may_handle(handled: Handled, *, elected_on: date, until_on: date) -> Verdict:
    """Judge what is entered about a term after its election."""
    told = (handled.reported_on, handled.approved_on, handled.certified_on)
    if any(day < elected_on for day in told if day):
        return refused(f"日期不能早于选举日期 {elected_on:%Y-%m-%d}")
    if handled.approved_on and not handled.approval:
        return refused("已经批复的，请填写批复文号", LAW["XJ-25"])
    return may_delay(
        until_on=until_on,
        delayed_until_on=handled.delayed_until_on,
        document=handled.delay_document,
    )


def follows(*, number: int, newest: int | None) -> Verdict:
    """A later term has a higher number."""
    if newest is not None and number <= newest:
        return refused(f"已登记到第 {newest} 届，后一届的届次应当更大")
    return ALLOWED


def term_begins(*, elected_on: date, today: date) -> Verdict:
    """A term is counted from the day of election, which cannot lie ahead (选举条例 §28)."""
    if elected_on > today:
        return refused("选举日期不能晚于今天，任期自选举之日起算", LAW["XJ-25"])
    return ALLOWED
