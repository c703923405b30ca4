"""Waking a job of the house: one waits, however often it is called; a running one is not enough."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from zhijia.platform.jobs import acts
from zhijia.platform.jobs.models import Job, State

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "test.plain"


def test_one_waits_however_often_it_is_called() -> None:
    for _ in range(3):
        acts.wake(NAME)
    with transaction.atomic():
        acts.wake(NAME)
    assert Job.objects.get().state == State.WAITING


def test_one_that_waits_for_later_does_not_come_in_time() -> None:
    later = now() + timedelta(hours=1)
    acts.wake(NAME, later)
    acts.wake(NAME, later + timedelta(minutes=1))
    assert Job.objects.count() == 1
    acts.wake(NAME)
    assert Job.objects.count() == 2


def test_one_that_runs_has_looked_already() -> None:
    acts.wake(NAME)
    assert acts.claim("somebody")
    acts.wake(NAME)
    assert sorted(Job.objects.values_list("state", flat=True)) == [State.RUNNING, State.WAITING]


def test_what_is_rolled_back_wakes_nobody() -> None:
    def fail() -> None:
        with transaction.atomic():
            acts.wake(NAME)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Job.objects.exists()


def test_a_name_that_no_room_registered_is_an_error_at_once() -> None:
    with pytest.raises(LookupError, match=r"test\.unknown"):
        acts.wake("test.unknown")
    assert not Job.objects.exists()
