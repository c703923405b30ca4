"""What a unit is given is due no later than the task itself (HOUSE-03)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules.dues import keeps_to_task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)
WORDS = "期限不能晚于任务的完成期限"


@pytest.fixture
def dated(task: Task, today: date) -> Task:
    """The task, due in twenty days."""
    Task.objects.filter(pk=task.pk).update(due_on=today + 20 * DAY)
    task.refresh_from_db()
    return task


def test_a_later_day_is_refused_and_the_refusal_says_what_to_do(
    dated: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    told: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    given = {"actor": group_desk, "task": dated, "units": [hospital], "today": today}
    before = told()
    with pytest.raises(Refused, match=f"{WORDS}.*请先修改任务的期限"):
        actions.assign(**given, due_on=today + 21 * DAY)
    assert told() == before
    actions.assign(**given, due_on=today + 20 * DAY)


def test_nor_do_units_that_assist_get_one(
    dated: Task,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    given = {"actor": group_desk, "task": dated, "today": today}
    actions.assign(**given, units=[hospital], due_on=today + 20 * DAY)
    Assignment.objects.update(due_on=today + 30 * DAY)  # put off by decision
    with pytest.raises(Refused, match=WORDS):
        actions.add_assisting(**given, units=[school], due_on=today + 25 * DAY)
    assert Assignment.objects.count() == 1


def test_the_page_shows_it_beside_the_form(
    dated: Task, hospital: Unit, hospital_desk: Actor, desk: Client, today: date
) -> None:
    sent = {"units": [hospital.pk], "due_on": today + 21 * DAY, "words": ""}
    page = desk.post(reverse("plans:task-assign", args=[dated.pk]), sent)
    assert page.status_code == 422
    assert WORDS in page.text


def test_an_open_day_binds_nobody(today: date) -> None:
    assert keeps_to_task(due_on=today, task_due_on=None, today=today)
    assert keeps_to_task(due_on=today, task_due_on=today, today=today)
    assert not keeps_to_task(due_on=today + DAY, task_due_on=today, today=today)
