"""Workers in processes of their own: one is killed halfway, two share one queue."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.instances import ZHIJIA, Instance

# The worker of an instance that knows these two jobs besides its own.
WORKER = """
import os, signal, sys, time
import django
django.setup()
from zhijia.platform.jobs import worker
from zhijia.platform.jobs.models import Job
from zhijia.platform.jobs.register import Outcome, job
notes = os.environ["NOTES"]
def note(*words):
    with open(notes, "a") as out:
        out.write(" ".join(map(str, words)) + chr(10))
@job("test.deadly", "致命作业")
def deadly(work):
    tries = Job.objects.get(name="test.deadly").tries
    note("try", tries)
    if tries == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome("第二次办成")
@job("test.short", "短作业")
def short(work, n):
    note("short", n)
    time.sleep(0.01)
    return Outcome("好了")
worker.work(until_empty=True, with_clock=False)
"""
QUEUE = """
from zhijia.platform.jobs.models import Job
jobs = [Job(name=name, label=name, args=args) for name, args in {jobs!r}]
Job.objects.bulk_create(jobs)
"""
STATES = """
from zhijia.platform.jobs.models import Job
print(*Job.objects.values_list("state", "words", "tries"), sep=chr(10))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Instance:
    """An instance with its tables on either database."""
    is_sqlite = request.param == "sqlite"
    db = "" if is_sqlite else request.getfixturevalue("postgres")("jobs_" + tmp_path.name[-8:])
    made = Instance(tmp_path / "home", db)
    made.env["NOTES"] = str(tmp_path / "notes")
    made.zhijia("migrate", "--verbosity", "0")
    return made


def ask(instance: Instance, code: str) -> str:
    return instance.zhijia("shell", "--no-imports", "-c", code)


def notes(instance: Instance) -> list[str]:
    return Path(instance.env["NOTES"]).read_text().splitlines()


def test_what_a_killed_worker_left_is_taken_up_by_the_next(instance: Instance) -> None:
    ask(instance, QUEUE.format(jobs=[("test.deadly", [])]))

    killed = instance.run(sys.executable, "-c", WORKER)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    second = instance.run(sys.executable, "-c", WORKER)

    assert second.returncode == 0, second.stderr
    assert notes(instance) == ["try 1", "try 2"]
    assert ask(instance, STATES).splitlines() == ["('done', '第二次办成', 2)"]


def test_two_workers_at_once_do_every_job_once(instance: Instance) -> None:
    ask(instance, QUEUE.format(jobs=[("test.short", [n]) for n in range(40)]))

    both = [subprocess.Popen([sys.executable, "-c", WORKER], env=instance.env) for _ in range(2)]

    assert [worker.wait(timeout=120) for worker in both] == [0, 0]
    assert Counter(notes(instance)) == Counter(f"short {n}" for n in range(40))


def test_a_polite_kill_ends_an_idle_worker_at_once(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "home")
    instance.zhijia("migrate", "--verbosity", "0")

    with subprocess.Popen([ZHIJIA, "work", "--no-clock"], env=instance.env) as worker:
        deadline = time.monotonic() + 60
        while not list(instance.home.glob("workers/*.lock")):
            assert time.monotonic() < deadline, "the worker never began"
            time.sleep(0.1)
        worker.terminate()
        assert worker.wait(timeout=20) == 0
    assert not list(instance.home.glob("workers/*.lock"))
