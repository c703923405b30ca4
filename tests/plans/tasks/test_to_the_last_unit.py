"""A task closes when the last unit is done, and who assists keeps within the day of who leads."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Extension, Task
from zhijia.plans.rules import POINTS
from zhijia.plans.rules.assisting import keeps_to_leads
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

from .conftest import Give

Look = Callable[[], tuple[Any, ...]]
DAY = timedelta(days=1)


def again(work: Assignment) -> Assignment:
    return Assignment.objects.get(pk=work.pk)


@pytest.fixture
def second_lead(
    reported: Assignment, give: Give, task: Task, power: Unit, power_desk: Actor, today: date
) -> Assignment:
    """The power company leads as well, still at work; the hospital has reported."""
    return actions.sign(actor=power_desk, assignment=give(task, power), today=today)


@pytest.fixture
def helper(
    second_lead: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> Assignment:
    """The school assists, signed for."""
    [given] = actions.add_assisting(
        actor=group_desk,
        task=second_lead.task,
        units=[school],
        due_on=second_lead.due_on,
        today=today,
    )
    return actions.sign(actor=school_desk, assignment=given, today=today)


def test_no_lead_is_accepted_while_a_unit_that_assists_is_waited_for(
    reported: Assignment,
    helper: Assignment,
    group_desk: Actor,
    school_desk: Actor,
    told: Look,
    today: date,
) -> None:
    accept = {"actor": group_desk, "assignment": reported, "checked": POINTS, "today": today}
    before = told()
    with pytest.raises(Refused, match="还有 1 个配合单位没有会签"):
        actions.accept(**accept)
    assert told() == before
    actions.answer_for(actor=school_desk, assignment=helper, words="已附", today=today)
    assert actions.accept(**accept).state == "accepted"


@pytest.fixture
def left_alone(
    reported: Assignment,
    give: Give,
    task: Task,
    power: Unit,
    power_desk: Actor,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> Assignment:
    """The work of the school, which assists; whoever led is accepted or withdrawn."""
    other = give(task, power)
    actions.accept(actor=group_desk, assignment=reported, checked=POINTS, today=today)
    [helps] = actions.add_assisting(
        actor=group_desk, task=task, units=[school], due_on=other.due_on, today=today
    )
    actions.withdraw(actor=group_desk, assignment=other, words="另行安排", today=today)
    return helps


def test_a_task_stays_open_while_a_unit_that_assists_is_at_work_and_closes_with_its_answer(
    left_alone: Assignment, school_desk: Actor, today: date
) -> None:
    assert Task.objects.get().closed_on is None
    actions.sign(actor=school_desk, assignment=left_alone, today=today)
    actions.answer_for(actor=school_desk, assignment=left_alone, words="已附", today=today)
    assert Task.objects.get().closed_on == today


def test_or_when_it_is_excused(left_alone: Assignment, group_desk: Actor, today: date) -> None:
    actions.excuse(actor=group_desk, assignment=left_alone, words="不再需要", today=today)
    assert Task.objects.get().closed_on == today


@pytest.mark.parametrize("name", ["finish", "ask_again", "answer_for", "excuse"])
def test_who_finishes_and_who_is_asked_again_hold_the_task_after_the_work(
    name: str,
    second_lead: Assignment,
    helper: Assignment,
    power_desk: Actor,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    doer, work = {
        "finish": (power_desk, second_lead),
        "ask_again": (group_desk, helper),
        "answer_for": (school_desk, helper),
        "excuse": (group_desk, helper),
    }[name]
    if name in {"ask_again", "finish"}:
        actions.answer_for(actor=school_desk, assignment=helper, words="已附", today=today)
    with CaptureQueriesContext(connection) as seen:
        getattr(actions, name)(actor=doer, assignment=work, words="请办", today=today)
    asked = [query["sql"] for query in seen.captured_queries]
    of_work = next(n for n, sql in enumerate(asked) if 'FROM "plans_assignment"' in sql)
    whole = f'"plans_task"."id" = {work.task_id}'
    held = [n for n, sql in enumerate(asked) if sql.startswith("SELECT") and whole in sql]
    if connection.vendor == "postgresql":
        held = [n for n in held if "FOR NO KEY UPDATE" in asked[n]]
    first_change = next(n for n, sql in enumerate(asked) if sql.startswith(("INSERT", "UPDATE")))
    assert any(of_work < n < first_change for n in held)


def test_who_assists_asks_for_no_day_after_that_of_the_lead(
    helper: Assignment, school_desk: Actor, told: Look, today: date
) -> None:
    before = told()
    later = helper.due_on + DAY
    with pytest.raises(Refused, match="配合单位的期限不能晚于牵头单位"):
        actions.ask_extension(
            actor=school_desk, assignment=helper, to_on=later, reason="来不及", today=today
        )
    assert told() == before
    assert not Extension.objects.exists()


def test_nor_is_one_granted_that_lies_after_it_by_now(
    second_lead: Assignment,
    helper: Assignment,
    power_desk: Actor,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    more = actions.ask_extension(
        actor=power_desk,
        assignment=second_lead,
        to_on=second_lead.due_on + 5 * DAY,
        reason="大修",
        today=today,
    )
    actions.decide_extension(
        actor=group_desk, extension=more, is_granted=True, reply="同意", today=today
    )
    asked = actions.ask_extension(
        actor=school_desk,
        assignment=helper,
        to_on=helper.due_on + 5 * DAY,
        reason="来不及",
        today=today,
    )
    Assignment.objects.filter(pk=second_lead.pk).update(due_on=helper.due_on)
    answer = {"actor": group_desk, "extension": asked, "reply": "同意", "today": today}
    with pytest.raises(Refused, match="配合单位的期限不能晚于牵头单位"):
        actions.decide_extension(**answer, is_granted=True)
    assert again(helper).due_on == helper.due_on
    actions.decide_extension(**answer, is_granted=False)
    assert Extension.objects.get(pk=asked.pk).is_granted is False


def test_where_no_lead_waits_no_day_binds(today: date) -> None:
    assert keeps_to_leads(due_on=today, lead_due_on=None)
    assert keeps_to_leads(due_on=today, lead_due_on=today)
    assert not keeps_to_leads(due_on=today + DAY, lead_due_on=today)
