"""Who reported work finished does not accept it, while somebody else could."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import POINTS
from zhijia.plans.rules.closing import judged_by_another
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

from .conftest import Browse, Give


@pytest.fixture
def own(give: Give, task: Task, group: Unit, group_desk: Actor, today: date) -> Assignment:
    """A task that the group gave to itself, reported finished by the officer who gave it."""
    work = give(task, group)
    actions.sign(actor=group_desk, assignment=work, today=today)
    return actions.finish(actor=group_desk, assignment=work, words="办完", today=today)


def test_one_person_does_not_do_and_accept_where_another_keeps_the_desk(
    own: Assignment,
    group_desk: Actor,
    group_chair: Actor,
    sign_in: Browse,
    told: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    chair, officer = sign_in(group_chair), sign_in(group_desk)
    before = told()
    accept = {"assignment": own, "checked": POINTS, "today": today}
    with pytest.raises(Refused, match="报办结的人不审核自己报的办结"):
        actions.accept(actor=group_desk, **accept)
    assert told() == before
    page = officer.get(own.get_absolute_url()).text
    assert "报办结的人不审核自己报的办结" in page
    assert "通过，办结" not in page
    assert "通过，办结" in chair.get(own.get_absolute_url()).text
    assert actions.accept(actor=group_chair, **accept).state == "accepted"


def test_where_nobody_else_could_the_work_still_ends(
    own: Assignment, group_desk: Actor, today: date
) -> None:
    done = actions.accept(actor=group_desk, assignment=own, checked=POINTS, today=today)
    assert done.state == "accepted"


def test_a_part_that_the_desk_did_itself_is_for_another_hand(
    underway: Assignment,
    hospital: Unit,
    hospital_desk: Actor,
    seat: Callable[..., Actor],
    sign_in: Browse,
    today: date,
) -> None:
    head = seat("2002", hospital)
    for one in (hospital_desk, head):
        sign_in(one)
    post = hospital.posts.get(member=hospital_desk.member_id)
    part = actions.hand_down(
        actor=hospital_desk,
        assignment=underway,
        post=post,
        wording="排查",
        due_on=underway.due_on,
        today=today,
    )
    actions.sign(actor=hospital_desk, assignment=part, today=today)
    actions.finish(actor=hospital_desk, assignment=part, words="查完", today=today)
    with pytest.raises(Refused, match="报办结的人不审核自己报的办结"):
        actions.accept(actor=hospital_desk, assignment=part, checked=POINTS, today=today)
    assert Assignment.objects.get(pk=part.pk).state == "reported"


def test_the_rule() -> None:
    assert not judged_by_another(is_own=True, has_other=True)
    assert judged_by_another(is_own=True, has_other=False)
    assert judged_by_another(is_own=False, has_other=True)
