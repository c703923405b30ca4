"""Writing the organisation: granted, refused, and nothing changed where refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.conftest import ENDED, PASSWORD
from zhijia.org import actions, queries
from zhijia.org.models import Member, Membership, Post, Term, Unit, UnitPath
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

Trail = Callable[[], list[str]]
DAY = timedelta(days=1)


def person(actor: Actor) -> Member:
    return Member.objects.get(pk=actor.member_id)


def test_the_first_unit_is_founded_by_its_desk(group: Unit, audit_trail: Trail) -> None:
    desk = group.members.get()
    assert group.path == "0001"
    assert [post.kind for post in desk.posts.all()] == ["desk"]
    assert desk.user is not None
    assert desk.user.username == "JT-1002"
    assert audit_trail() == ["accounts.open_account", "org.set_up"]


def test_an_instance_is_set_up_once(group: Unit, today: date, audit_trail: Trail) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="已经完成"):
        actions.set_up(
            actor=Actor(),
            name="别家工会",
            code="BJ",
            kind="group",
            founder=actions.Founder("某人", "9", PASSWORD),
            today=today,
        )
    assert Unit.objects.count() == Member.objects.count() == 1
    assert audit_trail() == before


def test_a_unit_gets_a_place_nobody_ever_had(
    group: Unit, hospital: Unit, school: Unit, group_desk: Actor, today: date
) -> None:
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    made = actions.found_unit(
        actor=group_desk, parent=group, name="新厂", code="XC", kind="company", founded_on=today
    )
    assert (hospital.path, school.path, made.path) == ("00010001", "00010002", "00010003")
    assert UnitPath.objects.get(unit=made).path == made.path


@pytest.mark.parametrize("code", ["JT", "J T", "J-T", "甲"])
def test_a_code_is_plain_and_nobody_elses(
    group: Unit, group_desk: Actor, today: date, audit_trail: Trail, code: str
) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="单位代码"):
        actions.found_unit(
            actor=group_desk, parent=group, name="某厂", code=code, kind="team", founded_on=today
        )
    assert Unit.objects.count() == UnitPath.objects.count() == 1
    assert audit_trail() == before


def test_the_tree_does_not_grow_past_its_eighth_level(
    group: Unit, group_desk: Actor, today: date
) -> None:
    unit = group
    for n in range(7):
        unit = actions.found_unit(
            actor=group_desk, parent=unit, name="组", code=f"Z{n}", kind="team", founded_on=today
        )
    with pytest.raises(Refused, match="最多 8 级"):
        actions.found_unit(
            actor=group_desk, parent=unit, name="组", code="Z9", kind="team", founded_on=today
        )
    assert Unit.objects.count() == 8


def test_nobody_founds_below_a_unit_that_is_not_theirs(
    hospital_desk: Actor, school: Unit, today: date, audit_trail: Trail
) -> None:
    before, units = audit_trail(), Unit.objects.count()
    with pytest.raises(Refused, match="工会主席、干事"):
        actions.found_unit(
            actor=hospital_desk, parent=school, name="组", code="Z", kind="team", founded_on=today
        )
    assert Unit.objects.count() == units
    assert audit_trail() == before


def test_what_two_people_write_at_once_is_not_lost(group_desk: Actor, hospital: Unit) -> None:
    seen = hospital.version
    facts = {"kind": "hospital", "staff_count": 180}
    actions.edit_unit(actor=group_desk, unit=hospital, name="总医院工会", version=seen, **facts)
    with pytest.raises(Refused) as no:
        actions.edit_unit(
            actor=group_desk, unit=hospital, name="中心医院工会", version=seen, **facts
        )
    assert "总医院工会" in str(no.value)
    assert "中心医院工会" in str(no.value)
    hospital.refresh_from_db()
    assert hospital.name == "总医院工会"


def test_who_writes_the_same_is_not_held_up(group_desk: Actor, hospital: Unit) -> None:
    facts = {"name": "总医院工会", "kind": "hospital", "staff_count": 180}
    seen = hospital.version
    for _ in range(2):
        actions.edit_unit(actor=group_desk, unit=hospital, version=seen, **facts)
    hospital.refresh_from_db()
    assert hospital.name == "总医院工会"


def test_a_conflict_speaks_the_language_of_the_page(group_desk: Actor, hospital: Unit) -> None:
    actions.edit_unit(
        actor=group_desk, unit=hospital, name=hospital.name, kind="bureau", staff_count=None
    )
    with pytest.raises(Refused) as no:
        actions.edit_unit(
            actor=group_desk,
            unit=hospital,
            name=hospital.name,
            kind="hospital",
            staff_count=5,
            version=0,
        )
    assert "类型现为“机关”，您填的是“医院”" in str(no.value)
    assert "职工人数现为“未填写”，您填的是“5”" in str(no.value)


def test_a_unit_with_members_stands(
    group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="1 名在会会员"):
        actions.dissolve_unit(actor=group_desk, unit=hospital, today=today, **ENDED)
    hospital.refresh_from_db()
    assert hospital.dissolved_on is None


def test_a_unit_with_units_below_stands(
    group_desk: Actor, power: Unit, workshop: Unit, today: date
) -> None:
    with pytest.raises(Refused, match="1 个下级单位"):
        actions.dissolve_unit(actor=group_desk, unit=power, today=today, **ENDED)
    power.refresh_from_db()
    assert power.dissolved_on is None


def test_no_unit_dissolves_itself(power_desk: Actor, power: Unit, today: date) -> None:
    with pytest.raises(Refused, match="上级单位"):
        actions.dissolve_unit(actor=power_desk, unit=power, today=today, **ENDED)
    power.refresh_from_db()
    assert power.dissolved_on is None


def test_a_dissolved_unit_takes_nobody_in(group_desk: Actor, school: Unit, today: date) -> None:
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    with pytest.raises(Refused, match="已撤销"):
        actions.enrol(actor=group_desk, unit=school, name="某人", staff_no="1", joined_on=today)
    assert not school.members.exists()


def test_a_staff_number_is_used_once_in_a_unit(
    group_desk: Actor, hospital: Unit, school: Unit, today: date
) -> None:
    facts = {"actor": group_desk, "staff_no": "77", "joined_on": today}
    actions.enrol(unit=hospital, name="甲", **facts)
    actions.enrol(unit=school, name="乙", **facts)
    with pytest.raises(Refused, match="已有工号“77”"):
        actions.enrol(unit=hospital, name="丙", **facts)
    assert list(hospital.members.values_list("name", flat=True)) == ["甲"]


def test_a_desk_enrols_in_its_own_branch_only(
    hospital_desk: Actor, school: Unit, today: date
) -> None:
    with pytest.raises(Refused, match="工会主席、干事"):
        actions.enrol(actor=hospital_desk, unit=school, name="某人", staff_no="1", joined_on=today)
    assert not school.members.exists()


def test_leaving_ends_the_stay_the_posts_and_the_account(
    group_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    who = actions.give_account(actor=group_desk, member=person(workshop_officer), password=PASSWORD)
    actions.leave(actor=group_desk, member=who, left_on=today, reason="调出")

    stay = Membership.objects.get(member=who)
    assert (stay.until_on, stay.reason) == (today, "调出")
    assert Post.objects.get(member=who).until_on == today
    assert not User.objects.get(pk=who.user_id).is_active
    assert queries.actor_of(User.objects.get(pk=who.user_id)).posts == frozenset()


def test_nobody_leaves_before_they_came(
    group_desk: Actor, member: Actor, audit_trail: Trail
) -> None:
    who, before = person(member), audit_trail()
    came_on = who.memberships.get().from_on
    with pytest.raises(Refused, match="不能早于入会日期"):
        actions.leave(actor=group_desk, member=who, left_on=came_on - DAY, reason="误")
    who.refresh_from_db()
    assert who.left_on is None
    assert who.memberships.get().until_on is None
    assert audit_trail() == before


def test_who_has_left_is_not_edited(group_desk: Actor, member: Actor, today: date) -> None:
    who = actions.leave(actor=group_desk, member=person(member), left_on=today, reason="退休")
    with pytest.raises(Refused, match="已离会"):
        actions.edit_member(actor=group_desk, member=who, name="新名", gender="")
    who.refresh_from_db()
    assert who.name == "陶然"


def test_the_last_desk_of_the_top_unit_stays(group: Unit, group_desk: Actor, today: date) -> None:
    post = group.posts.get()
    with pytest.raises(Refused, match="至少要有一名"):
        actions.relieve(actor=group_desk, post=post, until_on=today)
    with pytest.raises(Refused, match="至少要有一名"):
        actions.leave(actor=group_desk, member=post.member, left_on=today, reason="调出")
    post.refresh_from_db()
    assert post.until_on is None
    assert post.member.left_on is None


def test_with_a_chair_who_can_sign_in_the_desk_may_go(
    group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    chair, post = person(group_chair), group.posts.get(kind="desk")
    with pytest.raises(Refused, match="开通账号"):
        actions.relieve(actor=group_chair, post=post, until_on=today)
    post.refresh_from_db()
    assert post.until_on is None
    actions.give_account(actor=group_desk, member=chair, password=PASSWORD)
    assert actions.relieve(actor=group_chair, post=post, until_on=today).until_on == today


def test_a_post_is_held_once(
    workshop: Unit, group_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    who = person(workshop_officer)
    with pytest.raises(Refused, match="现已担任岗位责任人"):
        actions.appoint(actor=group_desk, unit=workshop, member=who, kind="officer", from_on=today)
    assert who.posts.count() == 1


def test_a_post_does_not_end_before_it_begins(group_desk: Actor, workshop_officer: Actor) -> None:
    post = person(workshop_officer).posts.get()
    with pytest.raises(Refused, match="任职日期"):
        actions.relieve(actor=group_desk, post=post, until_on=post.from_on - DAY)
    post.refresh_from_db()
    assert post.until_on is None


def test_a_post_ends_once(group_desk: Actor, workshop_officer: Actor, today: date) -> None:
    post = person(workshop_officer).posts.get()
    actions.relieve(actor=group_desk, post=post, until_on=today - DAY)
    with pytest.raises(Refused, match="已免去"):
        actions.relieve(actor=group_desk, post=post, until_on=today)
    post.refresh_from_db()
    assert post.until_on == today - DAY


@pytest.mark.parametrize(("years", "reason"), [(4, "三年或者五年"), (0, "三年或者五年")])
def test_no_other_term_is_entered(
    hospital: Unit, group_desk: Actor, today: date, years: int, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        actions.open_term(
            actor=group_desk,
            unit=hospital,
            number=1,
            elected_on=today,
            years=years,
            seats=3,
            today=today,
        )
    assert not Term.objects.exists()


def test_a_term_ends_years_after_its_election_and_is_entered_once(
    hospital: Unit, group_desk: Actor, today: date
) -> None:
    facts = {"number": 1, "years": 3, "seats": 3, "today": date(2025, 1, 1)}
    term = actions.open_term(actor=group_desk, unit=hospital, elected_on=date(2024, 2, 29), **facts)
    assert term.until_on == date(2027, 2, 28)
    with pytest.raises(Refused, match="第 1 届已登记"):
        actions.open_term(actor=group_desk, unit=hospital, elected_on=date(2024, 3, 1), **facts)
    assert Term.objects.count() == 1


def test_a_member_gets_an_account_by_unit_and_staff_number(
    group_desk: Actor, member: Actor
) -> None:
    who = actions.give_account(actor=group_desk, member=person(member), password="rong-qi-2026")
    assert who.user is not None
    assert who.user.username == "JX-5004"
    assert who.user.must_change_password
    assert who.user.check_password("rong-qi-2026")


def test_a_second_first_password_ends_the_first(group_desk: Actor, member: Actor) -> None:
    who = actions.give_account(actor=group_desk, member=person(member), password="rong-qi-2026")
    actions.give_account(actor=group_desk, member=who, password="hai-yang-2026")
    user = User.objects.get(member=who)
    assert user.check_password("hai-yang-2026")
    assert user.must_change_password
    assert User.objects.filter(staff_no="5004").count() == 1


def test_no_password_is_ever_on_record(group_desk: Actor, member: Actor) -> None:
    who = actions.give_account(actor=group_desk, member=person(member), password="rong-qi-2026")
    actions.give_account(actor=group_desk, member=who, password="hai-yang-2026")
    user = User.objects.get(member=who)
    said = str(list(AuditEntry.objects.values()))
    for secret in ("rong-qi-2026", "hai-yang-2026", PASSWORD, user.password):
        assert secret not in said
    assert "不记录" in said


def test_a_lower_desk_cannot_take_the_account_of_who_serves_higher_up(
    group: Unit, group_desk: Actor, power_desk: Actor, member: Actor, today: date
) -> None:
    who = person(member)
    actions.appoint(actor=group_desk, unit=group, member=who, kind="desk", from_on=today)
    who = actions.give_account(actor=group_desk, member=who, password="rong-qi-2026")
    with pytest.raises(Refused, match="管不到的单位任职"):
        actions.give_account(actor=power_desk, member=who, password="wo-lai-la-2026")
    with pytest.raises(Refused, match="管不到的单位任职"):
        actions.leave(actor=power_desk, member=who, left_on=today, reason="调出")
    user = User.objects.get(member=who)
    assert user.check_password("rong-qi-2026")
    assert user.is_active
    assert not who.memberships.exclude(until_on=None).exists()
