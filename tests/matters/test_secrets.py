"""What is told in secret stays so: also in messages, numbers and the record of actions."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import Seat
from tests.matters import test_appeals as told
from tests.matters.conftest import Congress, File, Walk
from zhijia.matters import actions, queries
from zhijia.matters.models import Matter
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

Appeal, Browser = told.Appeal, Callable[[Actor], Client]
appeal, nurse, women_head, step = told.appeal, told.nurse, told.women_head, told.step
LAST = "9999-12-31"


def about(matter) -> list[Notice]:
    return list(Notice.objects.filter(about=f"matters.Matter#{matter.pk}"))


def test_a_word_of_who_complained_of_harassment_is_told_to_its_readers_alone(
    appeal: Appeal,
    nurse: Actor,
    women_head: Actor,
    hospital_desk: Actor,
    sign_in: Browser,
    today: date,
) -> None:
    sign_in(hospital_desk)  # so that a message could reach them
    matter = appeal("harassment")
    actions.remark(actor=nurse, matter=matter, words="补充一点情况", is_outside=True, today=today)
    assert {one.user_id for one in about(matter)} == {women_head.user_id}


def test_the_clock_tells_of_harassment_nobody_but_its_readers(
    appeal: Appeal,
    women_head: Actor,
    hospital_desk: Actor,
    group_desk: Actor,
    hospital: Unit,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    sign_in(hospital_desk)  # so that a message could reach them
    told.give(seat("2004", hospital), hospital, "vice_chair", group_desk, today)
    matter, gone = appeal("harassment"), Member.objects.get(pk=seat("2005", hospital).member_id)
    lead = actions.Assignee(hospital, "人力资源部", member=gone)
    step(women_head, matter, "accept", today, lead=lead)
    Notice.objects.all().delete()
    assert matter.due_on
    week = matter.due_on + timedelta(days=7)
    org.leave(actor=hospital_desk, member=gone, left_on=week, reason="调出")
    assert actions.chase(actor=Actor(), today=week)
    titles = {one.title for one in about(matter)}
    assert any("已超期 7 天" in title for title in titles)
    assert any("承办人已经离任" in title for title in titles)
    assert {one.user_id for one in about(matter)} == {women_head.user_id}


def test_whose_work_on_harassment_goes_on_with_whom_its_readers_say(
    appeal: Appeal, women_head: Actor, hospital_desk: Actor, hospital: Unit, seat: Seat, today: date
) -> None:
    matter, first = appeal("harassment"), Member.objects.get(pk=seat("2005", hospital).member_id)
    lead = actions.Assignee(hospital, "人力资源部", member=first)
    step(women_head, matter, "accept", today, lead=lead)
    part, other = matter.parts.get(), Member.objects.get(pk=seat("2004", hospital).member_id)
    to = actions.Assignee(hospital, "人力资源部", member=other)
    said = {"part": part, "to": to, "words": "回避", "today": today}
    with pytest.raises(Refused, match="女职工委员会主任、工会主席"):
        actions.hand_over(actor=hospital_desk, **said)
    assert matter.parts.get().member == first
    actions.hand_over(actor=women_head, **said)
    assert matter.parts.standing().get().member == other


def test_who_handles_an_appeal_does_not_see_the_telephone(
    appeal: Appeal,
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    matter, handler = appeal(phone="13900001111"), seat("2005", hospital)
    lead = actions.Assignee(hospital, "财务科", member=Member.objects.get(pk=handler.member_id))
    step(hospital_desk, matter, "accept", today, lead=lead)
    assert "13900001111" not in sign_in(handler).get(matter.get_absolute_url()).text
    assert "13900001111" in sign_in(hospital_desk).get(matter.get_absolute_url()).text


@pytest.mark.parametrize("kind", ["harassment", "appeal", "urgent"])
def test_the_record_does_not_tell_further_desks_who_appealed(
    kind: str,
    appeal: Appeal,
    nurse: Actor,
    group_desk: Actor,
    hospital_desk: Actor,
    sign_in: Browser,
    today: date,
) -> None:
    said = {"cause": "wages"} if kind == "urgent" else {}
    matter = appeal(kind, **said)
    actions.move(actor=nurse, matter=matter, step="withdraw", today=today)
    readers = {group_desk: 0, hospital_desk: 0 if kind == "harassment" else 2}
    for who, least in readers.items():
        entries = [one.entry for one in sign_in(who).get("/audit/").context["leaf"].lines]
        assert entries, "other things are still told"
        by_nurse = [one for one in entries if one.member_id == nurse.member_id]
        assert len(by_nurse) >= least
        assert bool(by_nurse) == bool(least), [one.subject for one in by_nurse]
    assert AuditEntry.objects.filter(action="matters.file_matter").count() == 1


def test_the_numbers_of_a_call_do_not_tell_a_hidden_rating(
    congress: Congress, filed: File, walk: Walk, sign_in: Browser
) -> None:
    matter = walk(filed(), "rated")
    page = sign_in(congress.handler).get(matter.call.get_absolute_url()).text
    assert "1 / 1" not in page
    walk_on = sign_in(congress.desk).get(matter.call.get_absolute_url()).text
    assert "1 / 1" in walk_on


@pytest.mark.parametrize(
    "asked",
    [
        "?call=" + "9" * 30,
        "?call=" + "9" * 5000,
        "?call=²",
        "?page=" + "9" * 5000,
        "?kind=%00&list=all",
        "?kind=xx&state=yy&list=late",
    ],
)
def test_no_address_of_the_list_breaks_it(
    asked: str, hospital_desk: Actor, sign_in: Browser
) -> None:
    assert sign_in(hospital_desk).get(reverse("matters:matters") + asked).status_code in {200, 400}


@pytest.mark.parametrize("year", ["0000", "9999", "0001"])
def test_no_year_breaks_causes(year: str, hospital_desk: Actor, sign_in: Browser) -> None:
    assert (
        sign_in(hospital_desk).get(reverse("matters:causes") + f"?year={year}").status_code == 200
    )


@pytest.mark.parametrize("day", [LAST, "0001-01-01"])
def test_no_day_breaks_a_form(
    day: str, hospital: Unit, hospital_desk: Actor, sign_in: Browser
) -> None:
    browser = sign_in(hospital_desk)
    said = {"unit": hospital.pk, "name": "某人", "side": "staff", "from_on": day, "until_on": day}
    page = browser.post(reverse("matters:mediator-new"), said)
    assert page.status_code == 422
    assert ("请核对年份" in page.text) == (day == LAST)


def test_what_is_said_to_a_filer_is_not_published_with_the_opinion(
    nurse: Actor, hospital: Unit, hospital_desk: Actor, seat: Seat, sign_in: Browser, today: date
) -> None:
    matter = _opinion(nurse, hospital, today)
    actions.remark(
        actor=nurse, matter=matter, words="我是三楼的夜班护士", is_outside=True, today=today
    )
    step(hospital_desk, matter, "hear", today)
    step(hospital_desk, matter, "weigh", today, words="已经同后勤部研究")
    decided = {"outcome": "adopted", "decision": "四月起提前安排", "decided_by": "工会委员会"}
    step(hospital_desk, matter, "decide", today, values=decided)
    step(hospital_desk, matter, "show", today)
    other = sign_in(seat("2005", hospital))
    page = other.get(matter.get_absolute_url())
    assert "四月起提前安排" in page.text
    assert "三楼的夜班护士" not in page.text
    assert "我的诊断" not in page.text
    paper = matter.enclosures.get()
    assert other.get(reverse("matters:enclosure", args=[paper.pk])).status_code == 404
    own = sign_in(nurse)
    assert "三楼的夜班护士" in own.get(matter.get_absolute_url()).text
    handed_out = own.get(reverse("matters:enclosure", args=[paper.pk]))
    assert b"".join(handed_out.streaming_content) == "附件".encode()
    handed_out.close()


def _opinion(filer: Actor, unit: Unit, today: date, title: str = "把体检提前到三月") -> Matter:
    said = {"theme": "pay", "words": "体检都在年底，赶上最忙的时候"}
    paper = SimpleUploadedFile("我的诊断.txt", "附件".encode(), "text/plain")
    return actions.file_matter(
        actor=filer,
        kind="opinion",
        unit=unit,
        title=title,
        values=said,
        today=today,
        uploads=[paper],
    )


def test_whose_opinion_was_merged_does_not_read_what_was_said_to_the_other(
    nurse: Actor, hospital: Unit, hospital_desk: Actor, seat: Seat, today: date
) -> None:
    main, one = _opinion(nurse, hospital, today), _opinion(seat("2005", hospital), hospital, today)
    actions.remark(
        actor=nurse, matter=main, words="我是三楼的夜班护士", is_outside=True, today=today
    )
    actions.merge(actor=hospital_desk, main=main, others=[one], words="说的是同一件事", today=today)
    step(hospital_desk, main, "hear", today)
    step(hospital_desk, main, "weigh", today, words="已经同后勤部研究")
    told = [line.words for line in queries.tell(one.pk).lines]
    assert any("已经同后勤部研究" in words for words in told)
    assert not any("三楼的夜班护士" in words for words in told)


def test_a_complaint_of_harassment_goes_where_somebody_reads_it(
    member: Actor, power: Unit, power_desk: Actor, seat: Seat, sign_in: Browser
) -> None:
    sign_in(power_desk)
    chair = seat("4002", power)
    sign_in(chair)
    said = {"title": "值夜班时受到骚扰", "words": "上周三夜班时发生的事"}
    page = sign_in(member).post(reverse("matters:matter-new", args=["harassment"]), said)
    assert page.status_code == 302
    matter = Matter.objects.get()
    assert matter.unit == power
    read_by = Member.objects.get(pk=chair.member_id).user_id
    assert {one.user_id for one in about(matter)} == {read_by}


def test_what_is_asked_of_the_handler_is_not_told_to_who_appealed(
    appeal: Appeal,
    nurse: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    matter, handler = appeal(), seat("2005", hospital)
    lead = actions.Assignee(hospital, "财务科", member=Member.objects.get(pk=handler.member_id))
    given = actions.Given(lead=lead, words="先查工资表，不要惊动科室")
    actions.move(actor=hospital_desk, matter=matter, step="accept", today=today, given=given)
    at = matter.get_absolute_url()
    assert "先查工资表" in sign_in(handler).get(at).text
    assert "先查工资表" not in sign_in(nurse).get(at).text
    assert "受理交办" in sign_in(nurse).get(at).text


def test_what_is_told_in_confidence_stands_in_no_index(
    appeal: Appeal, hospital_desk: Actor, sign_in: Browser
) -> None:
    matter = appeal()
    page = sign_in(hospital_desk).get("/search/", {"q": matter.title})
    assert matter.get_absolute_url() not in page.text


def test_who_assists_already_is_not_asked_twice(
    appeal: Appeal, hospital: Unit, hospital_desk: Actor, seat: Seat, today: date
) -> None:
    matter, helper = appeal(), seat("2005", hospital)
    one = actions.Assignee(hospital, "财务科", member=Member.objects.get(pk=helper.member_id))
    for _ in range(2):
        given = actions.Given(assists=[one])
        actions.move(actor=hospital_desk, matter=matter, step="accept", today=today, given=given)
        matter.refresh_from_db()
    assert matter.parts.filter(role="assist").count() == 1


def test_the_title_of_what_was_merged_is_for_who_may_open_it(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    main, other = appeal(), appeal()
    Matter.objects.filter(pk=other.pk).update(title="别人的事", filer=None)
    other.refresh_from_db()
    actions.link(actor=hospital_desk, matter=main, other=other, words="同一件", today=today)
    at = main.get_absolute_url()
    assert "别人的事" in sign_in(hospital_desk).get(at).text
    assert "别人的事" not in sign_in(nurse).get(at).text
