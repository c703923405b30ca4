"""Between congresses: inspections and questions, joint meetings of heads and their confirmation."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from tests.meetings.chosen import chosen, enrol
from zhijia.meetings import actions
from zhijia.meetings.models import Confirmation, Congress, Delegate, Inspection, Item, Meeting
from zhijia.meetings.queries import between as found
from zhijia.meetings.queries import delegates as asked
from zhijia.meetings.rules import between
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import waiting_for

DAY = timedelta(days=1)
SignIn = Callable[..., Client]


@pytest.fixture
def term(power: Unit, workshop: Unit, power_desk: Actor, today: date) -> Congress:
    """The power company's 第 5 届 of the staff: three delegates in one delegation, one its head."""
    made = actions.enter_congress(
        actor=power_desk,
        unit=power,
        kind="staff",
        number=5,
        years=5,
        begins_on=today - 60 * DAY,
        seats=3,
    )
    shop = actions.put_precinct(
        actor=power_desk, congress=made, name="检修车间", people=30, seats=3
    )
    people = [chosen(one, "检修车间", today - 50 * DAY) for one in enrol(workshop, 3)]
    actions.enter_delegates(actor=power_desk, congress=made, people=people, today=today)
    actions.put_delegation(actor=power_desk, congress=made, name="一团", precincts=[shop])
    actions.name_head(actor=power_desk, delegate=asked.delegates_of(made).order_by("pk")[0])
    return made


@pytest.fixture
def people(term: Congress) -> list[Delegate]:
    return list(asked.delegates_of(term).order_by("pk"))


def moment() -> datetime:
    return now()


def hold(desk: Actor, unit: Unit, kind: str, today: date, **more: object) -> Meeting:
    """Hold a meeting until it is open, everybody there."""
    one = actions.plan(
        actor=desk,
        unit=unit,
        kind=kind,
        title=f"{kind}会议",
        meets_on=today,
        today=today,
        **more,  # type: ignore[arg-type]  # facts by name
    )
    actions.seat_holders(actor=desk, meeting=one)
    if asked.congress_of(one):
        actions.check_credentials(actor=desk, meeting=one, today=today)
    else:
        actions.fix_roll(actor=desk, meeting=one, today=today)
    actions.call(actor=desk, meeting=one, today=today)
    actions.sign_in_list(actor=desk, meeting=one, seats=one.seats.all(), at=moment())
    return actions.open_meeting(actor=desk, meeting=one, today=today)


def vote(desk: Actor, meeting: Meeting, item: Item, yes: int) -> None:
    actions.begin_item(actor=desk, item=item, at=moment())
    actions.vote_by_hands(actor=desk, item=item, yes=yes, no=meeting.due - yes, abstain=0)
    item.refresh_from_db()


# rules


def test_an_answer_is_due_in_fifteen_working_days_and_late_is_said() -> None:
    due = date(2026, 3, 20)
    assert not between.is_answered(due_on=due, answered_on=None, today=due)
    assert "逾期" in between.is_answered(due_on=due, answered_on=None, today=due + DAY).reason
    assert between.is_answered(due_on=due, answered_on=due, today=due)
    assert "晚于" in between.is_answered(due_on=due, answered_on=due + DAY, today=due + DAY).reason


def test_a_decision_waits_is_confirmed_or_falls() -> None:
    assert not between.is_confirmed("", at="")
    assert "等待确认" in between.is_confirmed("", at="第二次会议").reason
    assert between.is_confirmed("adopted", at="第二次会议")
    assert "不再执行" in between.is_confirmed("rejected", at="第二次会议").reason


# inspections


def inspect(desk: Actor, term: Congress, people: list[Delegate], today: date) -> Inspection:
    return actions.enter_inspection(
        actor=desk,
        congress=term,
        kind="visit",
        title="高温岗位防护",
        held_on=today - DAY,
        whom="检修车间",
        delegates=people,
        found="两台风扇损坏。",
        today=today,
        unit=Unit.objects.get(code="JX"),
    )


def test_two_delegates_of_this_term_look_and_an_answer_is_due(
    term: Congress, people: list[Delegate], power_desk: Actor, group_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="2 名以上"):
        inspect(power_desk, term, people[:1], today)
    with pytest.raises(Refused, match="由本单位"):
        inspect(group_desk, term, people, today)
    assert not Inspection.objects.exists()
    one = inspect(power_desk, term, people, today)
    assert one.due_on > today + 14 * DAY
    with pytest.raises(Refused, match="答复日期"):
        actions.answer_inspection(
            actor=power_desk,
            inspection=one,
            answer="已换",
            answered_on=today - 2 * DAY,
            today=today,
        )
    actions.answer_inspection(
        actor=power_desk, inspection=one, answer="已换", answered_on=today, today=today
    )
    assert found.inspections_of(term, today)[0].verdict


def test_who_was_visited_is_told_and_asked_to_answer_and_the_delegates_hear(
    term: Congress,
    people: list[Delegate],
    power: Unit,
    power_desk: Actor,
    workshop_chair: Actor,
    school_desk: Actor,
    sign_in: SignIn,
    today: date,
) -> None:
    assert people[0].member
    delegate = actor_for(people[0].member)
    client = sign_in(workshop_chair)
    for each in (power_desk, school_desk, delegate):
        sign_in(each)
    one = inspect(power_desk, term, people, today)
    who = Notice.objects.filter(kind="meetings.inspected")
    assert [note.user.member.pk for note in who] == [workshop_chair.member_id]
    assert f"{one.due_on:%Y-%m-%d} 前" in who[0].title

    def asked_of(actor: Actor) -> list[tuple[str, date | None]]:
        waits = waiting_for(actor, today)
        return [(each.title, each.due_on) for each in waits if each.url == one.get_absolute_url()]

    assert asked_of(workshop_chair) == [("请答复代表巡视检查：高温岗位防护", one.due_on)]
    assert asked_of(power_desk) == asked_of(school_desk) == []
    assert reverse("meetings:inspection-answer", args=[one.pk]) in body(
        client, "inspection", one.pk
    )
    with pytest.raises(Refused, match="由被检查"):
        actions.answer_inspection(
            actor=school_desk, inspection=one, answer="代答", answered_on=today, today=today
        )
    assert not Inspection.objects.get(pk=one.pk).answer
    post(client, "inspection-answer", one.pk, answer="已更换", answered_on=today.isoformat())
    assert asked_of(workshop_chair) == []
    told = who.filter(title__contains="已答复")
    heard = {note.user.member.pk for note in told}
    assert heard == {power_desk.member_id, delegate.member_id}


def test_a_question_to_a_department_waits_at_the_desk_of_the_term(
    term: Congress, people: list[Delegate], power_desk: Actor, workshop_chair: Actor, today: date
) -> None:
    one = inspect(power_desk, term, people, today)
    Inspection.objects.filter(pk=one.pk).update(unit=None, due_on=today - DAY)
    (wait,) = [each for each in waiting_for(power_desk, today) if "高温岗位" in each.title]
    assert (wait.light, wait.due_on) == ("red", today - DAY)
    assert not [each for each in waiting_for(workshop_chair, today) if "高温岗位" in each.title]
    Congress.objects.filter(pk=term.pk).update(ended_on=today)
    actions.answer_inspection(
        actor=power_desk, inspection=one, answer="已办", answered_on=today, today=today
    )
    with pytest.raises(Refused, match="已经结束"):
        actions.answer_inspection(
            actor=power_desk, inspection=one, answer="另一种", answered_on=today, today=today
        )
    assert Inspection.objects.get(pk=one.pk).answer == "已办"


def test_what_was_found_becomes_a_rectification_once(
    term: Congress, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    one = actions.order_mending(
        actor=power_desk, inspection=inspect(power_desk, term, people, today), today=today
    )
    assert one.matter is not None
    assert (one.matter.kind, one.matter.unit.code) == ("rectification", "JX")
    with pytest.raises(Refused, match="已经开过"):
        actions.order_mending(actor=power_desk, inspection=one, today=today)


# joint meetings


def test_heads_meet_decide_and_the_next_congress_confirms(
    term: Congress, people: list[Delegate], power: Unit, power_desk: Actor, today: date
) -> None:
    joint = hold(power_desk, power, "heads", today)
    assert [seat.name for seat in joint.seats.all()] == [people[0].name]
    urgent = actions.add_item(
        actor=power_desk, meeting=joint, title="高温津贴提前发放", business="urgent"
    )
    congress = hold(power_desk, power, "staff", today, term=5, session=1)
    with pytest.raises(Refused, match="没有作出决定"):
        actions.put_for_confirmation(actor=power_desk, meeting=congress, decision=urgent)
    vote(power_desk, joint, urgent, 1)
    made = actions.put_for_confirmation(actor=power_desk, meeting=congress, decision=urgent)
    with pytest.raises(Refused, match="已经列入"):
        actions.put_for_confirmation(actor=power_desk, meeting=congress, decision=urgent)
    assert "等待确认" in found.decisions_of(congress)[0].verdict.reason
    actions.drop_item(actor=power_desk, item=made.at)
    assert not Confirmation.objects.exists()  # what was not reached waits for the next congress
    made = actions.put_for_confirmation(actor=power_desk, meeting=congress, decision=urgent)
    vote(power_desk, congress, made.at, 2)
    assert found.decisions_of(congress)[0].verdict
    assert Confirmation.objects.count() == 1


def test_only_joint_meetings_are_confirmed(
    term: Congress, power: Unit, power_desk: Actor, today: date
) -> None:
    congress = hold(power_desk, power, "staff", today, term=5, session=1)
    own = actions.add_item(actor=power_desk, meeting=congress, title="办法", business="method")
    with pytest.raises(Refused, match="联席会议"):
        actions.put_for_confirmation(actor=power_desk, meeting=congress, decision=own)
    assert congress.items.count() == 1


def test_who_is_on_the_paper_list_is_signed_in_once(
    term: Congress, power: Unit, power_desk: Actor, group_desk: Actor, today: date
) -> None:
    one = hold(power_desk, power, "staff", today, term=5, session=1)
    first = one.seats.get(place=1)
    was = first.signed_at
    actions.sign_in_list(actor=power_desk, meeting=one, seats=[first], at=moment())
    first.refresh_from_db()
    assert (first.signed_at, first.signed_by) == (was, "list")
    with pytest.raises(Refused, match="由本单位"):
        actions.sign_in_list(actor=group_desk, meeting=one, seats=[first], at=moment())


# pages


def post(client: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    response = client.post(reverse(f"meetings:{name}", args=args), said)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def body(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"meetings:{name}", args=args))
    assert response.status_code == status, name
    return response.content.decode()


def test_inspections_are_kept_on_pages(
    sign_in: SignIn,
    term: Congress,
    people: list[Delegate],
    power_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    desk = sign_in(power_desk)
    assert "还没有巡视" in body(desk, "inspections", term.pk)
    said = {
        "kind": "question",
        "title": "<b>食堂</b>",
        "held_on": today.isoformat(),
        "whom": "后勤部",
        "names": f"{people[0].number}\n不在的人",
        "found": "菜价上涨",
    }
    no = post(desk, "inspection-new", term.pk, status=422, **said)
    assert "“不在的人”不在本届代表名册上" in no
    post(desk, "inspection-new", term.pk, **{**said, "names": "、".join(o.name for o in people)})
    one = Inspection.objects.get()
    assert one.delegates.count() == 3
    assert "<b>食堂" not in body(desk, "inspections", term.pk)
    no = post(desk, "inspection-mend", one.pk, status=422)
    assert "没有写明是哪个下级单位" in no
    post(desk, "inspection-answer", one.pk, answer="已调整", answered_on=today.isoformat())
    assert people[0].member
    mine = sign_in(actor_for(people[0].member))
    assert "已调整" in body(mine, "inspection", one.pk)
    body(mine, "inspections", term.pk, status=404)
    stranger = sign_in(school_desk)
    for name, key in (
        ("inspections", term.pk),
        ("inspection", one.pk),
        ("inspection-answer", one.pk),
    ):
        body(stranger, name, key, status=404)
    post(stranger, "inspection-mend", one.pk, status=404)


def test_a_decision_is_put_on_the_agenda_on_its_page(
    sign_in: SignIn, term: Congress, power: Unit, power_desk: Actor, today: date
) -> None:
    desk = sign_in(power_desk)
    joint = hold(power_desk, power, "heads", today)
    congress = hold(power_desk, power, "staff", today, term=5, session=1)
    assert "没有需要确认的决定" in body(desk, "confirming", congress.pk)
    urgent = actions.add_item(actor=power_desk, meeting=joint, title="津贴", business="urgent")
    vote(power_desk, joint, urgent, 1)
    assert "还没有列入大会议程" in body(desk, "confirming", congress.pk)
    post(desk, "decision-confirm", congress.pk, urgent.pk)
    no = post(desk, "decision-confirm", congress.pk, urgent.pk, status=422)
    assert "已经列入" in no
    assert congress.items.get().title == "确认联席会议决定：津贴"


def test_the_paper_list_is_entered_on_its_page(
    sign_in: SignIn, term: Congress, power: Unit, power_desk: Actor, today: date
) -> None:
    one = actions.plan(
        actor=power_desk,
        unit=power,
        kind="staff",
        title="职代会",
        meets_on=today,
        today=today,
        term=5,
        session=1,
    )
    actions.check_credentials(actor=power_desk, meeting=one, today=today)
    actions.call(actor=power_desk, meeting=one, today=today)
    desk = sign_in(power_desk)
    page = body(desk, "desk-list", one.pk)
    assert page.count('type="checkbox"') == 3
    keys = list(one.seats.values_list("pk", flat=True)[:2])
    post(desk, "desk-list", one.pk, seats=keys)
    assert one.seats.filter(signed_by="list").count() == 2
    assert "请选择" in post(desk, "desk-list", one.pk, status=422)
