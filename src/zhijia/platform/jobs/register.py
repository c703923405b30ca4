"""The register of background work: what there is, how often it is tried, when it is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from zhijia.platform.actor import Actor


class Cancelled(Exception):
    """Somebody wants this job no longer; raised by `told` inside it."""


class Work(Protocol):
    """What a job is given first: for whom it works, and whom to tell how far it has come."""

    @property
    def actor(self) -> Actor: ...

    def told(self, done: int, total: int, words: str = "") -> None:
        """Show how far it has come; raises `Cancelled`. Call it between transactions."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, in a sentence, and the page or file it leads to."""

    words: str
    url: str = ""


Function = Callable[..., Outcome]
Due = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Task:
    """A function that can be started by name, and how often it is tried again."""

    label: str
    function: Function
    retries: int


TASKS: dict[str, Task] = {}
CLOCK: dict[str, Due] = {}


def job(name: str, label: str, *, retries: int = 0) -> Callable[[Function], Function]:
    """Register `def work(work: Work, *args) -> Outcome`; args are what JSON can hold.

    It may be started again after its worker died halfway, so what it did once must do no harm
    twice: let it do its work in actions, each whole or not at all.
    """

    def enter(function: Function) -> Function:
        TASKS[name] = Task(label, function, retries)
        return function

    return enter


def daily(at: str) -> Callable[[Function], Function]:
    """Let the clock start the job beneath once a day, `@daily("02:30")`, by local time.

    Days on which nothing ran are not made up for, but the last one is.
    """
    moment = time.fromisoformat(at)

    def due(now: datetime) -> datetime:
        today = datetime.combine(now.date(), moment, now.tzinfo)
        return today if today <= now else today - timedelta(days=1)

    return _by_clock(due)


def every(minutes: int) -> Callable[[Function], Function]:
    """Let the clock start the job beneath at every so many minutes of the day."""

    def due(now: datetime) -> datetime:
        past = (now.hour * 60 + now.minute) % minutes
        return now.replace(second=0, microsecond=0) - timedelta(minutes=past)

    return _by_clock(due)


def _by_clock(due: Due) -> Callable[[Function], Function]:
    def enter(function: Function) -> Function:
        name = next(name for name, task in TASKS.items() if task.function is function)
        CLOCK[name] = due
        return function

    return enter


def wait_before(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries: 30 s, 1 min, 2 min … at most 1 h."""
    return min(timedelta(seconds=30 * 2 ** (tries - 1)), timedelta(hours=1))


def known(name: str) -> Task:
    """Return the task of this name; LookupError when no room registered it."""
    if name not in TASKS:
        raise LookupError(f"no job {name!r}: is it in the room's tasks.py?")
    return TASKS[name]
