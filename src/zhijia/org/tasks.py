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


@daily("04:00")
@job("org.close_applications", "清理入会申请", retries=2)
def close_applications(work: Work) -> Outcome:
    """Take old applications for withdrawn, and erase those that came to nothing."""
    today, closed, erased = localdate(), 0, 0
    for old in queries.applications_to_close(today).iterator(chunk_size=500):
        actions.close_application(actor=work.actor, application=old, today=today)
        closed += 1
        work.told(closed, closed)
    for over in queries.applications_to_erase(today).iterator(chunk_size=500):
        actions.erase_application(actor=work.actor, application=over)
        erased += 1
        work.told(closed + erased, closed + erased)
    return Outcome(f"{closed} 份申请视为撤回，{erased} 份已清除")


@daily("08:10")
@job("org.remind", "换届和缺项提醒", retries=3)
def remind(work: Work) -> Outcome:
    """Tell the desks what their unions lack; who was told already is not told again."""
    told = actions.remind_lacking(actor=work.actor, today=localdate())
    return Outcome(f"提醒 {told} 人次")
