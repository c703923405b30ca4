from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor

from .models import Job


def may_cancel(actor: Actor, job: Job) -> Verdict:
    """Who asked for a job may call it off while it has not ended."""
    if actor.user_id is None or job.asked_by != actor.user_id:
        return refused("只能取消自己提交的作业")
    if not job.is_open:
        return refused("作业已经结束")
    return refused("正在取消") if job.is_unwanted else ALLOWED
