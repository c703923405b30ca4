"""Who somebody is, and what they see."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from zhijia.law import LAW, Verdict
from zhijia.org import actions, demo, queries
from zhijia.org.models import Member, Unit, UnitPath
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

PASSWORD = "shan-shui-2026"
Count = Callable[[int], object]


def test_an_account_without_a_member_holds_nothing(db: None) -> None:
    user = User.objects.create(username="X-1", staff_no="1")
    assert queries.actor_of(user) == Actor(user_id=user.pk, name="X-1")


def test_everybody_is_a_member_of_their_own_unit_and_no_more(
    member: Actor, workshop: Unit, power: Unit
) -> None:
    assert member.posts == frozenset({("member", workshop.path, False)})
    assert member.reaches(workshop.path)
    assert not member.reaches(power.path)


def test_a_chair_reaches_below_and_a_post_of_duty_does_not(
    group_chair: Actor, workshop_officer: Actor, workshop: Unit, group: Unit
) -> None:
    assert group_chair.holds("chair", workshop.path)
    assert workshop_officer.serves(["officer"], workshop.path)
    assert not workshop_officer.reaches(workshop.path + "0001")


def test_a_post_reaches_every_place_its_unit_has_had(
    power: Unit, power_desk: Actor, today: date
) -> None:
    UnitPath.objects.create(
        unit=power, path="00010009", since=power.founded_on, until=power.founded_on
    )
    again = queries.actor_for(Member.objects.get(pk=power_desk.member_id))
    assert again.reaches("00010009")
    assert again.reaches("000100090001")


def test_a_post_that_has_ended_reaches_nothing(
    group_desk: Actor, power_desk: Actor, power: Unit, today: date
) -> None:
    who = Member.objects.get(pk=power_desk.member_id)
    actions.relieve(actor=group_desk, post=who.posts.get(), until_on=today)
    assert queries.actor_for(who).posts == frozenset({("member", power.path, False)})


def test_who_is_asking_costs_one_query(
    group: Unit, group_desk: Actor, django_assert_num_queries: Count
) -> None:
    user = User.objects.get(pk=group_desk.user_id)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # pytest-django's context
        assert queries.actor_of(user) == group_desk


def test_members_are_counted_in_their_unit_and_in_all_above(
    group: Unit, power: Unit, workshop: Unit, member: Actor, power_desk: Actor
) -> None:
    heads = queries.heads([group.path])
    assert heads[group.path] == (1, 3)
    assert heads[power.path] == (1, 2)
    assert heads[workshop.path] == (1, 1)


def test_counting_starts_where_it_is_asked(power: Unit, workshop: Unit, member: Actor) -> None:
    assert queries.heads([workshop.path])[workshop.path] == (1, 1)
    assert queries.heads([]) == {}


def test_names_and_numbers_find_their_people(group_desk: Actor, member: Actor) -> None:
    for words in ("陶", "陶然", "5004"):
        assert [m.name for m in queries.search_members(group_desk, name=words)] == ["陶然"]
    assert [m.name for m in queries.search_members(group_desk, name="500")] == ["陶然"]
    assert not queries.search_members(group_desk, name="004").exists()
    assert not queries.search_members(group_desk, name="%").exists()


def test_who_left_is_found_among_those_who_left(
    group_desk: Actor, member: Actor, today: date
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.leave(actor=group_desk, member=who, left_on=today, reason="调出")
    assert not queries.search_members(group_desk, name="陶然").exists()
    assert queries.search_members(group_desk, name="陶然", left=True).exists()
    assert queries.heads([who.unit_path]) == {}


@pytest.mark.parametrize("words", ["陶然", "5004", "JX-5004", "jx-5004"])
def test_one_person_is_meant_by_name_number_or_both(
    group_desk: Actor, member: Actor, words: str
) -> None:
    assert queries.members_called(group_desk, words).get().pk == member.member_id


def test_nobody_is_meant_out_of_reach(hospital_desk: Actor, member: Actor) -> None:
    assert not queries.members_called(hospital_desk, "陶然").exists()


def test_a_desk_is_offered_the_units_it_keeps(
    power_desk: Actor, power: Unit, workshop: Unit, school: Unit, member: Actor
) -> None:
    assert list(queries.units_kept(power_desk)) == [power, workshop]
    assert not queries.units_kept(member).exists()


def test_the_law_speaks_about_a_committee_as_it_stands(
    hospital: Unit, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    def findings() -> list[Verdict]:
        terms, posts = hospital.terms.all(), queries.posts_in(hospital)
        found = queries.findings(hospital, 30, terms, posts, today)
        return [one.verdict for one in found]

    without = findings()
    assert (bool(without[0]), without[0].clause) == (False, LAW["GHF-01"])

    ends_on = today - timedelta(days=1)
    mandate = demo.Mandate("hospital", 1, 3, 9, -1)
    demo.elect(mandate, actor=group_desk, units={"hospital": hospital}, today=today)
    runs, length, size, odd, seated, *_ = findings()
    assert length
    assert odd
    assert f"{ends_on:%Y-%m-%d}" in runs.reason
    assert not runs
    assert not size
    assert "3 至 7" in size.reason
    assert "缺额 9 人" in seated.reason


def test_a_workshop_is_not_told_to_have_a_committee_of_its_own(workshop: Unit, today: date) -> None:
    assert queries.findings(workshop, 300, [], [], today) == []


def test_posts_stand_by_kind_and_then_by_the_strokes_of_the_names(
    group, group_desk, hospital, seat
):
    for number in ("2004", "2003", "2002", "2001"):
        seat(number, hospital)

    shown = [post.member.name for post in queries.posts_in(hospital)]

    assert shown == ["孙志刚", "李文静", "吴倩", "郑堃"]
