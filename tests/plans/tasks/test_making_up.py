"""Work that came back or is late can be taken up again: its progress, its parts, its day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Post, Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules.dues import makes_up, may_hand_on
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

from .conftest import Give

DAY = timedelta(days=1)
Look = Callable[[], tuple[Any, ...]]


def again(work: Assignment) -> Assignment:
    return Assignment.objects.get(pk=work.pk)


def test_what_comes_back_stands_where_it_was_reported_last(
    underway: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    here = {"actor": hospital_desk, "assignment": underway, "today": today}
    actions.report(**here, words="查了一半", percent=60)
    actions.finish(**here, words="办完")
    assert again(underway).percent == 100
    actions.send_back(
        actor=group_desk, assignment=underway, lacking=["evidence"], words="补", today=today
    )
    assert again(underway).percent == 60
    actions.report(**here, words="再查", percent=80)
    assert again(underway).percent == 80


def test_and_at_nothing_where_it_never_was(
    reported: Assignment, group_desk: Actor, today: date
) -> None:
    actions.send_back(
        actor=group_desk, assignment=reported, lacking=["evidence"], words="补", today=today
    )
    assert again(reported).percent == 0


def test_who_assists_and_is_asked_again_may_report_again(
    underway: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    [helps] = actions.add_assisting(
        actor=group_desk, task=underway.task, units=[school], due_on=underway.due_on, today=today
    )
    here = {"actor": school_desk, "assignment": helps, "today": today}
    actions.sign(**here)
    actions.report(**here, words="在整理", percent=30)
    actions.answer_for(**here, words="已附")
    actions.ask_again(actor=group_desk, assignment=helps, words="缺实验楼", today=today)
    assert again(helps).percent == 30
    actions.report(**here, words="补实验楼", percent=70)
    assert again(helps).percent == 70


@pytest.fixture
def late(give: Give, task: Task, power: Unit, power_desk: Actor, today: date) -> Assignment:
    """The power company's work, signed for, three days late."""
    work = give(task, power, due=-3, on=today - 20 * DAY)
    return actions.sign(actor=power_desk, assignment=work, today=today - 19 * DAY)


def test_late_work_is_still_handed_down_with_days_to_make_up(
    late: Assignment, officers_post: Post, power_desk: Actor, told: Look, today: date
) -> None:
    given = {"actor": power_desk, "assignment": late, "post": officers_post, "today": today}
    before = told()
    with pytest.raises(Refused, match="补定的期限不能晚于"):
        actions.hand_down(**given, wording="补查", due_on=today + 31 * DAY)
    assert told() == before
    part = actions.hand_down(**given, wording="补查", due_on=today + 7 * DAY)
    assert part.due_on == today + 7 * DAY
    actions.look_for_holes(actor=Actor(name="系统"), today=today)
    assert not queries.holes_about(task=late.task_id), "later by the rule is no hole"


def test_a_late_lead_is_still_helped(
    late: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    given = {"actor": group_desk, "task": late.task, "units": [school], "today": today}
    with pytest.raises(Refused, match="补定的期限不能晚于"):
        actions.add_assisting(**given, due_on=today + 31 * DAY)
    [helps] = actions.add_assisting(**given, due_on=today + 7 * DAY)
    assert helps.due_on == today + 7 * DAY


def test_who_takes_late_work_over_has_days_of_their_own(
    late: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, told: Look, today: date
) -> None:
    moved = {"actor": group_desk, "assignment": late, "unit": school, "words": "换", "today": today}
    before = told()
    with pytest.raises(Refused, match="补定的期限不能晚于"):
        actions.reassign(**moved, due_on=today + 31 * DAY)
    assert told() == before
    assert actions.reassign(**moved, due_on=today + 10 * DAY).due_on == today + 10 * DAY


def test_what_is_not_late_keeps_its_day_when_it_moves(
    underway: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    moved = {"actor": group_desk, "assignment": underway, "unit": school, "words": "换"}
    with pytest.raises(Refused, match="期限不能晚于上级任务的"):
        actions.reassign(**moved, today=today, due_on=underway.due_on + DAY)
    assert actions.reassign(**moved, today=today).due_on == underway.due_on


def test_the_page_proposes_a_week(
    late: Assignment, desk: Client, school: Unit, school_desk: Actor, today: date
) -> None:
    page = desk.get(late.get_absolute_url()).text
    assert f'value="{today + 7 * DAY:%Y-%m-%d}"' in page
    sent = {"unit": school.code, "due_on": today + 7 * DAY, "words": "换"}
    desk.post(reverse("plans:assignment-reassign", args=[late.pk]), sent)
    assert Assignment.objects.get(unit=school).due_on == today + 7 * DAY


def test_the_rule(today: date) -> None:
    assert may_hand_on(due_on=today, above=today, today=today)
    assert not may_hand_on(due_on=today + DAY, above=today, today=today)
    assert may_hand_on(due_on=today + 30 * DAY, above=today - DAY, today=today)
    assert not makes_up(due_on=today + 31 * DAY, above=today - DAY, today=today)
