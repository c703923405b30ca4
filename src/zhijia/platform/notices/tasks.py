"""What the house does about messages by itself: posts letters, throws old messages away."""

from django.utils.timezone import now

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import acts, mailing, queries


@every(60)
@job("notices.post", "寄送消息邮件", retries=3)
def post(work: Work) -> Outcome:
    """Send what waits, one letter a person; where the server is down, leave the rest for later."""
    acts.give_up_lost(now())
    due = queries.letters_due(now())
    sent = unsent = 0
    for n, user_id in enumerate(due, 1):
        letter = acts.claim(user_id, now())
        if letter:
            try:
                mailing.send(letter.address, letter.notices)
            except mailing.Unsent as no:
                acts.settle(letter, str(no), is_final=no.is_final)
                unsent += 1
                if no.is_down:
                    acts.put_off_all(now())
                    break
            else:
                acts.settle(letter)
                sent += 1
        work.told(n, len(due))
    acts.wake_for_next()
    return Outcome(f"寄出 {sent} 封" + (f"，{unsent} 封没有寄出" if unsent else ""))


@daily("03:45")
@job("notices.tidy", "清理旧消息", retries=2)
def tidy(work: Work) -> Outcome:
    """Throw away what was read and is a year old."""
    return Outcome(f"已清理 {acts.forget_old(now())} 条一年前的消息")
