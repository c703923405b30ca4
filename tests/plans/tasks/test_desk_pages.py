"""The desk: each list holds what it says, for whom it says."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment
from zhijia.plans.offers.desk import waiting
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import MOST

from .conftest import Browse, File, Give

Most = Callable[[int], Any]
DESK = reverse("plans:desk")


def counts(browser: Client) -> dict[str, int]:
    """Return how many stand in each list."""
    return {key: count for key, _, count, _ in browser.get(DESK).context["lists"]}


def shown(browser: Client, name: str) -> list[tuple[str, str]]:
    """Return who has each assignment of a list, and what its badge says."""
    rows = browser.get(DESK, {"list": name}).context["rows"]
    return [(row.lit.assignment.holder, row.stands) for row in rows]


def test_what_a_unit_was_given_waits_there_and_is_told_to_who_gave_it(
    issued: Assignment, desk: Client, hospital_browser: Client
) -> None:
    assert shown(hospital_browser, "todo") == [("职工医院工会", "待签收")]
    assert shown(desk, "todo") == []
    assert shown(desk, "given") == [("职工医院工会", "待签收")]


def test_signed_work_waits_to_be_done(underway: Assignment, hospital_browser: Client) -> None:
    assert shown(hospital_browser, "todo") == [("职工医院工会", "待办理")]


def test_finished_work_waits_at_the_desk_that_gave_it(
    reported: Assignment, desk: Client, hospital_browser: Client
) -> None:
    assert shown(desk, "todo") == [("职工医院工会", "待审核")]
    assert counts(hospital_browser) == {"todo": 0, "sent": 1, "done": 0, "given": 0, "late": 0}


def test_accepted_work_is_done_for_both(
    reported: Assignment, group_desk: Actor, desk: Client, hospital_browser: Client, today: date
) -> None:
    actions.accept(actor=group_desk, checked=POINTS, assignment=reported, today=today)
    assert counts(desk) == {"todo": 0, "sent": 0, "done": 1, "given": 1, "late": 0}
    assert shown(hospital_browser, "done") == [("职工医院工会", "已办结")]


def test_an_extension_waits_for_its_answer(
    underway: Assignment, hospital_desk: Actor, desk: Client, hospital_browser: Client, today: date
) -> None:
    actions.ask_extension(
        actor=hospital_desk,
        assignment=underway,
        to_on=underway.due_on + timedelta(days=5),
        reason="设备未到",
        today=today,
    )
    assert shown(desk, "todo") == [("职工医院工会", "延期待答复")]
    assert shown(hospital_browser, "todo") == [("职工医院工会", "待办理")]


def test_late_work_stands_with_who_does_it_and_who_gave_it(
    give: Give,
    file_tasks: File,
    hospital: Unit,
    desk: Client,
    hospital_desk: Actor,
    hospital_browser: Client,
    today: date,
) -> None:
    early = today - timedelta(days=20)
    task = file_tasks("各单位要开展一次隐患排查", on=early)[0]
    give(task, hospital, due=-4, on=early)
    assert counts(desk)["late"] == counts(hospital_browser)["late"] == 1
    assert "逾期 4 天" in hospital_browser.get(DESK, {"list": "late"}).text


def test_withdrawn_work_leaves_every_list(
    issued: Assignment, group_desk: Actor, desk: Client, hospital_browser: Client, today: date
) -> None:
    actions.withdraw(actor=group_desk, assignment=issued, words="另行安排", today=today)
    assert set(counts(desk).values()) == set(counts(hospital_browser).values()) == {0}


def test_a_part_waits_for_the_person_at_the_post_and_nobody_else(
    part: Assignment, sign_in: Browse, workshop_officer: Actor, workshop_chair: Actor
) -> None:
    assert shown(sign_in(workshop_officer), "todo") == [("检修车间分工会 金磊（安全员）", "待签收")]
    assert shown(sign_in(workshop_chair), "todo") == []


def test_a_member_without_a_post_has_an_empty_desk(
    issued: Assignment, sign_in: Browse, member: Actor
) -> None:
    browser = sign_in(member)
    assert set(counts(browser).values()) == {0}
    assert "没有等您办理的任务" in browser.get(DESK).text


@pytest.mark.parametrize("name", ["todo", "sent", "done", "given", "late", "nonsense"])
def test_an_empty_list_says_so(desk: Client, group: Unit, name: str) -> None:
    page = desk.get(DESK, {"list": name, "page": "99"})
    assert page.status_code == 200
    assert 'class="nothing"' in page.text


def test_two_hundred_assignments_are_four_pages_of_at_most_twelve_queries(
    desk: Client,
    file_tasks: File,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    for task in file_tasks(*(f"各单位要做好第{n}项工作" for n in range(200))):
        actions.assign(actor=group_desk, task=task, units=[hospital], due_on=today, today=today)
    with django_assert_max_num_queries(12):
        page = desk.get(DESK, {"list": "given"})
    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.num_pages == 4


def test_a_desk_with_hundreds_of_tasks_names_the_earliest_hundred(
    issued: Assignment, hospital_desk: Actor, today: date
) -> None:
    again = {name: getattr(issued, name) for name in ("task", "issuer", "issuer_path", "unit")}
    days = {"overdue_from": today, "assigned_on": today, "unit_path": issued.unit_path}
    rows = [
        Assignment(**again, **days, parent=issued, wording=f"{n}", due_on=today + timedelta(days=n))
        for n in range(150)
    ]
    Assignment.objects.bulk_create(rows)
    named = [item.due_on for item in waiting(hospital_desk, today).alone()]
    assert len(named) == MOST
    assert named == sorted(named)
    assert named[0] == today
