"""After a meeting: minutes draft by draft, tasks, publication, proposals, the archive."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import Plan, moment
from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.meetings import actions
from zhijia.meetings.models import (
    Draft,
    Election,
    Filed,
    FollowUp,
    Item,
    Meeting,
    Nominee,
)
from zhijia.meetings.paper import LIBRARY
from zhijia.meetings.queries import archive, telling
from zhijia.meetings.queries.owed import owed
from zhijia.org.models import Member, Unit
from zhijia.plans.models import Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Overtaken, Refused

SignIn = Callable[..., Client]


def dealt_with(desk: Actor, meeting: Meeting, business: str, title: str, yes: int = 28) -> Item:
    """Put an item to the vote by hands and end it."""
    item = actions.add_item(actor=desk, meeting=meeting, title=title, business=business)
    item = actions.begin_item(actor=desk, item=item, at=moment())
    item = actions.vote_by_hands(actor=desk, item=item, yes=yes, no=30 - yes, abstain=0)
    return actions.end_item(actor=desk, item=item, at=moment(), resolution=f"批准{title}。")


@pytest.fixture
def decided(in_session: Meeting, hospital_desk: Actor) -> Item:
    """The work report, adopted by 28 of 34."""
    return dealt_with(hospital_desk, in_session, "work", "工作报告")


@pytest.fixture
def closed(decided: Item, hospital_desk: Actor, today: date) -> Meeting:
    return actions.close_meeting(actor=hospital_desk, meeting=decided.meeting, today=today)


# 纪要


def test_minutes_are_drafted_from_what_happened(decided: Item, today: date) -> None:
    text = telling.drafted(decided.meeting, today)
    assert "应到会员代表 34 人，实到 30 人" in text
    assert "赞成 28 票，不赞成 2 票，弃权 0 票；过半数为 18 票。获得通过。" in text
    assert text.count("28 票") == 1, "a vote is told once"
    assert "批准工作报告。" in text


def test_each_draft_of_the_minutes_is_kept(
    closed: Meeting, hospital_desk: Actor, today: date
) -> None:
    def write(text: str, version: int | None = None) -> Meeting:
        return actions.write_minutes(
            actor=hospital_desk, meeting=closed, text=text, at=moment(), version=version
        )

    one = write("第一稿的话")
    two = write("第二稿的话", one.version)
    assert two.minutes == "第二稿的话"
    assert [one.text for one in two.drafts.order_by("number")] == ["第一稿的话", "第二稿的话"]
    with pytest.raises(Overtaken, match="第二稿的话"):
        write("别人的话", one.version)
    with pytest.raises(Refused, match="没有改动"):
        write("第二稿的话 ")
    with pytest.raises(Refused, match="空"):
        write("  ")
    assert Draft.objects.count() == 2


# 交办


def test_what_was_adopted_becomes_a_task_with_the_resolution_as_its_source(
    decided: Item, hospital_desk: Actor, today: date
) -> None:
    made = actions.task_from(
        actor=hospital_desk,
        item=decided,
        wording="配齐防护用品",
        area="service",
        due_on=today + timedelta(days=30),
        today=today,
    )
    task = Task.objects.get()
    assert made.task == task
    assert (task.origin, task.original) == ("meeting", "批准工作报告。")
    assert "第三届第一次会员代表大会：工作报告" in task.basis
    assert today.isoformat() in task.basis


def test_what_was_rejected_becomes_no_task(
    in_session: Meeting, hospital_desk: Actor, today: date
) -> None:
    item = dealt_with(hospital_desk, in_session, "work", "工作报告", yes=10)
    with pytest.raises(Refused, match="没有通过"):
        actions.task_from(
            actor=hospital_desk, item=item, wording="做", area="service", due_on=None, today=today
        )
    assert not Task.objects.exists()
    assert not FollowUp.objects.exists()


def test_a_stranger_to_the_unit_gives_no_task_out(
    decided: Item, school_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="本单位"):
        actions.task_from(
            actor=school_desk, item=decided, wording="做", area="service", due_on=None, today=today
        )
    assert not Task.objects.exists()


# 公开、征集


def test_results_are_made_public_through_review(
    closed: Meeting, decided: Item, hospital_desk: Actor, today: date
) -> None:
    said = {"title": "大会结果", "text": "批准工作报告。", "scope": "members", "forms": ["board"]}
    made = actions.publish(
        actor=hospital_desk, meeting=closed, items=[decided], today=today, **said
    )
    assert made.publication is not None
    assert (made.publication.unit_id, made.publication.is_out) == (closed.unit_id, False)
    assert made.item == decided


def test_grades_of_persons_go_to_the_party_first(
    closed: Meeting, hospital_desk: Actor, today: date
) -> None:
    graded = Item.objects.create(
        meeting=closed, place=9, title="民主评议", competence="evaluate", state="done"
    )
    said = {"title": "评议", "text": "结果", "scope": "members", "forms": ["board"]}
    with pytest.raises(Refused, match="先报同级党组织"):
        actions.publish(actor=hospital_desk, meeting=closed, items=[graded], today=today, **said)
    assert not FollowUp.objects.exists()


def test_results_of_a_meeting_that_goes_on_are_not_public_yet(
    decided: Item, hospital_desk: Actor, today: date
) -> None:
    said = {"title": "大会结果", "text": "文", "scope": "members", "forms": ["board"]}
    with pytest.raises(Refused, match="闭会以后"):
        actions.publish(
            actor=hospital_desk, meeting=decided.meeting, items=[decided], today=today, **said
        )
    assert not FollowUp.objects.exists()


def test_proposals_are_called_for_before_the_meeting(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    meeting = plan(meets_on=today + timedelta(days=20))
    said = {"title": "提案征集", "from_on": today, "today": today}
    late = today + timedelta(days=21)
    with pytest.raises(Refused, match="开会日以前"):
        actions.call_for_proposals(actor=hospital_desk, meeting=meeting, until_on=late, **said)
    assert not FollowUp.objects.exists()
    until = today + timedelta(days=13)
    made = actions.call_for_proposals(actor=hospital_desk, meeting=meeting, until_on=until, **said)
    assert made.call is not None
    assert (made.call.kind, made.call.until_on) == ("proposal", until)


# 归档


def filed(desk: Actor, meeting: Meeting, today: date) -> Meeting:
    actions.write_minutes(actor=desk, meeting=meeting, text="一、到会\n三十人。", at=moment())
    return actions.archive(actor=desk, meeting=meeting, today=today)


def test_an_archive_lists_every_file_with_its_hash(
    closed: Meeting, hospital_desk: Actor, today: date
) -> None:
    one = filed(hospital_desk, closed, today)
    data = archive.zipped(one)
    with ZipFile(BytesIO(data)) as whole:
        listed = dict(
            reversed(line.split("  ", 1))  # type: ignore[arg-type]  # two parts a line
            for line in whole.read("校验和.txt").decode().splitlines()
        )
        inside = {name for name in whole.namelist() if name != "校验和.txt"}
        assert set(listed) == inside
        assert len(inside) >= 9
        for name, digest in listed.items():
            assert hashlib.sha256(whole.read(name)).hexdigest() == digest
    assert archive.zipped(one) == data, "the same archive is the same bytes"
    folders = [row.folder for row in archive.filed(one)[:-1]]
    assert folders == sorted(folders), "the index follows the folders"
    names = [row.name for row in Filed.objects.filter(meeting=one)]
    assert any(name.startswith("会议纪要_") for name in names)
    assert not any("选举" in name for name in names), "nothing was elected"


def test_files_of_one_name_do_not_hide_each_other() -> None:
    rows = [Filed(folder="甲", name="批复.txt") for _ in range(3)]
    archive.tell_apart(rows)
    assert [one.name for one in rows] == ["批复.txt", "批复（2）.txt", "批复（3）.txt"]


def test_a_filed_meeting_stands_still(closed: Meeting, hospital_desk: Actor, today: date) -> None:
    one = filed(hospital_desk, closed, today)
    with pytest.raises(Refused, match="会议已归档"):
        actions.write_minutes(actor=hospital_desk, meeting=one, text="改过", at=moment())
    with pytest.raises(Refused, match="会议已归档"):
        actions.archive(actor=hospital_desk, meeting=one, today=today)
    with pytest.raises(ProtectedError):
        one.delete()
    with pytest.raises(ProtectedError):
        one.filed.first().file.delete()  # type: ignore[union-attr]  # it was filed
    assert one.drafts.count() == 1


def test_nothing_is_filed_before_the_minutes_are_written(
    closed: Meeting, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="纪要还没有写"):
        actions.archive(actor=hospital_desk, meeting=closed, today=today)
    closed.refresh_from_db()
    assert (closed.state, Filed.objects.count()) == ("closed", 0)


def test_nothing_is_filed_while_a_vote_is_open(
    closed: Meeting, decided: Item, hospital_desk: Actor, today: date
) -> None:
    ballot = ballots.draft(
        actor=hospital_desk,
        unit=closed.unit,
        title="委员选举",
        body="other",
        way="paper",
        today=today,
    )
    Item.objects.filter(pk=decided.pk).update(ballot=ballot)
    actions.write_minutes(actor=hospital_desk, meeting=closed, text="纪要。", at=moment())
    with pytest.raises(Refused, match="投票“委员选举”还没有计票"):
        actions.archive(actor=hospital_desk, meeting=closed, today=today)
    assert not Filed.objects.exists()
    Ballot.objects.filter(pk=ballot.pk).update(state="void")
    assert actions.archive(actor=hospital_desk, meeting=closed, today=today).archived_on == today


# 页面


def test_the_page_after_a_meeting_leads_from_the_resolution_to_the_archive(
    sign_in: SignIn, hospital_desk: Actor, closed: Meeting, decided: Item, today: date
) -> None:
    client = sign_in(hospital_desk)
    page = reverse("meetings:meeting-after", args=[closed.pk])
    assert "还没有写" in client.get(page).content.decode()
    minutes = reverse("meetings:meeting-minutes", args=[closed.pk])
    form = client.get(minutes).content.decode()
    assert "批准工作报告。" in form
    closed.refresh_from_db()
    sent = {"text": "<b>一句话</b>", "version": closed.version}
    assert client.post(minutes, sent).status_code == 302
    again = client.post(minutes, {"text": "另一个人的话", "version": closed.version})
    assert again.status_code == 422
    assert "他人刚修改过" in again.content.decode()
    shown = client.get(page).content.decode()
    assert "&lt;b&gt;一句话" in shown
    draft = reverse("meetings:meeting-draft", args=[closed.pk, 1])
    assert "&lt;b&gt;一句话" in client.get(draft).content.decode()
    assert client.get(reverse("meetings:meeting-draft", args=[closed.pk, 9])).status_code == 404
    task = reverse("meetings:item-task", args=[decided.pk])
    assert "批准工作报告。" in client.get(task).content.decode()
    sent_task = {"wording": "配齐防护用品", "area": "service"}
    assert client.post(task, sent_task).status_code == 302
    number = Task.objects.get().number
    assert number in client.get(page).content.decode()
    public = reverse("meetings:meeting-publish", args=[closed.pk])
    assert "获得通过" in client.get(public).content.decode()
    said = {"title": "结果", "text": "通过", "scope": "members", "forms": ["board"]}
    short = client.post(public, said)
    assert short.status_code == 422
    assert "请选择要公开的议题" in short.content.decode()
    assert client.post(public, {**said, "items": [decided.pk]}).status_code == 302
    zip_url = reverse("meetings:meeting-archive-zip", args=[closed.pk])
    assert client.get(zip_url).status_code == 404
    assert client.post(reverse("meetings:meeting-archive", args=[closed.pk])).status_code == 302
    assert "SHA-256" in client.get(page).content.decode()
    handed = client.get(zip_url)
    assert "zip" in handed["Content-Type"]
    assert b"".join(handed.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a file
    first = reverse("meetings:filed-file", args=[closed.pk, 1])
    one = client.get(first)
    assert one.status_code == 200
    assert b"".join(one.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a file
    one.close()


def test_papers_are_handed_out_as_far_as_the_meeting_has_come(
    sign_in: SignIn, hospital_desk: Actor, plan: Plan, in_session: Meeting
) -> None:
    client = sign_in(hospital_desk)

    def status(meeting: Meeting, key: str) -> int:
        return client.get(reverse("meetings:meeting-paper", args=[meeting.pk, key])).status_code

    before = plan(kind="committee", title="委员会会议", term=0, session=0)
    assert status(before, "notice") == 200
    assert status(before, "minutes") == 404
    assert status(before, "method") == 404, "nothing is elected"
    assert status(before, "no-such") == 404
    drawn = {one.id for one in archive.drawn(in_session)}
    assert {"minutes", "resolutions", "script"} <= drawn
    for key in drawn:
        assert status(in_session, key) == 200
    assert set(LIBRARY) - drawn == {"candidates", "put-off", "method", "elected"}


def test_strangers_find_no_papers(
    sign_in: SignIn, school_desk: Actor, member: Actor, closed: Meeting, decided: Item
) -> None:
    for who in (school_desk, member):
        client = sign_in(who)
        for url in (
            reverse("meetings:meeting-after", args=[closed.pk]),
            reverse("meetings:meeting-paper", args=[closed.pk, "notice"]),
            reverse("meetings:meeting-minutes", args=[closed.pk]),
            reverse("meetings:item-task", args=[decided.pk]),
            reverse("meetings:meeting-publish", args=[closed.pk]),
        ):
            assert client.get(url).status_code == 404, url


# 应经会议的事项


def test_what_was_not_brought_before_the_staff_is_told_as_a_risk(
    sign_in: SignIn, hospital_desk: Actor, hospital: Unit, closed: Meeting, today: date
) -> None:
    found = {one.kind.id: one for one in owed([hospital], today)}
    assert found["delegates"].often, "the union's congress met today"
    staff = found["institution"]
    assert "还没有登记过会议" in staff.often.reason
    assert any("单位工作和重大事项报告" in one.reason for one in staff.missed)
    for one in staff.missed:
        assert "存在不具效力风险" in one.reason
        assert "无效" not in one.reason
    client = sign_in(hospital_desk)
    page = client.get(reverse("meetings:owed")).content.decode()
    assert "未履行听取程序" in page
    assert "应经会议的事项" in client.get(reverse("meetings:meetings")).content.decode()


def test_what_was_dealt_with_this_year_is_owed_no_more(
    plan: Plan, hospital_desk: Actor, hospital: Unit, delegates: list[Member], today: date
) -> None:
    meeting = plan(kind="institution", title="职工代表大会", term=5, session=1)
    item = actions.add_item(actor=hospital_desk, meeting=meeting, title="工作报告", business="work")

    def missed(on: date) -> list[str]:
        found = {one.kind.id: one for one in owed([hospital], on)}
        return [one.reason for one in found["institution"].missed]

    before = missed(today)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed", opened_on=today)
    assert missed(today) == before, "it stood on the agenda and was not dealt with"
    Item.objects.filter(pk=item.pk).update(state="done")
    assert len(missed(today)) == len(before) - 1
    assert missed(today + timedelta(days=366)) == before


def test_whoever_keeps_no_desk_owes_nothing(sign_in: SignIn, member: Actor) -> None:
    page = sign_in(member).get(reverse("meetings:owed")).content.decode()
    assert "没有需要提示的事项" in page


# 选举的文书


def test_papers_name_who_was_put_up_and_how_many_seats_there_are(
    congress: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    item = actions.add_item(
        actor=hospital_desk, meeting=congress, title="工会委员会委员", business="committee"
    )
    bare = telling.convening(congress, today).elections
    assert [(one.title, one.seats, list(one.candidates)) for one in bare] == [
        ("工会委员会委员", 0, [])
    ]
    election = Election.objects.create(item=item, office="committee", seats=1)
    for n, is_listed in ((0, True), (1, True), (2, False)):
        who = delegates[n]
        Nominee.objects.create(election=election, member=who, name=who.name, is_listed=is_listed)
    told = telling.convening(congress, today).elections
    assert [(one.seats, sorted(one.candidates)) for one in told] == [(1, ["代表01", "代表02"])]
    drawn = {one.id for one in archive.drawn(congress)}
    assert {"candidates", "method", "put-off"} <= drawn
    assert "elected" not in drawn, "nobody was elected yet"
