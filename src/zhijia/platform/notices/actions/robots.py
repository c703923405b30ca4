"""Keeping the robots of a unit's group chats."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged
from zhijia.platform.jobs import acts as jobs
from zhijia.platform.offers import known_notice

from .. import houses, policies, queries, rules
from ..acts.groups import SPEAK
from ..models import GroupMessage, Mail, Robot

TRIAL_TITLE = "测试消息：收到这条，说明这个群可以接收职家的消息"


def _wanted(kinds: Iterable[str]) -> list[str]:
    """Return the names of kinds that a group may be told; LookupError for one nobody declared."""
    return [kind.name for kind in map(known_notice, kinds) if kind.desk]


@action("登记群机器人")
def add_robot(
    *, actor: Actor, unit_path: str, name: str, address: str, secret: str, kinds: Iterable[str]
) -> Robot:
    """Let a group of a unit be told; of the address only the robot's token is kept, sealed."""
    robot = Robot(unit_path=unit_path, name=name, secret=secret, kinds=_wanted(kinds))
    require(policies.may_keep(actor, robot))
    require(houses.may_call(address))
    found = houses.read(address)
    assert found, "judged above"
    robot.house, robot.token = found
    others = list(Robot.objects.standing().filter(unit_path=unit_path))
    is_known = any((one.house, one.token) == found for one in others)
    require(rules.may_add(others=len(others), is_known=is_known))
    robot.save()
    return robot


@action("修改群机器人")
def edit_robot(
    *, actor: Actor, robot: Robot, name: str, kinds: Iterable[str], version: int | None = None
) -> Robot:
    """Change what the group is called here, and what it is told."""
    robot = _standing(actor, robot)
    require_unchanged(robot, version, name=name)
    return change(robot, name=name, kinds=_wanted(kinds))


@action("暂停或者恢复群机器人")
def pause_robot(*, actor: Actor, robot: Robot, is_paused: bool) -> Robot:
    """Let a group be told nothing for a while, or again."""
    robot = _standing(actor, robot)
    return change(robot, is_paused=is_paused)


@action("测试群机器人")
def try_robot(*, actor: Actor, robot: Robot) -> Robot:
    """Send the group a message that says it arrived; the page shows how that went."""
    robot = _standing(actor, robot)
    if queries.trial_under_way(robot):
        raise Refused(refused("上一条测试消息还在发送，请稍后再试"))
    GroupMessage.objects.create(
        robot=robot, kind=rules.TRIAL, title=TRIAL_TITLE, about=rules.TRIAL, event=uuid4().hex
    )
    jobs.wake(SPEAK)
    return robot


@action("移除群机器人")
def remove_robot(*, actor: Actor, robot: Robot, today: date) -> Robot:
    """Tell the group nothing more; its token and secret are thrown away."""
    robot = _standing(actor, robot)
    waiting = robot.messages.filter(state=Mail.WAITING)
    waiting.update(state=Mail.FAILED, fault="机器人已移除")
    return change(robot, token="", secret="", ended_on=today)


def _standing(actor: Actor, robot: Robot) -> Robot:
    """Return the robot, locked, if the actor may keep it and nobody has taken it away."""
    robot = lock(robot)
    require(policies.may_keep(actor, robot))
    if robot.ended_on:
        raise Refused(refused("这个群机器人已经移除"))
    return robot
