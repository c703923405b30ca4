"""规章制度 by the clock: who has still to sign, what is to be looked at again."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from ..actions import regulations, signings


@daily("08:20")
@job("disclosure.remind_signings", "提醒签阅规章制度", retries=3)
def remind_signings(work: Work) -> Outcome:
    """Ask new members to sign, and remind those who have not."""
    return Outcome(f"提醒 {signings.remind_signings(actor=work.actor, today=localdate())} 人次")


@daily("08:25")
@job("disclosure.remind_reviews", "提醒复审规章制度", retries=3)
def remind_reviews(work: Work) -> Outcome:
    """Tell desks what is to be looked at again."""
    told = regulations.remind_reviews(actor=work.actor, today=localdate())
    return Outcome(f"提醒 {told} 人次")
