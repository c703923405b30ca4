"""Delegates: electoral units and seats, who was elected, the check that freezes the roll."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.meetings.chosen import VOTERS, chosen, enrol
from zhijia.law import LAW
from zhijia.law.in_force import ON, Chosen, in_force
from zhijia.meetings import actions
from zhijia.meetings.models import (
    Congress,
    Credentials,
    Delegate,
    Meeting,
    Override,
    Polling,
    Precinct,
    Target,
)
from zhijia.meetings.queries import delegates as asked
from zhijia.meetings.rules import mandates
from zhijia.meetings.rules.mandates import Mandate, NewDelegate, Poll, Term
from zhijia.meetings.sheets.delegates import BringDelegates
from zhijia.org.actions import choose_law
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.org.rules import Tone
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)
DAY_ONE = date(2026, 1, 1)
SignIn = Callable[..., Client]


# rules


def term(**more: object) -> Term:
    said: dict[str, object] = {
        "whose": "staff",
        "is_school": False,
        "people": 1000,
        "women": None,
        "quotas": {"甲": 2, "乙": 3},
        "counts": {},
        "total": 0,
    }
    return Term(**{**said, **more})  # type: ignore[arg-type]  # facts by name


def test_deputies_are_managers_among_staff_delegates_alone() -> None:
    assert mandates.COUNTED["union"] == {"chief"}
    assert mandates.COUNTED["staff"] == {"chief", "deputy"}


@pytest.mark.parametrize(("teachers", "ok"), [(59, False), (60, True)])
def test_fewer_than_sixty_percent_teachers_stop_a_teachers_congress(
    teachers: int, ok: bool
) -> None:
    facts = term(is_school=True, total=100, counts={"teachers": teachers}, quotas={})
    passed = mandates.passes(mandates.who_they_are(facts))
    assert bool(passed) is ok
    if not ok:
        assert "教师 59 人，占 59.0%，应不低于 60%，即 60 人" in passed.reason
        assert passed.clause == LAW["JD-04"]


def test_too_many_managers_are_a_warning_and_stop_nothing() -> None:
    facts = term(total=100, counts={"managers": 21}, quotas={})
    found = mandates.who_they_are(facts)
    assert [one.tone for one in found if not one.verdict] == [Tone.WARN]
    assert mandates.passes(found)
    assert mandates.passes(mandates.who_they_are(term(total=100, counts={"managers": 20})))


def test_more_delegates_than_seats_stop_the_check_and_fewer_are_told() -> None:
    found = mandates.seats_filled(term(), {"甲": 3, "乙": 2})
    assert [one.tone for one in found] == [Tone.BREACH, Tone.HINT]
    assert not mandates.passes(found)
    full = mandates.seats_filled(term(), {"甲": 2, "乙": 3})
    assert [bool(one.verdict) for one in full] == [True]


def test_member_delegates_are_elected_from_more_candidates_than_seats() -> None:
    poll = Poll("甲", date(2026, 3, 2), 20, 100, 90, candidates=22)
    assert not mandates.passes(mandates.polls_held("union", [poll]))
    assert mandates.passes(mandates.polls_held("staff", [poll]))


def test_who_was_not_elected_by_more_than_half_of_all_is_no_delegate() -> None:
    poll = Poll("甲", date(2026, 3, 2), 1, 100, 90)
    ok, short = (Mandate(n, "", "甲", yes=yes, poll=poll) for n, yes in (("张", 51), ("李", 50)))
    found = mandates.duly_elected("staff", [ok, short])
    assert len(found) == 1
    assert "李（甲）" in found[0].verdict.reason
    assert not mandates.passes(found)


def test_what_was_never_entered_is_a_warning() -> None:
    found = mandates.duly_elected("staff", [Mandate("张", "", "甲")])
    assert [one.tone for one in found] == [Tone.WARN]
    assert mandates.passes(found)


def test_only_members_who_vote_are_delegates_of_members() -> None:
    assert mandates.may_be_delegate("staff", is_member=False, has_vote=False)
    assert not mandates.may_be_delegate("union", is_member=False, has_vote=False)
    assert not mandates.may_be_delegate("union", is_member=True, has_vote=False)


@pytest.mark.parametrize(
    ("bound", "has", "ok"),
    [("least", 30, True), ("least", 29, False), ("most", 30, True), ("most", 31, False)],
)
@pytest.mark.parametrize("is_must", [True, False])
def test_what_the_union_asks_of_itself_stops_only_where_it_must_be_met(
    bound: str, has: int, ok: bool, is_must: bool
) -> None:
    asked_ = mandates.Target("women", bound, 30, "选举方案第三条", is_must)
    found = mandates.meets(asked_, term(total=100, counts={"women": has}))
    assert bool(found.verdict) is ok
    assert "选举方案第三条" in found.verdict.reason
    assert bool(mandates.passes([found])) is (ok or not is_must)


# a company's term of delegates


@pytest.fixture
def company(power: Unit, workshop: Unit, today: date) -> Congress:
    """What the tests below enter delegates into: two electoral units, three seats."""
    made = Congress.objects.create(
        unit=power,
        unit_path=power.path,
        kind="staff",
        side="staff",
        number=5,
        name="供电公司工会第 5 届职工代表大会",
        code="GD-ZG5",
        years=5,
        begins_on=today - 30 * DAY,
        seats=3,
        people=400,
    )
    Precinct.objects.create(congress=made, name="检修车间", people=200, seats=2, place=1)
    Precinct.objects.create(congress=made, name="机关", people=200, seats=1, place=2)
    return made


def test_the_desk_enters_a_term_and_the_one_before_ends(
    power_desk: Actor, power: Unit, company: Congress, today: date
) -> None:
    said = {"unit": power, "kind": "staff", "years": 4, "begins_on": today, "seats": 40}
    with pytest.raises(Refused, match="已经登记"):
        actions.enter_congress(actor=power_desk, number=5, **said)  # type: ignore[arg-type]  # facts by name
    made = actions.enter_congress(actor=power_desk, number=6, **said)  # type: ignore[arg-type]  # facts by name
    company.refresh_from_db()
    assert (made.side, made.ended_on, company.ended_on) == ("staff", None, today)
    union = actions.enter_congress(
        actor=power_desk, number=6, **{**said, "kind": "delegates", "years": 5}
    )  # type: ignore[arg-type]  # facts by name
    made.refresh_from_db()
    assert (union.side, made.ended_on) == ("union", None)


def test_a_term_entered_ahead_ends_nothing_before_its_day(
    power_desk: Actor, power: Unit, company: Congress, elected: list[Delegate], today: date
) -> None:
    said = {
        "actor": power_desk,
        "unit": power,
        "kind": "staff",
        "number": 6,
        "years": 5,
        "seats": 3,
    }
    with pytest.raises(Refused, match="起始日期应当在"):
        actions.enter_congress(begins_on=company.begins_on, **said)  # type: ignore[arg-type]  # facts by name
    company.refresh_from_db()
    assert company.ended_on is None
    made = actions.enter_congress(begins_on=today + 60 * DAY, **said)  # type: ignore[arg-type]  # facts by name
    company.refresh_from_db()
    assert (company.ended_on, company.is_over) == (today + 60 * DAY, False)
    mine = Actor(member_id=elected[0].member_id)
    assert [one.pk for one in asked.mandates_of(mine)] == [elected[0].pk]
    gone = actions.end_mandate(
        actor=power_desk, delegate=elected[0], reason="died", on=today, today=today
    )
    assert gone.ended_on == today
    actions.edit_congress(actor=power_desk, congress=made, years=5, begins_on=today, seats=3)
    company.refresh_from_db()
    assert (company.ended_on, company.is_over) == (today, True)
    with pytest.raises(Refused, match="已经结束"):
        actions.end_mandate(
            actor=power_desk, delegate=elected[1], reason="died", on=today, today=today
        )


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "delegates", "years": 4}, "不能是 4 年"),
        ({"kind": "teachers"}, "不召开"),
        ({"kind": "committee"}, "有代表的代表大会"),
        ({"people": 10, "women": 11}, "多于总数"),
    ],
)
def test_a_term_that_cannot_be_is_not_entered(
    power_desk: Actor, power: Unit, today: date, more: dict[str, object], why: str
) -> None:
    said = {"kind": "staff", "number": 1, "years": 5, "begins_on": today, "seats": 40, **more}
    with pytest.raises(Refused, match=why):
        actions.enter_congress(actor=power_desk, unit=power, **said)  # type: ignore[arg-type]  # facts by name
    assert not Congress.objects.exists()


def test_another_desk_keeps_no_delegates_of_this_unit(group_desk: Actor, company: Congress) -> None:
    with pytest.raises(Refused, match="由本单位"):
        actions.put_precinct(actor=group_desk, congress=company, name="丙", people=3, seats=1)
    assert company.precincts.count() == 2


def test_electoral_units_are_drawn_from_the_tree_and_seats_dealt_by_people(
    power_desk: Actor, power: Unit, workshop: Unit, today: date
) -> None:
    term_ = actions.enter_congress(
        actor=power_desk,
        unit=power,
        kind="delegates",
        number=1,
        years=5,
        begins_on=today,
        seats=10,
    )
    with pytest.raises(Refused, match="还没有登记选举单位"):
        actions.allot_seats(actor=power_desk, congress=term_)
    enrol(workshop, 18)
    enrol(power, 5, "P")
    actions.draw_precincts(actor=power_desk, congress=term_)
    actions.draw_precincts(actor=power_desk, congress=term_)  # a second time adds none
    actions.allot_seats(actor=power_desk, congress=term_)
    rows = list(term_.precincts.values_list("name", "people", "seats"))
    assert rows == [(f"{power.name}本级", 6, 2), (workshop.name, 18, 8)]
    own = term_.precincts.get(place=1)
    with pytest.raises(Refused, match="已经登记"):
        actions.put_precinct(
            actor=power_desk, congress=term_, precinct=own, name=workshop.name, people=1, seats=1
        )
    actions.drop_precinct(actor=power_desk, precinct=own)
    assert term_.precincts.count() == 1


def test_somebody_is_a_delegate_once_and_a_double_is_found(
    power_desk: Actor, company: Congress, workshop: Unit, today: date
) -> None:
    first, second = enrol(workshop, 2)
    enter = {"actor": power_desk, "congress": company, "today": today}
    actions.enter_delegates(people=[chosen(first, "检修车间", today)], **enter)  # type: ignore[arg-type]  # facts by name
    for precinct, why in (("机关", "不能又由“机关”选出"), ("检修车间", "不能重复")):
        with pytest.raises(Refused, match=why):
            actions.enter_delegates(people=[chosen(first, precinct, today)], **enter)  # type: ignore[arg-type]  # facts by name
    twice = [chosen(second, "机关", today), chosen(second, "检修车间", today)]
    with pytest.raises(Refused, match="只有一个代表资格"):
        actions.enter_delegates(people=twice, **enter)  # type: ignore[arg-type]  # facts by name
    assert Delegate.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"came": 19, "yes": 19}, "不足三分之二"),
        ({"yes": 15}, "过半数为 16 票"),
        ({"came": 31}, "多于选举单位"),
        ({"yes": 26}, "多于到会"),
        ({"precinct": "丙"}, "没有选举单位"),
    ],
)
def test_who_was_not_duly_elected_is_not_entered(
    power_desk: Actor,
    company: Congress,
    workshop: Unit,
    today: date,
    more: dict[str, object],
    why: str,
) -> None:
    one = chosen(enrol(workshop, 1)[0], "检修车间", today)._replace(**more)  # type: ignore[arg-type]  # facts by name
    with pytest.raises(Refused, match=why):
        actions.enter_delegates(actor=power_desk, congress=company, people=[one], today=today)
    assert not Delegate.objects.exists()
    assert not Polling.objects.exists()


def test_an_election_has_one_number_of_voters(
    power_desk: Actor, company: Congress, workshop: Unit, today: date
) -> None:
    a, b = enrol(workshop, 2)
    people = [chosen(a, "检修车间", today), chosen(b, "检修车间", today, everybody=VOTERS + 1)]
    with pytest.raises(Refused, match="前后不一：30 和 31"):
        actions.enter_delegates(actor=power_desk, congress=company, people=people, today=today)
    assert not Delegate.objects.exists()


def test_staff_who_are_no_members_are_delegates_of_the_staff(
    power_desk: Actor, company: Congress, today: date
) -> None:
    outsider = NewDelegate("派遣工", "机关", is_dispatched=True)
    (made,) = actions.enter_delegates(
        actor=power_desk, congress=company, people=[outsider], today=today
    )
    assert (made.member, made.polling) == (None, None)
    company.side = "union"
    company.save()
    with pytest.raises(Refused, match="不是会员"):
        actions.enter_delegates(
            actor=power_desk,
            congress=company,
            people=[outsider._replace(name="另一人")],
            today=today,
        )


# the check


@pytest.fixture
def elected(power_desk: Actor, company: Congress, workshop: Unit, today: date) -> list[Delegate]:
    """Three delegates of the company, all seats filled."""
    people = enrol(workshop, 3)
    where = ("检修车间", "检修车间", "机关")
    return actions.enter_delegates(
        actor=power_desk,
        congress=company,
        people=[
            chosen(one, place, today - 9 * DAY) for one, place in zip(people, where, strict=True)
        ],
        today=today,
    )


def plan(desk: Actor, unit: Unit, today: date, **more: object) -> Meeting:
    said: dict[str, object] = {"kind": "staff", "title": "职代会", "term": 5, "session": 1}
    return actions.plan(
        actor=desk,
        unit=unit,
        meets_on=today,
        today=today,
        **{**said, **more},  # type: ignore[arg-type]  # facts by name
    )


def test_the_check_puts_the_delegates_of_the_term_on_the_roll_and_freezes_it(
    power_desk: Actor, power: Unit, company: Congress, elected: list[Delegate], today: date
) -> None:
    meeting = plan(power_desk, power, today)
    made = actions.check_credentials(actor=power_desk, meeting=meeting, today=today)
    meeting.refresh_from_db()
    assert (meeting.due, meeting.roll_fixed_on, made.total) == (3, today, 3)
    assert set(meeting.seats.values_list("mandate", flat=True)) == {one.pk for one in elected}
    assert any(one[2] == "ZD-14" and one[3] for one in made.findings)
    with pytest.raises(Refused, match="已经固定"):
        actions.check_credentials(actor=power_desk, meeting=meeting, today=today)
    with pytest.raises(Refused, match="已经列入过会议名单"):
        actions.drop_delegate(actor=power_desk, delegate=elected[0])
    assert Delegate.objects.count() == 3


def test_where_a_term_is_entered_the_roll_is_fixed_by_the_check_alone(
    power_desk: Actor, power: Unit, company: Congress, elected: list[Delegate], today: date
) -> None:
    meeting = plan(power_desk, power, today)
    actions.seat_holders(actor=power_desk, meeting=meeting)
    with pytest.raises(Refused, match="经代表资格审查固定"):
        actions.fix_roll(actor=power_desk, meeting=meeting, today=today)
    meeting.refresh_from_db()
    assert meeting.roll_fixed_on is None
    actions.check_credentials(actor=power_desk, meeting=meeting, today=today)
    meeting.refresh_from_db()
    assert meeting.roll_fixed_on == today


def test_a_meeting_of_members_delegates_never_takes_delegates_of_the_staff(
    power_desk: Actor, power: Unit, company: Congress, elected: list[Delegate], today: date
) -> None:
    union = plan(power_desk, power, today, kind="delegates")
    with pytest.raises(Refused, match="还没有登记会员代表"):
        actions.seat_holders(actor=power_desk, meeting=union)
    with pytest.raises(Refused, match="还没有登记"):
        actions.check_credentials(actor=power_desk, meeting=union, today=today)
    with pytest.raises(Refused, match="不是会员代表大会的代表"):
        actions.seat_delegates(actor=power_desk, meeting=union, congress=company)
    assert not union.seats.exists()


def test_filling_the_roll_again_follows_the_delegates(
    power_desk: Actor, power: Unit, company: Congress, elected: list[Delegate], today: date
) -> None:
    meeting = plan(power_desk, power, today)
    actions.seat_holders(actor=power_desk, meeting=meeting)
    assert meeting.seats.count() == 3
    Delegate.objects.filter(pk=elected[0].pk).update(ended_on=today, ending="left")
    actions.seat_holders(actor=power_desk, meeting=meeting)
    assert meeting.seats.count() == 2


def test_a_failed_check_freezes_nothing_unless_the_chair_answers_for_it(
    power_desk: Actor,
    power: Unit,
    company: Congress,
    elected: list[Delegate],
    seat: Callable[..., Actor],
    today: date,
) -> None:
    actions.set_target(
        actor=power_desk,
        congress=company,
        share="women",
        bound="least",
        percent=30,
        source="选举方案第三条",
        is_must=True,
    )
    meeting = plan(power_desk, power, today)
    for despite in ("", "来不及改"):
        with pytest.raises(Refused, match=r"没有达到|主席、副主席"):
            actions.check_credentials(
                actor=power_desk, meeting=meeting, today=today, despite=despite
            )
    meeting.refresh_from_db()
    assert (meeting.due, meeting.roll_fixed_on, Credentials.objects.count()) == (0, None, 0)
    assert not Override.objects.exists()
    chair = seat("4002", power)
    actions.check_credentials(
        actor=chair, meeting=meeting, today=today, despite="女职工少，下一届补足"
    )
    assert "女代表" in Override.objects.get().what
    assert Credentials.objects.get().total == 3


# lists


HEADS = [
    "选举单位",
    "姓名",
    "工号",
    "职务层次",
    "女",
    "一线",
    "当选日期",
    "全体人数",
    "到会人数",
    "赞成票",
]


def table(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active
    for row in (HEADS, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_list_is_read_and_doubles_in_it_and_in_the_roll_are_found(
    power_desk: Actor, company: Congress, elected: list[Delegate], workshop: Unit, today: date
) -> None:
    enrol(workshop, 3, start=10)
    day = today.isoformat()
    rows = [
        ["检修车间", "代表S010", "S010", "中层副职", "是", "是", day, 30, 25, 20],
        ["机关", "代表S010", "S010", "", "", "", day, 30, 25, 20],
        ["机关", "代表S001", "S001", "", "", "", day, 30, 25, 20],
        ["检修车间", "代表S001", "S001", "", "", "", day, 30, 25, 20],
        ["检修车间", "代表S011", "S011", "", "", "", day, 30, 25, 15],
        ["检修车间", "王五", "S012", "", "", "", day, 30, 25, 20],
        ["丙", "代表S012", "S012", "", "", "", day, 30, 25, 20],
        ["机关", "不是会员的人", "", "", "", "", day, 30, 25, 20],
    ]
    brings = BringDelegates()
    lines = brings.read(table(*rows), "代表.xlsx", today).lines
    judged = list(brings.judge(company, {}, lines, power_desk, today))
    kinds = [one.kind for one in judged]
    assert kinds == ["add", "refused", "refused", "same", *["refused"] * 3, "add"]
    said = ["".join(one.messages) for one in judged]
    assert "表里重复" in said[1]
    assert "已由“检修车间”选出" in said[2]
    assert "过半数为 16 票" in said[4]
    assert "登记的姓名与“王五”不同" in said[5]
    assert "没有选举单位“丙”" in said[6]
    assert Delegate.objects.count() == 3

    new = [one for one in judged if one.kind == "add"]
    where = {"actor": power_desk, "place": company}
    written = list(brings.write(**where, chosen={}, rows=new, today=today))  # type: ignore[arg-type]  # facts by name
    first = Delegate.objects.get(number="S010")
    assert (first.rank, first.is_woman, first.is_frontline, first.yes) == ("deputy", True, True, 20)
    assert first.member is not None
    assert first.polling is not None
    brings.undo(**where, rows=written)  # type: ignore[arg-type]  # facts by name
    assert Delegate.objects.count() == 3
    assert Polling.objects.count() == 2


# pages


@pytest.fixture
def desk(sign_in: SignIn, power_desk: Actor) -> Client:
    return sign_in(power_desk)


def body(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"meetings:{name}", args=args))
    assert response.status_code == status, name
    return response.content.decode()


def test_a_term_is_entered_and_filled_on_pages(
    desk: Client, power: Unit, workshop: Unit, today: date
) -> None:
    assert "还没有登记代表" in body(desk, "congresses")
    said = {"kind": "staff", "number": 5, "years": 5, "begins_on": today.isoformat(), "seats": 2}
    response = desk.post(reverse("meetings:congress-new"), {**said, "years": 6})
    assert response.status_code == 422
    assert "不能是 6 年" in response.content.decode()
    response = desk.post(reverse("meetings:congress-new"), said)
    one = Congress.objects.get()
    assert response.url == one.get_absolute_url()  # type: ignore[attr-defined]  # a redirect
    new = {"name": "<b>检修</b>", "people": 60, "seats": 0}
    assert desk.post(reverse("meetings:precinct-new", args=[one.pk]), new).status_code == 302
    assert desk.post(reverse("meetings:precincts-allot", args=[one.pk])).status_code == 302
    page = body(desk, "congress", one.pk)
    assert "<b>检修" not in page
    assert "缺" in page
    precinct = Precinct.objects.get()
    assert precinct.seats == 2
    (who,) = enrol(workshop, 1)
    form = {
        "precinct": precinct.pk,
        "member": who.pk,
        "elected_on": today.isoformat(),
        "everybody": 60,
        "came": 50,
        "yes": 30,
    }
    add = reverse("meetings:delegate-new", args=[one.pk])
    assert "过半数为 31 票" in desk.post(add, form).content.decode()
    assert desk.post(add, {**form, "yes": 31}).status_code == 302
    row = Delegate.objects.get()
    edit = reverse("meetings:delegate-edit", args=[row.pk])
    assert desk.post(edit, {"is_woman": "on", "rank": "deputy", "version": 1}).status_code == 302
    stale = desk.post(edit, {"is_woman": "", "rank": "", "version": 1})
    assert stale.status_code == 422
    assert "他人刚修改过" in stale.content.decode()
    found = body(desk, "delegates", one.pk)
    assert "中层副职" in found
    assert "31 票" in found
    assert "赞成 31 票" in body(desk, "delegate", row.pk)
    target = {"share": "women", "bound": "least", "percent": 30, "source": "方案"}
    assert desk.post(reverse("meetings:target-new", args=[one.pk]), target).status_code == 302
    assert "不低于 30%（方案）" in body(desk, "congress", one.pk)
    drop = reverse("meetings:target-drop", args=[Target.objects.get().pk])
    assert desk.post(drop).status_code == 302
    assert desk.post(reverse("meetings:delegate-drop", args=[row.pk])).status_code == 302
    assert not Delegate.objects.exists()


def test_the_check_is_passed_on_its_page(
    desk: Client,
    power_desk: Actor,
    power: Unit,
    company: Congress,
    elected: list[Delegate],
    today: date,
) -> None:
    meeting = plan(power_desk, power, today)
    page = body(desk, "credentials", meeting.pk)
    assert "代表资格审查没有发现不合规定的事项" in page
    url = reverse("meetings:credentials", args=[meeting.pk])
    assert desk.post(url, {}).status_code == 302
    assert "应到名单自当日固定" in body(desk, "credentials", meeting.pk)
    again = desk.post(url, {})
    assert again.status_code == 422
    assert Credentials.objects.count() == 1


def test_a_delegate_sees_the_own_card_and_no_roll(
    sign_in: SignIn, company: Congress, elected: list[Delegate], workshop: Unit
) -> None:
    assert elected[0].member
    client = sign_in(actor_for(elected[0].member))
    assert "我的代表资格" in body(client, "congresses")
    assert "检修车间" in body(client, "delegate", elected[0].pk)
    body(client, "delegate", elected[1].pk, status=404)
    for name in ("congress", "delegates", "congress-edit", "delegate-new"):
        body(client, name, company.pk, status=404)


def test_strangers_find_nothing_and_change_nothing(
    sign_in: SignIn, school_desk: Actor, company: Congress, elected: list[Delegate]
) -> None:
    client = sign_in(school_desk)
    precinct = company.precincts.get(place=1)
    for name, key in (
        ("precincts-draw", company.pk),
        ("precincts-allot", company.pk),
        ("precinct-drop", precinct.pk),
        ("delegate-drop", elected[0].pk),
    ):
        assert client.post(reverse(f"meetings:{name}", args=[key])).status_code == 404, name
    for name in ("congress", "delegates", "congress-edit", "precinct-new", "target-new"):
        body(client, name, company.pk, status=404)
    assert Delegate.objects.count() == 3


@pytest.mark.parametrize("number", [3, 60])
def test_pages_of_delegates_ask_no_more_for_more_people(
    desk: Client,
    power_desk: Actor,
    company: Congress,
    workshop: Unit,
    today: date,
    number: int,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    people = [chosen(one, "检修车间", today) for one in enrol(workshop, number)]
    actions.enter_delegates(actor=power_desk, congress=company, people=people, today=today)
    body(desk, "congress", company.pk)
    for name in ("congress", "delegates"):
        with django_assert_max_num_queries(18):  # type: ignore[attr-defined]  # a context manager
            body(desk, name, company.pk)
    meeting = plan(power_desk, company.unit, today)
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]  # a context manager
        body(desk, "credentials", meeting.pk)


def test_a_check_reads_a_thousand_delegates_in_few_questions(
    company: Congress, django_assert_max_num_queries: Callable[..., object], today: date
) -> None:
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]  # a context manager
        asked.credentials_of(company, today)


# 地方规定


@pytest.fixture
def shanghai(group: Unit, group_desk: Actor, today: date) -> None:
    """The group goes by the local texts of Shanghai from today on."""
    choose_law(
        actor=group_desk,
        unit=group,
        key="pack:shanghai",
        value=ON,
        reason="总部在上海",
        today=today,
    )


@pytest.mark.parametrize(("managers", "ok"), [(20, True), (21, False)])
def test_where_a_local_text_leaves_out_usually_a_fifth_of_managers_is_a_must(
    managers: int, ok: bool
) -> None:
    here = in_force([Chosen("pack:shanghai", ON, "总工会", "", date(2024, 1, 1), "")], DAY_ONE)
    facts = term(total=100, counts={"managers": managers}, quotas={})
    passed = mandates.passes(mandates.who_they_are(facts, law=here))
    assert bool(passed) is ok
    if not ok:
        assert "按《上海市职工代表大会条例》不超过 20%" in passed.reason
        assert passed.clause
        assert passed.clause.id == "SH-ZD-02"
    (national,) = mandates.who_they_are(facts)
    assert national.verdict.clause == LAW["ZD-02"]
    union = term(whose="union", total=100, counts={"managers": managers}, quotas={})
    assert mandates.who_they_are(union, law=here)[0].verdict.clause == LAW["DD-03"]


def test_a_local_text_says_the_years_of_a_term_and_by_which_it_was_refused(
    shanghai: None, power: Unit, power_desk: Actor, today: date
) -> None:
    said = {"actor": power_desk, "unit": power, "kind": "staff", "number": 1, "seats": 40}
    with pytest.raises(Refused, match="按《上海市职工代表大会条例》") as caught:
        actions.enter_congress(years=2, begins_on=today, **said)  # type: ignore[arg-type]  # facts by name
    assert caught.value.verdict.clause
    assert caught.value.verdict.clause.id == "SH-ZD-03"
    with pytest.raises(Refused, match="不能是 2 年") as caught:
        actions.enter_congress(years=2, begins_on=today - DAY, **said)  # type: ignore[arg-type]  # facts by name
    assert caught.value.verdict.clause == LAW["ZD-03"]
    assert not Congress.objects.exists()
    assert actions.enter_congress(years=4, begins_on=today, **said).years == 4  # type: ignore[arg-type]  # facts by name


def late(congress: Congress, today: date) -> tuple[Tone, str, str]:
    """Return how heavy the finding on the renewal is, its words and its clause."""
    (found,) = [one for one in asked.make_up_of(congress, today) if one.topic == "换届时间"]
    assert found.verdict.clause
    return found.tone, found.verdict.reason, found.verdict.clause.id


def test_nationally_the_congress_decides_how_long_it_puts_off_its_renewal(
    company: Congress, today: date
) -> None:
    Congress.objects.update(begins_on=today - 7 * 366 * DAY)
    company.refresh_from_db()
    tone, words, clause = late(company, today)
    assert (tone, clause) == (Tone.HINT, "ZD-03")
    assert "还没有换届" in words
    Congress.objects.update(begins_on=today - 30 * DAY)
    company.refresh_from_db()
    assert all(one.topic != "换届时间" for one in asked.make_up_of(company, today))


@pytest.mark.parametrize(("years", "tone"), [(5.5, Tone.HINT), (6.5, Tone.WARN)])
def test_a_local_text_says_how_long_a_renewal_may_be_put_off(
    shanghai: None, company: Congress, today: date, years: float, tone: Tone
) -> None:
    Congress.objects.update(begins_on=today - int(years * 365.25) * DAY)
    company.refresh_from_db()
    found, words, clause = late(company, today)
    assert (found, clause) == (tone, "SH-ZD-03")
    assert "按《上海市职工代表大会条例》，延期换届不超过 12 个月" in words


def test_the_next_term_is_told_that_the_one_before_was_followed_late(
    shanghai: None, company: Congress, power: Unit, power_desk: Actor, today: date
) -> None:
    Congress.objects.update(begins_on=today - 7 * 366 * DAY)
    made = actions.enter_congress(
        actor=power_desk, unit=power, kind="staff", number=6, years=5, begins_on=today, seats=40
    )
    tone, words, _ = late(made, today)
    assert tone == Tone.WARN
    assert f"下一届自 {today:%Y-%m-%d} 起" in words
