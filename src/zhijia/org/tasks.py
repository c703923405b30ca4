"""What the clock does about members."""

from django.utils.timezone import localdate

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions, queries, rules


@daily("03:50")
@job("org.forget", "清除到期个人信息", retries=2)
def forget(work: Work) -> Outcome:
    """Erase what is sensitive about those who left two years ago."""
    today, done = localdate(), 0
    for member in queries.to_forget(rules.left_before(today)).iterator(chunk_size=500):
        actions.forget(actor=work.actor, member=member, today=today)
        done += 1
        work.told(done, done)
    return Outcome(f"已清除 {done} 名离会会员的到期个人信息")
