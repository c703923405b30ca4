"""The list of members: every way to it shows the same people in the same order."""

import pytest

from zhijia.org import actions, queries
from zhijia.org.models import Member
from zhijia.org.queries import Wanted, listing, member_list
from zhijia.org.rules import sort_key
from zhijia.platform.actor import Actor
from zhijia.platform.scope import covers, meeting
from zhijia.platform.search import acts

NAMES = ("王小明", "丁一", "王明", "欧阳明", "李晓明", "明小王")


@pytest.fixture
def people(group, hospital, power, workshop):
    """Six names in each of four units, some of whom have left."""
    rows = [
        Member(
            unit=unit,
            unit_path=unit.path,
            name=name,
            staff_no=f"N{9 - n}{unit.pk:03d}",
            stroke_key=sort_key(name),
            left_on="2026-01-01" if n == 5 else None,
        )
        for unit in (workshop, group, power, hospital)
        for n, name in enumerate(NAMES)
    ]
    Member.objects.bulk_create(rows)
    acts.take_up_rows("org.members", Member.objects.all())
    return rows


def shown(actor, **wanted):
    return [(one.name, one.unit_id) for one in member_list(actor, Wanted(**wanted))[:100]]


def plainly(actor, sort, *, name="", left=False):
    """Return the same list, asked for without any craft."""
    seen = queries.members(actor).filter(left_on__isnull=not left, name__contains=name)
    back, order = sort.startswith("-"), listing.SORTS[sort.removeprefix("-")]
    rows = seen.order_by(*(f"-{field}" if back else field for field in order))
    return [(one.name, one.unit_id) for one in rows]


SORTS = [*listing.SORTS, *(f"-{sort}" for sort in listing.SORTS if sort)]


@pytest.mark.parametrize("most", [3, 10_000], ids=["along an index", "take all and sort"])
@pytest.mark.parametrize("sort", SORTS)
def test_each_way_gives_the_same_order(
    people, group_desk, power_desk, monkeypatch, sort, most, member
):
    for actor in (group_desk, power_desk, member):
        whole = plainly(actor, sort)
        monkeypatch.setattr(listing, "MOST", most)
        found = member_list(actor, Wanted(sort=sort))
        assert (len(found), found.is_more) == (min(most, len(whole)), len(whole) > most)
        assert [(one.name, one.unit_id) for one in found[:100]] == whole[:most]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", ["明", "小明", "王小明", "欧阳"])
def test_a_name_is_found_in_the_order_asked_for(people, group_desk, power_desk, name, sort):
    for actor in (group_desk, power_desk):
        for left in (False, True):
            wanted = {"name": name, "left": left, "sort": sort}
            assert shown(actor, **wanted) == plainly(actor, sort, name=name, left=left)


def test_more_hits_than_anybody_reads_come_as_they_were_entered(people, group_desk, monkeypatch):
    monkeypatch.setattr(listing, "FEW", 2)
    assert shown(group_desk, name="明") == plainly(group_desk, "entered", name="明")


def test_an_order_nobody_offers_is_the_usual_one(people, group_desk):
    assert shown(group_desk, sort="version") == plainly(group_desk, "")


def test_a_page_is_a_piece_of_the_whole(people, group_desk):
    whole = shown(group_desk)
    found = member_list(group_desk, Wanted())
    assert [(one.name, one.unit_id) for one in found[3:7]] == whole[3:7]
    assert (found[4].name, found[4].unit_id) == whole[4]
    assert found[90:99] == []


def test_the_list_keeps_to_each_group_of_ranges(people, group_desk, power, workshop, hospital):
    own, branch = [(power.path, False)], [(power.path, True)]
    assert {unit for _, unit in shown(group_desk, within=[own])} == {power.pk}
    assert {unit for _, unit in shown(group_desk, within=[branch])} == {power.pk, workshop.pk}
    assert {u for _, u in shown(group_desk, name="明", within=[own])} == {power.pk}
    assert shown(group_desk, within=[branch, [(hospital.path, True)]]) == []
    assert shown(group_desk, name="明", within=[branch, [(hospital.path, True)]]) == []
    assert shown(group_desk, within=[[]]) == []


def test_nobody_lists_whom_they_do_not_reach(people, member, power, workshop):
    assert {unit for _, unit in shown(member)} == {workshop.pk}
    assert shown(member, within=[[(power.path, False)]]) == []
    assert shown(Actor()) == []


def test_a_page_of_the_list_costs_two_queries(people, group_desk, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [row.unit.name for row in member_list(group_desk, Wanted())[:50]]
    with django_assert_num_queries(2):
        list(member_list(group_desk, Wanted(name="明"))[:50])


def test_the_page_sorts_by_what_stands_over_its_columns(people, group_desk, sign_in):
    browser = sign_in(group_desk)
    first = [row.name for row in browser.get("/org/members/?sort=name").context["page"]]
    last = [row.name for row in browser.get("/org/members/?sort=-name").context["page"]]
    assert first == last[::-1]
    assert first[0] == "丁一"


def test_the_page_costs_at_most_ten_queries(
    people, group_desk, sign_in, django_assert_max_num_queries
):
    browser = sign_in(group_desk)
    browser.get("/org/members/")
    for asked in ("", "?sort=number", "?who=明", "?who=明&sort=-name", "?state=left&page=2"):
        with django_assert_max_num_queries(10):
            assert browser.get(f"/org/members/{asked}").status_code == 200


def test_who_has_left_or_moved_is_listed_where_they_are(
    people, group_desk, hospital_desk, power_desk, workshop, hospital, today
):
    actions.move_unit(
        actor=group_desk, unit=workshop, parent=hospital, document="1 号", today=today
    )
    assert "王小明" in [n for n, u in shown(hospital_desk, name="王") if u == workshop.pk]
    assert workshop.pk not in {u for _, u in shown(power_desk, name="王")}
    assert shown(hospital_desk, name="王") == plainly(hospital_desk, "", name="王")


A, B, C = "0001", "00010001", "00010002"


@pytest.mark.parametrize(
    ("groups", "met"),
    [
        ([[(A, True)]], [(A, True)]),
        ([[(A, True), (B, True), (B, False)]], [(A, True)]),
        ([[(A, False), (B, True)]], [(A, False), (B, True)]),
        ([[(A, True)], [(B, True)]], [(B, True)]),
        ([[(A, False)], [(B, True)]], []),
        ([[(B, True)], [(B, False), (C, True)]], [(B, False)]),
        ([[(A, True)], []], []),
        ([[]], []),
        ([], []),
    ],
)
def test_what_lies_in_all_of_several_places(groups, met):
    assert meeting(groups) == met


def test_a_place_without_what_is_below_covers_only_itself():
    assert covers((A, False), (A, False))
    assert not covers((A, False), (A, True))
    assert not covers((A, False), (B, False))
    assert covers((A, True), (B, False))
