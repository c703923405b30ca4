"""What people do about jobs: start one and call it off."""

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require

from . import policies
from .models import Job, State
from .register import known

Plain = str | int | bool | None


@action("提交后台作业")
def start(*, actor: Actor, name: str, args: tuple[Plain, ...] = ()) -> Job:
    """Put a registered job in the queue; it begins when the action around has been committed.

    LookupError when no room registered this name.
    """
    task = known(name)
    job = Job(name=name, label=task.label, args=list(args), asked_by=actor.user_id)
    job.save()
    return job


@action("取消后台作业")
def cancel(*, actor: Actor, job: Job) -> Job:
    """Call a job off: at once where it waits, at its next step where it runs."""
    job = lock(job)
    require(policies.may_cancel(actor, job))
    if job.state == State.WAITING:
        return change(job, state=State.CANCELLED, is_unwanted=True)
    return change(job, is_unwanted=True)
