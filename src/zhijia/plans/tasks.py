"""What the clock does about tasks."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions


@daily("08:00")
@job("plans.remind", "任务到期提醒", retries=3)
def remind(work: Work) -> Outcome:
    """Remind of what is due and late; who was told already is not told again."""
    return Outcome(f"提醒 {actions.remind(actor=work.actor, today=localdate())} 人次")
