"""What the clock does about matters."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions


@daily("08:20")
@job("matters.chase", "办件到期提醒", retries=3)
def chase(work: Work) -> Outcome:
    """Remind of what is due and late; who was told already is not told again."""
    return Outcome(f"提醒 {actions.chase(actor=work.actor, today=localdate())} 人次")
