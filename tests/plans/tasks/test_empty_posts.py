"""Who left a post hears no more of what it owes, and reads no more of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice

from .conftest import Browse

DAY = timedelta(days=1)
CLOCK = Actor(name="系统")


@pytest.fixture
def gone(
    part: Assignment,
    officers_post: Post,
    workshop_officer: Actor,
    power_desk: Actor,
    group_chair: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> Member:
    """The safety officer, relieved of the post that has a part; nobody has taken it."""
    for one in (workshop_officer, power_desk, group_chair):
        sign_in(one)
    actions.sign(actor=workshop_officer, assignment=part, today=today)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    return Member.objects.get(pk=workshop_officer.member_id)


Act = Callable[[Assignment, Actor, Actor, date], Any]
ACTS: dict[str, tuple[str, Act]] = {
    "the clock reminds": (
        "plans.overdue",
        lambda part, _, __, today: actions.remind(actor=CLOCK, today=part.due_on + 8 * DAY),
    ),
    "a person urges": (
        "plans.urged",
        lambda part, desk, _, today: actions.urge(
            actor=desk, assignment=part, words="请抓紧", today=today
        ),
    ),
    "a leader writes": (
        "plans.instructed",
        lambda part, _, chair, today: actions.instruct(
            actor=chair, assignment=part, words="涉密要求", today=today
        ),
    ),
    "it is taken back": (
        "plans.withdrawn",
        lambda part, desk, _, today: actions.withdraw(
            actor=desk, assignment=part, words="另行安排", today=today
        ),
    ),
}


@pytest.mark.parametrize("what", ACTS)
def test_the_desk_that_handed_it_down_hears_instead(
    what: str,
    gone: Member,
    part: Assignment,
    power_desk: Actor,
    group_chair: Actor,
    today: date,
) -> None:
    kind, act = ACTS[what]
    Notice.objects.all().delete()
    act(Assignment.objects.get(pk=part.pk), power_desk, group_chair, today)
    told = Notice.objects.filter(kind=kind)
    assert not told.filter(user=gone.user_id).exists()
    desk = Member.objects.get(pk=power_desk.member_id)
    title = next(one.title for one in told.filter(user=desk.user_id) if "岗位空缺" in one.title)
    assert title.endswith("排查配电室")


def test_who_went_to_another_union_reads_what_is_open_no_longer(
    part: Assignment,
    officers_post: Post,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    who = officers_post.member
    assert queries.assignments(actor_for(who)).filter(pk=part.pk).exists()
    asked = org.propose_transfer(
        actor=group_desk, member=who, to_unit=school, reason="调动", today=today
    )
    org.accept_transfer(actor=school_desk, transfer=asked, staff_no="3999", today=today)
    gone = Member.objects.get(pk=who.pk)
    assert not queries.assignments(actor_for(gone)).filter(pk=part.pk).exists()


def test_and_still_reads_what_they_had_done(
    part: Assignment,
    officers_post: Post,
    workshop_officer: Actor,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    here = {"assignment": part, "today": today}
    actions.sign(actor=workshop_officer, **here)
    actions.finish(actor=workshop_officer, words="查完", **here)
    actions.accept(actor=power_desk, checked=POINTS, **here)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    gone = Member.objects.get(pk=workshop_officer.member_id)
    assert queries.assignments(actor_for(gone)).filter(pk=part.pk).exists()
