"""What the clock does about letters: it takes them in, so that nobody learns when they came."""

from django.utils.timezone import localdate

from zhijia.platform.acts import Refused
from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import actions, acts, queries, rules


@every(rules.TOLD_EVERY.seconds // 60)
@job("doorway.take_in", "收取匿名来件", retries=2)
def take_in(work: Work) -> Outcome:
    """Hand over what waits at the doors; what cannot be taken in does not keep the rest waiting."""
    done, kept, faults = 0, 0, list[Exception]()
    for letter in queries.to_take_in():
        try:
            actions.take_in(actor=work.actor, letter=letter, today=localdate())
            done += 1
        except Refused:
            kept += 1  # the row is gone, or its first letter waits: the next round looks again
        except Exception as error:  # whatever a room raises of one letter: told below, all of them
            faults.append(error)
    if faults:
        raise ExceptionGroup(f"{len(faults)} letters could not be taken in", faults)
    return Outcome(f"收取 {done} 件" + (f"，{kept} 件留待下次" if kept else ""))


@daily("04:20")
@job("doorway.sweep", "清理未提交的照片", retries=2)
def sweep(work: Work) -> Outcome:
    """Throw away what was never sent."""
    return Outcome(f"清除 {acts.sweep(localdate())} 张没有提交的照片")
