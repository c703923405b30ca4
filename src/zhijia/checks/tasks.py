"""What the clock does in this room: units and inspectors are told of what ends soon."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions


@daily("08:20")
@job("checks.remind", "检查到期提醒")
def remind(work: Work) -> Outcome:
    """Tell of the rounds that end within three days, and once more when they are over."""
    told = actions.remind(actor=work.actor, today=localdate())
    return Outcome(f"提醒 {told} 人次")
