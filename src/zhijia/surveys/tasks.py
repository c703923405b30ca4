"""What the clock does about rounds."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import actions, queries, rules


@every(60)
@job("surveys.release", "匿名答卷出箱", retries=3)
def release(work: Work) -> Outcome:
    """Let batches of anonymous answers leave their boxes."""
    moved = sum(actions.release(round.pk) for round in queries.rounds_with_box())
    return Outcome(f"{moved} 份")


@daily("00:20")
@job("surveys.close", "到期调查结束", retries=3)
def close(work: Work) -> Outcome:
    """Close the rounds whose days are over; those with paper left wait a week."""
    today, closed = localdate(), 0
    for round in queries.rounds_to_close(today):
        waits = queries.has_paper_left(round)
        if rules.closes_on(until_on=round.until_on, has_paper_left=waits) <= today:
            actions.close_round(actor=work.actor, round=round, today=today)
            closed += 1
    return Outcome(f"{closed} 次")


@daily("08:40")
@job("surveys.remind", "通知和提醒填写问卷", retries=3)
def remind(work: Work) -> Outcome:
    """Tell of rounds that begin today, and remind before the last day and on it."""
    today, told = localdate(), 0
    for round in queries.running_rounds(today):
        told += actions.tell_asked(actor=work.actor, round=round, today=today)
        if (round.until_on - today).days in rules.REMIND_AHEAD:
            told += actions.remind_round(actor=work.actor, round=round, today=today)
    return Outcome(f"{told} 人次")
