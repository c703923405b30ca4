"""Delegations, presidium, special committees; how a mandate ends and who is elected instead."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from tests.meetings.chosen import chosen, enrol
from tests.meetings.elections import WATCHERS
from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot, Voter
from zhijia.meetings import actions, queries
from zhijia.meetings.forms.between import PaperList
from zhijia.meetings.models import (
    Congress,
    Delegate,
    Item,
    Meeting,
    Panel,
    PanelSeat,
    Precinct,
    Presider,
    Seat,
)
from zhijia.meetings.queries import delegates as asked
from zhijia.meetings.queries import panels as found
from zhijia.meetings.rules import mandates, panels
from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.refs.days import Calendar

DAY = timedelta(days=1)
SignIn = Callable[..., Client]


# rules


def test_the_quarter_is_passed_on_the_day_of_the_seat_that_passed_it() -> None:
    days = [date(2026, 3, day) for day in (1, 5, 9)]
    assert mandates.quarter_since(days, 8) == days[2]
    assert mandates.quarter_since(days[:2], 8) == days[1]
    assert mandates.quarter_since(days, 4) == days[1]


def test_empty_seats_of_the_staff_have_no_quarter() -> None:
    args = (40, 11)
    more = {"since": date(2026, 3, 10), "calendar": Calendar({}, {})}
    assert "2026-06-10" in mandates.vacant("union", *args, **more).reason  # type: ignore[arg-type]  # facts by name
    assert "2026" not in mandates.vacant("staff", *args, **more).reason  # type: ignore[arg-type]  # facts by name


def test_only_delegates_of_this_meeting_preside() -> None:
    assert panels.may_preside("delegate", is_of_meeting=True)
    assert not panels.may_preside("observer", is_of_meeting=True)
    assert not panels.may_preside("delegate", is_of_meeting=False)


# a term with six delegates


@pytest.fixture
def term(power: Unit, workshop: Unit, power_desk: Actor, today: date) -> Congress:
    """The power company's 第 5 届 of the staff: two electoral units, six delegates."""
    made = Congress.objects.create(
        unit=power,
        unit_path=power.path,
        kind="staff",
        side="staff",
        number=5,
        name="第 5 届职工代表大会",
        code="GD-ZG5",
        years=5,
        begins_on=today - 60 * DAY,
        seats=6,
        people=100,
    )
    for n, name in enumerate(("检修车间", "机关"), 1):
        Precinct.objects.create(congress=made, name=name, people=30, seats=3, place=n)
    people = [
        chosen(one, ("检修车间", "机关")[n // 3], today - 50 * DAY)
        for n, one in enumerate(enrol(workshop, 6))
    ]
    actions.enter_delegates(actor=power_desk, congress=made, people=people, today=today)
    return made


@pytest.fixture
def people(term: Congress) -> list[Delegate]:
    return list(asked.delegates_of(term))


@pytest.fixture
def meeting(term: Congress, power_desk: Actor, today: date) -> Meeting:
    """A session of that congress whose credentials were checked."""
    made = actions.plan(
        actor=power_desk,
        unit=term.unit,
        kind="staff",
        title="第五届第一次职工代表大会",
        meets_on=today,
        today=today,
        term=5,
        session=1,
    )
    actions.check_credentials(actor=power_desk, meeting=made, today=today)
    made.refresh_from_db()
    return made


def test_a_delegate_of_two_delegations_is_found_and_refused(
    term: Congress, people: list[Delegate], power_desk: Actor
) -> None:
    shop = term.precincts.get(place=1)
    first = actions.put_delegation(actor=power_desk, congress=term, name="第一团", precincts=[shop])
    second = actions.put_delegation(actor=power_desk, congress=term, name="第二团")
    with pytest.raises(Refused, match="已编入“第一团”，一人只在一个代表团"):
        actions.join_delegation(actor=power_desk, delegation=second, delegates=people)
    assert [first.delegates.count(), second.delegates.count()] == [3, 0]
    actions.leave_delegation(actor=power_desk, delegate=people[0])
    actions.join_delegation(actor=power_desk, delegation=second, delegates=[people[0], people[3]])
    assert [first.delegates.count(), second.delegates.count()] == [2, 2]
    with pytest.raises(Refused, match="已经登记"):
        actions.put_delegation(actor=power_desk, congress=term, name="第一团")


def test_a_delegation_has_one_head_out_of_its_own(
    term: Congress, people: list[Delegate], power_desk: Actor
) -> None:
    with pytest.raises(Refused, match="从本团（组）的代表中推选"):
        actions.name_head(actor=power_desk, delegate=people[0])
    group = actions.put_delegation(
        actor=power_desk, congress=term, name="第一团", precincts=term.precincts.all()
    )
    for one in people[:2]:
        actions.name_head(actor=power_desk, delegate=one)
    assert [one.name for one in group.delegates.filter(is_head=True)] == [people[1].name]
    actions.drop_delegation(actor=power_desk, delegation=group)
    assert not Delegate.objects.filter(is_head=True).exists()
    assert Delegate.objects.count() == 6


def test_passing_the_check_lets_members_hold_the_post_of_a_delegate(
    meeting: Meeting, people: list[Delegate], power: Unit, power_desk: Actor, today: date
) -> None:
    held = Post.objects.open().filter(unit=power, kind="staff_rep")
    assert held.count() == 6
    assert {post.met_on for post in held} == {today - 50 * DAY}
    actions.end_mandate(actor=power_desk, delegate=people[0], reason="left", on=today, today=today)
    assert held.all().count() == 5
    gone = Post.objects.get(unit=power, kind="staff_rep", member=people[0].member)
    assert (gone.until_on, gone.ending) == (today, "term_ended")


@pytest.mark.parametrize(
    ("reason", "why"), [("moved", "由原选举单位决定"), ("recalled", "罢免另行登记"), ("x", "原因")]
)
def test_a_mandate_of_the_staff_ends_by_its_own_text(
    term: Congress,
    people: list[Delegate],
    power_desk: Actor,
    today: date,
    reason: str,
    why: str,
) -> None:
    with pytest.raises(Refused, match=why):
        actions.end_mandate(
            actor=power_desk, delegate=people[0], reason=reason, on=today, today=today
        )
    assert asked.delegates_of(term).count() == 6


def test_a_mandate_ends_on_a_day_that_was(
    people: list[Delegate], power_desk: Actor, today: date
) -> None:
    said = {"actor": power_desk, "delegate": people[0], "reason": "died", "today": today}
    for on in (today + DAY, today - 51 * DAY):
        with pytest.raises(Refused, match="终止日期不能"):
            actions.end_mandate(on=on, **said)  # type: ignore[arg-type]  # facts by name
    actions.end_mandate(on=today, **said)  # type: ignore[arg-type]  # facts by name
    with pytest.raises(Refused, match="已经终止"):
        actions.end_mandate(on=today, **said)  # type: ignore[arg-type]  # facts by name


@pytest.mark.parametrize(
    ("came", "yes", "why"), [(19, 19, "不足三分之二"), (25, 15, "没有过半数"), (31, 16, "多于")]
)
def test_the_own_electoral_unit_recalls_by_its_own_rule(
    term: Congress,
    people: list[Delegate],
    power_desk: Actor,
    today: date,
    came: int,
    yes: int,
    why: str,
) -> None:
    said = {"actor": power_desk, "delegate": people[0], "on": today, "today": today}
    with pytest.raises(Refused, match=why):
        actions.recall_delegate(everybody=30, came=came, yes=yes, **said)  # type: ignore[arg-type]  # facts by name
    assert asked.delegates_of(term).count() == 6
    gone = actions.recall_delegate(everybody=30, came=20, yes=16, **said)  # type: ignore[arg-type]  # facts by name
    assert (gone.ending, gone.ended_yes, gone.ended_of) == ("recalled", 16, 30)


def test_whose_mandate_ended_is_not_in_the_hall_and_does_not_come_back(
    meeting: Meeting, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    desk = power_desk
    actions.call(actor=desk, meeting=meeting, today=today)
    mine, other = (meeting.seats.get(mandate=one) for one in people[:2])
    actions.sign_in(actor=desk, seat=mine, at=now())
    assert queries.present(meeting) == 1
    for one in people[:2]:
        actions.recall_delegate(
            actor=desk, delegate=one, on=today, today=today, everybody=30, came=20, yes=16
        )
    assert queries.present(meeting) == 0
    with pytest.raises(Refused, match=f"{mine.name}的代表身份已于 {today} 终止"):
        actions.sign_in(actor=desk, seat=mine, at=now())
    with pytest.raises(Refused, match=f"{other.name}的代表身份"):
        actions.sign_in_list(actor=desk, meeting=meeting, seats=[other], at=now())
    assert queries.present(meeting) == 0
    assert other not in PaperList(desk, meeting).fields["seats"].queryset  # type: ignore[attr-defined]  # a field of rows
    meeting.refresh_from_db()
    assert meeting.due == 6


def test_a_recall_of_a_members_delegate_is_proposed_by_a_third_or_the_union(
    term: Congress, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    Congress.objects.update(side="union", kind="delegates")
    one = Delegate.objects.get(pk=people[0].pk)
    said = {"actor": power_desk, "delegate": one, "on": today, "today": today, "everybody": 30}
    with pytest.raises(Refused, match="不足三分之一"):
        actions.recall_delegate(came=16, yes=16, asking=9, **said)  # type: ignore[arg-type]  # facts by name
    gone = actions.recall_delegate(came=16, yes=16, is_by_union=True, **said)  # type: ignore[arg-type]  # facts by name
    assert gone.ending == "recalled"


def test_the_same_electoral_unit_elects_instead_once(
    term: Congress,
    people: list[Delegate],
    workshop: Unit,
    power_desk: Actor,
    today: date,
) -> None:
    (new,) = enrol(workshop, 1, "N")
    person = chosen(new, "机关", today)
    said = {"actor": power_desk, "delegate": people[0], "person": person, "today": today}
    with pytest.raises(Refused, match="没有终止"):
        actions.elect_instead(**said)  # type: ignore[arg-type]  # facts by name
    actions.end_mandate(
        actor=power_desk, delegate=people[0], reason="died", on=today - DAY, today=today
    )
    early = person._replace(elected_on=today - 2 * DAY)
    with pytest.raises(Refused, match="不能早于缺额"):
        actions.elect_instead(**{**said, "person": early})  # type: ignore[arg-type]  # facts by name
    vacant = asked.vacancy_of(term, today)
    assert vacant is not None
    assert "缺额 1 名" in vacant.verdict.reason
    made = actions.elect_instead(**said)  # type: ignore[arg-type]  # facts by name
    assert (made.precinct.name, made.fills_id) == ("检修车间", people[0].pk)
    assert made.polling is not None
    assert made.polling.is_by
    assert asked.vacancy_of(term, today) is None
    with pytest.raises(Refused, match="已经补选"):
        actions.elect_instead(**said)  # type: ignore[arg-type]  # facts by name


def test_the_presidium_is_judged_by_the_text_of_its_congress(
    meeting: Meeting, power_desk: Actor
) -> None:
    seats = list(meeting.seats.all()[:2])
    Delegate.objects.filter(pk=seats[0].mandate_id).update(rank="chief")
    actions.preside(actor=power_desk, meeting=meeting, seats=seats[:1])
    rows = found.presidium_of(meeting)
    assert not found.presidium_judged(meeting, rows)
    actions.preside(actor=power_desk, meeting=meeting, seats=seats[1:], is_executive=True)
    rows = found.presidium_of(meeting)
    assert found.presidium_judged(meeting, rows)
    assert [row.is_executive for row in rows] == [True, False]
    guest = meeting.seats.create(name="列席", seat="observer", place=99)
    with pytest.raises(Refused, match="正式代表中推选"):
        actions.preside(actor=power_desk, meeting=meeting, seats=[guest])
    assert meeting.presidium.count() == 2


def test_who_presides_leaves_the_presidium_before_the_roll(
    term: Congress, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    desk = power_desk
    meeting = actions.plan(
        actor=desk,
        unit=term.unit,
        kind="staff",
        title="第五届第一次职工代表大会",
        meets_on=today,
        today=today,
        term=5,
        session=1,
    )
    actions.seat_holders(actor=desk, meeting=meeting)
    seats = [meeting.seats.get(mandate=one) for one in people[:2]]
    actions.preside(actor=desk, meeting=meeting, seats=seats)
    with pytest.raises(Refused, match=f"{seats[0].name}是主席团成员，请先移出主席团"):
        actions.unseat(actor=desk, seat=seats[0])
    assert meeting.seats.count() == 6
    actions.end_mandate(actor=desk, delegate=people[0], reason="died", on=today, today=today)
    actions.seat_holders(actor=desk, meeting=meeting)
    assert meeting.seats.count() == 5
    assert [row.seat for row in meeting.presidium.all()] == [seats[1]]


def test_a_special_committee_is_adopted_by_its_congress_and_ends_with_the_mandate(
    term: Congress,
    people: list[Delegate],
    meeting: Meeting,
    power_desk: Actor,
    today: date,
) -> None:
    with pytest.raises(Refused, match="还没有召开"):
        actions.put_panel(actor=power_desk, congress=term, name="提案委", adopted_at=meeting)
    panel = actions.put_panel(actor=power_desk, congress=term, name="提案委")
    assert not found.panels_of(term)[0].adopted
    sit = {"actor": power_desk, "panel": panel, "from_on": today}
    actions.seat_on_panel(delegate=people[0], is_head=True, **sit)  # type: ignore[arg-type]  # facts by name
    actions.seat_on_panel(delegate=people[1], is_head=True, **sit)  # type: ignore[arg-type]  # facts by name
    actions.seat_on_panel(delegate=None, name="法务顾问", **sit)  # type: ignore[arg-type]  # facts by name
    with pytest.raises(Refused, match="已经是“提案委”的成员"):
        actions.seat_on_panel(delegate=people[0], **sit)  # type: ignore[arg-type]  # facts by name
    with pytest.raises(Refused, match="请选择代表"):
        actions.seat_on_panel(delegate=None, **sit)  # type: ignore[arg-type]  # facts by name
    actions.end_mandate(actor=power_desk, delegate=people[0], reason="died", on=today, today=today)
    with pytest.raises(Refused, match="代表身份已经终止"):
        actions.seat_on_panel(
            delegate=Delegate.objects.get(pk=people[0].pk),
            **{**sit, "panel": actions.put_panel(actor=power_desk, congress=term, name="劳动")},  # type: ignore[arg-type]  # facts by name
        )
    Meeting.objects.filter(pk=meeting.pk).update(state="open")
    meeting.refresh_from_db()
    actions.put_panel(
        actor=power_desk, congress=term, name="提案委", panel=panel, adopted_at=meeting
    )
    one = found.panels_of(term)[0]
    assert one.adopted
    assert [(seat.name, seat.is_head) for seat in one.seats] == [
        (people[1].name, True),
        ("法务顾问", False),
    ]


# pages


@pytest.fixture
def desk(sign_in: SignIn, power_desk: Actor) -> Client:
    return sign_in(power_desk)


def body(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"meetings:{name}", args=args))
    assert response.status_code == status, name
    return response.content.decode()


def post(client: Client, name: str, key: int, said: dict[str, object], status: int = 302) -> str:
    response = client.post(reverse(f"meetings:{name}", args=[key]), said)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_delegations_are_kept_on_pages(
    desk: Client, term: Congress, people: list[Delegate]
) -> None:
    assert "未编团（组）（6 人）" in body(desk, "delegations", term.pk)
    shop = term.precincts.get(place=1)
    post(desk, "delegation-new", term.pk, {"name": "<i>一团</i>", "precincts": [shop.pk]})
    page = body(desk, "delegations", term.pk)
    assert "<i>一团" not in page
    post(desk, "delegate-head", people[0].pk, {})
    assert "团（组）长" in body(desk, "delegations", term.pk)
    assert "从本团" in post(desk, "delegate-head", people[5].pk, {}, status=422)
    post(desk, "delegate-out", people[0].pk, {})
    group = term.delegations.get()
    post(desk, "delegation-edit", group.pk, {"name": "第一团", "precincts": [shop.pk]})
    assert group.delegates.count() == 3
    post(desk, "delegation-drop", group.pk, {})
    assert not term.delegations.exists()


def test_ends_recalls_and_by_elections_are_entered_on_pages(
    desk: Client, term: Congress, people: list[Delegate], workshop: Unit, today: date
) -> None:
    day = today.isoformat()
    said: dict[str, object] = {"reason": "moved", "on": day}
    assert "由原选举单位决定" in post(desk, "delegate-end", people[0].pk, said, status=422)
    post(desk, "delegate-end", people[0].pk, {"reason": "resigned", "on": day, "why": "工作忙"})
    vote: dict[str, object] = {"on": day, "everybody": 30, "came": 25, "yes": 15, "why": "失职"}
    assert "没有过半数" in post(desk, "delegate-recall", people[1].pk, vote, status=422)
    post(desk, "delegate-recall", people[1].pk, {**vote, "yes": 16})
    assert "被罢免" in body(desk, "delegate", people[1].pk)
    (new,) = enrol(workshop, 1, "N")
    person = {"member": new.pk, "elected_on": day, "everybody": 30, "came": 25, "yes": 20}
    post(desk, "delegate-fill", people[0].pk, person)
    assert "由" in body(desk, "delegate", people[0].pk)
    assert "接替" in body(desk, "delegate", Delegate.objects.get(member=new).pk)
    page = desk.get(reverse("meetings:delegates", args=[term.pk]), {"list": "past"})
    assert "本人辞去代表" in page.content.decode()
    post(desk, "posts-write", term.pk, {})
    assert Post.objects.open().filter(kind="staff_rep").count() == 5


def test_presidium_and_panels_are_kept_on_pages(
    desk: Client, term: Congress, people: list[Delegate], meeting: Meeting, today: date
) -> None:
    assert "还没有推选" in body(desk, "presidium", meeting.pk)
    seat = meeting.seats.get(place=1)
    post(desk, "presider-new", meeting.pk, {"seat": seat.pk, "is_executive": "on"})
    assert "执行主席" in body(desk, "presidium", meeting.pk)
    post(desk, "presider-drop", Presider.objects.get().pk, {})
    assert not Presider.objects.exists()
    post(desk, "panel-new", term.pk, {"name": "提案委", "duty": "审查提案"})
    panel = Panel.objects.get()
    post(
        desk,
        "panel-seat-new",
        panel.pk,
        {"delegate": people[0].pk, "is_head": "on", "from_on": today.isoformat()},
    )
    page = body(desk, "panels", term.pk)
    assert "主任（组长）" in page
    assert "还没有经大会审议通过" in page
    post(desk, "panel-edit", panel.pk, {"name": "提案审查委员会"})
    post(desk, "panel-seat-end", PanelSeat.objects.get().pk, {})
    assert PanelSeat.objects.get().until_on == today


def test_strangers_find_none_of_it(
    sign_in: SignIn,
    school_desk: Actor,
    term: Congress,
    people: list[Delegate],
    meeting: Meeting,
    power_desk: Actor,
) -> None:
    group = actions.put_delegation(actor=power_desk, congress=term, name="一团")
    panel = actions.put_panel(actor=power_desk, congress=term, name="提案委")
    client = sign_in(school_desk)
    for name, key in (
        ("delegations", term.pk),
        ("delegation-new", term.pk),
        ("delegation-edit", group.pk),
        ("panels", term.pk),
        ("panel-new", term.pk),
        ("panel-edit", panel.pk),
        ("panel-seat-new", panel.pk),
        ("presidium", meeting.pk),
        ("delegate-end", people[0].pk),
        ("delegate-recall", people[0].pk),
        ("delegate-fill", people[0].pk),
    ):
        body(client, name, key, status=404)
    for name, key in (
        ("delegation-drop", group.pk),
        ("delegate-head", people[0].pk),
        ("delegate-out", people[0].pk),
        ("posts-write", term.pk),
        ("presider-new", meeting.pk),
    ):
        post(client, name, key, {}, status=404)
    assert term.delegations.exists()


def test_posts_of_others_end_when_a_new_term_is_checked(
    term: Congress, power: Unit, workshop: Unit, power_desk: Actor, today: date
) -> None:
    (old,) = enrol(workshop, 1, "O")
    assert isinstance(old, Member)
    Post.objects.create(
        unit=power, unit_path=power.path, member=old, kind="staff_rep", from_on=today - 900 * DAY
    )
    actions.post_delegates(actor=power_desk, congress=term, today=today)
    assert Post.objects.get(member=old).until_on == today


# 选票自己的签到台


@pytest.fixture
def ballot(meeting: Meeting, people: list[Delegate], power_desk: Actor, today: date) -> Ballot:
    """A secret vote of that session, begun with four of six in the hall."""
    desk = power_desk
    for role, who in zip(WATCHERS, people[2:5], strict=True):
        assert who.member
        actions.name_watch(actor=desk, meeting=meeting, role=role, member=who.member)
    row = actions.add_item(actor=desk, meeting=meeting, title="福利方案", business="welfare")
    row = actions.draft_vote(actor=desk, item=row, today=today)
    assert row.ballot
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.call(actor=desk, meeting=meeting, today=today)
    for one in meeting.seats.filter(mandate__in=people[2:]):
        actions.sign_in(actor=desk, seat=one, at=now())
    actions.open_meeting(actor=desk, meeting=meeting, today=today)
    actions.begin_item(actor=desk, item=row, at=now())
    row = Item.objects.select_related("ballot", "meeting__unit").get(pk=row.pk)
    actions.begin_ballot(actor=desk, item=row, today=today)
    return Ballot.objects.get(pk=row.ballot_id)


def test_whose_mandate_ended_gets_no_paper_at_the_desk_of_the_ballot_itself(
    ballot: Ballot, people: list[Delegate], power_desk: Actor, sign_in: SignIn, today: date
) -> None:
    gone, there = (ballot.voters.get(member=one.member_id) for one in people[:2])
    actions.end_mandate(actor=power_desk, delegate=people[0], reason="left", on=today, today=today)
    for way in ("paper", "mobile"):
        with pytest.raises(Refused, match=r"代表身份已于.*终止，不能签到、领票") as caught:
            ballots.sign_in(actor=power_desk, voter=gone, way=way, today=today)
        assert caught.value.verdict.clause
        assert caught.value.verdict.clause.id == "HOUSE-287"
    page = sign_in(power_desk).get(reverse("ballots:sign-desk", args=[ballot.pk]), {"q": gone.name})
    assert "不能领票" in page.content.decode()
    assert reverse("ballots:voter-sign", args=[gone.pk]) not in page.content.decode()
    came = ballots.check_in(actor=power_desk, ballot=ballot, voters=Q(), today=today)
    assert came == 1
    gone.refresh_from_db()
    there.refresh_from_db()
    assert (gone.way, there.way, ballot.due) == ("", "paper", 6)


def test_a_delegate_who_is_no_member_is_known_by_the_number_on_the_roll(
    ballot: Ballot, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    one = people[0]
    Delegate.objects.filter(pk=one.pk).update(member=None)
    Seat.objects.filter(mandate=one).update(member=None)
    ballot.voters.filter(member=one.member_id).update(member=None, number=one.number)
    one.refresh_from_db()
    actions.end_mandate(actor=power_desk, delegate=one, reason="left", on=today, today=today)
    voter = ballot.voters.get(number=one.number)
    with pytest.raises(Refused, match="代表身份已于"):
        ballots.sign_in(actor=power_desk, voter=voter, way="paper", today=today)
    assert ballots.check_in(actor=power_desk, ballot=ballot, voters=Q(), today=today) == 1


def test_a_second_vote_knows_whose_mandate_ended_too(
    ballot: Ballot, people: list[Delegate], power_desk: Actor, today: date
) -> None:
    again = Ballot.objects.create(
        unit=ballot.unit,
        unit_path=ballot.unit_path,
        number=99,
        title="再次投票",
        body=ballot.body,
        state="open",
        follows=ballot,
        drafted_on=today,
    )
    voter = Voter.objects.create(ballot=again, member=people[0].member, name=people[0].name)
    actions.end_mandate(actor=power_desk, delegate=people[0], reason="left", on=today, today=today)
    with pytest.raises(Refused, match="代表身份已于"):
        ballots.sign_in(actor=power_desk, voter=voter, way="paper", today=today)
    voter.refresh_from_db()
    assert voter.way == ""
