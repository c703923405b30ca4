"""公示 by the clock: taking down what is over, telling handlers and desks."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from ..actions import objecting, showing


@daily("00:05")
@job("disclosure.end_showings", "公示期满撤下封存", retries=3)
def end_showings(work: Work) -> Outcome:
    """Take down what has hung for its time."""
    return Outcome(f"撤下 {showing.end_showings(actor=work.actor, today=localdate())} 件")


@every(30)
@job("disclosure.remind_showings", "提醒公示异议和期满", retries=3)
def remind_showings(work: Work) -> Outcome:
    """Tell handlers of new objections, and of last days."""
    return Outcome(f"提醒 {objecting.remind_showings(actor=work.actor, today=localdate())} 人次")
