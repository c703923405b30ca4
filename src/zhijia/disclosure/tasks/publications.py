"""What the clock does: laying what is due, and reminding of it."""

from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from ..actions import dues


@daily("06:10")
@job("disclosure.lay", "生成公开期限", retries=3)
def lay(work: Work) -> Outcome:
    """Lay what every unit must make public in the periods of today."""
    laid = dues.lay(actor=work.actor, today=localdate())
    return Outcome(f"生成 {laid} 项", reverse("disclosure:dues"))


@daily("08:15")
@job("disclosure.remind", "提醒公开期限", retries=3)
def remind(work: Work) -> Outcome:
    """Tell of what is due soon, late, and late for long; each is told once."""
    return Outcome(f"提醒 {dues.remind(actor=work.actor, today=localdate())} 人次")
