"""A unit moves: what goes along, what stays, who reaches it, and what the numbers say after."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import ENDED
from zhijia.org import actions, queries
from zhijia.org.models import Member, Membership, Post, Term, Unit, UnitChange, UnitPath
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES

Trail = Callable[[], list[str]]
DAY = timedelta(days=1)
DOCUMENT = "集工发〔2026〕12号"


@pytest.fixture
def move(group_desk: Actor, today: date) -> Callable[..., Unit]:
    """Move a unit below another, by the group's desk."""

    def move_it(unit: Unit, parent: Unit, **more: Any) -> Unit:
        told = {"actor": group_desk, "document": DOCUMENT, "today": today, **more}
        return actions.move_unit(unit=unit, parent=parent, **told)

    return move_it


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def test_a_unit_goes_with_all_below_it_to_a_place_nobody_ever_had(
    move: Callable[..., Unit], power: Unit, workshop: Unit, hospital: Unit, school: Unit
) -> None:
    moved = move(power, hospital)
    assert (moved.parent, moved.path) == (hospital, hospital.path + "0001")
    assert fresh(workshop).path == moved.path + "0001"
    back = move(fresh(power), Unit.objects.get(parent=None))
    assert back.path not in {power.path, hospital.path, school.path}
    held = list(UnitPath.objects.filter(unit=workshop).values_list("path", flat=True))
    assert len(held) == len(set(held)) == 3
    assert fresh(workshop).path == held[-1]
    assert UnitPath.objects.filter(unit=workshop, until=None).get().path == held[-1]


def test_stays_posts_and_terms_go_along_and_what_is_over_stays(
    move: Callable[..., Unit],
    group_desk: Actor,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    member: Actor,
    workshop_chair: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    gone = Member.objects.get(pk=workshop_officer.member_id)
    actions.leave(actor=group_desk, member=gone, left_on=today - DAY, reason="调出")
    old = {"actor": group_desk, "unit": workshop, "years": 3, "seats": 3, "today": today}
    for number, year in ((1, 2020), (2, 2023)):
        actions.open_term(number=number, elected_on=date(year, 3, 1), **old)
    joined_on = Membership.objects.get(member=member.member_id).from_on

    move(power, hospital)

    there = fresh(workshop).path
    assert Member.objects.get(pk=member.member_id).unit_path == there
    assert Member.objects.get(pk=gone.pk).unit_path == workshop.path
    stays = Membership.objects.filter(member=member.member_id).order_by("from_on")
    assert [(s.unit_path, s.from_on, s.until_on, s.is_carried) for s in stays] == [
        (workshop.path, joined_on, today, False),
        (there, today, None, True),
    ]
    assert stays[0].reason == "单位调整隶属关系"
    assert Membership.objects.get(member=gone).unit_path == workshop.path
    assert Post.objects.get(member=workshop_chair.member_id).unit_path == there
    assert Post.objects.get(member=gone).unit_path == workshop.path
    assert list(Term.objects.order_by("number").values_list("unit_path", flat=True)) == [
        workshop.path,
        there,
    ]


def test_who_joined_on_the_day_of_the_move_has_one_stay_and_joined_once(
    move: Callable[..., Unit], group_desk: Actor, workshop: Unit, hospital: Unit, today: date
) -> None:
    new = actions.enrol(
        actor=group_desk, unit=workshop, name="新人", staff_no="5099", joined_on=today
    )
    move(workshop, hospital)
    stay = new.memberships.get()
    assert (stay.unit_path, stay.from_on, stay.is_carried) == (fresh(workshop).path, today, False)
    assert FIGURES["org.joined"].total([hospital.path], today, today) == 1


@pytest.fixture
def yesterday(today: date) -> date:
    return today - DAY


# Who had how many before and after 检修车间 went from the power company to the hospital:
# (figure, place, on the eve, on the day). A group's total never moves.
NUMBERS = [
    ("org.members", "group", 6, 6),
    ("org.members", "power", 4, 1),
    ("org.members", "hospital", 1, 4),
    ("org.members", "workshop", 3, 3),
    ("org.units", "group", 4, 4),
    ("org.units", "power", 2, 1),
    ("org.units", "hospital", 1, 2),
    ("org.units", "workshop", 1, 1),
]


@pytest.mark.parametrize(("name", "place", "eve", "after"), NUMBERS)
def test_numbers_of_the_past_stay_and_those_of_today_go_along(
    move: Callable[..., Unit],
    group: Unit,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_chair: Actor,
    workshop_officer: Actor,
    member: Actor,
    today: date,
    yesterday: date,
    name: str,
    place: str,
    eve: int,
    after: int,
) -> None:
    # 陈雨薇 founded the group long ago: all were there on the eve, and six are there today.
    units = {"group": group, "power": power, "workshop": workshop, "hospital": hospital}
    figure = FIGURES[name]

    def told(day: date) -> object:
        return figure.total(queries.paths_of(units[place]), day, day)

    before = told(yesterday)
    move(workshop, hospital)
    assert (told(yesterday), told(today)) == (eve, after)
    assert told(yesterday) == before
    joined = FIGURES["org.joined"].total(queries.paths_of(units[place]), today, today)
    assert joined == 0


def test_the_parts_of_a_whole_add_up_after_a_move(
    move: Callable[..., Unit],
    group: Unit,
    workshop: Unit,
    hospital: Unit,
    member: Actor,
    today: date,
) -> None:
    move(workshop, hospital)
    figure = FIGURES["org.members"]
    for day in (today - DAY, today):
        parts = figure.by_child(group.path, day, day)
        assert sum(parts.values()) == figure.total([group.path], day, day)


def test_the_new_side_reaches_it_the_old_side_keeps_its_past_and_its_own_desk_keeps_all(
    move: Callable[..., Unit],
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_chair: Actor,
    member: Actor,
) -> None:
    def actor(one: Actor) -> Actor:
        return queries.actor_for(Member.objects.get(pk=one.member_id))

    move(workshop, hospital)
    there = fresh(workshop).path
    assert actor(hospital_desk).reaches(there)
    assert not actor(power_desk).reaches(there)
    assert actor(power_desk).reaches(workshop.path)
    assert not actor(hospital_desk).reaches(workshop.path)
    for own in (actor(workshop_chair), actor(member)):
        assert own.reaches(there)
        assert own.reaches(workshop.path)
    assert not queries.units(actor(power_desk)).filter(pk=workshop.pk).exists()
    assert queries.units(actor(hospital_desk)).filter(pk=workshop.pk).exists()


def test_the_move_is_on_record_with_both_places_and_its_document(
    move: Callable[..., Unit], workshop: Unit, hospital: Unit, power: Unit, today: date
) -> None:
    moved = move(workshop, hospital, document_on=today - DAY)
    entry = AuditEntry.objects.latest("pk")
    assert entry.action == "org.move_unit"
    assert (entry.before["path"], entry.after["path"]) == (workshop.path, moved.path)
    assert (entry.before["parent"], entry.after["parent"]) == (power.pk, hospital.pk)
    assert entry.after["document"] == DOCUMENT
    change = UnitChange.objects.get()
    assert (change.before, change.after, change.document) == (power.name, hospital.name, DOCUMENT)
    assert (change.unit_path, change.done_on) == (workshop.path, today)


def everything() -> tuple[object, ...]:
    """Return all that a refused move must leave as it was."""
    units = list(Unit.objects.order_by("pk").values_list("pk", "path", "parent", "version"))
    stays = list(Membership.objects.order_by("pk").values_list("pk", "unit_path", "until_on"))
    places = list(UnitPath.objects.order_by("pk").values_list("path", "until"))
    return units, stays, places, UnitChange.objects.count(), AuditEntry.objects.count()


@pytest.mark.parametrize(
    ("what", "where", "words"),
    [
        ("group", "hospital", "最上级单位没有上级"),
        ("power", "workshop", "自己的下级单位"),
        ("power", "power", "不能移到自己"),
        ("workshop", "power", "现在的上级单位就是"),
        ("workshop", "school", "已撤销"),
    ],
)
def test_no_unit_goes_where_it_cannot_stand(
    move: Callable[..., Unit],
    group_desk: Actor,
    group: Unit,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    school: Unit,
    member: Actor,
    today: date,
    what: str,
    where: str,
    words: str,
) -> None:
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    units = {"group": group, "power": power, "workshop": workshop, "hospital": hospital}
    before = everything()
    with pytest.raises(Refused, match=words):
        move(units[what], {**units, "school": school}[where])
    assert everything() == before


def test_nothing_sinks_below_the_eighth_level(
    move: Callable[..., Unit],
    group_desk: Actor,
    group: Unit,
    power: Unit,
    workshop: Unit,
    today: date,
) -> None:
    unit = group
    for n in range(6):
        unit = actions.found_unit(
            actor=group_desk, parent=unit, name="厂", code=f"Z{n}", kind="company", founded_on=today
        )
    before = everything()
    with pytest.raises(Refused, match="移动后最深到第 9 级"):
        move(power, unit)
    assert everything() == before
    assert move(workshop, unit).depth == 8


def test_a_move_needs_the_number_of_its_approval(
    move: Callable[..., Unit], power: Unit, workshop: Unit, hospital: Unit
) -> None:
    before = everything()
    with pytest.raises(Refused, match="请填写上一级工会的批准文号"):
        move(power, hospital, document=" ")
    assert everything() == before
    assert move(workshop, hospital, document="").parent == hospital


def test_only_who_stands_above_both_sides_decides(
    move: Callable[..., Unit],
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_chair: Actor,
) -> None:
    before = everything()
    for actor in (power_desk, hospital_desk, workshop_chair):
        with pytest.raises(Refused, match="工会主席、干事办理"):
            move(workshop, hospital, actor=actor)
    assert everything() == before


def test_within_its_own_branch_a_desk_decides_alone(
    move: Callable[..., Unit],
    found: Callable[..., Unit],
    power: Unit,
    workshop: Unit,
    power_desk: Actor,
) -> None:
    running = found("running", power)
    assert move(running, workshop, actor=power_desk).parent == workshop


def test_who_looked_at_an_older_tree_is_told_where_the_unit_is_now(
    move: Callable[..., Unit], workshop: Unit, hospital: Unit, school: Unit
) -> None:
    seen = workshop.version
    move(workshop, hospital)
    before = everything()
    with pytest.raises(Refused, match="上级单位现为“职工医院工会”，您填的是“子弟学校工会”"):
        move(workshop, school, version=seen)
    assert everything() == before


def crowd(unit: Unit, today: date) -> None:
    """Three thousand members with their stays in one unit."""
    people = [
        Member(unit=unit, unit_path=unit.path, name="某", staff_no=f"8{n:04d}") for n in range(3000)
    ]
    stays = [
        Membership(member=one, unit=unit, unit_path=unit.path, from_on=today - DAY)
        for one in Member.objects.bulk_create(people)
    ]
    Membership.objects.bulk_create(stays)


def test_thousands_move_in_as_many_queries_as_a_handful(
    move: Callable[..., Unit],
    workshop: Unit,
    hospital: Unit,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    crowd(workshop, today)
    with django_assert_max_num_queries(104):  # each table with a path costs a few
        move(workshop, hospital)
    there = fresh(workshop).path
    assert Membership.objects.filter(unit_path=there, until_on=None).count() == 3000
    assert FIGURES["org.members"].total([hospital.path], today, today) == 3000
    assert FIGURES["org.members"].total([hospital.path], today - DAY, today - DAY) == 0


def test_what_would_follow_is_told_before(
    group_desk: Actor,
    group: Unit,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_chair: Actor,
    member: Actor,
) -> None:
    told = queries.consequences(group_desk, power, hospital)
    assert told.may
    assert (told.units, told.members, told.posts, told.terms) == (2, 3, 2, 0)
    assert told.losing == []
    assert [post.member.name for post in told.gaining] == ["李文静"]
    told = queries.consequences(group_desk, workshop, hospital)
    assert [post.member.name for post in told.losing] == ["吕国强"]
    assert not queries.consequences(power_desk, workshop, hospital).may


def test_both_sides_and_the_unit_itself_are_told_once_and_led_to_a_page_of_theirs(
    move: Callable[..., Unit],
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    school_desk: Actor,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_chair: Actor,
    sign_in: Callable[..., Client],
) -> None:
    inboxes = [sign_in(one) for one in (power_desk, hospital_desk, workshop_chair, school_desk)]
    moved = move(workshop, hospital)
    told = Notice.objects.filter(kind="org.moved").order_by("pk")
    assert {(one.user.username, one.url) for one in told} == {
        ("GD-4001", power.get_absolute_url()),
        ("YY-2001", hospital.get_absolute_url()),
        ("JX-5001", moved.get_absolute_url()),
    }
    assert {one.title for one in told} == {"检修车间分工会已由供电公司工会移到职工医院工会之下"}
    for inbox, unit in zip(inboxes, (power, hospital, workshop), strict=False):
        assert inbox.get(unit.get_absolute_url()).status_code == 200


def test_nobody_leaves_the_new_side_before_they_came_there(
    move: Callable[..., Unit],
    group_desk: Actor,
    workshop: Unit,
    hospital: Unit,
    member: Actor,
    today: date,
) -> None:
    move(workshop, hospital)
    who, before = Member.objects.get(pk=member.member_id), everything()
    with pytest.raises(Refused, match="会籍续接日期"):
        actions.leave(actor=group_desk, member=who, left_on=today - DAY, reason="调出")
    assert everything() == before
    actions.leave(actor=group_desk, member=who, left_on=today, reason="调出")
    assert FIGURES["org.members"].total([hospital.path], today, today) == 0
