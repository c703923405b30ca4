"""What the clock does about matters."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions


@daily("08:20")
@job("matters.chase", "办件到期提醒", retries=3)
def chase(work: Work) -> Outcome:
    """Remind of what is due and late; who was told already is not told again."""
    return Outcome(f"提醒 {actions.chase(actor=work.actor, today=localdate())} 人次")


@daily("08:30")
@job("matters.raise_hazards", "超期隐患报上级", retries=3)
def raise_hazards(work: Work) -> Outcome:
    """Report hazards a week late to the union above; what was reported is not reported again."""
    return Outcome(f"上报 {actions.raise_hazards(actor=work.actor, today=localdate())} 项")


@daily("08:40")
@job("matters.ask_finance", "提醒财务确认效益", retries=3)
def ask_finance(work: Work) -> Outcome:
    """Ask finance for the months of use that are over; each month once."""
    return Outcome(f"提醒 {actions.ask_finance(actor=work.actor, today=localdate())} 人次")
