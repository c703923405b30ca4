"""What the clock does about tasks."""

from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions


@daily("08:00")
@job("plans.remind", "任务到期提醒", retries=3)
def remind(work: Work) -> Outcome:
    """Remind of what is due and late; who was told already is not told again."""
    return Outcome(f"提醒 {actions.remind(actor=work.actor, today=localdate())} 人次")


@daily("06:30")
@job("plans.look_for_holes", "巡查职责不清、管理缺位", retries=3)
def look_for_holes(work: Work) -> Outcome:
    """Look everywhere for holes in the net, before the desks come to work."""
    number = actions.look_for_holes(actor=work.actor, today=localdate())
    return Outcome(f"现有 {number} 项", reverse("plans:holes"))
