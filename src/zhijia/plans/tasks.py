"""What the clock does about tasks."""

from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import actions
from .actions import measures, natures


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


@every(10)
@job("plans.recount", "按数据更新任务进度", retries=3)
def recount(work: Work) -> Outcome:
    """Let progress follow the figures; whoever has just met a target is told once."""
    today = localdate()
    reached = measures.recount_live(today)
    if reached:
        measures.tell_reached(actor=work.actor, measures=reached, today=today)
    return Outcome(f"{len(reached)} 项达到目标")


@daily("08:05")
@job("plans.turns", "定期任务分期和提醒", retries=3)
def turns(work: Work) -> Outcome:
    """Lay out the periods of recurring work, and remind of those that are due or late."""
    today = localdate()
    laid = natures.lay_turns(actor=work.actor, today=today)
    told = natures.remind_turns(actor=work.actor, today=today)
    return Outcome(f"排定 {laid} 项，提醒 {told} 人次")


@daily("08:10")
@job("plans.reports", "提醒填报进展", retries=3)
def reports(work: Work) -> Outcome:
    """Tell of reports that are due by the rhythm their tasks set; each is told once."""
    told = actions.ask_for_reports(actor=work.actor, today=localdate())
    return Outcome(f"提醒 {told} 人次")
