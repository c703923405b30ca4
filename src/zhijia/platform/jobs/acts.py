"""What the worker and the clock write: they are machinery, so the record of actions has none of it.

A job changes hands by one UPDATE that names whom it is taken from: of two workers one finds it.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import now

from .alive import is_alive
from .models import Job, State
from .register import CLOCK, Outcome, known, wait_before

KEPT = timedelta(days=60)


class Lost(Exception):
    """Another worker has this job now."""


def claim(worker: str) -> Job | None:
    """Take the job that has waited longest, or that of a worker who died; None without any."""
    ready = Q(state=State.WAITING, run_at__lte=now())
    for job in Job.objects.filter(ready | Q(state=State.RUNNING)).order_by("run_at", "pk"):
        if job.state == State.RUNNING and is_alive(job.worker):
            continue
        as_seen = Job.objects.filter(pk=job.pk, state=job.state, worker=job.worker, tries=job.tries)
        if as_seen.update(state=State.RUNNING, worker=worker, tries=job.tries + 1):
            return Job.objects.get(pk=job.pk)
    return None


def _set(job: Job, **new: object) -> None:
    """Write to a job that is still ours; raise `Lost` when it is not."""
    ours = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)
    if not ours.update(**new):
        raise Lost(f"{job.name} #{job.pk}")


def tell(job: Job, done: int, total: int, words: str) -> bool:
    """Write how far a job has come; return whether somebody wants it no longer."""
    _set(job, done=done, total=total, words=words[:300])
    return Job.objects.filter(pk=job.pk, is_unwanted=True).exists()


def finish(job: Job, outcome: Outcome) -> None:
    """Keep what came of a job."""
    _set(job, state=State.DONE, words=outcome.words[:300], url=outcome.url, ended_at=now())


def call_off(job: Job) -> None:
    """End a job that nobody wants any longer."""
    _set(job, state=State.CANCELLED, words="已按要求取消", ended_at=now())


def give_up(job: Job, words: str) -> None:
    """End a job that cannot be done, and say why."""
    _set(job, state=State.FAILED, words=words[:300], ended_at=now())


def give_back(job: Job) -> None:
    """Let another worker do it: this one was told to stop."""
    _set(job, state=State.WAITING, tries=job.tries - 1)


def try_later(job: Job) -> None:
    """Wait and try again, a little longer each time; after the last time give up."""
    if job.tries > known(job.name).retries:
        give_up(job, "系统出错，没有办成，原因已写入服务器日志，请联系管理员")
    else:
        words = f"第 {job.tries} 次没有办成，稍后再试"
        _set(job, state=State.WAITING, run_at=now() + wait_before(job.tries), words=words)


def wake(name: str, at: datetime | None = None) -> None:
    """Put one of the house's own jobs into the queue, unless one waits there already.

    The waiting one is held until the transaction around ends: a worker could take it now, look,
    and not see what this transaction is about to leave for it.
    """
    run_at = at or now()
    waiting = Job.objects.filter(name=name, state=State.WAITING, run_at__lte=run_at)
    with transaction.atomic():
        if waiting.select_for_update(skip_locked=True).first() is None:
            Job.objects.create(name=name, label=known(name).label, run_at=run_at)


def put_due(at: datetime) -> list[Job]:
    """Put into the queue what the clock has to start by the moment `at`, each moment once."""
    return [job for name, due in CLOCK.items() if (job := _put_once(name, due(at)))]


def _put_once(name: str, due: datetime) -> Job | None:
    key = f"{name}@{due.isoformat(timespec='minutes')}"
    if Job.objects.filter(key=key).exists():
        return None
    try:
        with transaction.atomic():
            return Job.objects.create(name=name, label=known(name).label, key=key)
    except IntegrityError:
        return None  # another clock was first


def forget_old(at: datetime) -> None:
    """Throw away jobs that ended long ago."""
    Job.objects.filter(ended_at__lt=at - KEPT).delete()
