"""The clock reminds of what is due within three days and of what is late, each day's once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Member, Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.platform.actor import Actor
from zhijia.platform.jobs.register import CLOCK
from zhijia.platform.notices.models import Notice

Give = Callable[..., Assignment]
Told = Callable[[Actor], list[str]]
CLOCKWORK = Actor()


@pytest.fixture(autouse=True)
def accounts(
    sign_in: Callable[..., Client], group_desk: Actor, hospital_desk: Actor, school_desk: Actor
) -> None:
    """Let the desks of the group, the hospital and the school have accounts."""
    for who in (group_desk, hospital_desk, school_desk):
        sign_in(who)


@pytest.fixture
def told() -> Told:
    """Return what somebody was reminded of, the oldest first."""

    def look(who: Actor) -> list[str]:
        account = Member.objects.get(pk=who.member_id).user_id
        mine = Notice.objects.filter(user=account, kind__in=["plans.due", "plans.overdue"])
        return [one.title for one in mine.order_by("pk")]

    return look


def remind(on: date) -> int:
    return actions.remind(actor=CLOCKWORK, today=on)


def test_the_clock_comes_in_the_morning() -> None:
    assert "plans.remind" in CLOCK


def test_three_days_ahead_the_holder_is_reminded_once(
    issued: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor
) -> None:
    words = issued.wording
    assert remind(issued.due_on - timedelta(days=4)) == 0
    assert remind(issued.due_on - timedelta(days=3)) == 1
    assert remind(issued.due_on - timedelta(days=3)) == 0, "the clock may come twice"
    assert remind(issued.due_on) == 0, "nor every day anew"
    assert told(hospital_desk) == [f"还有 3 天到期：{words}"]
    assert told(group_desk) == []


def test_a_clock_that_stood_still_reminds_on_the_day_itself(
    issued: Assignment, told: Told, hospital_desk: Actor
) -> None:
    remind(issued.due_on)
    assert told(hospital_desk) == [f"今天到期：{issued.wording}"]


def test_what_was_given_today_needs_no_reminder_today(
    give: Give, task: Task, hospital: Unit, told: Told, hospital_desk: Actor, today: date
) -> None:
    given = give(task, hospital, due=2)
    assert remind(today) == 0
    remind(today + timedelta(days=1))
    assert told(hospital_desk) == [f"还有 1 天到期：{given.wording}"]


def test_what_is_late_is_told_to_who_has_it_and_to_who_gave_it(
    issued: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor
) -> None:
    late = issued.due_on + timedelta(days=1)
    remind(late)
    remind(late + timedelta(days=1))
    assert told(hospital_desk) == [f"已逾期：{issued.wording}"]
    assert told(group_desk) == [f"职工医院工会逾期：{issued.wording}"]


def test_many_late_units_are_one_message_to_who_gave_it(
    issued: Assignment, give: Give, task: Task, school: Unit, told: Told, group_desk: Actor
) -> None:
    give(task, school)
    remind(issued.due_on + timedelta(days=1))
    assert told(group_desk) == [f"2 个承办单位逾期：{issued.wording}"]
    assert Notice.objects.get(title__startswith="2 个").url == task.get_absolute_url()


def test_a_granted_extension_is_reminded_of_anew(
    underway: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    remind(underway.due_on - timedelta(days=1))
    asked = actions.ask_extension(
        actor=hospital_desk,
        assignment=underway,
        to_on=underway.due_on + timedelta(days=10),
        reason="设备未到",
        today=today,
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="", today=today
    )
    remind(asked.to_on)
    assert told(hospital_desk) == [
        f"还有 1 天到期：{underway.wording}",
        f"今天到期：{underway.wording}",
    ]


def test_what_is_done_or_waits_for_the_giver_or_was_withdrawn_is_not_reminded_of(
    reported: Assignment, group_desk: Actor, today: date
) -> None:
    assert remind(reported.due_on) == 0
    assert remind(reported.due_on + timedelta(days=1)) == 0
    actions.withdraw(actor=group_desk, assignment=reported, words="不再需要", today=today)
    assert remind(reported.due_on) == 0


def test_a_late_part_is_told_to_its_holder_and_to_the_unit_that_handed_it_down(
    part: Assignment,
    sign_in: Callable[..., Client],
    told: Told,
    workshop_officer: Actor,
    power_desk: Actor,
) -> None:
    sign_in(workshop_officer)
    sign_in(power_desk)
    remind(part.due_on + timedelta(days=1))
    assert told(workshop_officer) == ["已逾期：排查配电室"]
    assert any("逾期：排查配电室" in title for title in told(power_desk))


def test_after_a_month_without_a_server_old_lateness_is_not_dug_up(
    issued: Assignment, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(9):
        assert remind(issued.due_on + timedelta(days=30)) == 0
