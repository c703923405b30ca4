"""Papers in versions and who read them; opinions with answers; leave without a proxy; receipts."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zhijia.meetings import actions
from zhijia.meetings.models import Document, Meeting, Opinion, Reading
from zhijia.meetings.queries import documents as asked
from zhijia.meetings.rules import papers
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

SignIn = Callable[..., Client]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(name: str = "工作报告.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


@pytest.fixture
def paper(congress: Meeting, hospital_desk: Actor, today: date) -> Document:
    """The work report, first version, before the hospital's congress."""
    return actions.put_document(
        actor=hospital_desk, meeting=congress, title="工作报告", upload=upload(), today=today
    )


def test_nobody_comes_in_ones_place() -> None:
    assert "不能委托" in papers.on_leave("出差").reason
    assert not papers.on_leave(" ")


def test_opinions_are_all_answered_or_it_is_said_how_many_are_not() -> None:
    assert papers.all_answered(0, 0)
    assert papers.all_answered(3, 3)
    assert "还有 2 条" in papers.all_answered(3, 1).reason


def test_the_same_title_again_is_the_next_version(
    paper: Document, congress: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    me = actor_for(delegates[0])
    actions.read_document(actor=me, document=paper, today=today)
    actions.read_document(actor=me, document=paper, today=today)
    assert Reading.objects.count() == 1
    second = actions.put_document(
        actor=hospital_desk, meeting=congress, title="工作报告 ", upload=upload(), today=today
    )
    (one,) = asked.papers_of(congress, congress.seats.get(member=delegates[0]))
    assert (one.newest, one.readers, one.is_mine_read) == (second, 0, False)
    assert one.earlier == [paper]
    with pytest.raises(Refused, match="已有 1 人打开过"):
        actions.drop_document(actor=hospital_desk, document=paper)
    actions.drop_document(actor=hospital_desk, document=second)
    assert list(congress.documents.all()) == [paper]
    assert asked.unread(paper).count() == 33


def test_who_is_not_on_the_roll_reads_nothing(
    paper: Document, congress: Meeting, member: Actor, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="任职的人查看"):
        actions.read_document(actor=member, document=paper, today=today)
    actions.read_document(actor=hospital_desk, document=paper, today=today)
    assert not Reading.objects.exists()
    with pytest.raises(Refused, match="由本单位"):
        actions.put_document(
            actor=member, meeting=congress, title="别人的", upload=upload(), today=today
        )
    assert Document.objects.count() == 1


def test_an_opinion_is_answered_by_the_desk(
    congress: Meeting, delegates: list[Member], hospital_desk: Actor, today: date
) -> None:
    me = actor_for(delegates[0])
    said = actions.note_opinion(actor=me, meeting=congress, words="增加夜班补助", today=today)
    with pytest.raises(Refused, match="由本单位"):
        actions.answer_opinion(actor=me, opinion=said, answer="好")
    with pytest.raises(Refused, match="请写明答复"):
        actions.answer_opinion(actor=hospital_desk, opinion=said, answer=" ")
    assert not asked.opinions_judged(congress)
    actions.answer_opinion(actor=hospital_desk, opinion=said, answer="已写入方案第三条")
    assert asked.opinions_judged(congress)
    assert Opinion.objects.get().answer == "已写入方案第三条"


def test_who_was_silent_is_told_once_more(
    congress: Meeting, delegates: list[Member], hospital_desk: Actor, today: date
) -> None:
    seat = congress.seats.get(member=delegates[0])
    actions.receive(actor=actor_for(delegates[0]), seat=seat, today=today, leave="出差")
    counts = asked.receipts_of(congress)
    assert (counts.told, counts.answered, counts.on_leave, counts.silent) == (34, 1, 1, 33)
    actions.remind_receipts(actor=hospital_desk, meeting=congress, today=today)
    congress.seats.update(read_on=today)
    with pytest.raises(Refused, match="都已经回复"):
        actions.remind_receipts(actor=hospital_desk, meeting=congress, today=today)


# pages


def test_a_delegate_opens_a_paper_on_the_phone_and_it_is_noted(
    sign_in: SignIn,
    paper: Document,
    congress: Meeting,
    delegates: list[Member],
    hospital_desk: Actor,
) -> None:
    phone, desk = sign_in(actor_for(delegates[0])), sign_in(hospital_desk)
    meeting = reverse("meetings:meeting", args=[congress.pk])
    assert "我还没有看" in phone.get(meeting).content.decode()
    listed = phone.get(reverse("meetings:documents", args=[congress.pk])).content.decode()
    assert "未看" in listed
    opened = phone.post(reverse("meetings:document-open", args=[paper.pk]))
    assert opened.status_code == 302
    file = phone.get(opened.url)  # type: ignore[attr-defined]  # a redirect
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]  # a file
    assert "我已看" in phone.get(meeting).content.decode()
    page = desk.get(reverse("meetings:document", args=[paper.pk])).content.decode()
    assert "代表02" in page
    assert "代表01<" not in page
    assert "代表02" not in phone.get(reverse("meetings:document", args=[paper.pk])).content.decode()


def test_the_desk_puts_versions_and_answers_on_pages(
    sign_in: SignIn, congress: Meeting, delegates: list[Member], hospital_desk: Actor, today: date
) -> None:
    desk = sign_in(hospital_desk)
    new = reverse("meetings:document-new", args=[congress.pk])
    for _ in range(2):
        assert desk.post(new, {"title": "<b>报告</b>", "upload": upload()}).status_code == 302
    bad = desk.post(new, {"title": "坏", "upload": SimpleUploadedFile("a.exe", b"MZ\x00\x01")})
    assert bad.status_code == 422
    page = desk.get(reverse("meetings:documents", args=[congress.pk])).content.decode()
    assert "<b>报告" not in page
    assert "第 2 稿" in page
    drop = reverse("meetings:document-drop", args=[Document.objects.get(number=2).pk])
    assert desk.post(drop).status_code == 302
    phone = sign_in(actor_for(delegates[0]))
    assert phone.post(drop.replace(str(Document.objects.get().pk + 1), "0")).status_code == 404
    item = actions.add_item(actor=hospital_desk, meeting=congress, title="工作报告")
    say = reverse("meetings:meeting-say", args=[congress.pk])
    assert phone.post(say, {"item": item.pk, "words": "写得实"}).status_code == 302
    said = Opinion.objects.get()
    assert said.item == item
    assert "未答复" in desk.get(reverse("meetings:opinions", args=[congress.pk])).content.decode()
    answer = reverse("meetings:opinion-answer", args=[said.pk])
    assert phone.get(answer).status_code == 404
    assert desk.post(answer, {"answer": "谢谢"}).status_code == 302
    assert "谢谢" in phone.get(reverse("meetings:opinions", args=[congress.pk])).content.decode()
    assert desk.post(reverse("meetings:receipts-remind", args=[congress.pk])).status_code == 302


def test_papers_of_another_unit_are_not_there(
    sign_in: SignIn, paper: Document, congress: Meeting, school_desk: Actor
) -> None:
    client = sign_in(school_desk)
    for name in ("document", "document-file"):
        assert client.get(reverse(f"meetings:{name}", args=[paper.pk])).status_code == 404
    for name in ("documents", "document-new", "opinions"):
        assert client.get(reverse(f"meetings:{name}", args=[congress.pk])).status_code == 404
    for name in ("document-open", "document-drop"):
        assert client.post(reverse(f"meetings:{name}", args=[paper.pk])).status_code == 404
    assert Document.objects.count() == 1
