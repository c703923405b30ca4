"""Whom each step of a task tells: those who have the work, or those who gave it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions
from zhijia.plans.actions import telling
from zhijia.plans.models import STEPS, Assignment, Extension, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import NOTICES

Give = Callable[..., Assignment]
Browse = Callable[..., Client]
Inbox = Callable[[Actor], list[tuple[str, str]]]


@pytest.fixture(autouse=True)
def accounts(sign_in: Browse, group_desk: Actor, hospital_desk: Actor, school_desk: Actor) -> None:
    """Let the desks of the group, the hospital and the school have accounts."""
    for who in (group_desk, hospital_desk, school_desk):
        sign_in(who)


@pytest.fixture
def inbox() -> Inbox:
    """Return a look at what somebody was told: kinds and titles, the oldest first."""

    def look(who: Actor) -> list[tuple[str, str]]:
        account = Member.objects.get(pk=who.member_id).user_id
        found = Notice.objects.filter(user=account).order_by("pk")
        return [(one.kind, one.title) for one in found]

    return look


def test_the_desk_of_each_unit_is_told_of_what_it_was_given(
    issued: Assignment, inbox: Inbox, hospital_desk: Actor, school_desk: Actor, group_desk: Actor
) -> None:
    assert inbox(hospital_desk) == [("plans.given", f"任务交办：{issued.wording}")]
    assert inbox(school_desk) == inbox(group_desk) == []
    [line] = Notice.objects.all()
    assert line.url == reverse("plans:assignment", args=[issued.pk])
    assert line.words == f"化工集团工会，期限 {issued.due_on:%Y-%m-%d}。抓好落实"


def test_the_life_of_a_task_is_told_to_the_other_side(
    reported: Assignment, inbox: Inbox, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    actions.send_back(
        actor=group_desk, lacking=["evidence"], assignment=reported, words="附照片", today=today
    )
    again = {"actor": hospital_desk, "assignment": reported, "today": today}
    actions.finish(**again, words="已附照片")
    actions.send_back(
        actor=group_desk, lacking=["evidence"], assignment=reported, words="再附一张", today=today
    )
    actions.finish(**again, words="又附一张")
    actions.accept(actor=group_desk, checked=POINTS, assignment=reported, today=today)

    kinds = [kind for kind, _ in inbox(hospital_desk)]
    assert kinds == ["plans.given", "plans.sent_back", "plans.sent_back", "plans.accepted"]
    assert [kind for kind, _ in inbox(group_desk)] == ["plans.finished"] * 3


@pytest.mark.parametrize(("is_granted", "said"), [(True, "同意延期"), (False, "不同意延期")])
def test_an_extension_is_told_to_who_answers_and_the_answer_to_who_asked(
    underway: Assignment,
    inbox: Inbox,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    is_granted: bool,
    said: str,
) -> None:
    to_on = underway.due_on + timedelta(days=5)
    asked: Extension = actions.ask_extension(
        actor=hospital_desk, assignment=underway, to_on=to_on, reason="设备未到", today=today
    )
    assert inbox(group_desk) == [("plans.extension_asked", f"延期申请待答复：{underway.wording}")]
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=is_granted, reply="抓紧", today=today
    )
    assert inbox(hospital_desk)[-1] == ("plans.extension_answered", f"{said}：{underway.wording}")


def test_who_loses_a_task_and_who_gets_it_are_both_told(
    issued: Assignment,
    school: Unit,
    inbox: Inbox,
    hospital_desk: Actor,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    actions.reassign(
        actor=group_desk, assignment=issued, unit=school, words="调整分工", today=today
    )
    assert [kind for kind, _ in inbox(hospital_desk)] == ["plans.given", "plans.withdrawn"]
    assert inbox(school_desk) == [("plans.given", f"任务改派给您：{issued.wording}")]


def test_a_part_is_told_to_the_holder_of_the_post_alone(
    part: Assignment,
    sign_in: Browse,
    inbox: Inbox,
    workshop_officer: Actor,
    today: date,
    power_desk: Actor,
    officers_post: Any,
) -> None:
    assert not Notice.objects.filter(about=telling.about(part)).exists(), "no account yet"
    sign_in(workshop_officer)
    officers_post.refresh_from_db()
    second = actions.hand_down(
        actor=power_desk,
        assignment=part.parent,
        post=officers_post,
        wording="排查变压器",
        due_on=part.due_on,
        today=today,
    )
    assert inbox(workshop_officer) == [("plans.given", "任务交办：排查变压器")]
    [line] = Notice.objects.filter(about=telling.about(second))
    assert line.url == second.get_absolute_url()


def test_a_desk_that_gives_to_its_own_unit_is_not_told_by_itself(
    give: Give, task: Task, group: Unit, group_desk: Actor, inbox: Inbox
) -> None:
    account = Member.objects.get(pk=group_desk.member_id).user_id
    actions.assign(
        actor=Actor(account, group_desk.member_id, posts=group_desk.posts),
        task=task,
        units=[group],
        due_on=task.filed_on + timedelta(days=3),
        today=task.filed_on,
    )
    assert inbox(group_desk) == []


def test_what_is_told_is_a_step_and_a_kind_that_exist() -> None:
    told = {**telling.TO_TAKER, **telling.TO_GIVER}
    assert set(told) <= set(STEPS)
    assert {kind for kind, _ in told.values()} <= set(NOTICES)


def test_nine_hundred_units_and_their_desks_cost_a_few_dozen_queries(
    group: Unit,
    group_desk: Actor,
    hospital_desk: Actor,
    hospital: Unit,
    task: Task,
    inbox: Inbox,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    held = Post.objects.get(unit=hospital)
    units = Unit.objects.bulk_create(
        Unit(
            name=f"第{n}分会",
            code=f"F{n}",
            kind=hospital.kind,
            parent=group,
            path=f"{group.path}{n:04d}",
            founded_on=today,
        )
        for n in range(5000, 5900)
    )
    Post.objects.bulk_create(
        Post(unit=u, unit_path=u.path, member=held.member, kind=held.kind, from_on=today)
        for u in units
    )
    with django_assert_max_num_queries(70):  # SQLite takes fewer wide rows at once
        actions.assign(actor=group_desk, task=task, units=units, due_on=today, today=today)
    assert len(inbox(hospital_desk)) == 900
