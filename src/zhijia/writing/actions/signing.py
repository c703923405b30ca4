"""定稿: the chair signs, and from then on nothing changes; the Word file is kept as it is."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.files.acts import keep_bytes
from zhijia.platform.snapshot import snapshot

from .. import policies, queries, rules
from ..models import Report

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
    return change(report, signed_on=today, signed_by_id=actor.member_id, file_id=file.pk)
