"""选举以后: the report upward, whose posts are written, what is done after that. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused
from zhijia.org.rules import POST_KINDS, Finding, Tone
from zhijia.platform.refs import days
from zhijia.platform.refs.days import Calendar

from . import calling
from .elections import OFFICES, RANK, Reply

REPORT_DAYS = HOUSE["HOUSE-271"].sets(7)
CERTIFICATE_DAYS = LAW["FR-30"].sets(30)
FALLEN = HOUSE["HOUSE-278"]
TERM_BEGINS = LAW["XJ-25"].sets("自选举之日起")
TOGETHER = HOUSE["HOUSE-270"].sets("各轮选举结束后一并写入")


def report_by(elected_on: date, calendar: Calendar) -> date:
    """Return the last day for the report of the result."""
    return days.add(elected_on, REPORT_DAYS, days.Kind.DAYS, calendar=calendar)


def is_reported(
    elected_on: date, report: Reply | None, *, today: date, calendar: Calendar
) -> Verdict:
    """Judge the report of a result and the answer to it; no answer is no approval."""
    last = report_by(elected_on, calendar)
    if report is None:
        words = f"选举结果还没有报上一级工会，最迟 {last:%Y-%m-%d}"
        late = f"{words}，已经逾期，请尽快补报" if today > last else words
        return refused(late, HOUSE["HOUSE-271"] if today <= last else LAW["XJ-25"])
    verdict = calling.is_answered(
        sent_on=report.sent_on,
        answered_on=report.answered_on,
        is_agreed=report.is_agreed,
        today=today,
        calendar=calendar,
    )
    if report.answered_on and not report.is_agreed:
        words = "上一级工会不予批准；程序违反规定的，应当重新选举"
        return refused(words, LAW["XJ-25"])
    return Verdict(bool(verdict), verdict.reason, LAW["XJ-25"])


@dataclass(frozen=True, slots=True)
class Ran:
    """One election of those that renew a committee: its office, whether it was announced."""

    office: str
    title: str
    is_announced: bool


def may_write(ran: Sequence[Ran]) -> list[Finding]:
    """Judge whether the posts of a new term may be written: all rounds announced, a chair found."""
    found = []
    for one in ran:
        if not one.is_announced:
            words = f"“{one.title}”还没有宣布结果，任职{TOGETHER}"
            found.append(Finding("选举次序", refused(words, HOUSE["HOUSE-270"])))
    if any(one.office == "committee" for one in ran) and not any(
        one.office == "chair" for one in ran
    ):
        words = f"主席还没有选出，任职{TOGETHER}"
        found.append(Finding("选举次序", refused(words, HOUSE["HOUSE-270"])))
    if not found:
        found.append(Finding("选举次序", granted("各轮选举已经宣布结果", HOUSE["HOUSE-270"])))
    return found


def rests_on(*, is_written: bool, is_ended: bool, stands: bool, is_refused: bool) -> Verdict:
    """Say whether the posts that an election gave still rest on something (条例 §§25, 28)."""
    if not is_written or is_ended:
        return ALLOWED
    anew = "请写明理由和文号终止这些任职，报告上一级工会，重新选举"
    if not stands:
        words = f"任职已经写入，而选票已经作废，选举无效；{anew}"
        return refused(words, LAW["XJ-22"])
    if is_refused:
        words = f"任职已经写入，而上一级工会不予批准；{anew}"
        return refused(words, LAW["XJ-25"])
    return ALLOWED


def may_end_posts(rests: Verdict, *, reason: str, document: str) -> Verdict:
    """Posts of an election end only where it fell, with a reason and a document."""
    if rests:
        return refused("选举有效，任职不能这样终止", FALLEN)
    if not reason.strip() or not document.strip():
        return refused("请写明终止任职的理由和文号", FALLEN)
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Won:
    """Somebody was elected to an office; `row` names what says so."""

    member: int
    office: str
    row: int


def holds(won: Sequence[Won]) -> list[Won]:
    """Return one post for each body somebody was elected to: the highest they came to."""
    best: dict[tuple[int, str], Won] = {}
    for one in won:
        post = OFFICES[one.office].post
        if not post:
            continue
        key = (one.member, POST_KINDS[post].body)
        if key not in best or _rank(one) < _rank(best[key]):
            best[key] = one
    return sorted(best.values(), key=lambda one: (_rank(one), one.row))


def _rank(one: Won) -> int:
    return RANK.index(one.office) if one.office in RANK else len(RANK)


@dataclass(frozen=True, slots=True)
class Task:
    """Something done after an election: what, within how many days of it, None where none says."""

    title: str
    within: int | None
    verdict: Verdict
    needs_new_chair: bool = False


AFTER: Mapping[str, Task] = {
    "certificate": Task(
        "工会法人资格证书变更登记",
        CERTIFICATE_DAYS,
        granted("三十日内办理变更登记", LAW["FR-30"]),
    ),
    "representative": Task(
        "法定代表人变更登记",
        CERTIFICATE_DAYS,
        granted("三十日内办理变更登记", LAW["FR-30"]),
        needs_new_chair=True,
    ),
    "bank": Task(
        "工会账户预留印鉴变更",
        None,
        granted("新任主席签名、印章在开户银行备案", HOUSE["HOUSE-273"]),
        needs_new_chair=True,
    ),
    "leaving": Task(
        "原工会主席离任审计",
        None,
        granted("由经费审查委员会或者上一级工会组织", HOUSE["HOUSE-273"]),
        needs_new_chair=True,
    ),
}
NEW_CHAIR = HOUSE["HOUSE-273"].sets(tuple(key for key, one in AFTER.items() if one.needs_new_chair))


def tasks_after(*, is_renewal: bool, has_new_chair: bool) -> list[str]:
    """Return what is to be done after posts were written."""
    return [
        key
        for key, one in AFTER.items()
        if (is_renewal and not one.needs_new_chair) or (has_new_chair and one.needs_new_chair)
    ]


def due_on(key: str, elected_on: date, calendar: Calendar) -> date | None:
    """Return by when a task is done; None where nothing says."""
    within = AFTER[key].within
    if within is None:
        return None
    return days.add(elected_on, within, days.Kind.DAYS, calendar=calendar)


def done(key: str, *, due: date | None, done_on: date | None, today: date) -> Finding:
    """Judge how one of these tasks stands."""
    what = AFTER[key]
    clause = what.verdict.clause
    if done_on:
        return Finding(what.title, granted(f"{done_on:%Y-%m-%d} 办结", clause))
    if due and today > due:
        words = f"应在 {due:%Y-%m-%d} 前办理，已经逾期"
        return Finding(what.title, refused(words, clause), Tone.BREACH, due)
    until = f"，{due:%Y-%m-%d} 前办理" if due else ""
    return Finding(what.title, refused(f"还没有办理{until}", clause), Tone.HINT, due)


def may_name(*, adopted: bool) -> Verdict:
    """A negotiated women's committee takes office once the committee agreed to its list."""
    if adopted:
        return granted("名单经协商产生、会议表决通过", LAW["XJ-27"])
    return refused("名单还没有经会议表决通过", LAW["XJ-27"])
