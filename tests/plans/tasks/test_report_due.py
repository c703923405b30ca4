"""报告频次: when a report is due, who is told, and what the page shows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.plans import actions, queries, rules
from zhijia.plans.models import Assignment
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice

from .conftest import Browse


@pytest.mark.parametrize(
    ("frequency", "due_on"),
    [
        ("weekly", date(2026, 2, 7)),
        ("monthly", date(2026, 2, 28)),
        ("quarterly", date(2026, 4, 30)),
        ("stage", None),
        ("", None),
    ],
)
def test_the_next_report_follows_the_rhythm(frequency: str, due_on: date | None) -> None:
    assert rules.next_report_on(frequency, date(2026, 1, 31)) == due_on


@pytest.fixture
def weekly(underway: Assignment, group_desk: Actor) -> Assignment:
    """The task at the hospital, signed for today, to be reported on every week."""
    terms = actions.Terms(frequency="weekly")
    actions.set_terms(actor=group_desk, task=underway.task, terms=terms)
    return Assignment.objects.select_related("task").get(pk=underway.pk)


def test_a_report_is_due_a_week_after_signing_and_a_week_after_the_last(
    weekly: Assignment, hospital_desk: Actor, today: date
) -> None:
    week = timedelta(days=7)
    assert not list(queries.reports_due(today + week - timedelta(days=1)))
    assert list(queries.reports_due(today + week)) == [(weekly, today + week)]
    day = today + timedelta(days=3)
    actions.report(actor=hospital_desk, assignment=weekly, words="病房已查", percent=40, today=day)
    assert not list(queries.reports_due(today + week))
    assert list(queries.reports_due(day + week)) == [(weekly, day + week)]


def test_who_has_the_work_is_told_once_for_each_report(
    weekly: Assignment, hospital_desk: Actor, sign_in: Browse, today: date
) -> None:
    sign_in(hospital_desk)
    clock = Actor()
    day = today + timedelta(days=8)
    assert actions.ask_for_reports(actor=clock, today=day) == 1
    assert actions.ask_for_reports(actor=clock, today=day + timedelta(days=1)) == 0
    notice = Notice.objects.get(kind="plans.report_due")
    assert notice.title.startswith("该填报进展了")


def test_no_rhythm_and_finished_work_call_for_no_report(
    underway: Assignment, weekly: Assignment, hospital_desk: Actor, today: date
) -> None:
    actions.finish(actor=hospital_desk, assignment=weekly, words="查完", today=today)
    assert not list(queries.reports_due(today + timedelta(days=60)))


def test_the_page_says_by_when_the_next_report_is_due(
    weekly: Assignment, hospital_browser: Client, today: date
) -> None:
    page = hospital_browser.get(weekly.get_absolute_url())
    assert page.context["next_report"] == today + timedelta(days=7)
    assert "下次填报" in page.text


def test_what_is_due_is_found_in_one_query(
    weekly: Assignment, today: date, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(1):
        list(queries.reports_due(today + timedelta(days=30)))
