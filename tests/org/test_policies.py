"""Who may keep the organisation: each capability granted and refused."""

from datetime import date

import pytest

from tests.conftest import ENDED
from zhijia.org import actions, policies
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES


def post(kind: str, unit: Unit, *, below: bool) -> Actor:
    return Actor(1, 1, "某人", unit.path, frozenset({(kind, unit.path, below)}))


@pytest.mark.parametrize("kind", ["chair", "vice_chair", "desk"])
def test_desks_keep_their_unit_and_those_below(kind: str, power: Unit, workshop: Unit) -> None:
    actor = post(kind, power, below=True)
    assert policies.may_edit(actor, power)
    assert policies.may_edit(actor, workshop)
    assert not policies.may_edit(actor, power.parent)


@pytest.mark.parametrize("kind", ["committee", "officer", "organiser", "leader", "member"])
def test_other_posts_only_look(kind: str, power: Unit) -> None:
    actor = post(kind, power, below=kind == "leader")
    assert policies.may_read(actor, power)
    assert not policies.may_edit(actor, power)
    assert not policies.may_enrol(actor)


def test_a_stranger_sees_nothing(power: Unit) -> None:
    assert not policies.may_read(Actor(), power)
    assert not policies.may_edit(Actor(), power)


def test_a_unit_is_dissolved_from_above_only(
    group: Unit, power: Unit, power_desk: Actor, group_desk: Actor
) -> None:
    assert policies.may_dissolve(group_desk, power)
    assert not policies.may_dissolve(power_desk, power)
    assert not policies.may_dissolve(group_desk, group), "nobody stands above the top unit"


def test_a_member_is_managed_by_the_desk_above_them(
    member: Actor, power_desk: Actor, hospital_desk: Actor, workshop_organiser: Actor
) -> None:
    who = Member.objects.get(pk=member.member_id)
    assert policies.may_manage(power_desk, who)
    assert not policies.may_manage(hospital_desk, who)
    assert not policies.may_manage(workshop_organiser, who)
    assert not policies.may_manage(member, who), "nobody manages themselves without a post"


def test_posts_higher_up_shield_their_holder(power_desk: Actor, group: Unit, power: Unit) -> None:
    assert policies.may_unseat(power_desk, [power.path])
    assert not policies.may_unseat(power_desk, [power.path, group.path])


def test_a_dissolved_unit_is_only_read(group_desk: Actor, school: Unit, today: object) -> None:
    school = actions.dissolve_unit(actor=group_desk, unit=school, today=school.founded_on, **ENDED)
    assert policies.may_read(group_desk, school)
    assert "已撤销" in str(policies.may_edit(group_desk, school))
    assert "已撤销" in str(policies.may_dissolve(group_desk, school))


def test_every_refusal_gives_its_reason(school: Unit, hospital_desk: Actor) -> None:
    for name in ("org.read", "org.edit", "org.dissolve"):
        verdict = CAPABILITIES[name](hospital_desk, school)
        assert not verdict
        assert verdict.reason


def test_a_unit_is_moved_from_above_only_and_the_top_unit_never(
    group: Unit, power: Unit, workshop: Unit, hospital: Unit, power_desk: Actor, group_desk: Actor
) -> None:
    assert policies.may_move(group_desk, power)
    assert policies.may_move(power_desk, workshop)
    assert not policies.may_move(power_desk, power)
    assert "不能移动" in policies.may_move(group_desk, group).reason
    assert policies.may_move_to(group_desk, workshop, hospital)
    assert not policies.may_move_to(power_desk, workshop, hospital)


def test_a_dissolved_unit_is_not_moved(group_desk: Actor, school: Unit, today: date) -> None:
    gone = actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    assert policies.may_move(group_desk, gone).reason == "单位已撤销"
