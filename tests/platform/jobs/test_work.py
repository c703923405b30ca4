"""A job is done once, tells how far it has come, can be called off, and is tried again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.jobs import actions, acts, worker
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.jobs.register import Outcome, Work, job, wait_before

# A job writes how far it has come only outside a transaction, so these tests stand in none.
pytestmark = pytest.mark.django_db(transaction=True)
CLERK = Actor(user_id=7)
Worker = Callable[[], None]


def test_a_job_is_done_and_what_came_of_it_is_kept(work: Worker) -> None:
    asked = actions.start(actor=CLERK, name="test.plain", args=(5, "甲"))
    assert Job.objects.get().state == State.WAITING

    work()

    done = Job.objects.get(pk=asked.pk)
    assert (done.state, done.words, done.url) == (State.DONE, "办了 (5, '甲')", "/done/")
    assert (done.tries, done.percent) == (1, 100)
    assert done.ended_at


def test_a_job_acts_for_who_asked_while_their_account_is_open(
    work: Worker, group_desk: Actor, sign_in: Callable[..., object]
) -> None:
    seen: list[Actor] = []

    @job("test.who", "看是谁")
    def who(work: Work) -> Outcome:
        seen.append(work.actor)
        return Outcome("好了")

    sign_in(group_desk)
    actions.start(actor=group_desk, name="test.who")
    work()
    User.objects.update(is_active=False)
    actions.start(actor=group_desk, name="test.who")
    work()

    assert seen == [group_desk, Actor()]


def test_what_was_rolled_back_never_begins(work: Worker) -> None:
    def fail() -> None:
        with transaction.atomic():
            actions.start(actor=CLERK, name="test.plain")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    work()
    assert not Job.objects.exists()


def test_a_name_that_no_room_registered_is_an_error_at_once(work: Worker) -> None:
    with pytest.raises(LookupError, match=r"test\.unknown"):
        actions.start(actor=CLERK, name="test.unknown")
    assert not Job.objects.exists()


def test_starting_and_calling_off_are_on_record(audit_trail: Callable[[], list[str]]) -> None:
    asked = actions.start(actor=CLERK, name="test.plain")
    actions.cancel(actor=CLERK, job=asked)
    assert audit_trail() == ["jobs.start", "jobs.cancel"]


def test_progress_is_shown_while_it_runs(work: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE", 0)
    seen: list[tuple[int, str]] = []

    @job("test.slow", "慢作业")
    def slow(work: Work) -> Outcome:
        for n in range(4):
            work.told(n + 1, 4, f"第 {n + 1} 步")
            seen.append((Job.objects.get().percent, Job.objects.get().words))
        return Outcome("好了")

    actions.start(actor=CLERK, name="test.slow")
    work()
    assert seen == [(25, "第 1 步"), (50, "第 2 步"), (75, "第 3 步"), (100, "第 4 步")]


def test_inside_a_transaction_progress_waits_and_harms_nothing(work: Worker, group: Unit) -> None:
    @job("test.whole", "一次办成")
    def whole(work: Work) -> Outcome:
        with transaction.atomic():
            Unit.objects.update(name="新名字")
            work.told(1, 1)
            assert Job.objects.get().total == 0
        return Outcome("好了")

    actions.start(actor=CLERK, name="test.whole")
    work()
    assert Job.objects.get().state == State.DONE


def test_a_job_called_off_before_its_turn_never_begins(work: Worker) -> None:
    asked = actions.start(actor=CLERK, name="test.plain")
    actions.cancel(actor=CLERK, job=asked)

    work()

    assert Job.objects.get().state == State.CANCELLED
    assert Job.objects.get().tries == 0


def test_a_running_job_stops_at_its_next_step_when_called_off(work: Worker) -> None:
    steps: list[int] = []

    @job("test.long", "长作业")
    def long(work: Work) -> Outcome:
        for n in range(5):
            steps.append(n)
            if n == 2:
                actions.cancel(actor=CLERK, job=Job.objects.get())
            work.told(5, 5)
        return Outcome("办完了")

    actions.start(actor=CLERK, name="test.long")
    work()

    assert steps == [0, 1, 2]
    assert Job.objects.get().state == State.CANCELLED


def test_nobody_calls_off_what_another_asked_for(audit_trail: Callable[[], list[str]]) -> None:
    asked = actions.start(actor=CLERK, name="test.plain")

    with pytest.raises(Refused, match="自己提交"):
        actions.cancel(actor=Actor(user_id=8), job=asked)
    assert Job.objects.get().state == State.WAITING
    assert audit_trail() == ["jobs.start"]


def test_what_has_ended_is_not_called_off(work: Worker) -> None:
    asked = actions.start(actor=CLERK, name="test.plain")
    work()

    with pytest.raises(Refused, match="已经结束"):
        actions.cancel(actor=CLERK, job=asked)
    assert Job.objects.get().state == State.DONE


def test_an_error_is_tried_again_later_and_then_given_up(work: Worker, caplog) -> None:
    tries: list[int] = []

    @job("test.shaky", "不稳的作业", retries=2)
    def shaky(work: Work) -> Outcome:
        tries.append(1)
        raise ConnectionError("the other side has a secret: 110101199001011234")

    actions.start(actor=CLERK, name="test.shaky")
    for waits in (timedelta(seconds=30), timedelta(minutes=1)):
        before = now()
        work()
        waiting = Job.objects.get()
        assert waiting.state == State.WAITING
        assert before + waits <= waiting.run_at <= now() + waits
        work()  # too early: nothing happens
        Job.objects.update(run_at=now())
    work()

    assert len(tries) == 3
    assert Job.objects.get().state == State.FAILED
    assert "110101" not in Job.objects.get().words
    assert "ConnectionError" in caplog.text


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(work: Worker) -> None:
    @job("test.no", "不许的作业", retries=5)
    def no(work: Work) -> Outcome:
        raise Refused(refused("单位已撤销"))

    actions.start(actor=CLERK, name="test.no")
    work()

    ended = Job.objects.get()
    assert (ended.state, ended.words, ended.tries) == (State.FAILED, "单位已撤销", 1)


def test_a_worker_that_lost_its_job_writes_nothing_more(work: Worker) -> None:
    @job("test.robbed", "被接手的作业")
    def robbed(work: Work) -> Outcome:
        Job.objects.update(worker="another")
        return Outcome("不该留下")

    actions.start(actor=CLERK, name="test.robbed")
    worker.run(acts.claim("one"))  # type: ignore[arg-type]  # there is one

    left = Job.objects.get()
    assert (left.state, left.worker, left.words) == (State.RUNNING, "another", "")


def test_of_two_workers_that_saw_the_same_job_one_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.start(actor=CLERK, name="test.plain")
    both_saw = list(Job.objects.all())
    assert acts.claim("one")

    class Stale:
        """The queue as the second worker saw it before the first one took the job."""

        def order_by(self, *names: str) -> list[Job]:
            return both_saw

    usual = Job.objects.filter
    looks = iter([Stale()])
    monkeypatch.setattr(
        Job.objects, "filter", lambda *q, **kw: next(looks, None) or usual(*q, **kw)
    )
    assert acts.claim("two") is None
    assert Job.objects.get().worker == "one"


def test_a_worker_told_to_stop_gives_its_job_back(work: Worker) -> None:
    @job("test.halted", "停下的作业")
    def halted(work: Work) -> Outcome:
        worker.stopping.set()
        work.told(1, 2)
        return Outcome("不该到这里")

    actions.start(actor=CLERK, name="test.halted")
    work()

    left = Job.objects.get()
    assert (left.state, left.tries) == (State.WAITING, 0)


def test_waits_grow_and_end_at_an_hour() -> None:
    assert [wait_before(n).seconds for n in (1, 2, 3, 7, 8, 20)] == [30, 60, 120, 1920, 3600, 3600]
