"""What the clock does about letters: it takes them in, so that nobody learns when they came."""

from django.utils.timezone import localdate

from zhijia.platform.acts import Refused
from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import actions, acts, queries, rules
from .models import Letter


@every(rules.TOLD_EVERY.seconds // 60)
@job("doorway.take_in", "收取匿名来件", retries=2)
def take_in(work: Work) -> Outcome:
    """Hand over what waits at the doors; what cannot be taken in does not keep the rest waiting."""
    done, kept, faults = 0, 0, dict[Letter, Exception]()
    for letter in queries.to_take_in():
        try:
            actions.take_in(actor=work.actor, letter=letter, today=localdate())
            done += 1
        except Refused as no:
            # What is added waits for its first letter; that one has nothing to wait for.
            kept += 1
            if letter.is_first and not letter.is_stuck:
                faults[letter] = no
        except Exception as error:  # whatever a room raises of one letter: told below, all of them
            faults[letter] = error
    if told := [error for letter, error in faults.items() if acts.put_aside(letter)]:
        raise ExceptionGroup(f"{len(told)} letters could not be taken in", told)
    return Outcome(f"收取 {done} 件" + (f"，{kept} 件留待下次" if kept else ""))


@daily("04:20")
@job("doorway.sweep", "清理未提交的照片", retries=2)
def sweep(work: Work) -> Outcome:
    """Throw away what was never sent."""
    return Outcome(f"清除 {acts.sweep(localdate())} 张没有提交的照片")
