"""The worker: takes one job after the other, and lets the clock put in what is due."""

import logging
import signal
import threading
import time
from types import FrameType
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

from . import acts
from .alive import living
from .models import Job
from .register import TASKS, Cancelled, Task

IDLE = 1.0  # seconds between looks into an empty queue
TICK = 20.0  # seconds between looks at the clock
PAUSE = 0.5  # seconds between two notes of progress
MOST_DEATHS = 3
GRACE = 8  # seconds that a job has to tell how far it has come, once we are to stop
log = logging.getLogger(__name__)
stopping = threading.Event()


class Stopped(Exception):
    """This worker was told to stop while it worked."""


class Bench:
    """What a running job is given: its actor, and whom to tell how far it has come."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told_at = 0.0

    @property
    def actor(self) -> Actor:
        """Return who asked, with the posts they hold now; nobody where the clock did.

        Nor is it anybody whose account was closed meanwhile.
        """
        if self.job.asked_by is None:
            return Actor()
        users = get_user_model()._default_manager
        user = users.filter(pk=self.job.asked_by, is_active=True).first()
        found: Actor = import_string(settings.ACTOR)(user) if user else Actor()
        return found

    def told(self, done: int, total: int, words: str = "") -> None:
        """Show how far it has come, twice a second at most, and stop where that is wished.

        Inside a transaction nobody would see it, and the row would be held: nothing is written.
        """
        if stopping.is_set():
            raise Stopped
        moment = time.monotonic()
        if connection.in_atomic_block or (moment - self.told_at < PAUSE and done < total):
            return
        self.told_at = moment
        if acts.tell(self.job, done, total, words):
            raise Cancelled


def run(job: Job) -> None:
    """Do one job that is ours and keep how it ended, whatever happens in it."""
    try:
        _do(job)
    except acts.Lost:
        log.warning("job %s #%s was taken by another worker", job.name, job.pk)


def _do(job: Job) -> None:
    task = TASKS.get(job.name)
    if job.is_unwanted:
        acts.call_off(job)
    elif task is None:
        acts.give_up(job, "本版本没有这项作业")
    elif job.tries > task.retries + MOST_DEATHS:
        acts.give_up(job, "办理进程几次中断，没有办成，请联系管理员")
    else:
        _attempt(job, task)


def _attempt(job: Job, task: Task) -> None:
    """Call the function; an error that nobody foresaw goes to the log, not to the page."""
    try:
        outcome = task.function(Bench(job), *job.args)
    except Cancelled:
        acts.call_off(job)
    except Stopped:
        acts.give_back(job)
    except Refused as no:
        acts.give_up(job, str(no))
    except acts.Lost:
        raise
    except Exception:  # whatever a room's job raises: it is logged, told and tried again
        log.exception("job %s #%s failed", job.name, job.pk)
        acts.try_later(job)
    else:
        acts.finish(job, outcome)


def work(*, until_empty: bool = False, with_clock: bool = True) -> None:
    """Work until told to stop, or until the queue is empty."""
    name = uuid4().hex
    looked = float("-inf")
    with living(name):
        while not stopping.is_set():
            if with_clock and time.monotonic() - looked >= TICK:
                looked = time.monotonic()
                look_at_clock()
            job = acts.claim(name)
            if job:
                run(job)
            elif until_empty:
                return
            else:
                stopping.wait(IDLE)


def look_at_clock() -> None:
    """Put in what is due, and throw away what ended long ago."""
    moment = localtime()
    acts.put_due(moment)
    acts.forget_old(moment)


def stop(number: int, frame: FrameType | None) -> None:
    """Stop at the next chance: between jobs, or when a job tells how far it has come.

    A job that tells nothing is cut off after a while; the next worker takes it up again.
    """
    stopping.set()
    signal.alarm(GRACE)


def obey_signals() -> None:
    """Stop at Ctrl-C and at a polite kill."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
