"""The page of my jobs: how far each has come, what came of it, and a button to call it off."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.jobs import actions
from zhijia.platform.jobs.models import Job, State

HERE = reverse("jobs:jobs")


@pytest.fixture
def desk(group_desk: Actor, sign_in: Callable[..., Client]) -> tuple[Actor, Client]:
    """陈雨薇 and her browser."""
    return group_desk, sign_in(group_desk)


def test_my_jobs_are_listed_with_how_far_they_have_come(desk: tuple[Actor, Client]) -> None:
    actor, browser = desk
    actions.start(actor=actor, name="test.plain")
    Job.objects.update(state=State.RUNNING, done=30, total=120)

    page = browser.get(HERE).text

    assert "普通作业" in page
    assert 'aria-valuenow="25"' in page
    assert 'hx-trigger="click, every 3s"' in page


def test_a_page_with_nothing_under_way_does_not_ask_again(desk: tuple[Actor, Client]) -> None:
    actor, browser = desk
    actions.start(actor=actor, name="test.plain")
    Job.objects.update(state=State.DONE, words="共导入 12 人", url="/org/members/")

    page = browser.get(HERE).text

    assert "every 3s" not in page
    assert "共导入 12 人" in page
    assert '<a href="/org/members/">查看结果</a>' in page


def test_another_persons_job_is_neither_shown_nor_found(
    desk: tuple[Actor, Client], hospital_desk: Actor
) -> None:
    theirs = actions.start(actor=Actor(user_id=9999), name="test.plain")

    assert "普通作业" not in desk[1].get(HERE).text
    assert desk[1].post(reverse("jobs:cancel-job", args=[theirs.pk])).status_code == 404
    assert Job.objects.get().state == State.WAITING


def test_calling_off_leads_back_and_says_so(desk: tuple[Actor, Client]) -> None:
    mine = actions.start(actor=desk[0], name="test.plain")

    page = desk[1].post(reverse("jobs:cancel-job", args=[mine.pk]), follow=True)

    assert page.redirect_chain == [(HERE, 302)]
    assert "已要求取消" in page.text
    assert Job.objects.get().state == State.CANCELLED


def test_calling_off_too_late_is_refused_and_says_why(desk: tuple[Actor, Client]) -> None:
    mine = actions.start(actor=desk[0], name="test.plain")
    Job.objects.update(state=State.DONE)

    page = desk[1].post(reverse("jobs:cancel-job", args=[mine.pk]))

    assert page.status_code == 422
    assert "作业已经结束" in page.text
    assert Job.objects.get().state == State.DONE


def test_fifty_jobs_cost_no_more_queries_than_one(
    desk: tuple[Actor, Client], django_assert_max_num_queries
) -> None:
    for _ in range(50):
        actions.start(actor=desk[0], name="test.plain")
    with django_assert_max_num_queries(12):
        assert desk[1].get(HERE).text.count("普通作业") >= 50
