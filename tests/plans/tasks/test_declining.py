"""退回交办: unsigned, in time, with a reason; withdrawn, reassigned or insisted upon."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.once import fresh

from .conftest import Browse, Give

Look = Callable[[], tuple[Any, ...]]
WHY = "体检不由医院承办"


@pytest.fixture
def declined(issued: Assignment, hospital_desk: Actor, today: date) -> Assignment:
    """The task at the hospital, given back unsigned."""
    return actions.decline(actor=hospital_desk, assignment=issued, words=WHY, today=today)


def test_work_that_is_not_ones_own_goes_back_with_its_reason(
    declined: Assignment, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    assert declined.state == "declined"
    assert declined.is_open
    step = declined.steps.last()
    assert step
    assert (step.step, step.words) == ("declined", WHY)
    assert list(queries.desk_list(group_desk, "todo", today)) == [declined]
    assert not queries.desk_list(hospital_desk, "todo", today)
    assert list(queries.desk_list(hospital_desk, "sent", today)) == [declined]


def test_the_giver_is_told_and_then_the_taker(
    declined: Assignment,
    group_desk: Actor,
    hospital_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    sign_in(hospital_desk)
    actions.insist(actor=group_desk, assignment=declined, words="就由你们办", today=today)
    assert Notice.objects.filter(kind="plans.insisted").get().title.startswith("维持交办")


@pytest.mark.parametrize("days", [10, 30])
def test_late_work_does_not_go_back(
    give: Give,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    told: Look,
    days: int,
) -> None:
    given = give(task, hospital, on=today - timedelta(days=days))
    before = told()
    with pytest.raises(Refused, match="3 个工作日内"):
        actions.decline(actor=hospital_desk, assignment=given, words=WHY, today=today)
    assert told() == before


def test_signed_work_does_not_go_back(
    underway: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="不能办理这一步"):
        actions.decline(actor=hospital_desk, assignment=underway, words=WHY, today=today)
    assert told() == before


def test_what_is_not_ones_work_one_does_not_give_back(
    issued: Assignment, group_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="由承办单位"):
        actions.decline(actor=group_desk, assignment=issued, words=WHY, today=today)
    assert told() == before


def test_who_is_told_to_keep_it_signs_and_does_not_give_it_back_again(
    declined: Assignment, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="由交办单位"):
        actions.insist(actor=hospital_desk, assignment=declined, words="不", today=today)
    kept = actions.insist(actor=group_desk, assignment=declined, words="就由你们办", today=today)
    assert kept.state == "issued"
    with pytest.raises(Refused, match="不能再次退回"):
        actions.decline(actor=hospital_desk, assignment=kept, words=WHY, today=today)
    assert actions.sign(actor=hospital_desk, assignment=kept, today=today).state == "underway"


def test_it_is_not_signed_while_it_waits_for_the_answer(
    declined: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="退回待答复"):
        actions.sign(actor=hospital_desk, assignment=declined, today=today)
    assert told() == before


def test_what_came_back_goes_to_another_unit_or_is_withdrawn(
    declined: Assignment,
    group_desk: Actor,
    school: Unit,
    school_desk: Actor,
    hospital: Unit,
    today: date,
) -> None:
    new = actions.reassign(
        actor=group_desk, assignment=declined, unit=school, words="改由学校承办", today=today
    )
    declined.refresh_from_db()
    assert (declined.state, new.unit, new.state) == ("withdrawn", school, "issued")


def test_a_part_goes_back_to_the_desk_that_handed_it_down(
    part: Assignment, workshop_officer: Actor, power_desk: Actor, today: date
) -> None:
    back = actions.decline(actor=workshop_officer, assignment=part, words=WHY, today=today)
    assert back in queries.desk_list(power_desk, "todo", today)
    assert actions.withdraw(actor=power_desk, assignment=back, words="另派", today=today)


def at(name: str, row: Assignment) -> str:
    return reverse(f"plans:{name}", args=[row.pk])


def test_the_page_gives_it_back_and_shows_the_giver_what_to_answer(
    issued: Assignment, hospital_browser: Client, desk: Client
) -> None:
    page = hospital_browser.get(issued.get_absolute_url())
    assert "不应由我方承办，退回" in page.text
    said = {"words": WHY, "once": fresh()}
    hospital_browser.post(at("assignment-decline", issued), said)
    mine = hospital_browser.get(issued.get_absolute_url()).text
    assert "等待化工集团工会答复" in mine
    theirs = desk.get(issued.get_absolute_url()).text
    assert WHY in theirs
    assert "维持交办" in theirs
    desk.post(at("assignment-insist", issued), {"words": "就由你们办", "once": fresh()})
    again = hospital_browser.get(issued.get_absolute_url()).text
    assert "不能再次退回" in again


def test_giving_back_without_a_reason_is_said_so(
    issued: Assignment, hospital_browser: Client
) -> None:
    page = hospital_browser.post(at("assignment-decline", issued), {"words": " ", "once": fresh()})
    assert page.status_code == 422
    assert "请填写退回理由" in page.text
    issued.refresh_from_db()
    assert issued.state == "issued"
