"""What desks do about their doors, and how letters are taken in."""

import json
from base64 import b64decode
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from . import policies, rules
from .models import Door, Letter, Photo, Slip
from .register import ENTRANCES, Received


@action("生成来信二维码")
def open_door(*, actor: Actor, unit_path: str, today: date) -> Door:
    """Give a unit an address that anybody may write to."""
    door = Door(unit_path=unit_path, made_on=today)
    require(policies.may_keep(actor, door))
    if Door.objects.standing().filter(unit_path=unit_path).exists():
        raise Refused(refused("本单位已有来信二维码，停用以后才能重新生成"))
    door.save()
    return door


@action("停用来信二维码")
def close_door(*, actor: Actor, door: Door, today: date) -> Door:
    """Let nobody write to this address any more; who wrote still follows by the receipt."""
    door = lock(door)
    require(policies.may_keep(actor, door))
    require(rules.stands_open(closed_on=door.closed_on, shut_on=None))
    return change(door, closed_on=today)


@action("暂停、恢复收件")
def shut_door(*, actor: Actor, door: Door, is_shut: bool, today: date) -> Door:
    """Take nothing in for a while, or take it in again."""
    door = lock(door)
    require(policies.may_keep(actor, door))
    require(rules.stands_open(closed_on=door.closed_on, shut_on=None))
    return change(door, shut_on=today if is_shut else None)


@action("调整收件条件")
def guard_door(*, actor: Actor, door: Door, is_strict: bool) -> Door:
    """Take only letters that cost a machine some work, or those of an answered question too."""
    door = lock(door)
    require(policies.may_keep(actor, door))
    return change(door, is_strict=is_strict)


@action("收取匿名来件")
def take_in(*, actor: Actor, letter: Letter, today: date) -> Slip:
    """Hand a letter to the room it is for, and keep nothing of it here but the receipt."""
    letter = lock(letter)
    slip = letter.slip
    entrance = ENTRANCES[slip.entrance]
    photos = list(Photo.objects.filter(bundle=letter.bundle).order_by("place"))
    received = Received(
        slip.door.unit_path,
        json.loads(letter.values),
        tuple(b64decode(one.drawn) for one in photos),
        today,
    )
    if letter.is_first:
        slip.kind, slip.number = entrance.take_in(actor, received)
        slip.save()
    elif slip.number is not None:
        entrance.add(actor, slip.kind, slip.number, received)
    else:
        raise Refused(refused("首件还没有收取"))
    Photo.objects.filter(pk__in=[one.pk for one in photos]).delete()
    letter.delete()
    return slip
