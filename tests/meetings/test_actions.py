"""Meetings: entered, called, signed in to, voted in, closed; and every no on the way."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.conftest import DELEGATES, Plan, come, moment
from zhijia.meetings import actions, queries
from zhijia.meetings.models import Item, Meeting, Override, Petition, Preparation, Seat
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

DAY = timedelta(days=1)


# 筹备


def test_a_desk_enters_a_congress_of_its_own_unit(plan: Plan, hospital: Unit) -> None:
    meeting = plan()
    assert (meeting.unit, meeting.state, meeting.due) == (hospital, "planning", 0)


def test_the_desk_above_and_a_member_enter_none(
    plan: Plan, hospital: Unit, group_desk: Actor, delegates: list[Member], today: date
) -> None:
    for actor in (group_desk, actor_for(delegates[0])):
        with pytest.raises(Refused, match="由本单位"):
            actions.plan(
                actor=actor,
                unit=hospital,
                kind="delegates",
                title="会",
                meets_on=today,
                today=today,
                term=3,
                session=1,
            )
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "teachers"}, "不召开"),
        ({"kind": "supervised"}, "请选择会议类别"),
        ({"kind": "party"}, "请选择会议类别"),
        ({"session": 3}, "下一次应为第 1 次"),
        ({"meets_on": date(2020, 1, 1)}, "已经过去"),
    ],
)
def test_what_cannot_be_is_not_entered(plan: Plan, more: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        plan(**more)
    assert not Meeting.objects.exists()


def test_a_session_is_there_once_unless_it_was_called_off(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    first = plan()
    with pytest.raises(Refused, match="同一届次"):
        plan()
    actions.cancel(actor=hospital_desk, meeting=first, why="会场停电", today=today)
    assert plan().session == 1


def test_a_meeting_is_called_off_with_a_reason(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="原因"):
        actions.cancel(actor=hospital_desk, meeting=plan(), why=" ", today=today)
    assert Meeting.objects.get().state == "planning"


def test_two_congresses_on_one_day_share_nothing_but_the_day(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    union, staff = plan(), plan(kind="institution", title="第五届第一次职代会", term=5)
    actions.hold_beside(actor=hospital_desk, meeting=union, other=staff)
    actions.seat_holders(actor=hospital_desk, meeting=union)
    union.refresh_from_db()
    staff.refresh_from_db()
    assert (union.beside, staff.beside) == (staff, union)
    assert (union.seats.count(), staff.seats.count()) == (DELEGATES, 0)


def test_two_meetings_of_one_side_are_no_double_congress(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    union, other = plan(), plan(kind="committee", title="一次全委会")
    with pytest.raises(Refused, match="双代会"):
        actions.hold_beside(actor=hospital_desk, meeting=union, other=other)
    staff = plan(kind="institution", title="职代会", meets_on=today + DAY)
    with pytest.raises(Refused, match="同一天"):
        actions.hold_beside(actor=hospital_desk, meeting=union, other=staff)


# 应到名单


def test_the_roll_is_filled_from_the_posts_and_nobody_twice(
    plan: Plan, hospital_desk: Actor, delegates: list[Member]
) -> None:
    meeting = plan()
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    assert meeting.seats.count() == DELEGATES


def test_without_delegates_the_desk_is_told_where_they_are_entered(
    plan: Plan, hospital_desk: Actor
) -> None:
    with pytest.raises(Refused, match="还没有登记会员代表"):
        actions.seat_holders(actor=hospital_desk, meeting=plan())


def test_a_fixed_roll_stands_still_but_guests_may_still_be_added(
    congress: Meeting, hospital_desk: Actor, delegates: list[Member], hospital: Unit
) -> None:
    guest = Member.objects.create(
        unit=hospital, unit_path=hospital.path, name="特邀", staff_no="G1"
    )
    assert congress.due == DELEGATES
    with pytest.raises(Refused, match="已经固定"):
        actions.seat(actor=hospital_desk, meeting=congress, members=[guest])
    with pytest.raises(Refused, match="已经固定"):
        actions.unseat(actor=hospital_desk, seat=congress.seats.get(place=1))
    actions.seat(actor=hospital_desk, meeting=congress, members=[guest], kind="guest")
    congress.refresh_from_db()
    assert (congress.due, congress.seats.count()) == (DELEGATES, DELEGATES + 1)


def test_an_empty_roll_is_not_fixed(plan: Plan, hospital_desk: Actor, today: date) -> None:
    meeting = plan()
    with pytest.raises(Refused, match="名单是空的"):
        actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    with pytest.raises(Refused, match="名单是空的"):
        actions.call(actor=hospital_desk, meeting=meeting, today=today)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.roll_fixed_on) == ("planning", None)


# 请示、筹备事项


def test_what_is_passed_over_is_answered_for_by_who_leads(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    meeting = plan()
    done = actions.prepare(
        actor=hospital_desk, meeting=meeting, key="trained", done_on=today, today=today
    )
    assert done.done_on == today
    with pytest.raises(Refused, match="主席、副主席"):
        actions.prepare(
            actor=hospital_desk,
            meeting=meeting,
            key="checked",
            done_on=None,
            today=today,
            why_not="来不及",
        )
    assert Preparation.objects.count() == 1


def test_an_answer_comes_after_the_question_and_not_from_the_future(
    plan: Plan, hospital_desk: Actor, today: date
) -> None:
    asked = actions.petition(
        actor=hospital_desk,
        meeting=plan(),
        to="化工集团工会",
        title="关于召开第三届第一次会员代表大会的请示",
        sent_on=today,
        today=today,
        is_upper=True,
    )
    said: dict[str, Any] = {"is_agreed": True, "answer": "化工工字〔2026〕8号", "today": today}
    for day in (today - DAY, today + DAY):
        with pytest.raises(Refused, match="批复日期"):
            actions.answer_petition(
                actor=hospital_desk,
                petition=asked,
                answered_on=day,
                **said,
            )
    actions.answer_petition(actor=hospital_desk, petition=asked, answered_on=today, **said)
    assert Petition.objects.get().is_agreed
    with pytest.raises(Refused, match="批复已经登记"):
        actions.answer_petition(
            actor=hospital_desk,
            petition=asked,
            answered_on=today,
            **{**said, "is_agreed": False},
        )
    assert Petition.objects.get().is_agreed


# 通知


def test_those_on_the_roll_are_told_and_answer_for_themselves_alone(
    congress: Meeting, delegates: list[Member], today: date
) -> None:
    seat = congress.seats.get(member=delegates[0])
    actions.receive(actor=actor_for(delegates[0]), seat=seat, today=today, leave="出差")
    seat.refresh_from_db()
    assert (seat.told_on, seat.read_on, seat.leave) == (today, today, "出差")
    with pytest.raises(Refused, match="本人"):
        actions.receive(actor=actor_for(delegates[1]), seat=seat, today=today)


def test_who_has_an_account_gets_a_message(
    plan: Plan, hospital_desk: Actor, sign_in: object, today: date
) -> None:
    meeting = plan(kind="committee", title="一次全委会")
    me = Member.objects.get(pk=hospital_desk.member_id)
    actions.seat(actor=hospital_desk, meeting=meeting, members=[me])
    actions.call(actor=hospital_desk, meeting=meeting, today=today)
    assert not Notice.objects.exists()  # nobody is told of what they did themselves


def test_who_was_called_hears_of_another_day_and_of_a_cancellation(
    plan: Plan,
    hospital_desk: Actor,
    seat: Callable[[str, Unit], Actor],
    sign_in: Callable[[Actor], object],
    today: date,
) -> None:
    desk, meeting = hospital_desk, plan(kind="committee", title="全委会", meets_on=today + 9 * DAY)
    head = seat("2002", meeting.unit)
    sign_in(head)
    chair = Member.objects.get(pk=head.member_id)
    actions.seat(actor=desk, meeting=meeting, members=[chair])
    said: dict[str, Any] = {"actor": desk, "title": "全委会", "today": today}
    actions.edit_meeting(meeting=meeting, meets_on=today + 8 * DAY, **said)
    assert not Notice.objects.exists()
    actions.call(actor=desk, meeting=meeting, today=today)
    actions.receive(actor=actor_for(chair), seat=meeting.seats.get(), today=today)
    actions.edit_meeting(meeting=meeting, meets_on=today, **said)
    assert meeting.seats.get().read_on is None
    actions.edit_meeting(meeting=meeting, meets_on=today, place="二楼", **said)
    actions.edit_meeting(
        meeting=meeting, meets_on=today, place="二楼", **{**said, "title": "二次全委会"}
    )
    actions.cancel(actor=desk, meeting=meeting, why="停电", today=today)
    heads = [one.title.partition("：")[0] for one in Notice.objects.order_by("pk")]
    assert heads == ["会议通知", "会议安排有变", "会议安排有变", "会议取消"]
    assert {one.user for one in Notice.objects.all()} == {chair.user}


def test_a_day_that_was_signed_in_to_is_not_moved(
    congress: Meeting, hospital_desk: Actor, today: date
) -> None:
    come(hospital_desk, congress, 1)
    said: dict[str, Any] = {
        "actor": hospital_desk,
        "meeting": congress,
        "title": congress.title,
        "today": today,
    }
    with pytest.raises(Refused, match="已经有人签到"):
        actions.edit_meeting(meets_on=today + DAY, **said)
    congress.refresh_from_db()
    assert congress.meets_on == today


# 签到


def test_signing_in_is_done_once_and_the_second_desk_is_told(
    congress: Meeting, hospital_desk: Actor, group_desk: Actor
) -> None:
    (seat,) = come(hospital_desk, congress, 1)
    with pytest.raises(Refused, match="已经签到（签到台）"):
        actions.sign_in(actor=hospital_desk, seat=seat, at=moment())
    with pytest.raises(Refused, match="由本单位"):
        actions.sign_in(actor=group_desk, seat=congress.seats.get(place=2), at=moment())
    assert queries.present(congress) == 1


def test_one_signs_in_oneself_and_nobody_else(congress: Meeting, delegates: list[Member]) -> None:
    seat = congress.seats.get(member=delegates[0])
    with pytest.raises(Refused, match="本人"):
        actions.sign_in(actor=actor_for(delegates[1]), seat=seat, at=moment(), by="self")
    actions.sign_in(actor=actor_for(delegates[0]), seat=seat, at=moment(), by="self")
    seat.refresh_from_db()
    assert seat.is_there


def test_nobody_signs_in_before_the_call(
    plan: Plan, hospital_desk: Actor, delegates: list[Member]
) -> None:
    meeting = plan()
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    with pytest.raises(Refused, match="不能签到"):
        come(hospital_desk, meeting, 1)
    assert not Seat.objects.exclude(signed_at=None).exists()


def test_nobody_signs_in_before_the_day_of_the_meeting(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    desk, meeting = hospital_desk, plan(meets_on=today + timedelta(days=3))
    actions.seat_holders(actor=desk, meeting=meeting)
    meeting = actions.call(actor=desk, meeting=meeting, today=today)
    seat = meeting.seats.get(member=delegates[0])
    me = actor_for(delegates[0])
    with pytest.raises(Refused, match="还没有到开会日"):
        actions.sign_in(actor=me, seat=seat, at=moment(), by="self")
    with pytest.raises(Refused, match="还没有到开会日"):
        actions.sign_in(actor=desk, seat=seat, at=moment())
    with pytest.raises(Refused, match="还没有到开会日"):
        actions.sign_in_list(actor=desk, meeting=meeting, seats=[seat], at=moment())
    assert queries.counted(meeting).came == 0
    there = moment() + timedelta(days=3)
    assert actions.sign_in(actor=me, seat=seat, at=there, by="self").is_there


def test_a_delegate_who_left_the_union_signs_in_no_more(
    congress: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    Member.objects.filter(pk=delegates[0].pk).update(left_on=today)
    with pytest.raises(Refused, match="代表01已经不是会员"):
        come(hospital_desk, congress, 1)
    assert queries.counted(congress).came == 0
    assert congress.due == 34


def test_who_leaves_no_longer_counts_and_may_come_back(
    in_session: Meeting, hospital_desk: Actor
) -> None:
    seat = in_session.seats.get(place=1)
    actions.leave(actor=hospital_desk, seat=seat, at=moment())
    assert queries.present(in_session) == 29
    actions.sign_in(actor=hospital_desk, seat=seat, at=moment())
    assert queries.present(in_session) == 30


def test_a_mistaken_sign_in_is_struck_with_a_reason_that_stays(
    congress: Meeting, hospital_desk: Actor, school_desk: Actor
) -> None:
    (seat,) = come(hospital_desk, congress, 1)
    with pytest.raises(Refused, match="原因"):
        actions.undo_sign_in(actor=hospital_desk, seat=seat, why=" ", at=moment())
    with pytest.raises(Refused, match="由本单位"):
        actions.undo_sign_in(actor=school_desk, seat=seat, why="点错了人", at=moment())
    assert queries.present(congress) == 1
    assert not congress.struck.exists()
    actions.undo_sign_in(actor=hospital_desk, seat=seat, why="点错了人", at=moment())
    assert queries.present(congress) == 0
    row = congress.struck.get()
    assert (row.name, row.why, row.signed_by) == (seat.name, "点错了人", "desk")
    with pytest.raises(Refused, match="还没有签到"):
        actions.undo_sign_in(actor=hospital_desk, seat=seat, why="又点", at=moment())
    actions.sign_in(actor=hospital_desk, seat=seat, at=moment())
    assert queries.present(congress) == 1, "who comes later signs in anew"


def test_who_was_signed_in_by_mistake_stops_counting_while_the_meeting_goes_on(
    in_session: Meeting, hospital_desk: Actor, today: date
) -> None:
    seat = in_session.seats.get(place=30)
    actions.undo_sign_in(actor=hospital_desk, seat=seat, why="同名的人", at=moment())
    assert queries.present(in_session) == 29
    actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    first = in_session.seats.get(place=1)
    with pytest.raises(Refused, match="已闭会，不能撤销签到"):
        actions.undo_sign_in(actor=hospital_desk, seat=first, why="事后", at=moment())
    assert queries.present(in_session) == 29


def test_who_has_no_vote_is_not_due_and_may_sit_in(
    plan: Plan, hospital_desk: Actor, delegates: list[Member]
) -> None:
    Member.objects.filter(pk=delegates[0].pk).update(state="kept")
    kept = Member.objects.get(pk=delegates[0].pk)
    desk, meeting = hospital_desk, plan()
    with pytest.raises(Refused, match="代表01没有选举权和表决权"):
        actions.seat(actor=desk, meeting=meeting, members=[kept, delegates[1]])
    assert not meeting.seats.exists()
    actions.seat_holders(actor=desk, meeting=meeting)
    assert meeting.seats.count() == DELEGATES - 1
    actions.seat(actor=desk, meeting=meeting, members=[kept], kind="observer")
    assert meeting.seats.filter(seat="delegate").count() == DELEGATES - 1


# 开会


@pytest.mark.parametrize(("came", "ok"), [(22, False), (23, True)])
def test_two_thirds_of_34_open_the_meeting(
    congress: Meeting, hospital_desk: Actor, today: date, came: int, ok: bool
) -> None:
    come(hospital_desk, congress, came)
    if ok:
        actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
    else:
        with pytest.raises(Refused, match="还差 1 人"):
            actions.open_meeting(actor=hospital_desk, meeting=congress, today=today)
    congress.refresh_from_db()
    assert congress.state == ("open" if ok else "called")


def test_a_meeting_is_not_opened_before_its_day(
    plan: Plan, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    meeting = plan(meets_on=today + 10 * DAY)
    actions.seat_holders(actor=hospital_desk, meeting=meeting)
    actions.fix_roll(actor=hospital_desk, meeting=meeting, today=today)
    meeting = actions.call(actor=hospital_desk, meeting=meeting, today=today)
    meeting.seats.update(signed_at=moment(), signed_by="list")
    with pytest.raises(Refused, match="还没有到"):
        actions.open_meeting(actor=hospital_desk, meeting=meeting, today=today)


# 议程和表决


def item(desk: Actor, meeting: Meeting, business: str, title: str = "工作报告") -> Item:
    return actions.add_item(actor=desk, meeting=meeting, title=title, business=business)


def test_only_what_this_congress_deals_with_goes_on_its_agenda(
    congress: Meeting, hospital_desk: Actor
) -> None:
    with pytest.raises(Refused, match="不是会员代表大会的职权"):
        item(hospital_desk, congress, "contract")
    assert item(hospital_desk, congress, "work").competence == "adopt"
    assert item(hospital_desk, congress, "", "领导讲话").competence == "hear"


def test_items_change_places(congress: Meeting, hospital_desk: Actor) -> None:
    first, second = (item(hospital_desk, congress, "", name) for name in ("甲", "乙"))
    actions.move_item(actor=hospital_desk, item=second, up=True)
    assert list(congress.items.values_list("title", flat=True)) == ["乙", "甲"]
    actions.move_item(actor=hospital_desk, item=second, up=True)
    assert list(congress.items.values_list("title", flat=True)) == ["乙", "甲"]
    actions.drop_item(actor=hospital_desk, item=first)
    assert congress.items.count() == 1


@pytest.mark.parametrize(("yes", "result"), [(18, "adopted"), (17, "rejected")])
def test_more_than_half_of_those_due_adopt_a_report(
    in_session: Meeting, hospital_desk: Actor, yes: int, result: str
) -> None:
    report = item(hospital_desk, in_session, "work")
    actions.begin_item(actor=hospital_desk, item=report, at=moment())
    voted = actions.vote_by_hands(actor=hospital_desk, item=report, yes=yes, no=30 - yes, abstain=0)
    assert (voted.result, voted.present) == (result, 30)
    assert any(clause == "DD-22" for _, clause in voted.steps)
    with pytest.raises(Refused, match="不能改"):
        actions.vote_by_hands(actor=hospital_desk, item=report, yes=30, no=0, abstain=0)


@pytest.mark.parametrize(
    ("business", "votes", "why"),
    [
        ("committee", (20, 5, 5), "无记名"),
        ("work", (20, 5, 6), "多于实到 30 人"),
        ("", (20, 5, 5), "不作表决"),
    ],
)
def test_what_may_not_be_voted_on_by_hand_is_refused(
    in_session: Meeting,
    hospital_desk: Actor,
    business: str,
    votes: tuple[int, int, int],
    why: str,
) -> None:
    one = item(hospital_desk, in_session, business)
    actions.begin_item(actor=hospital_desk, item=one, at=moment())
    yes, no, abstain = votes
    with pytest.raises(Refused, match=why):
        actions.vote_by_hands(actor=hospital_desk, item=one, yes=yes, no=no, abstain=abstain)
    one.refresh_from_db()
    assert not one.result


def test_without_a_quorum_one_may_talk_but_not_vote(
    in_session: Meeting, hospital_desk: Actor
) -> None:
    report = item(hospital_desk, in_session, "work")
    actions.begin_item(actor=hospital_desk, item=report, at=moment())
    for seat in in_session.seats.filter(signed_at__isnull=False)[:8]:
        actions.leave(actor=hospital_desk, seat=seat, at=moment())
    with pytest.raises(Refused, match="可以继续听取和讨论"):
        actions.vote_by_hands(actor=hospital_desk, item=report, yes=22, no=0, abstain=0)
    actions.end_item(actor=hospital_desk, item=report, at=moment())


def test_going_on_ends_what_was_going_on(in_session: Meeting, hospital_desk: Actor) -> None:
    first, second = (item(hospital_desk, in_session, "", name) for name in ("甲", "乙"))
    actions.begin_item(actor=hospital_desk, item=first, at=moment())
    actions.begin_item(actor=hospital_desk, item=second, at=moment())
    first.refresh_from_db()
    assert first.state == "done"
    assert first.ended_at


def test_a_meeting_closes_when_nothing_waits_and_then_stands_still(
    in_session: Meeting, hospital_desk: Actor, today: date
) -> None:
    one, left = (item(hospital_desk, in_session, "", name) for name in ("甲", "乙"))
    actions.begin_item(actor=hospital_desk, item=one, at=moment())
    with pytest.raises(Refused, match="进行中"):
        actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    actions.end_item(actor=hospital_desk, item=one, at=moment())
    with pytest.raises(Refused, match="没有进行"):
        actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    actions.drop_item(actor=hospital_desk, item=left)
    closed = actions.close_meeting(actor=hospital_desk, meeting=in_session, today=today)
    assert (closed.state, closed.closed_on) == ("closed", today)
    with pytest.raises(Refused, match="会议已闭会"):
        item(hospital_desk, in_session, "work")


# 其余


def test_a_delegate_notes_the_opinion_of_the_own_delegation_only(
    congress: Meeting, hospital_desk: Actor, delegates: list[Member], today: date
) -> None:
    mine = congress.seats.filter(member=delegates[0])
    actions.group_seats(actor=hospital_desk, meeting=congress, seats=mine, group="临床")
    noted = actions.note_opinion(
        actor=actor_for(delegates[0]), meeting=congress, words="增加夜班补助", today=today
    )
    assert noted.group == "临床"
    with pytest.raises(Refused, match="由本单位"):
        actions.note_opinion(
            actor=actor_for(delegates[0]),
            meeting=congress,
            words="代别人说",
            today=today,
            group="医技",
        )


def test_going_on_over_a_no_is_answered_for_by_the_chair(
    congress: Meeting, hospital_desk: Actor, seat: object, hospital: Unit, today: date
) -> None:
    chair = seat("2002", hospital)  # type: ignore[operator]  # the fixture
    said: dict[str, Any] = {"meeting": congress, "what": "通知不足五个工作日", "today": today}
    with pytest.raises(Refused, match="主席、副主席"):
        actions.override(actor=hospital_desk, reason="急", **said)
    with pytest.raises(Refused, match="理由"):
        actions.override(actor=chair, reason=" ", **said)
    actions.override(actor=chair, reason="上级要求本月完成换届", **said)
    assert Override.objects.get().by_id == chair.member_id


@pytest.mark.parametrize("state", ["archived", "cancelled"])
def test_what_is_filed_or_called_off_takes_no_petition_and_no_override(
    congress: Meeting,
    hospital_desk: Actor,
    seat: object,
    hospital: Unit,
    today: date,
    state: str,
) -> None:
    Meeting.objects.filter(pk=congress.pk).update(state=state)
    chair = seat("2002", hospital)  # type: ignore[operator]  # the fixture
    with pytest.raises(Refused, match="不能作特别说明"):
        actions.override(actor=chair, meeting=congress, what="迟", reason="急", today=today)
    with pytest.raises(Refused, match="不能登记请示"):
        actions.petition(
            actor=hospital_desk,
            meeting=congress,
            to="化工集团工会",
            title="请示",
            sent_on=today,
            today=today,
        )
    assert not Override.objects.exists()
    assert not congress.petitions.exists()


# 双代会改期、取消


@pytest.fixture
def halves(
    plan: Plan, hospital_desk: Actor, seat: Callable[[str, Unit], Actor], today: date
) -> tuple[Meeting, Meeting]:
    """A 双代会 nine days on; the chair and a second member are called to one half each."""
    day = today + 9 * DAY
    union = plan(meets_on=day)
    staff = plan(kind="institution", title="第五届第一次职代会", term=5, meets_on=day)
    actions.hold_beside(actor=hospital_desk, meeting=union, other=staff)
    for one, number in ((union, "2002"), (staff, "2003")):
        who = seat(number, one.unit)
        actions.seat(
            actor=hospital_desk, meeting=one, members=[Member.objects.get(pk=who.member_id)]
        )
        actions.call(actor=hospital_desk, meeting=one, today=today)
    return Meeting.objects.get(pk=union.pk), Meeting.objects.get(pk=staff.pk)


@pytest.fixture
def users(
    halves: tuple[Meeting, Meeting],
    hospital_desk: Actor,
    sign_in: Callable[[Actor], object],
    today: date,
) -> None:
    """Let those who were called have accounts."""
    for one in halves:
        for row in one.seats.select_related("member"):
            assert row.member
            sign_in(actor_for(row.member))


def told() -> list[tuple[str, str]]:
    """Return what people were told since they were called, by the head of it and the meeting."""
    rows = Notice.objects.exclude(title__startswith="会议通知").order_by("pk")
    found = [one.title.partition("：") for one in rows]
    return [(head, rest.partition("（")[0]) for head, _, rest in found]


def test_both_halves_of_a_double_congress_move_and_both_rolls_hear_of_it(
    halves: tuple[Meeting, Meeting], hospital_desk: Actor, users: object, today: date
) -> None:
    union, staff = halves
    union.seats.update(read_on=today)
    staff.seats.update(read_on=today)
    said: dict[str, Any] = {
        "title": union.title,
        "place": "礼堂",
        "today": today,
        "actor": hospital_desk,
    }
    actions.edit_meeting(meeting=union, meets_on=today + 5 * DAY, **said)
    union.refresh_from_db()
    staff.refresh_from_db()
    assert union.meets_on == staff.meets_on == today + 5 * DAY
    assert (union.place, staff.place) == ("礼堂", "")
    assert not union.seats.exclude(read_on=None).exists()
    assert not staff.seats.exclude(read_on=None).exists()
    assert told() == [("会议安排有变", union.title), ("会议安排有变", staff.title)]
    actions.edit_meeting(meeting=union, meets_on=today + 5 * DAY, **{**said, "place": "二楼"})
    assert told()[2:] == [("会议安排有变", union.title)]


def test_a_double_congress_does_not_move_while_its_other_half_meets(
    halves: tuple[Meeting, Meeting], hospital_desk: Actor, today: date
) -> None:
    union, staff = halves
    said: dict[str, Any] = {"title": union.title, "today": today, "actor": hospital_desk}
    Meeting.objects.filter(pk=staff.pk).update(state="open")
    with pytest.raises(Refused, match="不能改期") as caught:
        actions.edit_meeting(meeting=union, meets_on=today, **said)
    assert caught.value.verdict.clause
    assert caught.value.verdict.clause.id == "HOUSE-277"
    Meeting.objects.filter(pk=staff.pk).update(state="called")
    staff.seats.update(signed_at=moment())
    with pytest.raises(Refused, match="已经有人签到"):
        actions.edit_meeting(meeting=union, meets_on=today, **said)
    union.refresh_from_db()
    assert union.meets_on == today + 9 * DAY
    assert told() == []


def test_who_calls_off_one_half_says_what_becomes_of_the_other(
    halves: tuple[Meeting, Meeting], hospital_desk: Actor, users: object, today: date
) -> None:
    union, staff = halves
    said: dict[str, Any] = {
        "actor": hospital_desk,
        "meeting": union,
        "why": "会场停电",
        "today": today,
    }
    with pytest.raises(Refused, match="一并取消，还是单独召开"):
        actions.cancel(**said)
    assert {one.state for one in Meeting.objects.all()} == {"called"}
    actions.cancel(**said, both=False)
    union.refresh_from_db()
    staff.refresh_from_db()
    assert (union.state, staff.state) == ("cancelled", "called")
    assert (union.beside, staff.beside) == (None, None)
    assert told() == [("会议单独召开", staff.title), ("会议取消", union.title)]


def test_both_halves_are_called_off_together(
    halves: tuple[Meeting, Meeting],
    hospital_desk: Actor,
    users: object,
    sign_in: Callable[[Actor], Client],
) -> None:
    union, staff = halves
    desk, url = sign_in(hospital_desk), reverse("meetings:meeting-cancel", args=[union.pk])
    assert f"同日的“{staff}”" in desk.get(url).content.decode()
    assert desk.post(url, {"why": "会场停电"}).status_code == 422
    assert desk.post(url, {"why": "会场停电", "both": "yes"}).status_code == 302
    assert {one.state for one in Meeting.objects.all()} == {"cancelled"}
    assert told() == [("会议取消", staff.title), ("会议取消", union.title)]
