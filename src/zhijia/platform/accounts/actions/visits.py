"""Where an account is signed in: begun, seen now and then, ended by its owner."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.timezone import localtime

from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, record

from ..models import LateEntry, User, Visit


@action("登录")
def begin_visit(
    *, actor: Actor, user: User, key: str, device: str, how: str, now: datetime
) -> Visit:
    """Note that an account signed in under this session key."""
    about(user)
    record({}, {"方式": how, "设备": device})
    return _begun(user, key, device, now, now)


def begin_quietly(*, user: User, key: str, device: str, how: str, now: datetime) -> Visit:
    """Note the day of a sign-in, and no more: the order of these would be that of a secret vote.

    It goes on the record when the vote has ended (`forget_order`).
    """
    day = by_day(now)
    with transaction.atomic():
        LateEntry.objects.create(user=user, day=day.date(), how=how, device=device)
        return _begun(user, key, device, day, now)


def by_day(now: datetime) -> datetime:
    """Return the beginning of the day, by local time."""
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _begun(user: User, key: str, device: str, at: datetime, now: datetime) -> Visit:
    """Keep a visit that began at `at`; forget those of the account that ran out."""
    Visit.objects.filter(user=user).exclude(pk__in=Visit.objects.standing(user, now)).delete()
    return Visit.objects.create(user=user, key=key, device=device, begun_at=at, seen_at=at)


def see_visit(*, key: str, now: datetime) -> None:
    """Note that a visit goes on."""
    Visit.objects.filter(key=key).update(seen_at=now)


def move_visit(*, user: User, old: str, key: str) -> None:
    """Note the new key of this visit, and end all others of the account."""
    Visit.objects.filter(user=user, key=old).update(key=key)
    _end(user, list(user.visits.exclude(key=key).values_list("key", flat=True)))


def leave(*, key: str) -> None:
    """Forget the visit of who signed out."""
    Visit.objects.filter(key=key).delete()


def _end(user: User, keys: list[str]) -> int:
    """Sign these sessions of an account out; return how many."""
    Session.objects.filter(session_key__in=keys).delete()
    return Visit.objects.filter(user=user, key__in=keys).delete()[0]


def end_all(user: User) -> None:
    """Sign an account out everywhere."""
    _end(user, list(user.visits.values_list("key", flat=True)))


@action("退出一处登录")
def end_visit(*, actor: Actor, visit: Visit) -> User:
    """Sign one device of one's own out."""
    record({"设备": visit.device}, {})
    _end(visit.user, [visit.key])
    return visit.user


@action("退出其他登录")
def end_others(*, actor: Actor, user: User, key: str) -> User:
    """Sign every device out but the one with this session key."""
    others = user.visits.exclude(key=key).values_list("key", flat=True)
    record({"处数": _end(user, list(others))}, {})
    return user
