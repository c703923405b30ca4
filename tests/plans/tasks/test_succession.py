"""Who takes a post takes what it owes: by appointment, by-election, re-election and transfer."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from zhijia.org import actions as org
from zhijia.org import queries as people
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import Basis, Ending
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Progress, Task
from zhijia.plans.rules import CHECKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

Seat = Callable[..., Actor]
Browse = Callable[..., Client]
MET = Basis("by_elected", "会员大会", date(2026, 11, 1))


@pytest.fixture
def newcomer(seat: Seat, workshop: Unit) -> Member:
    """陶然, who will take the safety officer's post."""
    return Member.objects.get(pk=seat("5004", workshop).member_id)


def appoint(desk: Actor, who: Member, unit: Unit, on: date, title: str = "安全员") -> Post:
    return org.appoint(actor=desk, unit=unit, member=who, kind="officer", title=title, from_on=on)


def again(part: Assignment) -> Assignment:
    return Assignment.objects.get(pk=part.pk)


def test_who_is_appointed_to_an_empty_post_takes_over_what_it_owes(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    workshop_officer: Actor,
    power_desk: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    actions.sign(actor=workshop_officer, assignment=part, today=today)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    assert again(part).post == officers_post, "nobody to take it yet"
    sign_in(people.actor_for(newcomer))
    post = appoint(group_desk, newcomer, workshop, today)
    taken = again(part)
    assert (taken.post, taken.state) == (post, "underway"), "where it stood it goes on"
    told = f"原由金磊（安全员）办理，金磊于 {today:%Y-%m-%d} 离任（免去），由陶然承接"
    assert taken.steps.get(step="inherited").words == told
    assert Notice.objects.get(kind="plans.inherited").title == "接任岗位，请承接：排查配电室"
    heir = people.actor_for(newcomer)
    assert told in sign_in(heir).get(part.get_absolute_url()).text
    assert told in sign_in(power_desk).get(part.get_absolute_url()).text
    actions.report(actor=heir, assignment=part, words="接着查", percent=40, today=today)
    with pytest.raises(Refused, match="由岗位责任人本人办理"):
        actions.report(
            actor=workshop_officer, assignment=part, words="我也查", percent=50, today=today
        )
    assert again(part).percent == 40


def test_another_post_of_the_unit_takes_nothing_over(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    group_desk: Actor,
    today: date,
) -> None:
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    appoint(group_desk, newcomer, workshop, today, title="材料员")
    assert again(part).post == officers_post
    assert not Progress.objects.filter(step="inherited").exists()


def test_a_post_still_held_loses_nothing_to_a_second_holder(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    group_desk: Actor,
    today: date,
) -> None:
    appoint(group_desk, newcomer, workshop, today)
    assert again(part).post == officers_post


def test_the_second_holder_takes_over_when_the_first_one_leaves(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    group_desk: Actor,
    today: date,
) -> None:
    post = appoint(group_desk, newcomer, workshop, today)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    assert again(part).post == post


def test_of_several_who_might_nobody_is_chosen_by_the_machine(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    seat: Seat,
    workshop: Unit,
    power_desk: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    third = Member.objects.get(pk=seat("5005", workshop).member_id)
    for one in (newcomer, third):
        appoint(group_desk, one, workshop, today)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    assert again(part).post == officers_post
    page = sign_in(power_desk).get(part.get_absolute_url()).text
    assert "岗位空缺：责任人金磊已离任" in page


def test_what_is_done_stays_with_who_did_it(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    workshop_officer: Actor,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    here = {"assignment": part, "today": today}
    actions.sign(actor=workshop_officer, **here)
    actions.finish(actor=workshop_officer, **here, words="查完")
    actions.accept(actor=power_desk, checked=CHECKS, **here)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    appoint(group_desk, newcomer, workshop, today)
    assert again(part).post == officers_post


def test_a_transfer_leaves_the_work_at_the_post_for_whoever_comes(
    part: Assignment,
    officers_post: Post,
    newcomer: Member,
    workshop: Unit,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    asked = org.propose_transfer(
        actor=group_desk,
        member=officers_post.member,
        to_unit=school,
        reason="调动",
        today=today,
    )
    org.accept_transfer(actor=school_desk, transfer=asked, staff_no="3999", today=today)
    assert again(part).post == officers_post
    post = appoint(group_desk, newcomer, workshop, today)
    assert again(part).post == post
    assert "离任（工作调动），由陶然承接" in again(part).steps.get(step="inherited").words


def test_by_election_of_a_chair_goes_on_with_the_parts_of_the_chair_before(
    at_power: Assignment,
    power_desk: Actor,
    workshop: Unit,
    workshop_chair: Actor,
    newcomer: Member,
    group_desk: Actor,
    today: date,
) -> None:
    chair = Post.objects.get(unit=workshop, kind="chair")
    part = actions.hand_down(
        actor=power_desk,
        assignment=at_power,
        post=chair,
        wording="带队检查",
        due_on=at_power.due_on,
        today=today,
    )
    org.relieve(actor=group_desk, post=chair, until_on=today, ending=Ending("resigned"))
    assert again(part).post == chair
    elected = org.appoint(
        actor=group_desk, unit=workshop, member=newcomer, kind="chair", from_on=today, basis=MET
    )
    assert again(part).post == elected
    assert "离任（辞职）" in again(part).steps.get(step="inherited").words


def test_a_re_elected_chair_goes_on_and_nobody_else_takes_their_parts(
    at_power: Assignment,
    power_desk: Actor,
    workshop: Unit,
    workshop_chair: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    chair = Post.objects.get(unit=workshop, kind="chair")
    part = actions.hand_down(
        actor=power_desk,
        assignment=at_power,
        post=chair,
        wording="带队检查",
        due_on=at_power.due_on,
        today=today,
    )
    org.open_term(
        actor=group_desk,
        unit=workshop,
        number=9,
        elected_on=today,
        years=3,
        seats=3,
        today=today,
        meeting="会员大会",
        renews=True,
        reelected=[chair],
    )
    taken = again(part)
    assert taken.post != chair
    assert taken.post
    assert taken.post.member_id == workshop_chair.member_id
    assert taken.steps.get(step="inherited").words == "华振东连任工会主席，继续办理"
    actions.sign(actor=people.actor_for(taken.post.member), assignment=part, today=today)
    assert again(part).state == "underway"


def test_a_units_work_goes_on_under_its_new_desk_and_says_who_had_it(
    underway: Assignment,
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    new = Member.objects.get(pk=seat("2006", hospital).member_id)
    org.appoint(actor=group_desk, unit=hospital, member=new, kind="desk", from_on=today)
    org.relieve(
        actor=group_desk,
        post=Post.objects.get(unit=hospital, member=hospital_desk.member_id),
        until_on=today,
    )
    actor = people.actor_for(new)
    page = sign_in(actor).get(underway.get_absolute_url()).text
    assert "李文静办理，现已不在岗" in page
    assert "褚海涛" in page
    actions.report(actor=actor, assignment=underway, words="接手", percent=20, today=today)
    with pytest.raises(Refused, match="由承办单位的"):
        actions.finish(
            actor=people.actor_for(Member.objects.get(pk=hospital_desk.member_id)),
            assignment=underway,
            words="办完",
            today=today + timedelta(days=1),
        )
    assert again(underway).state == "underway"


def test_a_task_keeps_its_leader_in_whoever_takes_the_post(
    task: Task, seat: Seat, group: Unit, group_desk: Actor, today: date
) -> None:
    seat("1004", group)
    post = Post.objects.get(unit=group, kind="leader")
    Task.objects.filter(pk=task.pk).update(leader_post=post)
    new = Member.objects.get(pk=seat("1006", group).member_id)
    org.relieve(actor=group_desk, post=post, until_on=today)
    assert Task.objects.get().leader_post == post, "nobody to take it yet"
    heir = org.appoint(
        actor=group_desk, unit=group, member=new, kind="leader", title="党委副书记", from_on=today
    )
    assert Task.objects.get().leader_post == heir
