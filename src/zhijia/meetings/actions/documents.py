"""会议文件和意见: papers in their versions, who has read them, what delegations say, answers."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.files import acts as files
from zhijia.platform.notices import actions as notices

from .. import policies, queries
from ..models import Document, Item, Meeting, Opinion, Reading
from ..rules import papers
from .planning import run


@action("提交会议文件")
def put_document(
    *,
    actor: Actor,
    meeting: Meeting,
    title: str,
    upload: "UploadedFile[bytes]",
    today: date,
    item: Item | None = None,
) -> Document:
    """Put a paper before the meeting; under a title that is there it is the next version."""
    meeting = run(actor, meeting, "agenda")
    title = title.strip()
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused(refused("这项议题不是本次会议的"))
    earlier = meeting.documents.filter(title=title)
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    made = Document(meeting=meeting, item=item, title=title, number=last + 1, put_on=today)
    made.file = files.keep(actor=actor, upload=upload)
    made.by_id = actor.member_id
    made.save()
    about(meeting)
    record({}, {"文件": str(made)})
    return made


@action("撤回会议文件")
def drop_document(*, actor: Actor, document: Document) -> None:
    """Take back a version that nobody has opened."""
    meeting = run(actor, document.meeting, "agenda")
    document = lock(document)
    about(meeting)
    require(papers.may_take_back(readers=document.readings.count()))
    record({"文件": str(document)}, {})
    document.delete()


@action("打开会议文件")
def read_document(*, actor: Actor, document: Document, today: date) -> Document:
    """Note that somebody on the roll opened a paper; who is not on it leaves no note."""
    seat = queries.seat_of(actor, document.meeting)
    require(policies.may_read(actor, document.meeting, seat))
    if seat is not None and not document.readings.filter(seat=seat).exists():
        Reading(document=document, seat=seat, read_on=today).save()
    about(document.meeting)
    return document


@action("答复讨论意见")
def answer_opinion(*, actor: Actor, opinion: Opinion, answer: str) -> Opinion:
    """Say what became of an opinion: taken up, or why not."""
    meeting = lock(opinion.meeting)
    require(policies.may_run(actor, meeting))
    opinion = lock(opinion)
    require(papers.may_answer(state=meeting.state))
    if not answer.strip():
        raise Refused(refused("请写明答复或者采纳情况"))
    about(meeting)
    return change(opinion, answer=answer.strip())


@action("催收会议回执")
def remind_receipts(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """Tell those who were called and have not answered once more."""
    meeting = run(actor, meeting, "sign")
    silent = meeting.seats.filter(read_on=None, signed_at=None)
    if not silent.exists():
        raise Refused(refused("所有人都已经回复"))
    users = Member.objects.filter(pk__in=silent.values("member_id"))
    notices.send(
        actor=actor,
        kind="meetings.called",
        title=f"请回复会议通知：{meeting.title}（{meeting.meets_on:%Y-%m-%d}）",
        text="还没有收到您的回执。请打开会议通知点“收到”；不能到会的写明事由。",
        url=meeting.get_absolute_url(),
        about=f"meetings.Meeting#{meeting.pk}#receipts#{today:%Y%m%d}",
        to=tuple(users.values_list("user_id", flat=True)),
        today=today,
    )
    record({}, {"催收回执": silent.count()})
    return meeting
