"""What robots say: claimed before it goes, so that no group is told twice."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Min
from django.utils.timezone import now

from zhijia.platform.jobs import acts as jobs
from zhijia.platform.jobs.register import wait_before

from .. import rules
from ..models import GroupMessage, Mail, Robot

SPEAK = "notices.speak"
LOST = "发送中断，不知是否发到，为免重复没有再发"


class Speech(NamedTuple):
    """What one robot says at once: messages, the newest first."""

    robot: Robot
    messages: list[GroupMessage]


def claim(robot_id: int, at: datetime) -> Speech | None:
    """Take all that waits for one robot; nothing within a minute after it spoke, but for trials.

    What waits for a robot that was taken away or paused is given up, its trials excepted.
    """
    with transaction.atomic():
        robot = Robot.objects.select_for_update().get(pk=robot_id)
        waiting = robot.messages.filter(state=Mail.WAITING)
        if robot.ended_on or robot.is_paused:
            given_up = waiting if robot.ended_on else waiting.exclude(kind=rules.TRIAL)
            given_up.update(state=Mail.FAILED, at=at, fault="机器人已移除或者暂停")
        found = list(waiting)
        last = robot.messages.filter(state__in=[Mail.SENDING, Mail.SENT]).aggregate(at=Max("at"))
        until = rules.quiet_until(last["at"], rules.GROUP_EVERY)
        if until and until > at and not any(one.kind == rules.TRIAL for one in found):
            waiting.update(at=until)
            return None
        waiting.update(state=Mail.SENDING, at=at)
    return Speech(robot, found) if found else None


def settle(speech: Speech, fault: str = "", *, is_final: bool = False) -> None:
    """Keep how it went: the group was told, it is tried again later, or it is given up."""
    pks = [message.pk for message in speech.messages]
    rows = GroupMessage.objects.filter(pk__in=pks, state=Mail.SENDING)
    if not fault:
        rows.update(state=Mail.SENT, at=now(), fault="")
        return
    tries = 1 + max(message.tries for message in speech.messages)
    is_over = is_final or tries >= rules.MOST_TRIES
    later = now() if is_over else now() + wait_before(tries)
    state = Mail.FAILED if is_over else Mail.WAITING
    rows.update(state=state, at=later, tries=tries, fault=fault)


def give_up_lost(at: datetime) -> None:
    """Give up what workers were saying when they died."""
    lost = GroupMessage.objects.filter(state=Mail.SENDING, at__lt=at - rules.LONGEST_SENDING)
    lost.update(state=Mail.FAILED, fault=LOST)


def wake_for_next() -> None:
    """Let the robots look again when the next of them may speak."""
    waiting = GroupMessage.objects.filter(state=Mail.WAITING)
    if first := waiting.aggregate(first=Min("at"))["first"]:
        jobs.wake(SPEAK, max(first, now() + wait_before(1)))


def forget_old(at: datetime) -> int:
    """Throw away what was said more than a year ago; return how many there were."""
    old = GroupMessage.objects.filter(made_at__lt=at - rules.KEPT)
    return old.exclude(state=Mail.WAITING).delete()[0]
