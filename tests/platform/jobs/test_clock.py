"""The clock starts what is due: the last time that was missed, and each time once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zhijia.platform.jobs import acts
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.jobs.register import CLOCK, Outcome, Work, daily, every, job

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2026, 5, 1, 2, 0, tzinfo=SHANGHAI)
LATE = datetime(2026, 5, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def nightly() -> None:
    """A job at 2:30 every day."""

    @daily("02:30")
    @job("test.nightly", "每夜作业")
    def run(work: Work) -> Outcome:
        return Outcome("好了")


def due(at: datetime) -> str:
    return f"{CLOCK['test.nightly'](at):%m-%d %H:%M}"


def test_what_is_due_is_the_last_moment_that_has_come() -> None:
    assert due(EARLY) == "04-30 02:30"
    assert due(EARLY + timedelta(minutes=30)) == "05-01 02:30"
    assert due(LATE) == "05-01 02:30"


@pytest.mark.django_db
def test_each_moment_starts_its_job_once_however_often_clocks_look() -> None:
    for minutes in range(0, 300, 20):
        acts.put_due(LATE + timedelta(minutes=minutes))
    assert Job.objects.count() == 1

    acts.put_due(LATE + timedelta(days=1))
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_two_clocks_at_the_same_moment_start_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blind:
        """What the second clock saw: no such job yet."""

        def exists(self) -> bool:
            return False

    assert len(acts.put_due(LATE)) == 1
    monkeypatch.setattr(Job.objects, "filter", lambda **kw: Blind())
    assert acts.put_due(LATE) == []
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_after_a_week_without_a_server_one_job_makes_up_for_all() -> None:
    acts.put_due(LATE)
    assert len(acts.put_due(LATE + timedelta(days=7))) == 1


def test_every_ten_minutes_means_at_full_tens() -> None:
    @every(10)
    @job("test.often", "常做的作业")
    def often(work: Work) -> Outcome:
        return Outcome("好了")

    moments = {CLOCK["test.often"](LATE + timedelta(minutes=m, seconds=7)) for m in range(60)}
    assert sorted(m.minute for m in moments) == [0, 10, 20, 30, 40, 50]


@pytest.mark.django_db
def test_jobs_that_ended_two_months_ago_are_thrown_away() -> None:
    for name, ended_at in (("old", LATE - timedelta(days=61)), ("new", LATE), ("open", None)):
        Job.objects.create(name=name, label=name, ended_at=ended_at, state=State.DONE)

    acts.forget_old(LATE)

    assert set(Job.objects.values_list("name", flat=True)) == {"new", "open"}
