"""定稿: the chair signs, and from then on nothing changes; the Word file is kept as it is."""

from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require
from zhijia.platform.files.acts import keep_bytes
from zhijia.platform.notices import actions as notices
from zhijia.platform.search.acts import take_up_keys
from zhijia.platform.snapshot import snapshot

from .. import policies, queries, rules
from ..models import Report
from .history import open_report

MOVED = "报告刚有改动，请看过改动再决定是否删除"
STALE = "您看过之后报告又有改动，请看过改动再定稿"


def sign(*, actor: Actor, report: Report, today: date, version: int | None = None) -> Report:
    """Sign a report off as the person who signs has seen it; its paper is printed first."""
    require(policies.may_sign(actor, report))
    require(rules.may_change(is_signed=report.is_signed))
    with snapshot():
        seen = Report.objects.select_related("unit").get(pk=report.pk)
        seen.signed_on = today
        data = queries.word(seen)
    if version is not None and version != seen.version:
        raise Refused(refused(STALE))
    return seal(actor=actor, report=report, version=seen.version, data=data, today=today)


@action("定稿")
def seal(*, actor: Actor, report: Report, version: int, data: bytes, today: date) -> Report:
    """Close a report of this version with its Word file."""
    report = lock(report)
    require(policies.may_sign(actor, report))
    passages, citations = queries.standing(report), queries.citations_of(report)
    found = queries.lacking(passages, citations, queries.known(citations))
    require(rules.may_sign(found, is_signed=report.is_signed))
    if report.version != version:
        raise Refused(refused(STALE))
    file = keep_bytes(actor=actor, data=data, name=f"{report.title}（定稿）.docx")
    change(report, signed_on=today, signed_by_id=actor.member_id, file_id=file.pk)
    _tell_desk(actor, report, "signed", "已定稿", "", today)
    return report


@action("送审总结")
def submit(*, actor: Actor, report: Report, today: date) -> Report:
    """Ask the chair to sign a report in which nothing is left open."""
    report = open_report(actor, report)
    passages, citations = queries.standing(report), queries.citations_of(report)
    found = queries.lacking(passages, citations, queries.known(citations))
    signers = queries.signers(report.unit)
    waits = report.waits
    require(rules.may_ask(found, is_signed=report.is_signed, waits=waits, signers=len(signers)))
    change(report, asked_on=today, asked_by_id=actor.member_id)
    notices.send(
        actor=actor,
        kind="writing.asked",
        title=f"请定稿：{report.title}",
        url=report.get_absolute_url(),
        about=_about(report),
        event=str(report.version),
        to=signers,
        today=today,
    )
    return report


@action("退回总结")
def hand_back(*, actor: Actor, report: Report, words: str, today: date) -> Report:
    """Hand a report back to the desk, saying what is to be mended."""
    report = lock(report)
    require(policies.may_sign(actor, report))
    require(rules.may_hand_back(is_signed=report.is_signed, waits=report.waits))
    change(report, asked_on=None, asked_by_id=None)
    _tell_desk(actor, report, "handed_back", "退回修改", words, today)
    return report


@action("撤回送审总结")
def recall(*, actor: Actor, report: Report) -> Report:
    """Take a report back that waits for the chair, to go on with it or to throw it away."""
    report = lock(report)
    require(policies.may_edit(actor, report))
    require(rules.may_recall(is_signed=report.is_signed, waits=report.waits))
    return change(report, asked_on=None, asked_by_id=None)


@action("删除总结草稿")
def drop(*, actor: Actor, report: Report, version: int | None = None) -> Unit:
    """Throw a draft away with all that was written in it; what was signed stays for ever."""
    report = lock(report)
    require(policies.may_edit(actor, report))
    require(rules.may_drop(is_signed=report.is_signed, waits=report.waits))
    if version is not None and version != report.version:
        raise Refused(refused(MOVED))
    key, unit = report.pk, report.unit
    record({"report": report.title, "passages": report.passages.count()}, {})
    report.delete()
    take_up_keys("writing.reports", [key])
    return unit


def _about(report: Report) -> str:
    """Return how a message names a report."""
    return f"writing.Report#{report.pk}"


def _tell_desk(
    actor: Actor, report: Report, kind: str, title: str, words: str, today: date
) -> None:
    """Tell the desk of the unit what became of its report."""
    notices.send(
        actor=actor,
        kind=f"writing.{kind}",
        title=f"{title}：{report.title}",
        text=words,
        url=report.get_absolute_url(),
        about=_about(report),
        event=str(report.version),
        desks=report.unit.path,
        today=today,
    )
