"""Drafts of several units at once, folding, rhythms and sorting: what each may and may not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, queries
from zhijia.plans.actions import natures
from zhijia.plans.models import Task
from zhijia.plans.queries.tasks import Wanted
from zhijia.plans.rules.holes import may_fold
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

from .conftest import Browse, File

PAPER = actions.Basis("document", "关于做好职工体检的通知")
Draft = Callable[..., Task]


@pytest.fixture
def draw(today: date) -> Draft:
    def draw_one(actor: Actor, unit: Unit, wording: str, due_on: date | None = None) -> Task:
        return actions.draft_task(
            actor=actor,
            unit=unit,
            basis=PAPER,
            original=wording,
            wording=wording,
            area="welfare",
            due_on=due_on,
            today=today,
        )

    return draw_one


def test_the_leaders_of_each_unit_are_told_of_their_own(
    draw: Draft,
    group: Unit,
    hospital: Unit,
    group_desk: Actor,
    group_chair: Actor,
    seat: Callable[..., Actor],
    sign_in: Browse,
    today: date,
) -> None:
    head = seat("2002", hospital)
    for one in (group_chair, head, group_desk):
        sign_in(one)
    both = Member.objects.get(pk=group_desk.member_id)
    org.appoint(actor=group_desk, unit=hospital, member=both, kind="desk", from_on=today)
    officer = actor_for(both)
    tasks = [
        draw(officer, hospital, "组织医院体检"),
        draw(officer, group, "组织集团体检"),
        draw(officer, group, "组织疗休养"),
    ]
    assert actions.submit_all(actor=officer, tasks=tasks, words="请审定", today=today) == 3
    told = {one.user_id: one.title for one in Notice.objects.filter(kind="plans.to_approve")}
    chair, other = (Member.objects.get(pk=one.member_id) for one in (group_chair, head))
    assert told == {
        chair.user_id: "2 项任务等您审定",
        other.user_id: "等您审定：组织医院体检",
    }


def test_what_is_on_file_is_not_folded_into_a_draft(
    draw: Draft,
    file_tasks: File,
    group: Unit,
    group_desk: Actor,
    told: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    [filed] = file_tasks("组织职工体检")
    draft = draw(group_desk, group, "组织职工体检")
    before = told()
    with pytest.raises(Refused, match="要并入的任务还没有立项"):
        actions.fold_task(actor=group_desk, task=filed, into=draft, today=today)
    assert told() == before
    actions.fold_task(actor=group_desk, task=draft, into=filed, today=today)
    assert Task.objects.get(pk=draft.pk).dropped_for == f"并入 {filed.number}"
    other = {"is_same": False, "same_unit": True, "into_open": True, "open_assignments": 0}
    assert may_fold(**other, is_filed=False, into_filed=False), "two drafts say the same"


def test_how_often_is_changed_by_the_leaders_once_they_have_it(
    draw: Draft, group: Unit, group_desk: Actor, group_chair: Actor, desk: Client, today: date
) -> None:
    draft = draw(group_desk, group, "组织职工体检")
    often = {"task": draft, "nature": "recurring", "every": "month", "today": today}
    natures.set_task_nature(actor=group_desk, **often)
    actions.submit(actor=group_desk, task=draft, words="", today=today)
    often["every"] = "quarter"
    with pytest.raises(Refused, match="请先撤回送审"):
        natures.set_task_nature(actor=group_desk, **often)
    actions.approve(actor=group_chair, task=draft, today=today)
    with pytest.raises(Refused, match="由工会主席、副主席修改"):
        natures.set_task_nature(actor=group_desk, **often)
    assert Task.objects.get().every == "month"
    page = desk.get(reverse("plans:task-nature", args=[draft.pk])).text
    assert "由工会主席、副主席修改" in page
    natures.set_task_nature(actor=group_chair, **often)
    assert Task.objects.get().every == "quarter"


def test_what_has_an_open_day_stands_last_either_way(
    draw: Draft, group: Unit, group_desk: Actor, today: date
) -> None:
    soon, later = today + timedelta(days=3), today + timedelta(days=9)
    for wording, due_on in (("甲", None), ("乙", later), ("丙", soon)):
        draw(group_desk, group, wording, due_on)

    def order(sort: str) -> str:
        found = queries.find_tasks(group_desk, Wanted(sort=sort), today)
        return "".join(task.wording for task in found)

    assert (order("due_on"), order("-due_on")) == ("丙乙甲", "乙丙甲")


@pytest.mark.parametrize(
    ("choice", "said"), [("all", "任务列为拟办"), ("none", "任务已立项。下一步：把任务交办")]
)
def test_who_confirms_a_speech_reads_what_became_of_its_tasks(
    choice: str,
    said: str,
    group: Unit,
    group_desk: Actor,
    group_chair: Actor,
    desk: Client,
    today: date,
) -> None:
    org.choose_law(
        actor=group_desk, unit=group, key="task_approval", value=choice, reason="试行", today=today
    )
    text = "同志们：\n各单位要开展一次隐患排查。"
    desk.post(reverse("plans:speech-new"), {"unit": group.pk, "text": text})
    speech = group.speeches.get()
    page = desk.post(reverse("plans:speech-confirm", args=[speech.pk]), follow=True).text
    assert said in page
