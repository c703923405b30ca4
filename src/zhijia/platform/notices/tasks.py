"""What the house does about messages by itself: posts letters, lets robots speak, tidies up."""

from django.utils.timezone import now

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import mailing, queries, speaking
from .acts import groups, letters
from .mailing import Unsent


@every(60)
@job("notices.post", "寄送消息邮件", retries=3)
def post(work: Work) -> Outcome:
    """Send what waits, one letter a person; where the server is down, leave the rest for later."""
    letters.give_up_lost(now())
    due = queries.letters_due(now())
    sent = unsent = 0
    for n, user_id in enumerate(due, 1):
        letter = letters.claim(user_id, now())
        if letter:
            try:
                mailing.send(letter.address, letter.notices)
            except Unsent as no:
                letters.settle(letter, str(no), is_final=no.is_final)
                unsent += 1
                if no.is_down:
                    letters.put_off_all(now())
                    break
            else:
                letters.settle(letter)
                sent += 1
        work.told(n, len(due))
    letters.wake_for_next()
    return Outcome(f"寄出 {sent} 封" + (f"，{unsent} 封没有寄出" if unsent else ""))


@every(60)
@job("notices.speak", "发送群消息", retries=3)
def speak(work: Work) -> Outcome:
    """Let every robot say what waits for it, all at once."""
    groups.give_up_lost(now())
    due = queries.robots_due(now())
    said = unsaid = 0
    for n, robot_id in enumerate(due, 1):
        speech = groups.claim(robot_id, now())
        if speech:
            try:
                speaking.say(speech.robot, [message.title for message in speech.messages])
            except Unsent as no:
                groups.settle(speech, str(no), is_final=no.is_final)
                unsaid += 1
            else:
                groups.settle(speech)
                said += 1
        work.told(n, len(due))
    groups.wake_for_next()
    return Outcome(f"发到 {said} 个群" + (f"，{unsaid} 个群没有发到" if unsaid else ""))


@daily("03:45")
@job("notices.tidy", "清理旧消息", retries=2)
def tidy(work: Work) -> Outcome:
    """Throw away what was read, and what groups were told, a year ago."""
    count = letters.forget_old(now()) + groups.forget_old(now())
    return Outcome(f"已清理 {count} 条一年前的消息")
